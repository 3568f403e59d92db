import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { MODELS, type ModelName } from '#src/kernel/models.js';
import { makeProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { type AnnealOptions, anneal } from '#src/sampling/anneal.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
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

describe('snapshots of a walk', () => {
  const schedule = [{ beta: 1, sweeps: 20 }];

  test('are its configurations at these times, and change nothing else', async () => {
    const plain = await anneal(network, data, { seed: 'photo', schedule });
    const { snapshots, ...others } = await anneal(network, data, { seed: 'photo', schedule, snapshots: [0, 1, 7, 20] });
    expect({ ...others, snapshots: [] }).toEqual(plain);
    expect(snapshots.map(({ sweep }) => sweep)).toEqual([0, 1, 7, 20]);
    for (const { sweep, energy: kept, weights } of snapshots) {
      expect(kept).toBe(energy(network, data, weights));
      if (sweep > 0) expect(kept).toBe(plain.energies[sweep - 1]);
      const walk = new Walk(makeProblem(network, data), 'photo');
      for (let k = 0; k < sweep; k++) walk.advanceAt(1, 15);
      expect(weights).toEqual(walk.weights.slice());
    }
  });

  test('begin with the start that is given', async () => {
    const start = Int8Array.from({ length: 15 }, (_, k) => (k % 3 === 0 ? 1 : -1));
    const { snapshots, weights } = await anneal(network, data, { seed: 1, schedule, start, snapshots: [0] });
    expect(snapshots).toEqual([{ sweep: 0, energy: energy(network, data, start), weights: start }]);
    expect(weights).not.toEqual(start);
    // A walk far below the temperature of a solution stays at it.
    const [[solution]] = [(await listSolutions(network, data)).configurations];
    const cold = await anneal(network, data, { seed: 1, schedule: [{ beta: 60, sweeps: 50 }], start: solution! });
    expect(Math.max(...cold.energies)).toBe(0);
  });

  test('at impossible times are errors', async () => {
    const bad = (snapshots: unknown, start?: unknown) =>
      expect(anneal(network, data, { seed: 1, schedule, snapshots, start } as never)).rejects;
    await bad([21]).toThrow('`snapshots[0]` is 21; give times in sweeps, from 0 to 20, the length of the schedule');
    await bad([1.5]).toThrow(/`snapshots\[0\]` is 1.5/);
    await bad([3, 3]).toThrow(/not in ascending order/);
    await bad('all').toThrow(TypeError);
    await bad(null).toThrow(TypeError);
    await bad([1], [1, 1]).toThrow(/`start` has 2 weights/);
    await bad([1], new Float64Array(15)).toThrow(/`start\[0\]` is 0/);
  });
});
