import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { bothAboveGaussian, owenT } from '#src/theory/numerics/orthant.js';
import { gaussianAverage } from '#src/theory/numerics/quadrature.js';

test('without a threshold, Sheppard’s 1/4 + asin(ρ)/2π, and the ends of correlation', () => {
  for (const rho of [-1, -0.999, -0.3, 0, 0.7, 1]) {
    expect(bothAboveGaussian(0, rho)).toBeCloseTo(1 / 4 + Math.asin(rho) / (2 * Math.PI), 14);
  }
  for (const h of [0, 0.1, 1, 4]) {
    expect(bothAboveGaussian(h, 1)).toBeCloseTo(gaussianTail(-h), 14);
    expect(bothAboveGaussian(h, 0)).toBeCloseTo(gaussianTail(-h) ** 2, 14);
    expect(bothAboveGaussian(h, -1)).toBeCloseTo(2 * gaussianTail(-h) - 1, 14);
  }
  expect(bothAboveGaussian(100, -0.4)).toBe(1);
});

test('the probability as an average over what the two Gaussians share', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 4, noNaN: true }),
      fc.double({ min: -0.95, max: 0.95, noNaN: true }),
      (h, rho) => {
        const noise = Math.sqrt(1 - Math.abs(rho));
        const shared = Math.sqrt(Math.abs(rho));
        const average = gaussianAverage(
          (z) => gaussianTail(-(h + shared * z) / noise) * gaussianTail(-(h + Math.sign(rho) * shared * z) / noise),
        );
        expect(bothAboveGaussian(h, rho)).toBeCloseTo(average, 11);
      },
    ),
  );
});

// From mpmath, at 25 digits.
test.each([
  [0.0625, 0.25, 0.03891193023470137],
  [0.5, 0.3, 0.040786707344250106],
  [1, 1, 0.06674188216570097],
  [2, -4, -0.01137506597408964],
  [3, 50, 0.0006749490158150473],
])('Owen’s T at h = %d and slope %d', (h, slope, expected) => {
  expect(owenT(h, Math.atan(slope))).toBeCloseTo(expected, 15);
});
