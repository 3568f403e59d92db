import { describe, expect, test } from 'vitest';
import { overlap } from '#src/analysis/configurations.js';
import { mean } from '#src/base/statistics.js';
import { randomCouplings } from '#src/dataset/couplings.js';
import { randomPatterns } from '#src/dataset/random.js';
import { BLOCK } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { type Network, perceptron, signNetwork } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { fromJSON, toJSON } from '#src/sampling/results.js';
import { type SampleConfigurationsOptions, sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { configurations } from '../brute-force.js';
import { goldenInstance } from '../golden.js';

const golden = goldenInstance({ inputs: 11, patterns: 11, seed: 1 });

describe('configurations of one energy', () => {
  const deep = goldenInstance({ inputs: 3, patterns: 18, seed: 1 });
  const cases: [string, Network, typeof golden, number, number][] = [
    ['17 of E = 1', perceptron(11), golden, 1, 1700],
    ['352 of E = 5', perceptron(11), golden, 5, 7000],
    ['of a network with a hidden layer', signNetwork([3, 3, 1]), deep, 5, 3000],
  ];
  test.each(cases)('are all equally likely: %s', { timeout: 240_000 }, async (_, network, data, level, count) => {
    const dos = await wangLandau(network, data, { seed: 's', moves: 500_000 });
    const seen = new Map<string, number>();
    for (const weights of configurations(network.weights)) {
      if (energy(network, data, weights) === level) seen.set(String(weights), 0);
    }
    const { configurations: sample } = await sampleConfigurations(dos, level, count);
    expect(sample).toHaveLength(count);
    for (const weights of sample) seen.set(String(weights), seen.get(String(weights))! + 1);
    const expected = count / seen.size;
    const chiSquare = [...seen.values()].reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
    const freedom = seen.size - 1;
    expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    // Correlated samples would repeat themselves: the statistic would be too large; too even a sample would be as suspect.
    expect(chiSquare).toBeGreaterThan(freedom - 4 * Math.sqrt(2 * freedom));
  });

  test('a spacing of their own decides how alike successive ones are, and is part of their provenance', async () => {
    const network = recurrentNetwork(24, { selfCoupling: 0.5 });
    const dos = await wangLandau(network, randomCouplings({ units: 24, seed: 1 }), { seed: 1, moves: 100_000 });
    const overlapOfNext = async (spacing: number) => {
      const { configurations: drawn, provenance } = await sampleConfigurations(dos, 0, 320, { spacing });
      expect(provenance.method.options.spacing).toBe(Math.ceil(spacing / BLOCK));
      // Each of the 8 walks has found 40.
      const next = drawn.flatMap((states, k) => (k % 40 === 0 ? [] : [Math.abs(overlap(states, drawn[k - 1]!))]));
      return mean(next);
    };
    const [close, far] = [await overlapOfNext(100), await overlapOfNext(20_000)];
    expect(close).toBeGreaterThan(far + 0.1);
    await expect(sampleConfigurations(dos, 0, 2, { spacing: 0 })).rejects.toThrow(/`spacing` is 0/);
  });

  test('come the same for one seed, from an enumeration or a file as well, and differ for another', async () => {
    const dos = await enumerate(perceptron(11), golden);
    const draw = async (...[from, options]: [DensityOfStates, SampleConfigurationsOptions]) =>
      (await sampleConfigurations(from, 2, 20, options)).configurations;
    const one = await draw(dos, { seed: 'one', workers: 1 });
    expect(await draw(dos, { seed: 'one', workers: 3 })).toEqual(one);
    expect(await draw(dos, { seed: 'two' })).not.toEqual(one);
    const read = fromJSON(JSON.stringify(toJSON(dos)), 'weightspace/density-of-states');
    await expect(sampleConfigurations(read, 2, 1)).rejects.toThrow(/has no data set; give it as the option `data`/);
    expect(await draw(read, { seed: 'one', data: golden })).toEqual(one);
  });

  test('solve the task at E = 0 where solutions are rare', async () => {
    const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'solutions' });
    const dos = await wangLandau(perceptron(101), data, { seed: 's', moves: 1_000_000 });
    const { configurations: solutions } = await sampleConfigurations(dos, 0, 8);
    for (const weights of solutions) expect(energy(perceptron(101), data, weights)).toBe(0);
    expect(new Set(solutions.map(String)).size).toBe(8);
  });

  test('that do not exist give an error', async () => {
    const dos = await enumerate(perceptron(11), golden);
    await expect(sampleConfigurations(dos, 0, 1)).rejects.toThrow(/no configuration with energy 0 was found/);
    await expect(sampleConfigurations(dos, 12, 1)).rejects.toThrow(/`level` is 12; give a whole number from 0 to 11/);
    await expect(sampleConfigurations(dos, 1, 0)).rejects.toThrow(/`count` is 0/);
    const other = goldenInstance({ inputs: 11, patterns: 11, seed: 2 });
    await expect(sampleConfigurations(dos, 1, 1, { data: other })).rejects.toThrow(/their checksums differ/);
  });
});
