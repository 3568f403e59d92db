import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { entropicAnnealing } from '#src/solvers/entropic-annealing.js';
import { focusingBP } from '#src/solvers/focusing-bp.js';
import { reinforcedBP } from '#src/solvers/reinforced-bp.js';
import type { Solver } from '#src/solvers/solver.js';
import { stochasticWeights } from '#src/solvers/stochastic-weights.js';
import { goldenInstance } from '../golden.js';
import { correlatedPatterns } from '../inference/correlated-patterns.js';

const SOLVERS: { readonly [name: string]: Solver } = {
  reinforcedBP,
  focusingBP,
  stochasticWeights,
  entropicAnnealing,
};

/** The logarithm of the solutions within three flips. */
const neighbours = (data: ReturnType<typeof goldenInstance>, weights: Int8Array) =>
  Math.log(ballCounts(perceptron(data.inputs), data, weights).reduce((sum, count) => sum + count));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('on a golden instance of 954 solutions', () => {
  const data = goldenInstance({ inputs: 25, patterns: 15, seed: 1 });
  const network = perceptron(25);
  const seeds = Array.from({ length: 20 }, (_, k) => k);
  const findAll = (solver: Solver, options = {}) =>
    Promise.all(seeds.map(async (seed) => (await solver(network, data, { seed, ...options })).weights));

  test.each([
    ['reinforcedBP', reinforcedBP, 4.913],
    ['focusingBP', focusingBP, 4.913],
    ['stochasticWeights', stochasticWeights, 4.93],
  ])('%s finds solutions far flatter than the mean', async (_, solver, flatness) => {
    const list = new Set((await listSolutions(network, data)).configurations.map(String));
    expect(list.size).toBe(954);
    const found = await findAll(solver);
    expect(found.filter((weights) => !list.has(String(weights)))).toEqual([]);
    // The mean over all solutions is 3.265, the largest 4.942.
    expect(mean(found.map((weights) => neighbours(data, weights)))).toBeCloseTo(flatness, 1);
  });

  test('reinforced BP finds always the same from a small start, different ones from a large start', async () => {
    expect(new Set((await findAll(reinforcedBP)).map(String)).size).toBe(1);
    expect(new Set((await findAll(reinforcedBP, { startSize: 1 })).map(String)).size).toBeGreaterThan(2);
  });

  test('entropic annealing finds solutions, and flat ones if it goes on after the first', async () => {
    const find = (seed: number, extraSteps: number) =>
      entropicAnnealing(network, data, { seed, coupling: 0.5, firstBeta: 5, maximumSteps: 400, extraSteps });
    const flatness = async (extraSteps: number) => {
      const found = [];
      for (const seed of seeds.slice(0, 6)) found.push(await find(seed, extraSteps));
      expect(found.filter(({ solved }) => !solved)).toEqual([]);
      return mean(found.map(({ weights }) => neighbours(data, weights)));
    };
    expect(await flatness(150)).toBeGreaterThan((await flatness(0)) + 0.5);
  });
});

test('the solution of reinforced BP at N = 101 has exactly 50 neighbours that are solutions', async () => {
  const data = randomPatterns({ inputs: 101, patterns: 50, seed: 'flat-1' });
  const { weights, solved } = await reinforcedBP(perceptron(101), data, { seed: 1 });
  expect(solved).toBe(true);
  expect(ballCounts(perceptron(101), data, weights).slice(0, 2)).toEqual([1, 50]);
});

test.each([
  ['reinforcedBP', reinforcedBP, { decay: 0.98 }, 0.6],
  ['reinforcedBP, r = λ t', reinforcedBP, { slope: 0.005 }, 0.6],
  ['focusingBP', focusingBP, { couplingStep: 0.02 }, 0.6],
  ['stochasticWeights', stochasticWeights, {}, 0.4],
])('%s solves 301 inputs', async (_, solver: Solver, options, load) => {
  const data = randomPatterns({ inputs: 301, patterns: Math.round(301 * load), seed: 3 });
  const found = await solver(perceptron(301), data, { seed: 1, ...options });
  expect(found).toMatchObject({ solved: true, energy: 0 });
});

test.each(Object.entries(SOLVERS))('%s finds weights whose fields exceed the margin', async (_, solver) => {
  const data = randomPatterns({ inputs: 61, patterns: 14, seed: 3 });
  const network = perceptron(61, { margin: 0.4 });
  const { weights, solved } = await solver(network, data, { seed: 1, maximumSteps: 2000 });
  expect(solved).toBe(true);
  expect(energy(network, data, weights)).toBe(0);
  for (const margin of [-1e300, 1e300]) {
    const far = await solver(perceptron(61, { margin }), data, { seed: 1, maximumSteps: 20 });
    expect(far.solved).toBe(margin < 0);
  }
});

test.each(
  Object.entries(SOLVERS),
)('%s comes to an end, with weights, where patterns resemble one another', async (_, solver) => {
  const data = correlatedPatterns({ inputs: 41, patterns: 60, flips: 0.05, seed: 1 });
  const found = await solver(perceptron(41), data, { seed: 1, maximumSteps: 60 });
  expect(found.weights.every((weight) => Math.abs(weight) === 1)).toBe(true);
  expect(found.energy).toBe(energy(perceptron(41), data, found.weights));
  // With random labels for nearly the same pattern there are no solutions.
  expect(found.solved).toBe(false);
});

test('the messages of reinforced and focusing BP are not made for patterns that resemble one another', async () => {
  // There are solutions: stochastic weights find one.
  const data = correlatedPatterns({ inputs: 101, patterns: 30, flips: 0.15, seed: 1 });
  const solved = async (solver: Solver) => (await solver(perceptron(101), data, { seed: 1, maximumSteps: 400 })).solved;
  expect(await solved(stochasticWeights)).toBe(true);
  expect(await solved(reinforcedBP)).toBe(false);
  expect(await solved(focusingBP)).toBe(false);
});

test('options out of range are refused', async () => {
  const data = randomPatterns({ inputs: 9, patterns: 4, seed: 1 });
  const bad = (solver: Solver, options: object) =>
    expect(solver(perceptron(9), data, { seed: 1, ...options })).rejects.toBeInstanceOf(RangeError);
  await bad(reinforcedBP, { decay: 1.1 });
  await bad(reinforcedBP, { slope: 0 });
  await bad(reinforcedBP, { startSize: -1 });
  await bad(focusingBP, { replicas: 1 });
  await bad(focusingBP, { damping: 1 });
  await bad(stochasticWeights, { rate: Number.NaN });
  await bad(entropicAnnealing, { coupling: 21 });
  await bad(entropicAnnealing, { lastBeta: 0 });
});
