import { expect, test } from 'vitest';
import { type FranzParisiState, franzParisi } from '#src/theory/franz-parisi.js';
import { logGaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { logTwoCosh } from '#src/theory/numerics/log-sums.js';
import { gaussianAverage } from '#src/theory/numerics/quadrature.js';
import { replicaEntropy, replicaMaximumMargin } from '#src/theory/replicas.js';

test.each([
  [0.5, 0, 0.2, 0.2659],
  [0.5, 0, 0.1, 0.16466],
  [0.5, 0, 0.05, 0.08653],
  [0.5, 0, 0.012, 0.01046],
  [0.5, 0, 0.005, -0.00384],
  [0.5, 0.1, 0.025, 0.06175],
  [0.5, 0.2, 0.1, 0.19599],
  [0.5, 0.4, 0.2, 0.29512],
  [0.5, 0.4, 0.005, 0.03137],
  [0.7, 0, 0.1122, 0.07417],
  [0.7, 0, 0.0634, 0.02915],
])('α = %d around solutions of margin %d at δ = %d', (load, referenceMargin, distance, entropy) => {
  expect(Math.abs(franzParisi({ load, distance, referenceMargin }).entropy - entropy)).toBeLessThan(1.2e-5);
});

test('around the solutions of maximum margin, α = 0.5', () => {
  const referenceMargin = replicaMaximumMargin(0.5);
  const entropies = [0.1, 0.012].map((distance) => franzParisi({ load: 0.5, distance, referenceMargin }).entropy);
  expect(entropies[0]).toBeCloseTo(0.22182, 4);
  expect(entropies[1]).toBeCloseTo(0.0624, 4);
});

test('typical solutions are isolated: the entropy is zero at δ ≈ .007 for α = .5, .037 for α = .7', () => {
  for (const [load, distance] of [
    [0.5, 0.007],
    [0.7, 0.037],
  ] as const) {
    expect(franzParisi({ load, distance: distance + 5e-4 }).entropy).toBeGreaterThan(0);
    expect(franzParisi({ load, distance: distance - 5e-4 }).entropy).toBeLessThan(0);
  }
});

test('at the typical distance it is the entropy of all solutions, and flat', () => {
  for (const [load, margin] of [
    [0.3, 0],
    [0.7, 0],
    [0.5, 0.2],
    [1.2, -0.5],
  ] as const) {
    const all = replicaEntropy({ load, margin });
    const distance = (1 - all.overlap) / 2;
    const state = franzParisi({ load, distance, margin, referenceMargin: margin });
    expect(state.entropy).toBeCloseTo(all.entropy, 9);
    expect(state.mutualOverlap).toBeCloseTo(all.overlap, 6);
    expect(state.conjugate).toBeCloseTo(state.outerConjugate, 6);
    expect(franzParisi({ load, distance: distance - 0.01, margin, referenceMargin: margin }).entropy).toBeLessThan(
      state.entropy,
    );
  }
});

test('few patterns leave the binary entropy of the distance', () => {
  for (const distance of [0.05, 0.3, 0.6]) {
    const binary = -distance * Math.log(distance) - (1 - distance) * Math.log(1 - distance);
    expect(franzParisi({ load: 1e-9, distance }).entropy).toBeCloseTo(binary, 7);
  }
});

test('the slope of the curve is the derivative that the saddle point leaves: ds/dp by its explicit dependence', () => {
  const point = { load: 0.6, margin: 0.05, referenceMargin: 0.1 };
  const state = franzParisi({ ...point, distance: 0.15 });
  const [near, far] = [0.149, 0.151].map((distance) => franzParisi({ ...point, distance }).entropy);
  const explicit = (freeEntropy(state, { overlap: 1e-3 }) - freeEntropy(state, { overlap: -1e-3 })) / 2e-3;
  expect((near - far) / 0.004).toBeCloseTo(explicit, 4);
});

test.each([
  { load: 0.5, distance: 0.1, margin: 0, referenceMargin: 0 },
  { load: 0.4, distance: 0.2, margin: 0.2, referenceMargin: -0.1 },
  { load: 0.6, distance: 0.4, margin: 0, referenceMargin: 0.15 },
])('the saddle point of the three integrals as they are written, $load $distance', (point) => {
  const state = franzParisi(point);
  expect(Math.abs(freeEntropy(state) - state.entropy)).toBeLessThan(2e-6);
  const variables = ['mutualOverlap', 'outerOverlap', 'conjugate', 'mutualConjugate', 'outerConjugate'] as const;
  for (const name of variables) {
    const [up, down] = [1e-3, -1e-3].map((step) => freeEntropy(state, { [name]: step }));
    expect(Math.abs(up - down) / 2e-3, name).toBeLessThan(2e-4);
    // The free entropy does depend on it.
    expect(Math.abs(up + down - 2 * state.entropy), name).toBeGreaterThan(1e-8);
  }
});

type Steps = Partial<Pick<FranzParisiState, 'overlap' | 'mutualOverlap' | 'outerOverlap' | 'conjugate'>> &
  Partial<Pick<FranzParisiState, 'mutualConjugate' | 'outerConjugate'>>;

/** The function of which the entropy is the extremum, at the saddle point or steps away from it. */
function freeEntropy(state: FranzParisiState, steps: Steps = {}): number {
  const at = (name: keyof Steps & keyof FranzParisiState) => state[name] + (steps[name] ?? 0);
  const [p, Q, r] = [at('overlap'), at('mutualOverlap'), at('outerOverlap')];
  const [pHat, QHat, rHat] = [at('conjugate'), at('mutualConjugate'), at('outerConjugate')];
  const { overlap: q, conjugate: qHat } = state.reference;
  const root = Math.sqrt(qHat);
  const weights = gaussianAverage(
    (z) =>
      gaussianAverage((w) => {
        const field = (rHat / root) * z + Math.sqrt(QHat - rHat ** 2 / qHat) * w;
        const branch = (s: number) =>
          (Math.exp(s * root * z) / (2 * Math.cosh(root * z))) * logTwoCosh(field + s * (pHat - rHat));
        return branch(1) + branch(-1);
      }, 61),
    61,
  );
  const across = Math.sqrt(Q - (p - r) ** 2 / (1 - q) - r ** 2 / q);
  const patterns = gaussianAverage((t) => {
    const threshold = (state.referenceMargin - Math.sqrt(q) * t) / Math.sqrt(1 - q);
    const normalisation = logGaussianTail(threshold);
    const low = Math.max(threshold, -7);
    return simpson(low, Math.max(low + 5, 7), 120, (y) =>
      gaussianAverage((w) => {
        const mean = ((p - r) * y) / Math.sqrt(1 - q) + (r * t) / Math.sqrt(q) + across * w;
        const density = Math.exp(-(y * y) / 2 - normalisation) / Math.sqrt(2 * Math.PI);
        return density * logGaussianTail((state.margin - mean) / Math.sqrt(1 - Q));
      }, 33),
    );
  }, 41);
  return -pHat * p + rHat * r - ((1 - Q) * QHat) / 2 + weights + state.load * patterns;
}

function simpson(low: number, high: number, intervals: number, f: (x: number) => number): number {
  const step = (high - low) / intervals;
  let sum = f(low) + f(high);
  for (let k = 1; k < intervals; k++) sum += (k % 2 === 1 ? 4 : 2) * f(low + k * step);
  return (sum * step) / 3;
}

test('impossible questions get a sentence, not a number', () => {
  expect(() => franzParisi({ load: 0, distance: 0.1 })).toThrow('`load` is 0');
  expect(() => franzParisi({ load: 0.5, distance: 0 })).toThrow('`distance` is 0; give a number from 0.002 to 0.6');
  expect(() => franzParisi({ load: 0.5, distance: 0.1, margin: Number.NaN })).toThrow('`margin` is NaN');
  expect(() => franzParisi({ load: 0.9, distance: 0.1 })).toThrow('no typical solution has margin 0');
  expect(() => franzParisi({ load: 0.5, distance: 0.1, referenceMargin: 0.42 })).toThrow('no typical solution');
  expect(() => franzParisi({ load: 0.5, distance: 0.005, referenceMargin: -0.4 })).toThrow('far below zero');
  expect(() => franzParisi({ load: 0.5, overlap: 0.1 } as never)).toThrow('franzParisi has no option `overlap`');
});
