import { expect, test } from 'vitest';
import { classMeans, classMoments } from '#src/dataset/class-moments.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { flipLabels } from '#src/dataset/transforms.js';

const data = fromArrays(
  [
    [1, 2],
    [0.5, -1],
    [3, 6],
    [2, 1],
  ],
  [1, -1, 1, 1],
  { scale: 4 },
);

test('mean and covariance of each class, by hand, in the units of the inputs', () => {
  const { positive, negative } = classMoments(data);
  expect(positive).toEqual({
    patterns: 3,
    mean: Float64Array.of(2, 3),
    covariance: [Float64Array.of(1, 2), Float64Array.of(2, 7)],
    variance: (2.25 + 0.25 + 0.25 + 12.25 + 0.25 + 2.25) / 6,
  });
  expect(negative).toEqual({
    patterns: 1,
    mean: Float64Array.of(0.5, -1),
    covariance: [new Float64Array(2), new Float64Array(2)],
    variance: 0.5625,
  });
  expect(classMeans(data)).toEqual({ positive: positive.mean, negative: negative.mean });
});

test('the mean of a class without patterns is not a number', () => {
  const { negative } = classMoments(fromArrays([[1, 2]], [1]));
  expect(negative.patterns).toBe(0);
  expect([...negative.mean]).toEqual([Number.NaN, Number.NaN]);
});

test('labels that are classes give a sentence', () => {
  const classes = randomPatterns({ inputs: 4, patterns: 9, classes: 3, seed: 1 });
  for (const moments of [classMoments, classMeans]) expect(() => moments(classes)).toThrow(/has 3 classes/);
  expect(() => flipLabels(classes, { flips: 1, seed: 1 })).toThrow(/has 3 classes/);
});
