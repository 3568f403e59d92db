import { describe, expect, test } from 'vitest';
import { MODELS, type ModelName } from '#src/kernel/models.js';
import { makeProblem, withDistance, withErrors } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointWangLandau } from '#src/sampling/joint.js';
import { type WangLandauOptions, wangLandau } from '#src/sampling/wang-landau.js';
import { bruteForce } from '../brute-force.js';
import { problemOfModel } from '../problems.js';

/** In units of the error bars short runs tell as much as long ones. */
const short = { moves: 200_000, learningMoves: 500_000, walkers: 8 };
const samplers: [string, Partial<WangLandauOptions>][] = [
  ['1/t', short],
  ['in windows', { ...short, windows: 2, symmetry: 'measure' }],
  ['the paper’s protocol', { protocol: 'paper', walkers: 8 }],
];

/** Differences from the exact entropies in standard errors; the same levels must be known. */
function pulls(sampled: ArrayLike<number>, errors: ArrayLike<number>, counts: readonly number[]): number[] {
  return counts.flatMap((count, level) => {
    expect(Number.isFinite(sampled[level]!)).toBe(count > 0);
    return count > 0 && errors[level]! > 0 ? [(sampled[level]! - Math.log(count)) / errors[level]!] : [];
  });
}

const rootMeanSquare = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe.each(Object.keys(MODELS) as ModelName[])('the model %s', (model) => {
  const [network, data] = problemOfModel[model];
  const counts = bruteForce(network, data);

  test('is the one that is chosen, and is enumerated exactly', async () => {
    expect(makeProblem(network, data).model).toBe(model);
    expect([...(await enumerate(network, data)).visits]).toEqual(counts);
  });

  test('keeps the energy of its configuration, alone and with a second axis', () => {
    const reference = Int32Array.from({ length: network.weights }, (_, k) => (k % 2 === 0 ? 1 : -1));
    const bins = data.patterns + 1;
    const distance = (weights: Int8Array) =>
      weights.reduce((sum, weight, k) => sum + (weight === reference[k] ? 0 : 1), 0);
    const cases = [
      { problem: makeProblem(network, data), level: (weights: Int8Array) => energy(network, data, weights) },
      {
        problem: withErrors(network, data, data, bins),
        level: (weights: Int8Array) => energy(network, data, weights) * (bins + 1),
      },
      {
        problem: withDistance(network, data, reference, network.weights + 1),
        level: (weights: Int8Array) => energy(network, data, weights) * (network.weights + 1) + distance(weights),
      },
    ];
    for (const { problem, level } of cases) {
      const walk = new Walk(problem, 'kept');
      for (let chunk = 0, logF = 1; chunk < 12; chunk++, logF /= 2) {
        const view = walk.run(3, logF);
        expect(view.energy).toBe(level(view.weights));
        // Each bin has one number: its sum is that number for each visit.
        const bins = problem.axis?.bins;
        expect([...view.sums]).toEqual(
          bins === undefined ? [] : Array.from(view.visits, (count, k) => count * (k % bins)),
        );
      }
    }
  });

  test.each(samplers)('is sampled within its error bars: %s', async (_, options) => {
    const dos = await wangLandau(network, data, { seed: model, ...options } as WangLandauOptions);
    const found = pulls(dos.entropy, dos.standardError, counts);
    expect(rootMeanSquare(found)).toBeLessThan(2.2);
    expect(Math.max(...found.map(Math.abs))).toBeLessThan(8);
  });

  test('is sampled within its error bars: with the distance from a reference', async () => {
    const from = new Array<number>(network.weights).fill(1);
    const { marginal } = await jointWangLandau(
      network,
      data,
      { of: 'distance', from, bins: 4 },
      { seed: model, ...short },
    );
    const found = pulls(marginal.entropy, marginal.standardError, counts);
    expect(rootMeanSquare(found)).toBeLessThan(2.2);
  });
});
