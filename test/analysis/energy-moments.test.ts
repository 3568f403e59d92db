import { expect, test } from 'vitest';
import { energyMoments } from '#src/analysis/energy-moments.js';
import { annealedRandomLabels } from '#src/theory/annealed-random-labels.js';
import { classSeparation } from '#src/theory/class-separation.js';
import { curveOf } from '../curves.js';

test('by hand, with errors by linear propagation', () => {
  const { mean, meanError, variance, varianceError } = energyMoments(curveOf([1, 2, 1], [0.1, 0.2, 0.3]));
  expect(mean).toBeCloseTo(1, 14);
  expect(variance).toBeCloseTo(0.5, 14);
  expect(meanError).toBeCloseTo(Math.hypot(0.25 * 0.1, 0.25 * 0.3), 14);
  expect(varianceError).toBeCloseTo(Math.hypot(0.25 * 0.5 * 0.1, 0.5 * 0.5 * 0.2, 0.25 * 0.5 * 0.3), 14);
});

test('of a binomial: P/2 and P/4; theory has no errors', () => {
  const moments = energyMoments(annealedRandomLabels({ weights: 900, patterns: 60 }));
  expect(moments.mean).toBeCloseTo(30, 9);
  expect(moments.variance).toBeCloseTo(15, 9);
  expect(moments.meanError).toBeNaN();
});

test('of a flat curve: ((P + 1)² − 1) / 12', () => {
  const { variance } = energyMoments(classSeparation({ weights: 41, patterns: 60, separation: 1 }));
  expect(variance).toBeCloseTo((61 ** 2 - 1) / 12, 9);
});

test('a curve without configurations gives a sentence', () => {
  expect(() => energyMoments({ ...curveOf([1, 1]), entropy: [-Infinity, -Infinity] })).toThrow(
    'no level with configurations',
  );
});
