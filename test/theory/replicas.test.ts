import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annealedEntropyDensity, annealedRandomLabels } from '#src/theory/random-labels.js';
import { replicaCurve } from '#src/theory/replica-curve.js';
import { replicaCapacity, replicaEntropy, replicaGroundState } from '#src/theory/replicas.js';

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

test('the least error rate: 0 up to capacity, .026268 at α = 1, .143632 at α = 2', () => {
  expect(replicaGroundState(0.8)).toMatchObject({ energyFraction: 0, beta: Infinity });
  expect(replicaGroundState(1).energyFraction).toBeCloseTo(0.026268, 6);
  expect(replicaGroundState(2).energyFraction).toBeCloseTo(0.143632, 6);
  for (const load of [0.8331, 1, 100]) expect(replicaGroundState(load).entropy).toBeCloseTo(0, 10);
});

const anyLoad = fc.double({ min: 0.05, max: 3, noNaN: true });

test('thermodynamics: ds/de = β, ε falls and s ≤ the annealed bound', () => {
  fc.assert(
    fc.property(anyLoad, fc.double({ min: 0.1, max: 5, noNaN: true }), (load, beta) => {
      const [hot, here, cold] = [beta - 0.01, beta, beta + 0.01].map((b) => replicaEntropy({ load, beta: b }));
      expect(hot.energyFraction).toBeGreaterThan(cold.energyFraction);
      expect((hot.entropy - cold.entropy) / (hot.energy - cold.energy) / beta).toBeCloseTo(1, 3);
      expect(here.entropy).toBeLessThanOrEqual(
        annealedEntropyDensity({ load, energyFraction: here.energyFraction }) + 1e-12,
      );
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
  for (const beta of [-3, -0.5, 0, 0.5, 1, 4, Infinity]) {
    const state = replicaEntropy({ load: 0.6, beta });
    const found = replicaEntropy({ load: 0.6, energyFraction: state.energyFraction });
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
  expect(() => replicaEntropy({ load: 2, energyFraction: 0.1 })).toThrow(
    '`energyFraction` is 0.1; give a number from 0.14',
  );
  expect(() => replicaEntropy({ load: 0.5, energyFraction: 1.1 })).toThrow('`energyFraction` is 1.1');
  expect(() => annealedEntropyDensity({ load: 0.5, energyFraction: -0.1 })).toThrow('`energyFraction` is -0.1');
  expect(() => replicaCurve({ weights: 10, patterns: 0 })).toThrow('`patterns` is 0');
  expect(() => replicaCurve({ weights: 10, patterns: 5, points: 10 })).toThrow('give an odd number');
});
