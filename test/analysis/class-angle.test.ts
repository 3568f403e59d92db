import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classAngle } from '#src/analysis/class-angle.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { hasFiles } from '../dataset/pictures/real-files.js';

test('the angle of two means by hand, whatever their lengths', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 180, noNaN: true }),
      fc.double({ min: 1, max: 9, noNaN: true }),
      (angle, length) => {
        const radians = (angle * Math.PI) / 180;
        const mean = [length * Math.cos(radians), length * Math.sin(radians)];
        const data = fromArrays([[2, 1], [2, -1], mean], [1, 1, -1], { scale: 2 ** 24 });
        expect(classAngle(data)).toBeCloseTo(angle, 4);
      },
    ),
  );
});

test('classes without a direction give a sentence', () => {
  expect(() => classAngle(fromArrays([[1, 2]], [1]))).toThrow('the classes have 1 and 0 patterns; an angle needs some');
  const opposite = fromArrays(
    [
      [1, 2],
      [-1, -2],
      [3, 1],
    ],
    [1, 1, -1],
  );
  expect(() => classAngle(opposite)).toThrow('the mean of a class is 0 and has no direction');
});

// The file results/MNIST100/inter-class-mean-angle.dat of the authors' repository, in degrees to two digits. They are those of
// the whole test set, resized by an antialiased bilinear filter and standardised with the training set's mean.
const published = [
  [0, 73.98, 980],
  [2, 49.69, 1032],
  [3, 48.83, 1010],
  [4, 55.99, 982],
  [5, 50.46, 892],
  [6, 57.26, 958],
  [7, 50.25, 1028],
  [8, 43.97, 974],
  [9, 49.84, 1009],
] as const;

const absent = !hasFiles('mnist');
const note = absent ? ' (skipped: the files are not on this machine; `npm run data` fetches them)' : '';

test.skipIf(absent).each(published)(
  `the mean angle of digit %d to digit 1 is the published %d°${note}`,
  async (...row) => {
    const [digit, angle, count] = row;
    const data = await mnistPair({
      classes: [digit, 1],
      set: 'test',
      size: [10, 10],
      patterns: count + 1135,
      positives: 1135,
      seed: 'all of them',
      scale: 2 ** 16,
      mirrors: [],
    });
    expect(Math.abs(classAngle(data) - angle)).toBeLessThan(0.015);
  },
);
