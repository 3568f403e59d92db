import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { approximateMessagePassing } from '#src/inference/approximate-message-passing.js';
import { makeCounter, makePatternMatrix } from '#src/inference/pattern-matrix.js';
import { energy } from '#src/network/energy.js';
import { committee, perceptron, signNetwork } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { goldenInstance } from '../golden.js';
import { correlatedPatterns } from './correlated-patterns.js';

/** ln Z by message passing minus the exact entropy of the solutions, for several data sets. */
async function deviations(sets: readonly Dataset[], margin = 0): Promise<number[]> {
  const all = [];
  for (const data of sets) {
    const network = perceptron(data.inputs, { margin });
    const { logPartition } = await approximateMessagePassing(network, data, { seed: 'start' });
    const exact = (await enumerate(network, data)).entropy[0]!;
    if (exact > 0 && logPartition !== null) all.push(logPartition - exact);
  }
  return all;
}

const rootMeanSquare = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe('approximateMessagePassing', () => {
  test.each([21, 201, 1001])('half of all configurations get one pattern right: N = %d, up to 1/N', async (inputs) => {
    const data = randomPatterns({ inputs, patterns: 1, seed: 1 });
    const { logPartition, converged } = await approximateMessagePassing(perceptron(inputs), data, { seed: 1 });
    expect(converged).toBe(true);
    expect(Math.abs(logPartition! - (inputs - 1) * Math.LN2)).toBeLessThan(0.2 / inputs);
  });

  test('where all configurations are solutions, ln Z = Σ ln 2cosh f', async () => {
    const data = randomPatterns({ inputs: 31, patterns: 7, seed: 1 });
    const stream = randomStream(1, 'field');
    const field = Float64Array.from({ length: 31 }, () => stream.normal());
    const found = await approximateMessagePassing(perceptron(31, { margin: -100 }), data, { seed: 1, field });
    const exact = field.reduce((sum, f) => sum + Math.log(2 * Math.cosh(f)), 0);
    expect(found.logPartition).toBeCloseTo(exact, 7);
    expect(found.magnetizations[3]).toBeCloseTo(Math.tanh(field[3]!), 8);
    const free = field.reduce((sum, f) => sum + Math.log(2 * Math.cosh(f)) - f * Math.tanh(f), 0);
    expect(found.entropy).toBeCloseTo(free, 7);
  });

  test('no margin is too large to be taken, and none gives NaN', async () => {
    const data = randomPatterns({ inputs: 31, patterns: 7, seed: 1 });
    for (const margin of [-1e300, -5.6, 5.6, 1e9, 1e300]) {
      const options = { seed: 1, maximumIterations: 50 };
      const { logPartition, magnetizations } = await approximateMessagePassing(
        perceptron(31, { margin }),
        data,
        options,
      );
      expect(logPartition).not.toBeNaN();
      expect(magnetizations.every(Number.isFinite)).toBe(true);
    }
  });

  test('finds the entropy of replica theory at N = 1001 and load ½: 0.314', async () => {
    const data = randomPatterns({ inputs: 1001, patterns: 500, seed: 2 });
    const { logPartition } = await approximateMessagePassing(perceptron(1001), data, { seed: 1 });
    expect(Math.abs(logPartition! / 1001 - 0.314)).toBeLessThan(0.02);
  });

  test.each([
    [15, 4, 0.3],
    [21, 6, 0.3],
    [21, 10, 0.8],
  ])('differs from enumeration by a number of order 1: N = %d, P = %d', async (inputs, patterns, most) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const differences = await deviations(seeds.map((seed) => goldenInstance({ inputs, patterns, seed })));
    expect(differences.length).toBeGreaterThan(6);
    expect(rootMeanSquare(differences)).toBeLessThan(most);
  });

  // An even threshold lies in the middle of two odd fields, as 0 does.
  test.each([-4, -2, 2])('counts the solutions at a margin: κ√N = %d', async (threshold) => {
    const sets = [1, 2, 3, 4, 5, 6].map((seed) => goldenInstance({ inputs: 21, patterns: 4, seed }));
    const differences = await deviations(sets, threshold / Math.sqrt(21));
    expect(differences.length).toBeGreaterThan(4);
    expect(rootMeanSquare(differences)).toBeLessThan(0.6);
  });

  test('inputs of any size: each pattern is divided by its norm', async () => {
    const seeds = [1, 2, 3, 4, 5, 6];
    const gaussian = seeds.map((seed) => separatedPatterns({ inputs: 17, patterns: 6, separation: 0, seed }));
    expect(rootMeanSquare(await deviations(gaussian))).toBeLessThan(0.6);
    const data = randomPatterns({ inputs: 31, patterns: 12, seed: 1 });
    const rows = Array.from({ length: 12 }, (_, row) =>
      Array.from(data.values.subarray(row * 31, (row + 1) * 31), (value) => value * (row + 2)),
    );
    const scaled = fromArrays(rows, data.labels);
    const [one, other] = [data, scaled].map((set) => approximateMessagePassing(perceptron(31), set, { seed: 1 }));
    expect((await other!).logPartition).toBeCloseTo((await one!).logPartition!, 6);
  });

  test('agrees with Wang–Landau, 33.55 ± 0.08, at N = 101', async () => {
    const data = randomPatterns({ inputs: 101, patterns: 50, seed: 'flat-1' });
    const { logPartition, entropy } = await approximateMessagePassing(perceptron(101), data, { seed: 1 });
    expect(logPartition).toBeCloseTo(33.633, 3);
    expect(entropy).toBe(logPartition);
    const slow = await approximateMessagePassing(perceptron(101), data, { seed: 5, damping: 0.8 });
    expect(slow.logPartition).toBeCloseTo(33.633, 3);
  });

  test('the same seed gives the same bits', async () => {
    const data = randomPatterns({ inputs: 51, patterns: 20, seed: 1 });
    const run = (seed: number) => approximateMessagePassing(perceptron(51), data, { seed, maximumIterations: 7 });
    expect(await run(1)).toEqual(await run(1));
    expect((await run(2)).magnetizations).not.toEqual((await run(1)).magnetizations);
  });

  test('says where it does not converge, and gives no number then', async () => {
    const few = await approximateMessagePassing(perceptron(51), randomPatterns({ inputs: 51, patterns: 20, seed: 1 }), {
      seed: 1,
      maximumIterations: 3,
    });
    expect(few).toMatchObject({ converged: false, iterations: 3, logPartition: null, entropy: null });
    const alike = correlatedPatterns({ inputs: 101, patterns: 40, flips: 0.05, seed: 1 });
    const { converged, logPartition, magnetizations } = await approximateMessagePassing(perceptron(101), alike, {
      seed: 1,
      maximumIterations: 500,
    });
    expect(converged).toBe(false);
    expect(logPartition).toBeNull();
    expect(magnetizations.every(Number.isFinite)).toBe(true);
  });

  test('above capacity there is never NaN', async () => {
    const data = randomPatterns({ inputs: 51, patterns: 300, seed: 1 });
    const { logPartition, magnetizations } = await approximateMessagePassing(perceptron(51), data, {
      seed: 1,
      maximumIterations: 500,
    });
    expect(logPartition).not.toBeNaN();
    expect(magnetizations.every(Number.isFinite)).toBe(true);
  });

  test('refuses other networks, classes, patterns of zeros and bad fields', async () => {
    const data = randomPatterns({ inputs: 9, patterns: 4, seed: 1 });
    for (const network of [signNetwork([9, 3, 1]), committee({ inputs: 9, hidden: 3 })]) {
      await expect(approximateMessagePassing(network, data, { seed: 1 })).rejects.toThrow(/needs a perceptron/);
    }
    const classes = randomPatterns({ inputs: 9, patterns: 4, classes: 3, seed: 1 });
    await expect(approximateMessagePassing(signNetwork([9, 3]), classes, { seed: 1 })).rejects.toThrow(/perceptron/);
    const zeros = fromArrays(
      [
        [1, 1],
        [0, 0],
      ],
      [1, -1],
    );
    await expect(approximateMessagePassing(perceptron(2), zeros, { seed: 1 })).rejects.toThrow(/pattern 1 are 0/);
    for (const field of [[1, 2], new Float64Array(9).fill(Infinity), new Float64Array(9).fill(21)]) {
      await expect(approximateMessagePassing(perceptron(9), data, { seed: 1, field })).rejects.toThrow(RangeError);
    }
  });

  test('a signal stops it, with its reason', async () => {
    const data = correlatedPatterns({ inputs: 501, patterns: 200, flips: 0.05, seed: 1 });
    const controller = new AbortController();
    const run = approximateMessagePassing(perceptron(501), data, {
      seed: 1,
      maximumIterations: 1e6,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('enough')), 60);
    await expect(run).rejects.toThrow('enough');
  });
});

test('errors are counted as `energy` counts them, for every tie rule and number of patterns', () => {
  const stream = randomStream(1, 'weights');
  for (const tie of ['error', 'correct', 'plus'] as const) {
    for (let patterns = 1; patterns < 10; patterns++) {
      const data = randomPatterns({ inputs: 6, patterns, seed: patterns });
      const network = perceptron(6, { tie });
      const count = makeCounter(makePatternMatrix('test', network, data));
      for (let k = 0; k < 10; k++) {
        const weights = Int8Array.from({ length: 6 }, () => stream.sign());
        expect(count(weights)).toBe(energy(network, data, weights));
      }
    }
  }
});
