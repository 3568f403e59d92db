import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { perceptron } from '#src/network/network.js';
import type { ProgressEvent } from '#src/progress.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { ResultStore, stored } from '#src/study/result-store.js';
import { version } from '#src/version.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = randomPatterns({ inputs: 11, patterns: 8, seed: 'kept' });
const network = perceptron(11);
const options = { seed: 'walk', moves: 200_000, learningMoves: 200_000, walkers: 2 };
const task = { sampler: 'wangLandau', network, data, options };
const numbers = ({ entropy, standardError, visits, diagnostics }: DensityOfStates) => ({
  entropy,
  standardError,
  visits,
  diagnostics,
});

/** A store in a folder of its own, that keeps what it reports. */
function newStore() {
  const reports: string[] = [];
  const store = new ResultStore(mkdtempSync(join(folder, 'store-')), { report: (sentence) => reports.push(sentence) });
  const compute = vi.fn((run: { checkpoint: string }) => wangLandau(network, data, { ...options, ...run }));
  return { store, reports, compute };
}

describe('a result', () => {
  test('is computed once, and is the same every time', async () => {
    const { store, reports, compute } = newStore();
    expect(store.has(task)).toBe(false);
    const first = await stored(store, task, compute);
    const second = await stored(store, task, compute);
    expect(compute).toHaveBeenCalledTimes(1);
    expect(store.has(task)).toBe(true);
    expect(second).toEqual(first);
    expect(second.data).toBe(data);
    expect(numbers(first)).toEqual(numbers(await wangLandau(network, data, options)));
    expect(reports).toEqual([]);
  });

  test('may be exact', async () => {
    const { store } = newStore();
    const exact = { sampler: 'enumerate', network, data };
    const compute = vi.fn(() => enumerate(network, data));
    const first = await stored(store, exact, compute);
    expect(await stored(store, exact, compute)).toEqual(first);
    expect(compute).toHaveBeenCalledTimes(1);
  });

  test('says where it came from', async () => {
    const { store, compute } = newStore();
    const dos = await stored(store, task, compute);
    const { provenance } = JSON.parse(readFileSync(store.path(task), 'utf8'));
    expect(provenance).toMatchObject({
      version,
      sampler: 'wangLandau',
      options,
      network,
      dataset: { source: 'random patterns, random labels', checksum: data.provenance.checksum },
      machine: { node: process.versions.node },
      seconds: dos.provenance.seconds,
      reliable: { density: true, ends: dos.diagnostics.reliable.ends },
      verdict: dos.verdict,
    });
    expect(Date.parse(provenance.date)).toBeLessThanOrEqual(Date.now());
  });
});

describe('the key of a task', () => {
  const { store } = newStore();

  test('does not depend on how the run is watched, nor on the order of options', () => {
    const reversed = Object.fromEntries(Object.entries(options).reverse());
    const steered = { ...reversed, workers: 7, onProgress: () => {}, checkpoint: 'elsewhere' };
    expect(store.path({ ...task, options: steered })).toBe(store.path(task));
    expect(store.path({ ...task, options: { ...options, moves: { until: options.moves } } })).toBe(store.path(task));
    expect(store.path({ ...task, options: { ...options, windows: undefined } })).toBe(store.path(task));
  });

  test('depends on all else', () => {
    const others = [
      { ...task, options: { ...options, seed: 'other' } },
      { ...task, options: { ...options, symmetry: 'measure' } },
      { ...task, sampler: 'enumerate' },
      { ...task, network: perceptron(11, { tie: 'correct' }) },
      { ...task, data: randomPatterns({ inputs: 11, patterns: 8, seed: 'other' }) },
    ];
    expect(new Set([task, ...others].map((other) => store.path(other))).size).toBe(6);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const path = (extra: unknown) => store.path({ ...task, options: { extra } });
        const same = JSON.stringify(one) === JSON.stringify(other);
        if (same) expect(path(one)).toBe(path(other));
        else if (typeof one !== 'object' || typeof other !== 'object') expect(path(one)).not.toBe(path(other));
      }),
    );
  });

  test('is refused where the options name no definite result', () => {
    expect(() => store.has({ ...task, options: { ...options, moves: { more: 1e6 } } })).toThrow(
      /`moves` counts moves in addition .*\{ until: 1e8 \}/,
    );
  });
});

describe('an entry that cannot be used is reported and computed again', () => {
  const damage: [string, (text: string) => string][] = [
    ['empty', () => ''],
    ['cut off', (text) => text.slice(0, text.length / 2)],
    ['of no meaning', () => '{"key": 1}'],
    ['null', () => 'null'],
    ['with another number', (text) => text.replace(/"entropy": \[\s+(null|[\d.]+)/, '"entropy": [\n 1.5')],
    ['of another task', (text) => text.replace(/"key": "./, '"key": "x')],
    ['of another format', (text) => text.replace('"formatVersion": 2,\n  "name"', '"formatVersion": 9,\n  "name"')],
  ];
  test.each(damage)('%s', async (_, harm) => {
    const { store, reports, compute } = newStore();
    const first = await stored(store, task, compute);
    const whole = readFileSync(store.path(task), 'utf8');
    expect(harm(whole)).not.toBe(whole);
    writeFileSync(store.path(task), harm(whole));
    const again = await stored(store, task, compute);
    expect(compute).toHaveBeenCalledTimes(2);
    expect(numbers(again)).toEqual(numbers(first));
    expect(reports).toEqual([`The stored result ${store.path(task)} is damaged; it is not used but computed again.`]);
    expect(store.has(task)).toBe(true);
  });

  test('and so is a checkpoint', async () => {
    const { store, reports, compute } = newStore();
    writeFileSync(store.checkpoint(task), 'a thesis');
    expect((await stored(store, task, compute)).patterns).toBe(8);
    expect(reports).toEqual([expect.stringMatching(/is not a checkpoint of weightspace.*the run starts anew/)]);
  });

  test('where it cannot be written, the result comes back all the same', async () => {
    const { store, reports } = newStore();
    const result = await stored(store, task, async () => {
      // A file takes the place of the folder while the run is on its way.
      rmSync(store.folder, { recursive: true });
      writeFileSync(store.folder, '');
      return wangLandau(network, data, options);
    });
    expect(result.patterns).toBe(8);
    expect(reports).toEqual([
      expect.stringMatching(/^The result was not kept: .* cannot be written .*choose another folder\.$/),
    ]);
    await expect(stored(new ResultStore(store.folder, { report: () => {} }), task, vi.fn())).rejects.toThrow(
      /cannot be read .*check the path/,
    );
  });
});

describe('an interrupted run', () => {
  test('is not kept; it goes on from its checkpoint to the same bits, and the checkpoint is removed', async () => {
    const { store } = newStore();
    const long = { ...options, moves: 3_000_000, learningMoves: 3_000_000 };
    const longTask = { ...task, options: long };
    const stop = new AbortController();
    const fractions: number[] = [];
    const onProgress = ({ done, total, detail }: ProgressEvent) => {
      fractions.push(done / total);
      if (detail?.startsWith('production')) stop.abort();
    };
    const part = await stored(store, longTask, (run) =>
      wangLandau(network, data, { ...long, ...run, signal: stop.signal, onProgress }),
    );
    expect(part.verdict).toContain('cancelled');
    expect(store.plan([longTask])).toMatchObject([{ state: 'begun' }]);
    fractions.length = 0;
    const whole = await stored(store, longTask, (run) => wangLandau(network, data, { ...long, ...run, onProgress }));
    expect(fractions[0]).toBeGreaterThan(0.3);
    expect(numbers(whole)).toEqual(numbers(await wangLandau(network, data, long)));
    expect(store.plan([longTask])).toMatchObject([{ state: 'stored', seconds: whole.provenance.seconds }]);
    expect(readdirSync(store.folder).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  test('before it began is missing', () => {
    const { store } = newStore();
    expect(store.plan([task])).toMatchObject([{ task, state: 'missing', seconds: undefined }]);
  });
});

test('several processes may use one store at once, and be killed: no entry is lost or half-written', async () => {
  const { store, reports } = newStore();
  const job = fileURLToPath(new URL('./store-job.mjs', import.meta.url));
  const run = (killAfter?: number) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, [job, store.folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      let printed = '';
      child.stdout.on('data', (text) => {
        printed += text;
      });
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      child.on('exit', (code) =>
        code === 0 || killAfter !== undefined ? resolve(printed) : reject(new Error(`exit ${code}`)),
      );
    });
  const [first, second] = await Promise.all([run(), run(), run(350), run(500)]);
  expect(first!.trim().split('\n')).toHaveLength(3);
  expect(second).toBe(first);
  expect(await run()).toBe(first);
  const entries = readdirSync(store.folder).filter((name) => name.endsWith('.json'));
  expect(entries).toHaveLength(3);
  for (const name of entries) {
    expect(`${JSON.parse(readFileSync(join(store.folder, name), 'utf8')).key}.json`).toBe(name);
  }
  expect(reports).toEqual([]);
});
