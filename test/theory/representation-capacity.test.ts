import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { meanShortfall, representationCapacity } from '#src/theory/representation-capacity.js';

test.each([
  [0.1, 10.88],
  [0.2, 5.89],
  [0.4, 3.45],
  [0.5, 2.985],
  [1, 2.183],
])('the capacity at J_D = %d is %d', (selfCoupling, capacity) => {
  expect(Math.abs(representationCapacity(selfCoupling) - capacity)).toBeLessThan(6e-3);
});

test('2 where every state is a fixed point, more where fewer are', () => {
  for (const selfCoupling of [10, 30, 100]) expect(representationCapacity(selfCoupling)).toBeCloseTo(2, 9);
  const capacities = [1e-3, 0.01, 0.1, 0.3, 1, 2, 4].map(representationCapacity);
  expect(capacities).toEqual(capacities.toSorted((a, b) => b - a));
  expect(capacities[0]).toBeGreaterThan(100);
});

test('the average over the truncated Gaussian, by sums over x of the closed form for z', () => {
  const coupling = fc.double({ min: 0.01, max: 4, noNaN: true });
  fc.assert(
    fc.property(coupling, fc.double({ min: 0, max: 1.5, noNaN: true }), (selfCoupling, angle) => {
      const [overlap, noise] = [Math.sin(angle), Math.cos(angle)];
      // ∫Dz [−(m + σz)]₊² = (m² + σ²) H(m/σ) − m σ φ(m/σ).
      const shortfall = (x: number) => {
        const u = (overlap * x) / noise;
        const density = Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);
        return noise ** 2 * ((u * u + 1) * gaussianTail(u) - u * density);
      };
      let sum = 0;
      const points = 4000;
      const step = (9 + selfCoupling) / points;
      for (let k = 0; k < points; k++) {
        const x = -selfCoupling + (k + 0.5) * step;
        sum += (step * shortfall(x) * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
      }
      expect(meanShortfall(selfCoupling, angle)).toBeCloseTo(sum / gaussianTail(-selfCoupling), 5);
    }),
    { numRuns: 30 },
  );
});

test('without overlap a half of the squared noise; without truncation as well', () => {
  expect(meanShortfall(0.3, 0)).toBeCloseTo(0.5, 14);
  for (const angle of [0.2, 0.9, 1.4]) expect(meanShortfall(40, angle)).toBeCloseTo(0.5, 12);
});

test('the optimal overlap beats all others', () => {
  for (const selfCoupling of [0.01, 0.2, 0.5, 2]) {
    const capacity = representationCapacity(selfCoupling);
    for (let overlap = 0; overlap < 1; overlap += 0.01) {
      const angle = Math.asin(overlap);
      expect(Math.cos(angle) ** 2 / meanShortfall(selfCoupling, angle)).toBeLessThanOrEqual(capacity * (1 + 1e-9));
    }
  }
});

test('an impossible self-coupling gets a sentence, not a number', () => {
  expect(() => representationCapacity(0)).toThrow('`selfCoupling` is 0; give a number from 0.001 to 100');
  expect(() => representationCapacity(Infinity)).toThrow('`selfCoupling` is Infinity');
});
