import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { MODELS, type ModelName } from '#src/kernel/models.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { anneal } from '#src/sampling/anneal.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { simulatedAnnealing } from '#src/solvers/annealing.js';
import { goldenInstance } from '../golden.js';
import { problemOfModel } from '../problems.js';

test.each(Object.keys(MODELS) as ModelName[])('simulated annealing works on every network: %s', async (model) => {
  const [network, data] = problemOfModel[model];
  const found = await simulatedAnnealing(network, data, { seed: 1, maximumSteps: 300 });
  expect(found.energy).toBe(energy(network, data, found.weights));
  expect(found.solved).toBe(found.energy === 0);
});

test('reaches E = 0 at a small load, at N = 1001 too', async () => {
  for (const [inputs, patterns] of [
    [101, 30],
    [1001, 100],
  ] as const) {
    const data = randomPatterns({ inputs, patterns, seed: 'annealing' });
    expect((await simulatedAnnealing(perceptron(inputs), data, { seed: 1 })).solved).toBe(true);
  }
});

test('finds solutions of the list, the flat ones hardly more often than others, and solves in fewer sweeps if cooled fast', async () => {
  const data = goldenInstance({ inputs: 25, patterns: 15, seed: 1 });
  const network = perceptron(25);
  const { configurations } = await listSolutions(network, data);
  const neighbours = (weights: Int8Array) =>
    configurations.filter((other) => other.reduce((sum, weight, k) => sum + (weight === weights[k] ? 0 : 1), 0) <= 3)
      .length;
  const flatness = new Map(configurations.map((weights) => [String(weights), Math.log(neighbours(weights))]));
  const uniform = [...flatness.values()].reduce((sum, one) => sum + one, 0) / flatness.size;
  expect(uniform).toBeCloseTo(3.265, 3);
  const run = async (maximumSteps: number) => {
    const found = await Promise.all(
      Array.from({ length: 300 }, (_, seed) => simulatedAnnealing(network, data, { seed, maximumSteps })),
    );
    const solved = found.filter((one) => one.solved);
    expect(solved.length).toBeGreaterThan(295);
    for (const { weights } of solved) expect(flatness.has(String(weights))).toBe(true);
    const mean = solved.reduce((sum, { weights }) => sum + flatness.get(String(weights))!, 0) / solved.length;
    return { mean, sweeps: solved.reduce((sum, { steps }) => sum + steps, 0) / solved.length };
  };
  const [slow, fast] = [await run(2000), await run(200)];
  // 0.04 is the standard error of each.
  expect(Math.abs(slow.mean - uniform)).toBeLessThan(0.25);
  expect(Math.abs(fast.mean - uniform)).toBeLessThan(0.3);
  expect(fast.sweeps).toBeLessThan(slow.sweeps / 1.5);
});

test('stops at the first flip that solves, which the rest of the sweep would often undo', async () => {
  const data = goldenInstance({ inputs: 25, patterns: 15, seed: 1 });
  let undone = 0;
  for (let seed = 0; seed < 20; seed++) {
    const found = await simulatedAnnealing(perceptron(25), data, { seed, beta: 1, to: 1, maximumSteps: 5000 });
    const schedule = [{ beta: 1, sweeps: found.steps }];
    const { energies } = await anneal(perceptron(25), data, { seed, schedule });
    expect(found.solved).toBe(true);
    expect(energies.subarray(0, -1).every((one) => one > 0)).toBe(true);
    if (energies.at(-1)! > 0) undone++;
  }
  expect(undone).toBeGreaterThan(3);
});

test('bad temperatures are errors', async () => {
  const data = goldenInstance({ inputs: 25, patterns: 15, seed: 1 });
  await expect(simulatedAnnealing(perceptron(25), data, { seed: 1, beta: Number.NaN })).rejects.toThrow(
    /`beta` is NaN/,
  );
  await expect(simulatedAnnealing(perceptron(25), data, { seed: 1, to: Infinity })).rejects.toThrow(/`to` is Infinity/);
});
