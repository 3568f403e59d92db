import fc from 'fast-check';
import { expect, test } from 'vitest';
import { energyMoments, lowEnergyShare } from '#src/analysis/moments.js';
import { classSeparation } from '#src/theory/gaussian-classes.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';
import { curveOf, withoutErrors } from '../curves.js';

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

test('by hand, with the error by linear propagation', () => {
  const curve = curveOf([1, 3, 4], [0.1, 0.2, 0.3]);
  expect(lowEnergyShare(curve).share).toBeCloseTo(1 / 8, 14);
  const { share, logShare, standardError } = lowEnergyShare(curve, 0.5);
  expect(share).toBeCloseTo(0.5, 14);
  expect(logShare).toBeCloseTo(Math.log(0.5), 14);
  // ∂ ln(share)/∂S: p/share − p inside, −p outside.
  expect(standardError).toBeCloseTo(Math.hypot((1 / 4 - 1 / 8) * 0.1, (3 / 4 - 3 / 8) * 0.2, 0.5 * 0.3), 14);
});

test('grows from the solutions to everything', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 9 }), (counts) => {
      const shares = counts.map((_, energy) => lowEnergyShare(curveOf(counts), energy / (counts.length - 1)));
      for (let k = 1; k < shares.length; k++) expect(shares[k].share).toBeGreaterThan(shares[k - 1].share);
      expect(shares.at(-1)).toEqual({
        share: expect.closeTo(1, 12),
        logShare: expect.closeTo(0, 12),
        standardError: 0,
      });
    }),
  );
});

test('a share below the smallest number keeps its logarithm', () => {
  const curve = { ...curveOf([1, 1]), entropy: [-900, 0] };
  expect(lowEnergyShare(curve)).toMatchObject({ share: 0, logShare: -900 });
});

test('what was not found is not known, unless the curve is exact', () => {
  expect(lowEnergyShare(curveOf([0, 3, 4], [Infinity, 0.2, 0.3]))).toEqual({
    share: 0,
    logShare: -Infinity,
    standardError: Infinity,
  });
  expect(lowEnergyShare(curveOf([0, 3, 4]))).toMatchObject({ logShare: -Infinity, standardError: 0 });
  expect(lowEnergyShare(withoutErrors(curveOf([1, 3, 4]))).standardError).toBeNaN();
  expect(lowEnergyShare(curveOf([1, 3, 4], [Infinity, 0.1, 0.1])).standardError).toBe(Infinity);
});

test('a fraction that is none gives a sentence', () => {
  expect(() => lowEnergyShare(curveOf([1, 1]), 1.5)).toThrow('`energyFraction` is 1.5; give a number from 0 to 1');
  expect(() => lowEnergyShare(curveOf([1, 1]), Number.NaN)).toThrow('`energyFraction` is NaN');
});
