import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import type { Axis } from '#src/sampling/joint-axis.js';
import { fromJSON, type Result, toFrame, toJSON, verdict } from '#src/sampling/results.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults } from '#src/study/keep-results.js';
import { ResultStore } from '#src/study/result-store.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = randomPatterns({ inputs: 9, patterns: 6, seed: 'results' });
const others = randomPatterns({ inputs: 9, patterns: 4, seed: 'others' });
const network = perceptron(9);
const axis: Axis = { of: 'errors', data: others };
const short = { seed: 'walk', moves: 20_000, learningMoves: 20_000, walkers: 2 };

/** One of each kind, by the function that gives it. */
const runs = {
  enumerate: () => enumerate(network, data),
  wangLandau: () => wangLandau(network, data, short),
  jointEnumerate: () => jointEnumerate(network, data, axis),
  jointWangLandau: () => jointWangLandau(network, data, axis, short),
  sampleConfigurations: async () => sampleConfigurations(await enumerate(network, data), 3, 5),
};

/** A result without what JSON does not keep. */
function withoutData(result: Result): object {
  const { data: _, ...kept } = result;
  if (!('marginal' in kept)) return kept;
  const { data: __, ...marginal } = kept.marginal;
  return { ...kept, marginal };
}

describe.each(Object.entries(runs))('what %s gives', (name, run) => {
  let result: Result;
  beforeAll(async () => {
    result = await run();
  });

  test('is plain data', () => {
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(structuredClone(result)).toEqual(result);
  });

  test('is the same after JSON', () => {
    const text = JSON.stringify(toJSON(result));
    expect(withoutData(fromJSON(text))).toEqual(withoutData(result));
    expect(verdict(fromJSON(JSON.parse(text)))).toBe(verdict(result));
    expect(JSON.stringify(toJSON(fromJSON(text)))).toBe(text);
  });

  test('is refused where a field is damaged', () => {
    const json = toJSON(result);
    const fields = Object.keys(json).filter((field) => !['format', 'formatVersion', 'diagnostics'].includes(field));
    for (const field of fields) {
      expect(() => fromJSON({ ...json, [field]: null }), field).toThrow(/ is damaged: .*; compute it again/);
    }
    expect(() => fromJSON({ ...json, formatVersion: 99 })).toThrow(/has format version 99; .*, update it/);
  });

  test('has a frame and a verdict', () => {
    const { shape, columns } = toFrame(result);
    expect(shape[0]).toBeGreaterThan(1);
    expect(columns.length).toBe(shape[1]);
    expect(verdict(result)).toMatch(/^[^.]+\./);
  });

  test('is kept in the store, once', async () => {
    const store = new ResultStore(join(folder, name), { report: (sentence) => expect.fail(sentence) });
    keepResults(store);
    try {
      const first = await run();
      const second = await run();
      // The wall time too: it was read, not computed again.
      expect(second).toEqual(first);
      // A joint density keeps its data in both of its parts.
      expect(second.data).toBe(data);
    } finally {
      keepResults(undefined);
    }
  });
});

test('a result that was written without toJSON is refused, with what to write', async () => {
  const written = JSON.stringify(await runs.enumerate());
  expect(() => fromJSON(written)).toThrow('it did not go through toJSON; write JSON.stringify(toJSON(result))');
});

test.each([
  'jointWangLandau',
  'sampleConfigurations',
] as const)('%s that is stopped goes on from the checkpoint of the store, to the same numbers', async (name) => {
  const long = { seed: 'long', moves: 2_000_000, learningMoves: 1_000_000, walkers: 2 };
  const dos = await enumerate(network, data);
  const run = async (steering: { signal?: AbortSignal; onProgress?: () => void }): Promise<Result> =>
    name === 'jointWangLandau'
      ? jointWangLandau(network, data, axis, { ...long, ...steering })
      : sampleConfigurations(dos, 3, 20_000, { seed: 'long', ...steering });
  const numbers = (result: Result) => {
    const { provenance, diagnostics, marginal, ...others } = toJSON(result) as Record<string, unknown>;
    return others;
  };
  const whole = numbers(await run({}));
  const store = new ResultStore(join(folder, `stopped-${name}`), { report: (sentence) => expect.fail(sentence) });
  keepResults(store);
  try {
    const stop = new AbortController();
    let events = 0;
    const onProgress = () => void (++events === 20 && stop.abort(new Error('enough')));
    await run({ signal: stop.signal, onProgress }).catch((error) => expect(error.message).toBe('enough'));
    expect(stop.signal.aborted).toBe(true);
    const names = readdirSync(store.folder);
    expect(names).toEqual([expect.stringMatching(/\.checkpoint$/)]);
    expect(numbers(await run({}))).toEqual(whole);
    expect(readdirSync(store.folder)).toEqual([expect.stringMatching(/\.json$/)]);
  } finally {
    keepResults(undefined);
  }
});

test('a joint density of states has a row for each bin that was reached', async () => {
  const joint = await runs.jointEnumerate();
  const frame = toFrame(joint);
  expect(frame.columns).toEqual(['energy', 'lowest', 'highest', 'entropy', 'standardError', 'visits']);
  expect(frame.shape[0]).toBe(joint.visits.filter((count) => count > 0).length);
  const total = frame.values.reduce((sum, row) => sum + Number(row[5]), 0);
  expect(total).toBe(2 ** 9);
});

test('drawn configurations have a row each, and JSON keeps their signs', async () => {
  const drawn = await runs.sampleConfigurations();
  const frame = toFrame(drawn);
  expect(frame.columns).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8', 'w9']);
  expect(frame.values).toEqual(drawn.configurations.map((weights) => [...weights]));
  const [first] = toJSON(drawn).configurations as string[];
  expect(first).toMatch(/^[+-]{9}$/);
});

test('a result may be read by its format, and another is refused', async () => {
  const text = JSON.stringify(toJSON(await runs.enumerate()));
  expect(fromJSON(text, 'weightspace/density-of-states').levels).toHaveLength(7);
  expect(() => fromJSON(text, 'weightspace/configurations')).toThrow(
    "the JSON is of 'weightspace/density-of-states', not of 'weightspace/configurations'; read it without naming a format",
  );
});
