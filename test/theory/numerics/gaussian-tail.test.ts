import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussianHazard, gaussianTail, logGaussianTail } from '#src/theory/numerics/gaussian-tail.js';

// x, H(x), ln H(x) from mpmath at 40 digits.
const reference = [
  [-8, 0.9999999999999993, -6.220960574271786e-16],
  [-3, 0.9986501019683699, -0.0013508099647481938],
  [-1, 0.8413447460685429, -0.17275377902344988],
  [-0.1, 0.539827837277029, -0.6165050101150263],
  [0, 0.5, -Math.LN2],
  [0.05, 0.4800611941616275, -0.7338416953693601],
  [0.5, 0.3085375387259869, -1.1759117615936185],
  [1, 0.15865525393145705, -1.8410216450092636],
  [2, 0.02275013194817921, -3.783184333682032],
  [3.5, 0.00023262907903552504, -8.366065308344092],
  [6, 9.86587645037698e-10, -20.736768949974707],
  [10, 7.619853024160525e-24, -53.23128515051247],
  [20, 2.7536241186062337e-89, -203.91715537109727],
  [37, 5.725571222524577e-300, -689.0305855768906],
] as const;

test.each(reference)('H(%d) and its logarithm to 13 digits', (x, tail, logTail) => {
  expect(Math.abs(gaussianTail(x) / tail - 1)).toBeLessThan(1e-13);
  expect(Math.abs(logGaussianTail(x) / logTail - 1)).toBeLessThan(1e-13);
});

test('ln H goes on where H underflows, to −∞', () => {
  expect(gaussianTail(50)).toBe(0);
  expect(logGaussianTail(50)).toBeCloseTo(-1254.8313611394199, 10);
  expect(logGaussianTail(1000)).toBeCloseTo(-500007.82669481216, 8);
  expect(logGaussianTail(Infinity)).toBe(-Infinity);
  expect(gaussianTail(-Infinity)).toBe(1);
});

test('H(x) + H(−x) = 1, and the hazard is the slope of −ln H', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
      expect(gaussianTail(x) + gaussianTail(-x)).toBeCloseTo(1, 14);
      const slope = (logGaussianTail(x - 1e-4) - logGaussianTail(x + 1e-4)) / 2e-4;
      expect(gaussianHazard(x)).toBeCloseTo(slope, 6);
    }),
  );
});

test('the hazard keeps its digits far out, where H and its Gaussian factor are both nothing', () => {
  for (const x of [1e3, 1e5, 1e7, 1e9, 1e150]) expect(gaussianHazard(x) / (x + 1 / x)).toBeCloseTo(1, 11);
  expect(gaussianHazard(-1e150)).toBe(0);
  expect(gaussianHazard(0)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
});
