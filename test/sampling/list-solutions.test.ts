import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { MODELS, type ModelName } from '#src/kernel/models.js';
import { energy } from '#src/network/energy.js';
import { perceptron, signNetwork } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { type ListSolutionsOptions, listSolutions } from '#src/sampling/list-solutions.js';
import { fromJSON, toJSON } from '#src/sampling/results.js';
import { keepResults } from '#src/study/keep-results.js';
import { ResultStore } from '#src/study/result-store.js';
import { configurations } from '../brute-force.js';
import { goldenInstance } from '../golden.js';
import { problemOfModel } from '../problems.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(
  Object.keys(MODELS) as ModelName[],
)('lists what brute force finds, in the order of binary numbers: %s', async (model) => {
  const [network, data] = problemOfModel[model];
  const byEnergy = Array.from({ length: data.patterns + 1 }, (): Int8Array[] => []);
  for (const weights of configurations(network.weights))
    byEnergy[energy(network, data, weights)]!.push(weights.slice());
  for (const [level, expected] of byEnergy.entries()) {
    const listed = await listSolutions(network, data, { energy: level });
    expect(listed.configurations).toEqual(expected);
    expect(listed).toMatchObject({ name: 'enumeration', energy: level, observations: 2 ** network.weights });
  }
});

describe('on golden instances', () => {
  test.each([
    [15, 8, 72],
    [25, 15, 954],
  ])('N = %i, P = %i: %i solutions', async (inputs, patterns, solutions) => {
    const data = goldenInstance({ inputs, patterns, seed: 1 });
    const listed = await listSolutions(perceptron(inputs), data);
    expect(listed.configurations).toHaveLength(solutions);
    for (const weights of listed.configurations) expect(energy(perceptron(inputs), data, weights)).toBe(0);
    expect(new Set(listed.configurations.map(String)).size).toBe(solutions);
  });

  test('as many as enumeration counts, at each energy', async () => {
    const data = goldenInstance({ inputs: 19, patterns: 12, seed: 1 });
    const { visits } = await enumerate(perceptron(19), data);
    for (const [level, count] of visits.entries()) {
      const listed = await listSolutions(perceptron(19), data, { energy: level });
      expect(listed.configurations).toHaveLength(count);
    }
  });
});

// Several prefixes each: 2^27 and 2^21 configurations.
describe.each([
  ['table', perceptron(27), randomPatterns({ inputs: 27, patterns: 20, seed: 'list' }), 0],
  ['general', signNetwork([6, 3, 1]), randomPatterns({ inputs: 6, patterns: 20, seed: 'list' }), 4],
] as const)('several prefixes, %s kernel', (_, network, data, level) => {
  const list = (options: ListSolutionsOptions) => listSolutions(network, data, { energy: level, ...options });

  test('come the same from any number of workers, and from JSON', async () => {
    const [one, two] = [1, 2].map((workers) => list({ workers }));
    const { configurations: solutions } = await one!;
    expect(solutions.length).toBeGreaterThan(10);
    expect((await two!).configurations).toEqual(solutions);
    expect(fromJSON(JSON.stringify(toJSON(await two!)), 'weightspace/configurations').configurations).toEqual(
      solutions,
    );
    for (const weights of solutions) expect(energy(network, data, weights)).toBe(level);
    expect((await enumerate(network, data)).visits[level]).toBe(solutions.length);
    // The order says which is which.
    const numbers = solutions.map((weights) => weights.reduce((sum, weight, k) => sum + (weight > 0 ? 2 ** k : 0), 0));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test('a list that is stopped throws the reason, and resumes from its checkpoint to the same list', async () => {
    const checkpoint = join(folder, `stopped-${network.weights}`);
    const stop = new AbortController();
    let events = 0;
    const onProgress = () => void (++events === 2 && stop.abort(new Error('enough')));
    const watched = { checkpoint, checkpointSeconds: 0.001, workers: 1 };
    await expect(list({ ...watched, signal: stop.signal, onProgress })).rejects.toThrow('enough');
    const rest: number[] = [];
    const resumed = await list({ ...watched, onProgress: ({ done }) => void rest.push(done) });
    expect(rest[0]).toBeGreaterThan(0.1 * 2 ** network.weights);
    expect(resumed.configurations).toEqual((await list({})).configurations);
  });
});

describe('more configurations than the limit', () => {
  const data = goldenInstance({ inputs: 15, patterns: 8, seed: 1 });

  test('are an error that says what to do', async () => {
    expect((await listSolutions(perceptron(15), data, { limit: 72 })).configurations).toHaveLength(72);
    await expect(listSolutions(perceptron(15), data, { limit: 71 })).rejects.toThrow(
      /^there are at least 72 configurations with energy 0, more than `limit` \(71\); raise it, or draw .*sampleConfigurations$/,
    );
  });

  test('are an error in a kept list as well', async () => {
    keepResults(new ResultStore(join(folder, 'store'), { report: (sentence) => expect.fail(sentence) }));
    try {
      const computed = await listSolutions(perceptron(15), data);
      const kept = await listSolutions(perceptron(15), data);
      expect(kept.configurations).toEqual(computed.configurations);
      expect(kept.provenance.seconds).toBe(computed.provenance.seconds);
      await expect(listSolutions(perceptron(15), data, { limit: 71 })).rejects.toThrow(/at least 72/);
    } finally {
      keepResults(undefined);
    }
  });
});

test('bad options, and tasks without an end, are errors', async () => {
  const data = goldenInstance({ inputs: 15, patterns: 8, seed: 1 });
  await expect(listSolutions(perceptron(15), data, { energy: 9 })).rejects.toThrow(/`energy` is 9; give .* 0 to 8/);
  await expect(listSolutions(perceptron(15), data, { limit: 0 })).rejects.toThrow(/`limit` is 0/);
  await expect(listSolutions(perceptron(15), data, { level: 1 } as never)).rejects.toThrow(/has no option `level`/);
  const large = randomPatterns({ inputs: 101, patterns: 50, seed: 's' });
  await expect(listSolutions(perceptron(101), large)).rejects.toThrow(/2\^101 configurations would take about/);
});
