import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { MODELS, type ModelName } from '#src/kernel/models.js';
import { makeProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { type AnnealOptions, anneal } from '#src/sampling/anneal.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { goldenInstance } from '../golden.js';
import { problemOfModel } from '../problems.js';

const data = goldenInstance({ inputs: 15, patterns: 8, seed: 1 });
const network = perceptron(15);

/** The mean of some function of the energies, and its standard error from the means of 40 parts. */
function meanOf(energies: Int32Array, value: (energy: number) => number) {
  const length = energies.length / 40;
  const means = Array.from(
    { length: 40 },
    (_, k) => energies.slice(k * length, (k + 1) * length).reduce((sum, one) => sum + value(one), 0) / length,
  );
  const mean = means.reduce((sum, one) => sum + one, 0) / 40;
  return { mean, error: Math.sqrt(means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (39 * 40)) };
}

describe('a walk at a fixed temperature', () => {
  test.each([0, 0.7, 2, -1])('visits the energies with their Boltzmann weights: β = %d', async (beta) => {
    const { visits } = await enumerate(network, data);
    const weights = Array.from(visits, (count, level) => count * Math.exp(-beta * level));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const { energies } = await anneal(network, data, {
      seed: 'boltzmann',
      schedule: [
        { beta, sweeps: 1000 },
        { beta, sweeps: 200_000 },
      ],
    });
    const pulls = weights.flatMap((weight, level) => {
      const { mean, error } = meanOf(energies.subarray(1000), (one) => Number(one === level));
      return error > 0 ? [(mean - weight / total) / error] : [];
    });
    expect(pulls.length).toBeGreaterThan(5);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull * pull, 0) / pulls.length)).toBeLessThan(1.7);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(4);
  });

  test('has every second pattern wrong at infinite temperature', async () => {
    const large = randomPatterns({ inputs: 101, patterns: 50, seed: 'hot' });
    const { energies, acceptance } = await anneal(perceptron(101), large, {
      seed: 1,
      schedule: [{ beta: 0, sweeps: 40_000 }],
    });
    const { mean, error } = meanOf(energies, (one) => one / 50);
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.002);
    expect(acceptance).toBe(1);
  });
});

test.each(
  Object.keys(MODELS) as ModelName[],
)('the energy is that of the weights, and stays low when cooled: %s', async (model) => {
  const [system, patterns] = problemOfModel[model];
  const cooled = await anneal(system, patterns, { seed: 1, schedule: [{ beta: 0.5, to: 8, sweeps: 100 }] });
  expect(cooled.energies.at(-1)).toBe(energy(system, patterns, cooled.weights));
  expect(cooled.energies.at(-1)).toBeLessThan(patterns.patterns * (1 - 1 / (patterns.classes ?? 2)));
});

test('goes through its schedule, with the same seed to the same bits', async () => {
  const options: AnnealOptions = {
    seed: 'bits',
    schedule: [
      { beta: 1, sweeps: 2 },
      { beta: 2, to: 4, sweeps: 3 },
    ],
  };
  const one = await anneal(network, data, options);
  expect([...one.betas]).toEqual([1, 1, 2, 3, 4]);
  expect(await anneal(network, data, options)).toEqual(one);
  expect((await anneal(network, data, { ...options, seed: 'others' })).weights).not.toEqual(one.weights);
});

test('a walk of the kernel stops at the first configuration of low energy, having made no more moves', () => {
  const problem = makeProblem(network, data);
  for (let seed = 0; seed < 20; seed++) {
    const walk = new Walk(problem, seed);
    const [step, single] = [new Walk(problem, seed), new Walk(problem, seed)];
    const found = walk.advanceAt(1, 500, 2);
    const { moves } = walk.advance(0, 0);
    expect(found).toBe(energy(network, data, walk.weights));
    if (moves === 0 || found > 2) continue;
    // One move earlier it was not there yet.
    expect(step.advanceAt(1, moves - 1)).toBeGreaterThan(2);
    expect(single.advanceAt(1, moves)).toBe(found);
    expect(single.weights.slice()).toEqual(walk.weights.slice());
  }
});

test('is stopped with the reason of its signal', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 100);
  const long = { seed: 1, schedule: [{ beta: 1, sweeps: 1e7 }], signal: stop.signal };
  await expect(anneal(network, data, long)).rejects.toThrow('enough');
});

test('bad schedules are errors', async () => {
  const bad = (schedule: unknown) => expect(anneal(network, data, { seed: 1, schedule: schedule as never })).rejects;
  await bad([]).toThrow(/`schedule` is empty/);
  await bad(undefined).toThrow(/schedule/);
  await bad([{ beta: 1 }]).toThrow(/`sweeps` is undefined/);
  await bad([{ beta: Number.NaN, sweeps: 1 }]).toThrow(/`beta` is NaN/);
  await bad([{ temperature: 1, sweeps: 1 }]).toThrow(/stage .* has no option `temperature`/);
  await bad([{ beta: 1, sweeps: 1e9 }]).toThrow(/has 1000000000 sweeps; give at most/);
});
