import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowEnergyShare } from '#src/analysis/low-energy-share.js';
import { curveOf, withoutErrors } from '../curves.js';

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
