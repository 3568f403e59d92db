import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classAngle, principalComponents } from '#src/analysis/data-geometry.js';
import { randomStream } from '#src/base/seed.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
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
  expect(() => classAngle(fromArrays([[1, 2]], [1]))).toThrow(
    'the classes have 1 and 0 patterns; an angle needs at least 1 in each',
  );
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

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const size = fc.integer({ min: 2, max: 9 });

function gaussian(patterns: number, inputs: number) {
  const stream = randomStream('principal-components', `${patterns} ${inputs}`);
  const rows = Array.from({ length: patterns }, () => Array.from({ length: inputs }, () => stream.normal()));
  return fromArrays(
    rows,
    rows.map((_, k) => (k % 2 ? 1 : -1)),
    { scale: 2 ** 20 },
  );
}

test('directions are orthonormal, coordinates uncorrelated with mean 0, and their variances the shares', () => {
  fc.assert(
    fc.property(size, size, (patterns, inputs) => {
      const components = Math.min(patterns - 1, inputs);
      const { coordinates, directions, explained } = principalComponents(gaussian(patterns, inputs), { components });
      const total = coordinates.reduce((sum, column) => sum + dot(column, column), 0);
      directions.forEach((a, k) => {
        directions.forEach((b, l) => {
          expect(dot(a, b)).toBeCloseTo(k === l ? 1 : 0, 10);
          if (k !== l) expect(Math.abs(dot(coordinates[k], coordinates[l])) / total).toBeLessThan(1e-9);
        });
        expect(coordinates[k].reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
        expect(dot(coordinates[k], coordinates[k]) / total).toBeCloseTo(explained[k], 10);
        if (k > 0) expect(explained[k]).toBeLessThanOrEqual(explained[k - 1]);
      });
      expect(explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }),
  );
});

test('all components together give the patterns back', () => {
  const data = gaussian(5, 3);
  const { coordinates, directions } = principalComponents(data, { components: 3 });
  const mean = [0, 1, 2].map(
    (i) => [0, 1, 2, 3, 4].reduce((sum, p) => sum + data.values[3 * p + i] / 5, 0) / data.scale,
  );
  for (let p = 0; p < 5; p++) {
    for (let i = 0; i < 3; i++) {
      const value = coordinates.reduce((sum, column, k) => sum + column[p] * directions[k][i], mean[i]);
      expect(value).toBeCloseTo(data.values[3 * p + i] / data.scale, 10);
    }
  }
});

test('two separated classes lie apart along the first component, +1 on the higher side', () => {
  const data = separatedPatterns({ inputs: 40, patterns: 60, separation: 2, seed: 's' });
  const { coordinates, explained } = principalComponents(data);
  expect(coordinates).toHaveLength(2);
  [...data.labels].forEach((label, pattern) => {
    expect(Math.sign(coordinates[0][pattern])).toBe(label);
  });
  expect(explained[0]).toBeGreaterThan(0.7);
});

test('what has no components gives a sentence', () => {
  expect(() => principalComponents(gaussian(5, 3), { components: 4 })).toThrow(
    '`components` is 4; give a whole number from 1 to 3',
  );
  expect(() => principalComponents(gaussian(5, 3), { components: 0 })).toThrow('`components` is 0');
  expect(() =>
    principalComponents(
      fromArrays(
        [
          [1, 2],
          [1, 2],
        ],
        [1, -1],
      ),
      { components: 1 },
    ),
  ).toThrow('all patterns are the same; principal components need different ones');
});
