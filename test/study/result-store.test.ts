import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { version } from '#src/base/version.js';
import { randomPatterns } from '#src/dataset/random.js';
import { committee, perceptron } from '#src/network/network.js';
import type { ProgressEvent } from '#src/run/progress.js';
import type { KeptRun } from '#src/run/stored-task.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { verdict } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults, stored } from '#src/study/keep-results.js';
import { ResultStore } from '#src/study/result-store.js';

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
  const compute = vi.fn((run: KeptRun) => wangLandau(network, data, { ...options, ...run }));
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

  test('is computed once by two runs side by side; if the first is cancelled, by the second', async () => {
    const { store } = newStore();
    keepResults(store);
    try {
      const progress: ProgressEvent[] = [];
      const run = (signal?: AbortSignal) =>
        wangLandau(network, data, {
          ...options,
          onProgress: (event) => progress.push(event),
          ...(signal === undefined ? {} : { signal }),
        });
      const cancelled = run(AbortSignal.abort());
      const [first, second] = await Promise.all([run(), run()]);
      expect((await cancelled).diagnostics.cancelled).toBe(true);
      expect(numbers(second)).toEqual(numbers(first));
      expect(first.diagnostics.cancelled).toBe(false);
      // One of them was computed, and the other was read.
      expect(progress.filter(({ earlier, total }) => earlier === total)).toHaveLength(1);
    } finally {
      keepResults(undefined);
    }
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
      reliable: { density: dos.diagnostics.reliable.density, ends: dos.diagnostics.reliable.ends },
      verdict: verdict(dos),
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

  test('is refused if the options define no unique result', () => {
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
    ['with another provenance', (text) => text.replace('"seed": "walk"', '"seed": "talk"')],
    ['with another verdict', (text) => text.replace('"verdict": "', '"verdict": "Not so: ')],
    ['called version 1', (text) => text.replace('"formatVersion": 2', '"formatVersion": 1')],
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
    expect(reports).toEqual([`The stored result ${store.path(task)} is damaged; computing it again.`]);
    expect(store.has(task)).toBe(true);
  });

  test('and so is a checkpoint', async () => {
    const { store, reports, compute } = newStore();
    writeFileSync(store.checkpoint(task)!, 'a thesis');
    expect((await stored(store, task, compute)).patterns).toBe(8);
    expect(reports).toEqual([expect.stringMatching(/is not a checkpoint of weightspace.*the run starts again/)]);
  });

  test('whichever byte of it is another one', async () => {
    const { store, compute } = newStore();
    await stored(store, task, compute);
    const whole = readFileSync(store.path(task));
    const damaged = join(folder, 'damaged');
    const other = new ResultStore(damaged, { report: () => {} });
    mkdirSync(damaged);
    writeFileSync(other.path(task), whole);
    expect(other.has(task)).toBe(true);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(whole);
        altered[at]! ^= change;
        writeFileSync(other.path(task), altered);
        expect(other.has(task)).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('where nothing can be written, this is reported once, and the results are returned anyway:', () => {
  const places: [string, () => string][] = [
    ['below a file', () => join(folder, 'a-file', 'results')],
    ['in a file', () => join(folder, 'a-file')],
    ['below /proc', () => '/proc/weightspace/results'],
  ];
  test.each(places)('%s', { timeout: 20_000 }, async (_, place) => {
    writeFileSync(join(folder, 'a-file'), 'here');
    const reports: string[] = [];
    const store = new ResultStore(place(), { report: (sentence) => reports.push(sentence) });
    const { compute } = newStore();
    const results = [await stored(store, task, compute), await stored(store, task, compute)];
    expect(compute).toHaveBeenCalledTimes(2);
    for (const result of results) expect(numbers(result)).toEqual(numbers(await wangLandau(network, data, options)));
    expect(reports).toEqual([
      expect.stringMatching(
        /^Results are not kept: .* cannot be written \(.*\); free space .* another folder\. Runs continue anyway\.$/,
      ),
    ]);
    expect(readFileSync(join(folder, 'a-file'), 'utf8')).toBe('here');
  });

  test('in the lab, where nobody asked for a store', async () => {
    const reports: string[] = [];
    keepResults(new ResultStore('/proc/weightspace', { report: (sentence) => reports.push(sentence) }));
    try {
      const result = await wangLandau(network, data, options);
      expect(numbers(result)).toEqual(numbers(await wangLandau(network, data, options)));
    } finally {
      keepResults(undefined);
    }
    expect(reports).toHaveLength(1);
  });

  test('from the middle of a run on', async () => {
    const { store, reports } = newStore();
    const hurried = { ...options, checkpointSeconds: 0.01 };
    const result = await stored(store, { ...task, options: hurried }, async (run) => {
      // A file takes the place of the folder while the run is on its way.
      const onProgress = () => {
        if (statSync(store.folder).isFile()) return;
        rmSync(store.folder, { recursive: true });
        writeFileSync(store.folder, '');
      };
      return wangLandau(network, data, { ...hurried, ...run, onProgress });
    });
    expect(numbers(result)).toEqual(numbers(await wangLandau(network, data, options)));
    expect(reports).toEqual([expect.stringMatching(/^Results are not kept: /)]);
  });

  test('but a checkpoint that was asked for ends the run', async () => {
    keepResults(new ResultStore('/proc/weightspace', { report: () => {} }));
    try {
      const checkpoint = '/proc/weightspace/checkpoint';
      await expect(wangLandau(network, data, { ...options, checkpoint })).rejects.toThrow(/cannot be written/);
    } finally {
      keepResults(undefined);
    }
  });

  test('a checkpoint that is there but cannot be read is left alone', async () => {
    const { store, reports, compute } = newStore();
    const path = store.checkpoint(task)!;
    mkdirSync(path);
    expect((await stored(store, task, compute)).patterns).toBe(8);
    expect(compute).toHaveBeenCalledWith(expect.objectContaining({ checkpoint: undefined }));
    expect(reports).toEqual([
      expect.stringMatching(/cannot be read .*check the path\. The run continues without it\.$/),
    ]);
    expect(store.has(task)).toBe(true);
  });
});

describe('data and networks that were changed have no stored result', () => {
  const labels = data.labels.with(3, -data.labels[3]!);
  const values = data.values.with(5, -data.values[5]!);
  const others: [string, object][] = [
    ['labels beside an old provenance', { data: { ...data, labels } }],
    ['inputs beside an old provenance', { data: { ...data, values } }],
    ['another grid', { data: { ...data, scale: 2 } }],
    ['another tie rule', { network: { ...network, tie: 'correct' } }],
    ['another network', { network: committee({ inputs: 11, hidden: 1 }) }],
  ];
  test.each(others)('%s', async (_, other) => {
    const { store, reports, compute } = newStore();
    await stored(store, task, compute);
    const changed = { ...task, ...other };
    expect(store.has(changed)).toBe(false);
    const compute2 = vi.fn((run: KeptRun) => wangLandau(changed.network, changed.data, { ...options, ...run }));
    const result = await stored(store, changed, compute2);
    expect(compute2).toHaveBeenCalledTimes(1);
    expect(numbers(await stored(store, changed, compute2))).toEqual(numbers(result));
    expect(compute2).toHaveBeenCalledTimes(1);
    expect(reports).toEqual([]);
  });

  test('a label changed in place', async () => {
    const { store, compute } = newStore();
    const mine = { ...data, labels: data.labels.slice() };
    const ofMine = { ...task, data: mine };
    const first = await stored(store, ofMine, compute);
    mine.labels[3]! *= -1;
    expect(store.has(ofMine)).toBe(false);
    const second = await stored(store, ofMine, (run) => wangLandau(network, mine, { ...options, ...run }));
    expect(second.entropy).not.toEqual(first.entropy);
    expect(second.provenance.dataset.source).toBe('random patterns, random labels, changed');
    mine.labels[3]! *= -1;
    expect(numbers((await stored(store, ofMine, compute))!)).toEqual(numbers(first));
  });

  test('a label changed while the result is computed: it is kept under the original data', async () => {
    const { store, reports } = newStore();
    const mine = { ...data, labels: data.labels.slice() };
    const ofMine = { ...task, data: mine };
    const flip = () => {
      mine.labels[3]! *= -1;
    };
    let flips = 0;
    const late = await stored(store, ofMine, (run) =>
      wangLandau(network, mine, { ...options, ...run, onProgress: () => flips++ === 0 && flip() }),
    );
    expect(store.has(ofMine)).toBe(false);
    expect(numbers(store.read(task) as DensityOfStates)).toEqual(numbers(late));
    expect(reports).toEqual([]);

    // Between the question and the run: what was run is not what was asked for.
    rmSync(store.path(task));
    flip();
    const early = await stored(store, ofMine, (run) => {
      flip();
      return wangLandau(network, mine, { ...options, ...run });
    });
    expect(early.provenance.dataset.source).toMatch(/, changed$/);
    expect(reports).toEqual([expect.stringMatching(/^The result was not kept: its data set or its network is not/)]);
    expect(readdirSync(store.folder).filter((name) => name.endsWith('.json'))).toEqual([]);
  });

  test('an invalid network or data set is refused before the store is read', async () => {
    const { store, compute } = newStore();
    await stored(store, task, compute);
    const wrong: [object, RegExp][] = [
      [{ network: { ...network, weights: 5 } }, /`weights` of the network is 5/],
      [{ data: { ...data, patterns: 7 } }, /`values` of the data set is an Int32Array with 88 numbers; .* of 77/],
      [{ data: { ...data, provenance: undefined } }, /the data set has no `provenance`; make it with fromArrays/],
      [{ options: { ...options, windows: () => 1 } }, /the option `windows` is a function/],
    ];
    for (const [other, sentence] of wrong) expect(() => store.has({ ...task, ...other })).toThrow(sentence);
    keepResults(store);
    try {
      await expect(wangLandau({ ...network, weights: 5 }, data, options)).rejects.toThrow(/`weights` .* is 5/);
      await expect(wangLandau(network, data, null as never)).rejects.toThrow(/seed|options/);
    } finally {
      keepResults(undefined);
    }
  });
});

describe('an interrupted run', () => {
  test('is not kept; it resumes from its checkpoint to the same bits, and the checkpoint is removed', async () => {
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
    expect(verdict(part)).toContain('cancelled');
    expect(store.plan([longTask])).toMatchObject([{ state: 'begun' }]);
    fractions.length = 0;
    const whole = await stored(store, longTask, (run) => wangLandau(network, data, { ...long, ...run, onProgress }));
    expect(fractions[0]).toBeGreaterThan(0.3);
    expect(numbers(whole)).toEqual(numbers(await wangLandau(network, data, long)));
    expect(store.plan([longTask])).toMatchObject([{ state: 'stored', seconds: whole.provenance.seconds }]);
    expect(readdirSync(store.folder).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  test('by another build is left alone, which is reported', async () => {
    const { store, reports, compute } = newStore();
    const own = store.checkpoint(task)!;
    const others = own.replace(/[0-9a-f]{12}\.checkpoint$/, '0123456789ab.checkpoint');
    writeFileSync(others, 'of another build');
    expect(store.plan([task])).toMatchObject([{ state: 'missing' }]);
    expect(store.checkpoint(task)).toBe(own);
    expect(reports).toEqual([expect.stringContaining(`The checkpoint ${others} was written by another build`)]);
    expect(readFileSync(others, 'utf8')).toBe('of another build');
    await stored(store, task, compute);
    expect(readdirSync(store.folder)).toEqual([basename(store.path(task))]);
  });

  test('before it began is missing', () => {
    const { store } = newStore();
    expect(store.plan([task])).toMatchObject([{ task, state: 'missing', seconds: undefined }]);
  });
});
