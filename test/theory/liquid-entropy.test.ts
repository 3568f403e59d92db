import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedPointEntropy } from '#src/theory/fixed-point-counts.js';
import { fixedPointPairEntropy } from '#src/theory/fixed-point-pairs.js';
import { liquidAverages } from '#src/theory/liquid-averages.js';
import { liquidEntropy } from '#src/theory/liquid-entropy.js';
import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { gaussianAverage } from '#src/theory/numerics/quadrature.js';

test.each([
  [0.05, [0.1, 0.05, 0.02, 0.01, 0.005, 0.002], [0.00515, -0.00112, -0.00313, -0.00232, -0.00096, 0.00054]],
  [0.06, [0.05, 0.02, 0.01, 0.005, 0.002], [0.00303, 0.00005, 0.00021, 0.00097, 0.00171]],
  [0.08, [0.05, 0.02, 0.01, 0.005, 0.002], [0.01087, 0.00583, 0.00462, 0.00413, 0.00342]],
  [0.1, [0.1, 0.05, 0.02, 0.01, 0.005, 0.002], [0.02904, 0.01811, 0.01091, 0.00829, 0.00656, 0.0045]],
  [0.2, [0.1, 0.05, 0.02], [0.0683, 0.04698, 0.02877]],
  [0.5, [0.1, 0.05, 0.02], [0.14414, 0.09411, 0.05002]],
])('the curve at J_D = %d', (selfCoupling, distances, entropies) => {
  distances.forEach((distance, k) => {
    const { entropy, complexity, overlap } = liquidEntropy({ selfCoupling, distance });
    expect(Math.abs(entropy - entropies[k]!), `${distance}`).toBeLessThan(6e-6);
    expect(Math.abs(complexity)).toBeLessThan(1e-7);
    expect(overlap).toBe(1 - 2 * distance);
  });
});

const coupling = fc.double({ min: 0.01, max: 1, noNaN: true });
const apart = fc.double({ min: 0.01, max: 0.45, noNaN: true });

test('one copy has the entropy of all fixed points, two that of pairs', () => {
  fc.assert(
    fc.property(coupling, apart, (selfCoupling, distance) => {
      const single = liquidEntropy({ selfCoupling, distance, replicas: 1 });
      expect(Math.abs(single.freeEntropy - fixedPointEntropy(selfCoupling))).toBeLessThan(1e-9);
      const pair = liquidEntropy({ selfCoupling, distance, replicas: 2 });
      expect(Math.abs(2 * pair.freeEntropy - fixedPointPairEntropy({ selfCoupling, distance }))).toBeLessThan(1e-9);
    }),
    { numRuns: 20 },
  );
});

test('for a whole number of copies the power multiplied out, term by term', () => {
  for (const [m, selfCoupling, overlap, r] of [
    [2, 0.3, 0.6, 0.5],
    [3, 0.1, 0.9, 0.7],
    [5, 0.5, 0.8, 0.3],
    [8, 0.05, 0.3, 0.1],
  ] as const) {
    const width = Math.sqrt(1 - overlap);
    const tail = (t: number) => gaussianTail(-(selfCoupling + Math.sqrt(overlap) * t) / width);
    let [sum, ways] = [0, 1];
    for (let k = 0; k <= m; k++) {
      sum += ways * Math.exp((r * (m - 2 * k) ** 2) / 2) * gaussianAverage((t) => tail(t) ** (m - k) * tail(-t) ** k);
      ways *= (m - k) / (k + 1);
    }
    expect(liquidAverages(selfCoupling, overlap)(m, r).logNorm).toBeCloseTo(Math.log(sum), 9);
  }
});

test('r is at an extremum, S_I is the slope of mΦ in m, and the slope that of Φ in δ', () => {
  for (const [selfCoupling, distance, replicas] of [
    [0.3, 0.2, 4],
    [0.08, 0.03, 2.5],
    [0.6, 0.4, 1.5],
  ] as const) {
    const point = { selfCoupling, distance, replicas };
    const { conjugate: r, overlap: q, entropy, freeEntropy, complexity, slope } = liquidEntropy(point);
    const averages = liquidAverages(selfCoupling, q);
    const free = (x: number) => averages(replicas, x).logNorm / replicas - (x * (1 - q + replicas * q)) / 2;
    expect(free(r)).toBeCloseTo(freeEntropy, 12);
    expect((free(1.001 * r) - free(0.999 * r)) / (0.002 * r)).toBeCloseTo(0, 6);
    const total = (m: number) => m * liquidEntropy({ ...point, replicas: m }).freeEntropy;
    expect((total(replicas + 1e-3) - total(replicas - 1e-3)) / 2e-3).toBeCloseTo(entropy, 6);
    expect(replicas * (freeEntropy - entropy)).toBeCloseTo(complexity, 12);
    const at = (delta: number) => liquidEntropy({ ...point, distance: delta }).freeEntropy;
    expect((at(distance + 1e-4) - at(distance - 1e-4)) / 2e-4).toBeCloseTo(slope, 5);
  }
});

test('the slope of the curve', () => {
  for (const [selfCoupling, distance] of [
    [0.05, 0.03],
    [0.2, 0.1],
    [0.5, 0.4],
  ] as const) {
    const at = (delta: number) => liquidEntropy({ selfCoupling, distance: delta });
    expect((at(distance + 1e-4).entropy - at(distance - 1e-4).entropy) / 2e-4).toBeCloseTo(at(distance).slope, 4);
  }
});

test('below the thresholds a gap, a descent, and a bend the wrong way; above them none', () => {
  const at = (selfCoupling: number, distance: number) => liquidEntropy({ selfCoupling, distance });
  expect(at(0.058, 0.015).entropy).toBeLessThan(0);
  expect(at(0.062, 0.015).entropy).toBeGreaterThan(0);
  expect(at(0.071, 0.0065).slope).toBeLessThan(0);
  expect(at(0.076, 0.0065).slope).toBeGreaterThan(0);
  const bend = (selfCoupling: number, distance: number) =>
    at(selfCoupling, 1.02 * distance).slope - at(selfCoupling, 0.98 * distance).slope;
  expect(bend(0.093, 0.025)).toBeGreaterThan(0);
  for (const distance of [0.015, 0.025, 0.035, 0.05]) expect(bend(0.099, distance)).toBeLessThan(0);
});

test('the corners of what it takes have finite answers', () => {
  for (const selfCoupling of [0.01, 1]) {
    for (const distance of [0.01, 0.45]) {
      for (const replicas of [1, 30]) {
        const state = liquidEntropy({ selfCoupling, distance, replicas });
        expect(Object.values(state).every(Number.isFinite)).toBe(true);
      }
    }
  }
});

test('impossible questions get a sentence, not a number', () => {
  expect(() => liquidEntropy({ selfCoupling: 0, distance: 0.1 })).toThrow(
    '`selfCoupling` is 0; give a number from 0.01',
  );
  expect(() => liquidEntropy({ selfCoupling: 0.1, distance: 0 })).toThrow('`distance` is 0; give a number from 0.002');
  expect(() => liquidEntropy({ selfCoupling: 0.1, distance: 0.1, replicas: 0.5 })).toThrow('`replicas` is 0.5');
  expect(() => liquidEntropy({ selfCoupling: 1, distance: 0.005 })).toThrow(
    '`distance` is 0.005, where the complexity',
  );
  expect(() => liquidEntropy({ selfCoupling: 0.1, overlap: 0.1 } as never)).toThrow('has no option `overlap`');
});
