import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussianTail, logGaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { gaussianAverage, halfGaussianGrid } from '#src/theory/numerics/quadrature.js';

test('the moments of a standard Gaussian: 1, 0, 1, 0, 3, 0, 15', () => {
  const moments = [0, 1, 2, 3, 4, 5, 6].map((power) => gaussianAverage((z) => z ** power));
  [1, 0, 1, 0, 3, 0, 15].forEach((moment, power) => {
    expect(moments[power]).toBeCloseTo(moment, 12);
  });
});

test('∫Dz H(az + b) = H(b/√(1 + a²))', () => {
  const number = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const average = gaussianAverage((z) => gaussianTail(a * z + b));
      expect(average).toBeCloseTo(gaussianTail(b / Math.sqrt(1 + a * a)), 12);
    }),
  );
});

test('1001 points agree with 8001 on the integrands of the replica calculation up to overlap 0.9', () => {
  for (const overlap of [0.1, 0.5, 0.9]) {
    const slope = Math.sqrt(overlap / (1 - overlap));
    for (const f of [
      (z: number) => logGaussianTail(slope * z),
      (z: number) => Math.tanh(2 * z + 4) ** 2,
      (z: number) => Math.log(Math.exp(-12) + gaussianTail(slope * z)),
    ]) {
      expect(gaussianAverage(f)).toBeCloseTo(gaussianAverage(f, 8001), 12);
    }
  }
});

test('the half line: 2∫Dz z^k over z > 0 is 1, √(2/π), 1, 2√(2/π), 3', () => {
  const { z, weight } = halfGaussianGrid(60);
  const moments = [0, 1, 2, 3, 4].map((power) => z.reduce((sum, value, k) => sum + weight[k]! * value ** power, 0));
  const first = Math.sqrt(2 / Math.PI);
  [1, first, 1, 2 * first, 3].forEach((moment, power) => {
    expect(moments[power]).toBeCloseTo(moment, 12);
  });
});
