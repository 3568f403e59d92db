import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { jointWangLandau } from '#src/sampling/joint.js';
import { atEnergy } from '#src/sampling/joint-density.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { reinforcedBP } from '#src/solvers/reinforced-bp.js';
import { solveRepeatedly } from '#src/solvers/repeat.js';
import { sbpi } from '#src/solvers/sbpi.js';

const network = perceptron(101);

/** Ten solutions of one data set: typical ones, and such that algorithms find. */
async function references(draw: number) {
  const data = randomPatterns({ inputs: 101, patterns: 50, seed: `around ${draw}` });
  const dos = await wangLandau(network, data, { seed: draw, moves: 4_000_000, learningMoves: 8_000_000 });
  const typical = await sampleConfigurations(dos, 0, 5, { seed: draw });
  const found = await solveRepeatedly(sbpi, 4, network, data, { seed: draw });
  const flat = await reinforcedBP(network, data, { seed: draw });
  const weights = [...typical.configurations, ...[...found, flat].map((solution) => solution.weights)];
  return weights.map((from, k) => ({ data, from, seed: `${draw}/${k}` }));
}

/** (S − ln n)/error at d ≤ 1 and at d = 2, 3. */
async function pulls({ data, from, seed }: Awaited<ReturnType<typeof references>>[number]) {
  const [n0, n1, n2, n3] = ballCounts(network, data, from) as [number, number, number, number];
  expect(n0).toBe(1);
  const axis = { of: 'distance', from, bins: 51 } as const;
  const options = { seed, walkers: 8, moves: 1_000_000, learningMoves: 10_000_000, energies: { highest: 8 } };
  const { entropy, standardError } = atEnergy(await jointWangLandau(network, data, axis, options), 0);
  return [1 + n1, n2 + n3].flatMap((count, bin) => {
    // What is not there is not found.
    expect(Number.isFinite(entropy[bin]!)).toBe(count > 0);
    const error = standardError[bin]!;
    return count > 0 && Number.isFinite(error) ? [{ pull: (entropy[bin]! - Math.log(count)) / error, error }] : [];
  });
}

describe('the joint density of states around solutions, N = 101', () => {
  test('has the exact numbers at d ≤ 3, around thirty of them', { timeout: 600_000 }, async () => {
    const all = (await Promise.all([1, 2, 3].map(references))).flat();
    expect(all).toHaveLength(30);
    const found = [];
    for (const reference of all) found.push(...(await pulls(reference)));
    expect(found.length).toBeGreaterThan(55);
    const rms = Math.sqrt(found.reduce((sum, { pull }) => sum + pull ** 2, 0) / found.length);
    // Below 2 is required; from 59 independent ones of width 1, 1.3 would be three standard deviations.
    expect(rms).toBeLessThan(1.5);
    expect(rms).toBeGreaterThan(0.4);
    const errors = found.map(({ error }) => error).sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.5);
  });
});
