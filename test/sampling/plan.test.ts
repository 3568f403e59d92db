import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { perceptron } from '#src/network/network.js';
import { defaultLearningMoves } from '#src/sampling/learning.js';
import { usualMoves, withinBudget } from '#src/sampling/plan.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { defaultWindows } from '#src/sampling/windows.js';

const problemOf = (data: Dataset) => makeProblem(perceptron(data.inputs), data);
const random = (inputs: number, patterns: number) => problemOf(randomPatterns({ inputs, patterns, seed: 'plan' }));

/** The default plan of a run of 16 walkers that finds every level. */
function planOf(data: Dataset) {
  const problem = problemOf(data);
  const toCover = problem.symmetry === 'odd' ? problem.levels / 2 : problem.levels;
  const windows = defaultWindows(problem, problem.levels, toCover);
  return {
    windows,
    learningMoves: defaultLearningMoves(problem, problem.levels, windows),
    moves: withinBudget(problem, usualMoves(problem, problem.levels), 16 * windows),
  };
}

describe('the default plan', () => {
  test('of few patterns goes by their levels, in one window', () => {
    for (const patterns of [30, 78, 127]) {
      const data = randomPatterns({ inputs: 101, patterns, seed: 'plan' });
      const levels = patterns + 1;
      expect(planOf(data)).toEqual({ windows: 1, learningMoves: 4e5 * levels, moves: Math.max(5e6, 2e5 * levels) });
    }
  });

  test('of many patterns with random labels has windows, and a fixed amount of work', () => {
    for (const [inputs, patterns, windows] of [
      [101, 300, 4],
      [785, 784, 12],
      [784, 784, 24],
    ] as const) {
      const plan = planOf(randomPatterns({ inputs, patterns, seed: 'plan' }));
      expect(plan.windows).toBe(windows);
      expect(plan.learningMoves * 2 * windows * patterns).toBeLessThan(1.001e12);
      expect(plan.moves * 16 * windows * patterns).toBeLessThan(1.001e12);
    }
  });

  test('of a broad density has one window, however many levels', async () => {
    const broad = [
      separatedPatterns({ inputs: 101, patterns: 400, separation: 1, seed: 'plan' }),
      await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 500, seed: 'plan' }),
    ];
    for (const data of broad) expect(planOf(data).windows).toBe(1);
    const { moves, learningMoves } = planOf(broad[1]!);
    expect(learningMoves).toBe(4e5 * 501);
    expect(moves).toBe(2e5 * 501);
  });

  test('goes by what was found: few levels have few windows', () => {
    const problem = random(101, 784);
    expect(defaultWindows(problem, 785, 393)).toBe(12);
    expect(defaultWindows(problem, 300, 150)).toBe(4);
    expect(defaultWindows(problem, 250, 125)).toBe(1);
  });

  test('of a second axis goes by its bins, without a limit', () => {
    const axis = { ...random(41, 30), axis: {} as never };
    expect(withinBudget(axis, 1e12, 1000)).toBe(1e12);
  });
});

test('a run in default windows has the same bits for any number of workers', async () => {
  const network = perceptron(785);
  for (const separation of [0, 1]) {
    const data = separatedPatterns({ inputs: 785, patterns: 400, separation, seed: 'plan' });
    const options = { seed: 's', moves: 10_000, learningMoves: 100_000, walkers: 2 };
    const one = await wangLandau(network, data, { ...options, workers: 1 });
    expect(one.diagnostics.windows > 1).toBe(separation === 0);
    const same = await wangLandau(network, data, { ...options, workers: 2 });
    expect(same.entropy).toEqual(one.entropy);
    expect(same.visits).toEqual(one.visits);
  }
});
