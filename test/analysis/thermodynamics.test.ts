import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Observables, thermodynamics } from '#src/analysis/thermodynamics.js';
import { randomStream } from '#src/base/seed.js';
import { randomPatterns } from '#src/dataset/random.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';
import { curveOf } from '../curves.js';

test('all 2⁹ configurations of a perceptron, one by one', async () => {
  const data = randomPatterns({ inputs: 9, patterns: 7, seed: 'thermo' });
  const network = perceptron(9);
  const energies = Array.from({ length: 2 ** 9 }, (_, state) =>
    energy(
      network,
      data,
      Int8Array.from({ length: 9 }, (__, i) => ((state >> i) & 1 ? 1 : -1)),
    ),
  );
  const temperatures = [0.2, 1, 3];
  const found = thermodynamics(await enumerate(network, data), { temperatures });
  temperatures.forEach((temperature, k) => {
    const weights = energies.map((e) => Math.exp(-e / temperature));
    const z = weights.reduce((sum, w) => sum + w, 0);
    const mean = (f: (e: number) => number) => energies.reduce((sum, e, n) => sum + (f(e) * weights[n]) / z, 0);
    const u = mean((e) => e);
    const lowest = Math.min(...energies);
    expect(found.lowestLevel).toBe(lowest);
    expect(found.energy[k]).toBeCloseTo(u, 10);
    expect(found.heatCapacity[k]).toBeCloseTo((mean((e) => e * e) - u * u) / temperature ** 2, 10);
    expect(found.freeEnergy[k]).toBeCloseTo(-temperature * Math.log(z), 10);
    expect(found.entropy[k]).toBeCloseTo(-weights.reduce((sum, w) => sum + (w / z) * Math.log(w / z), 0), 10);
    expect(found.lowestShare[k]).toBeCloseTo(
      mean((e) => (e === lowest ? 1 : 0)),
      10,
    );
    expect(found.standardError?.energy[k]).toBe(0);
  });
});

test('random labels, annealed, are P independent two-level systems', () => {
  const [weights, patterns] = [300, 50];
  const temperatures = [0.1, 0.5, 1, 7];
  const found = thermodynamics(annealedRandomLabels({ weights, patterns }), { temperatures });
  temperatures.forEach((t, k) => {
    const p = 1 / (1 + Math.exp(1 / t));
    expect(found.energy[k]).toBeCloseTo(patterns * p, 9);
    expect(found.heatCapacity[k]).toBeCloseTo((patterns * p * (1 - p)) / t ** 2, 9);
    const logZ = (weights - patterns) * Math.LN2 + patterns * Math.log1p(Math.exp(-1 / t));
    expect(found.freeEnergy[k]).toBeCloseTo(-t * logZ, 9);
    expect(found.lowestShare[k]).toBeCloseTo((1 - p) ** patterns, 9);
  });
  expect(found.standardError).toBeUndefined();
});

test('C = dU/dT, S = −dF/dT and F = U − TS', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 3, maxLength: 8 });
  const temperature = fc.double({ min: 0.3, max: 5, noNaN: true });
  fc.assert(
    fc.property(counts, temperature, (g, t) => {
      fc.pre(g.some((count) => count > 0));
      const step = 1e-4;
      const {
        energy: u,
        freeEnergy: f,
        heatCapacity,
        entropy,
      } = thermodynamics(curveOf(g), {
        temperatures: [t - step, t, t + step],
      });
      expect((u[2] - u[0]) / (2 * step)).toBeCloseTo(heatCapacity[1], 4);
      expect(-(f[2] - f[0]) / (2 * step)).toBeCloseTo(entropy[1], 4);
      expect(u[1] - t * entropy[1]).toBeCloseTo(f[1], 10);
    }),
  );
});

test('errors are those of 20 000 curves drawn within the errors of S', () => {
  const errors = [0.02, 0.01, 0.015, 0.01];
  const curve = curveOf([3, 20, 40, 37], errors);
  const options = { temperatures: [0.7, 2] };
  const { standardError } = thermodynamics(curve, options);
  const stream = randomStream('thermodynamics', 'curves');
  const draws = Array.from({ length: 20_000 }, () =>
    thermodynamics(
      { ...curve, entropy: Array.from(curve.entropy, (s, k) => s + errors[k] * stream.normal()) },
      options,
    ),
  );
  for (const name of [
    'energy',
    'heatCapacity',
    'freeEnergy',
    'entropy',
    'lowestShare',
  ] satisfies (keyof Observables)[]) {
    for (const k of [0, 1]) {
      const values = draws.map((draw) => draw[name][k]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      expect(standardError![name][k] / deviation).toBeCloseTo(1, 1);
    }
  }
});

test('a level without an error bar spoils the errors only where it holds weight', () => {
  const curve = { ...curveOf([1, 2, 1], [Infinity, 0.1, 0.1]), entropy: [-30, 0, 1], weights: 2 };
  const { standardError, lowestLevel } = thermodynamics(curve, { temperatures: [1 / 30, 5] });
  expect(lowestLevel).toBe(0);
  expect(standardError!.energy[0]).toBe(Infinity);
  expect(standardError!.energy[1]).toBeGreaterThan(0);
  expect(standardError!.energy[1]).toBeLessThan(0.1);
});

test('at the lowest temperatures the lowest level is left, to the last digit', () => {
  const curve = curveOf([0, 0, 0, 3, 5, 8]);
  const temperatures = [1e-3, 1e-12, 1e-300];
  const found = thermodynamics(curve, { temperatures });
  temperatures.forEach((_, k) => {
    expect([found.energy[k], found.heatCapacity[k], found.lowestShare[k]]).toEqual([3, 0, 1]);
    expect(found.entropy[k]).toBeCloseTo(Math.log(3), 13);
    expect(found.freeEnergy[k]).toBeCloseTo(3, 2);
    expect(found.standardError!.entropy[k]).toBe(0);
  });
});

test('what is no temperature gives a sentence', () => {
  const curve = curveOf([1, 1]);
  expect(() => thermodynamics(curve, { temperatures: [] })).toThrow('`temperatures` is empty; give at least one');
  expect(() => thermodynamics(curve, { temperatures: [1, 0] })).toThrow(
    '`temperatures[1]` is 0; give temperatures above 0',
  );
  expect(() => thermodynamics(curve, { temperatures: [Number.NaN] })).toThrow('`temperatures[0]` is NaN');
});
