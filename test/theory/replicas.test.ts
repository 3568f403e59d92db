import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussianTail, logGaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { annealedEntropyDensity, annealedRandomLabels } from '#src/theory/random-labels.js';
import { replicaCurve } from '#src/theory/replica-curve.js';
import { replicaCapacity, replicaEntropy, replicaGroundState, replicaMaximumMargin } from '#src/theory/replicas.js';

test.each([
  [0.1, 0.622779],
  [0.3, 0.474829],
  [0.5, 0.31439],
  [0.7, 0.1354],
])('s(α = %d, E = 0)', (load, entropy) => {
  const state = replicaEntropy({ load });
  expect(state.entropy).toBeCloseTo(entropy, 6);
  expect(state).toMatchObject({ beta: Infinity, energy: 0, energyFraction: 0 });
});

test('α = 0.5 at β = 1 and 2', () => {
  const [warm, cold] = [1, 2].map((beta) => replicaEntropy({ load: 0.5, beta }));
  expect(warm.energyFraction).toBeCloseTo(0.27623, 5);
  expect(warm.entropy).toBeCloseTo(0.64023, 5);
  expect(cold.energyFraction).toBeCloseTo(0.13823, 5);
  expect(cold.entropy).toBeCloseTo(0.54015, 5);
});

test('capacity 0.83307860', () => {
  expect(replicaCapacity()).toBeCloseTo(0.8330786, 8);
});

test.each([
  [-1, 3.79463],
  [-0.5, 1.67884],
  [0, 0.83308],
  [0.5, 0.45566],
  [1, 0.2707],
])('capacity at margin %d', (margin, capacity) => {
  expect(replicaCapacity({ margin })).toBeCloseTo(capacity, 5);
  expect(replicaEntropy({ load: replicaCapacity({ margin }), margin }).entropy).toBeCloseTo(0, 8);
});

test.each([
  [0, 0.3144, 0.3388],
  [0.1, 0.2589, 0.3106],
  [0.2, 0.194, 0.2782],
  [0.3, 0.1166, 0.2405],
  [0.4, 0.0203, 0.1955],
])('α = 0.5, margin %d: fewer solutions, closer to each other', (margin, entropy, distance) => {
  const state = replicaEntropy({ load: 0.5, margin });
  expect(state.margin).toBe(margin);
  expect(state.entropy).toBeCloseTo(entropy, 4);
  expect((1 - state.overlap) / 2).toBeCloseTo(distance, 4);
});

test.each([
  [0.3, 0.89539],
  [0.5, 0.41806],
  [0.7, 0.13676],
  [0.8, 0.03134],
])('the maximum margin at α = %d', (load, margin) => {
  expect(replicaMaximumMargin(load)).toBeCloseTo(margin, 5);
});

test('the maximum margin is the inverse of the capacity; both reach the ends of their ranges', () => {
  expect(replicaCapacity({ margin: replicaMaximumMargin(5) })).toBeCloseTo(5, 7);
  expect(replicaMaximumMargin(100)).toBeGreaterThan(-3);
  expect(replicaMaximumMargin(0.1)).toBeLessThan(3);
});

test('small loads are annealed at any margin: s → ln 2 + α ln H(κ)', () => {
  for (const margin of [-1.5, -0.3, 0.4, 1.5]) {
    const { entropy } = replicaEntropy({ load: 1e-4, margin });
    expect((entropy - Math.LN2) / 1e-4).toBeCloseTo(logGaussianTail(margin), 2);
  }
});

test('at β = 0 a margin only sets the error rate; −β mirrors ε and κ', () => {
  for (const margin of [-0.7, 0.2, 1]) {
    const free = replicaEntropy({ load: 0.6, beta: 0, margin });
    expect(free.entropy).toBeCloseTo(Math.LN2, 12);
    expect(free.energyFraction).toBeCloseTo(gaussianTail(-margin), 12);
    const state = replicaEntropy({ load: 0.6, beta: 1.5, margin });
    const mirrored = replicaEntropy({ load: 0.6, beta: -1.5, margin: -margin });
    expect(mirrored.energyFraction).toBeCloseTo(1 - state.energyFraction, 12);
    expect(mirrored.entropy).toBeCloseTo(state.entropy, 12);
  }
});

test('the least error rate: 0 up to capacity, .026268 at α = 1, .143632 at α = 2', () => {
  expect(replicaGroundState(0.8)).toMatchObject({ energyFraction: 0, beta: Infinity });
  expect(replicaGroundState(1).energyFraction).toBeCloseTo(0.026268, 6);
  expect(replicaGroundState(2).energyFraction).toBeCloseTo(0.143632, 6);
  for (const load of [0.8331, 1, 100]) expect(replicaGroundState(load).entropy).toBeCloseTo(0, 10);
  const stricter = replicaGroundState(0.8, { margin: 0.2 });
  expect(stricter.energyFraction).toBeGreaterThan(0);
  expect(stricter.entropy).toBeCloseTo(0, 10);
});

const anyLoad = fc.double({ min: 0.05, max: 3, noNaN: true });
const anyBeta = fc.double({ min: 0.1, max: 5, noNaN: true });
const anyMargin = fc.constantFrom(0, -0.5, 0.3);

test('thermodynamics: ds/de = β, ε falls and s ≤ the annealed bound', () => {
  fc.assert(
    fc.property(anyLoad, anyBeta, anyMargin, (load, beta, margin) => {
      const [hot, here, cold] = [beta - 0.01, beta, beta + 0.01].map((b) => replicaEntropy({ load, beta: b, margin }));
      expect(hot.energyFraction).toBeGreaterThan(cold.energyFraction);
      expect((hot.entropy - cold.entropy) / (hot.energy - cold.energy) / beta).toBeCloseTo(1, 3);
      if (margin === 0) {
        expect(here.entropy).toBeLessThanOrEqual(
          annealedEntropyDensity({ load, energyFraction: here.energyFraction }) + 1e-12,
        );
      }
      expect(here.energy).toBeCloseTo(load * here.energyFraction, 14);
    }),
    { numRuns: 20 },
  );
});

test('infinite temperature is half the patterns wrong and all networks; −β mirrors β', () => {
  fc.assert(
    fc.property(anyLoad, fc.double({ min: 0, max: 5, noNaN: true }), (load, beta) => {
      const free = replicaEntropy({ load, beta: 0 });
      expect(free.energyFraction).toBeCloseTo(0.5, 12);
      expect(free.entropy).toBeCloseTo(Math.LN2, 12);
      const [state, mirrored] = [beta, -beta].map((b) => replicaEntropy({ load, beta: b }));
      expect(mirrored.energyFraction).toBeCloseTo(1 - state.energyFraction, 12);
      expect(mirrored.entropy).toBeCloseTo(state.entropy, 12);
    }),
    { numRuns: 10 },
  );
});

test('small loads are annealed to first order: s + α ln 2 → ln 2', () => {
  expect(replicaEntropy({ load: 1e-4 }).entropy).toBeCloseTo((1 - 1e-4) * Math.LN2, 7);
});

test('the state at an error rate is the one at its temperature', () => {
  const points = [-3, -0.5, 0, 0.5, 1, 4, Infinity].map((beta) => ({ load: 0.6, beta, margin: 0 }));
  for (const point of [...points, { load: 0.6, beta: 2, margin: 0.2 }, { load: 0.6, beta: -0.5, margin: 0.2 }]) {
    const { load, margin } = point;
    const state = replicaEntropy(point);
    const found = replicaEntropy({ load, energyFraction: state.energyFraction, margin });
    expect(found.entropy).toBeCloseTo(state.entropy, 9);
    expect(found.energyFraction).toBeCloseTo(state.energyFraction, 10);
  }
  const least = replicaGroundState(1.5).energyFraction;
  expect(replicaEntropy({ load: 1.5, energyFraction: least }).entropy).toBeCloseTo(0, 9);
});

test('the curve rises from the ground state to M ln 2 at P/2 and mirrors', () => {
  for (const patterns of [50, 200]) {
    const { levels, entropy, ...rest } = replicaCurve({ weights: 100, patterns, points: 31 });
    expect(rest).toEqual({ name: 'replica symmetric', kind: 'theory', weights: 100, patterns });
    const ground = replicaGroundState(patterns / 100);
    expect(levels[0]).toBeCloseTo(patterns * ground.energyFraction, 10);
    if (ground.energyFraction === 0) expect(entropy[0]).toBeCloseTo(100 * ground.entropy, 10);
    // At β = 0 the replicas do not matter, and the middle is the exact annealed value.
    const exact = annealedRandomLabels({ weights: 100, patterns }).entropy;
    if (patterns % 2 === 0) expect(entropy[15]).toBeCloseTo(exact[patterns / 2]!, 10);
    for (let k = 0; k < 31; k++) {
      if (k > 0) expect(levels[k]).toBeGreaterThan(levels[k - 1]);
      expect(levels[k] + levels[30 - k]).toBeCloseTo(patterns, 10);
      expect(entropy[k]).toBe(entropy[30 - k]);
    }
  }
});

test('the annealed entropy density is the leading order of the annealed curve', () => {
  const [weights, patterns] = [10_000, 5000];
  const { entropy } = annealedRandomLabels({ weights, patterns });
  for (const energy of [0, 500, 2500, 4000, 5000]) {
    const s = annealedEntropyDensity({ load: 0.5, energyFraction: energy / patterns });
    expect(Math.abs(s - entropy[energy] / weights)).toBeLessThan(1e-3);
  }
  expect(annealedEntropyDensity({ load: 0.5, energyFraction: 0 })).toBeCloseTo(0.5 * Math.LN2, 14);
});

test('impossible questions get a sentence, not a number', () => {
  expect(() => replicaEntropy({ load: 0 })).toThrow('`load` is 0; give a finite number above 0');
  expect(() => replicaEntropy({ load: Number.NaN })).toThrow('`load` is NaN');
  expect(() => replicaEntropy({ load: 0.5, beta: Number.NaN })).toThrow('`beta` is NaN');
  expect(() => replicaEntropy({ load: 2 })).toThrow('give a smaller beta');
  expect(() => replicaGroundState(-1)).toThrow('`load` is -1');
  expect(() => replicaEntropy({ load: 0.5, margin: 4 })).toThrow('`margin` is 4; give a number from -3 to 3');
  expect(() => replicaEntropy({ load: 1.4, margin: 0.1 })).toThrow('give a smaller beta');
  expect(() => replicaCapacity({ margin: Number.NaN })).toThrow('`margin` is NaN');
  expect(() => replicaCapacity({ kappa: 1 } as never)).toThrow('replicaCapacity has no option `kappa`');
  expect(() => replicaMaximumMargin(0)).toThrow('`load` is 0; give a number from 0.1 to 100');
  expect(() => replicaEntropy({ load: 2, energyFraction: 0.1 })).toThrow(
    '`energyFraction` is 0.1; give a number from 0.14',
  );
  expect(() => replicaEntropy({ load: 0.5, energyFraction: 1.1 })).toThrow('`energyFraction` is 1.1');
  expect(() => annealedEntropyDensity({ load: 0.5, energyFraction: -0.1 })).toThrow('`energyFraction` is -0.1');
  expect(() => replicaCurve({ weights: 10, patterns: 0 })).toThrow('`patterns` is 0');
  expect(() => replicaCurve({ weights: 10, patterns: 5, points: 10 })).toThrow('give an odd number');
});
