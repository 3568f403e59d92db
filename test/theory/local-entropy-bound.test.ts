import { expect, test } from 'vitest';
import { type LocalEntropyBound, localEntropyBound, localEntropyThreshold } from '#src/theory/local-entropy-bound.js';
import { logGaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { logTwoCosh } from '#src/theory/numerics/log-sums.js';
import { replicaEntropy } from '#src/theory/replicas.js';

test.each([
  [0.4, 0.1, 0.19243],
  [0.4, 0.05, 0.11766],
  [0.75, 0.1, 0.05037],
  [0.75, 0.05, 0.04223],
  [0.75, 0.02, 0.0386],
  [0.8, 0.1, 0.01278],
  [0.8, 0.05, 0.01421],
])('S_I at α = %d, δ = %d', (load, distance, entropy) => {
  expect(Math.abs(localEntropyBound({ load, distance }).entropy - entropy)).toBeLessThan(5e-5);
});

test('α_U = 0.7555 ± .001: below it S_I rises throughout, above it falls somewhere', () => {
  expect(Math.abs(localEntropyThreshold() - 0.7555)).toBeLessThan(0.001);
  const slopes = (load: number) =>
    [0.01, 0.03, 0.04, 0.05, 0.15].map((distance) => localEntropyBound({ load, distance }).slope);
  expect(Math.min(...slopes(0.75))).toBeGreaterThan(0);
  expect(Math.min(...slopes(0.76))).toBeLessThan(0);
});

test('the slope is the derivative of the entropy', () => {
  for (const point of [
    { load: 0.75, distance: 0.05, margin: 0 },
    { load: 0.3, distance: 0.2, margin: 0.4 },
  ]) {
    const [near, far] = [-1e-3, 1e-3].map((step) =>
      localEntropyBound({ ...point, distance: point.distance + step }),
    ) as [LocalEntropyBound, LocalEntropyBound];
    const { slope } = localEntropyBound(point);
    expect((far.entropy - near.entropy) / 2e-3).toBeCloseTo(slope, 3);
  }
});

test('few patterns, or a small distance, leave the binary entropy of the distance from the centre', () => {
  for (const [load, distance] of [
    [0.01, 0.002],
    [0.01, 0.3],
    [0.4, 0.002],
  ] as const) {
    const { entropy, centreDistance: delta } = localEntropyBound({ load, distance });
    expect(2 * delta * (1 - delta)).toBeCloseTo(distance, 12);
    expect(entropy).toBeCloseTo(-delta * Math.log(delta) - (1 - delta) * Math.log(1 - delta), 8);
  }
});

test('at the distance of typical solutions it is their entropy', () => {
  for (const point of [{ load: 0.7 }, { load: 0.5, margin: 0.2 }, { load: 1.2, margin: -0.5 }]) {
    const { overlap, entropy } = replicaEntropy(point);
    const typical = localEntropyBound({ ...point, distance: (1 - overlap) / 2 });
    expect(typical.entropy).toBeCloseTo(entropy, 8);
    expect(typical.slope).toBeCloseTo(0, 8);
    expect(localEntropyBound({ ...point, distance: (1 - overlap) / 2 - 0.01 }).entropy).toBeLessThan(entropy);
  }
});

test.each([
  { load: 0.4, distance: 0.1, margin: 0 },
  { load: 0.8, distance: 0.05, margin: 0 },
  { load: 0.3, distance: 0.15, margin: 0.3 },
])('an extremum, the largest terms found by a scan, $load $distance', (point) => {
  const state = localEntropyBound(point);
  expect(Math.abs(freeEntropy(state) - state.entropy)).toBeLessThan(2e-5);
  for (const name of ['conjugate', 'response', 'conjugateResponse'] as const) {
    const step = 0.05 * state[name];
    const [up, down] = [step, -step].map((by) => freeEntropy({ ...state, [name]: state[name] + by })) as [
      number,
      number,
    ];
    const here = freeEntropy(state);
    // Up to second order, both sides differ from the extremum by the same.
    expect(Math.abs(up - down), name).toBeLessThan(0.2 * Math.abs(up + down - 2 * here) + 1e-6);
    expect(Math.abs(up + down - 2 * here), name).toBeGreaterThan(3e-6);
  }
});

/** The function of which S_I is the extremum. */
function freeEntropy(state: LocalEntropyBound): number {
  const { load, margin, overlap: q, conjugate: qHat, response: c, conjugateResponse: cHat } = state;
  const width = Math.sqrt(1 - q);
  const [root, rootHat] = [Math.sqrt(q), Math.sqrt(qHat)];
  const weights = halfAverage((z) =>
    largest((x) => logTwoCosh(rootHat * z + Math.sqrt(cHat) * x), { low: 0, high: 4, points: 601 }),
  );
  const tail = (z: number) =>
    largest((x) => logGaussianTail((margin - root * z - Math.sqrt(c) * x) / width), {
      low: -0.1,
      high: 16,
      points: 601,
    });
  const patterns = (halfAverage(tail) + halfAverage((z) => tail(-z))) / 2;
  return -(qHat * (1 - q) + qHat * c + cHat * q) / 2 + weights + load * patterns;
}

function largest(f: (x: number) => number, scan: { low: number; high: number; points: number }): number {
  const values = Float64Array.from({ length: scan.points }, (_, k) => {
    const x = scan.low + (k / (scan.points - 1)) * (scan.high - scan.low);
    return f(x) - (x * x) / 2;
  });
  const best = Math.max(...values);
  const at = values.indexOf(best);
  const [before = best, after = best] = [values[at - 1], values[at + 1]];
  // The top of the parabola through the best three.
  return best + (after - before) ** 2 / (8 * (2 * best - before - after) || 1);
}

/** 2∫Dz over z > 0, by Simpson's rule. */
function halfAverage(f: (z: number) => number): number {
  const [intervals, reach] = [64, 7];
  const step = reach / intervals;
  const term = (k: number) => f(k * step) * Math.exp(-((k * step) ** 2) / 2);
  let sum = term(0) + term(intervals);
  for (let k = 1; k < intervals; k++) sum += (k % 2 === 1 ? 4 : 2) * term(k);
  return ((sum * step) / 3) * Math.sqrt(2 / Math.PI);
}

test('impossible questions get a sentence, not a number', () => {
  expect(() => localEntropyBound({ load: 0, distance: 0.1 })).toThrow('`load` is 0; give a number from 0.01');
  expect(() => localEntropyBound({ load: 0.9, distance: 0.1 })).toThrow('beyond the capacity at margin 0');
  expect(() => localEntropyBound({ load: 0.5, distance: 0.4 })).toThrow('`distance` is 0.4; give a number from 0.002');
  expect(() => localEntropyBound({ load: 0.5, distance: 0.1, margin: Number.NaN })).toThrow('`margin` is NaN');
  expect(() => localEntropyBound({ load: 0.5, overlap: 0.1 } as never)).toThrow('has no option `overlap`');
});
