import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { type Network, perceptron, signNetwork } from '#src/network/network.js';
import { readCheckpoint } from '#src/run/checkpoint.js';
import type { LongRunOptions } from '#src/run/options.js';
import { joinParts, partFiles, type RunPart, runPart } from '#src/run/parts.js';
import type { ProgressEvent } from '#src/run/progress.js';
import { jointWangLandau } from '#src/sampling/joint.js';
import { partsOf } from '#src/sampling/parts.js';
import { type Result, toJSON } from '#src/sampling/results.js';
import { type WangLandauOptions, wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults } from '#src/study/keep-results.js';
import { ResultStore } from '#src/study/result-store.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(folder, 'run-'));
const newFile = () => join(newFolder(), 'run.checkpoint');

const signs = randomPatterns({ inputs: 31, patterns: 20, seed: 'parts' });
const real = separatedPatterns({ inputs: 31, patterns: 20, seed: 'parts', separation: 0.5 });
const short = { seed: 'parts', moves: 400_000, learningMoves: 400_000, walkers: 3 } as const;

/** Plain text of all of a result but its times. */
const numbers = (result: Result) =>
  JSON.stringify(toJSON(result), (name, value) => (name === 'seconds' ? undefined : value));

/** A run, and its parts. */
function divided(network: Network, data: Dataset, options: WangLandauOptions = short) {
  const compute = (more: LongRunOptions = {}) => wangLandau(network, data, { ...options, ...more });
  return { compute, parts: partsOf({ sampler: 'wangLandau', network, data, options }) };
}

const joint = () => {
  const axis = { of: 'errors', data: randomPatterns({ inputs: 31, patterns: 8, seed: 'others' }) } as const;
  const compute = (more: LongRunOptions = {}) => jointWangLandau(perceptron(31), signs, axis, { ...short, ...more });
  const task = { sampler: 'jointWangLandau', network: perceptron(31), data: signs, options: short };
  return { compute, parts: partsOf(task) };
};

const kinds: Record<string, () => { compute: (more?: LongRunOptions) => Promise<Result>; parts: readonly RunPart[] }> =
  {
    'weights and inputs ±1': () => divided(perceptron(31), signs),
    'real inputs': () => divided(perceptron(31), real),
    'two layers': () => divided(signNetwork([31, 3, 1]), signs),
    'windows with replica exchange': () => divided(perceptron(31), signs, { ...short, windows: 3 }),
    'walks guided by depth': () => divided(perceptron(31), signs, { ...short, guide: 'depth' }),
    'a joint run': joint,
    'the paper’s protocol': () =>
      divided(perceptron(31), signs, { seed: 'parts', protocol: 'paper', mostMoves: 1e6, walkers: 3 }),
  };

describe('the parts of a run', () => {
  test.each(Object.keys(kinds))('are joined to the same bits as the undivided run: %s', async (kind) => {
    const { compute, parts } = kinds[kind]!();
    const checkpoint = newFile();
    for (const part of parts) expect(await runPart(checkpoint, part, compute)).toBe(true);
    joinParts(checkpoint, parts);
    const done: number[] = [];
    const result = await compute({ checkpoint, onProgress: ({ earlier = 0, done: all }) => done.push(all - earlier) });
    expect(numbers(result)).toBe(numbers(await compute()));
    // The run that joins them makes no moves itself.
    expect(done.length).toBeLessThan(3);
  });

  test('are the learning walks, and after them the walkers', () => {
    const { parts } = divided(perceptron(31), signs);
    const after = ['learner/0', 'learner/1'];
    expect(parts).toEqual([
      ...after.map((name) => ({ name, after: [] })),
      ...['walker/0', 'walker/1', 'walker/2'].map((name) => ({ name, after })),
    ]);
    expect(divided(perceptron(31), signs, { seed: 's' }).parts).toHaveLength(2 + 16);
    expect(divided(perceptron(31), signs, { seed: 's', protocol: 'paper' }).parts).toHaveLength(4);
  });

  test('have their own work as their progress, which adds up to that of the run', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const [checkpoint, whole] = [newFile(), newFile()];
    for (const part of parts) await runPart(checkpoint, part, compute);
    joinParts(checkpoint, parts);
    await compute({ checkpoint: whole });
    expect(readCheckpoint(checkpoint)!.done).toBe(readCheckpoint(whole)!.done);
  });

  test('resume where they were stopped', async () => {
    const { compute, parts } = divided(perceptron(31), signs, { ...short, moves: 1e6, learningMoves: 1e6, windows: 2 });
    const checkpoint = newFile();
    const stoppedIn = new Set<string>();
    /** Stops the part at one of its reports; then later, until it is finished. */
    const attempt = (part: RunPart, last: number) => {
      const stop = new AbortController();
      let reports = 0;
      const onProgress = ({ detail = '' }: ProgressEvent) => {
        if (++reports !== last) return;
        stoppedIn.add(detail.split(',')[0]!);
        stop.abort();
      };
      return runPart(checkpoint, part, () => compute({ signal: stop.signal, onProgress }));
    };
    for (const part of parts) {
      for (let reports = 1; !(await attempt(part, reports)); reports++) {
        expect(existsSync(partFiles(checkpoint, part.name).finished)).toBe(false);
      }
    }
    expect([...stoppedIn].sort()).toEqual(['entering the windows', 'finding the levels', 'learning', 'production']);
    joinParts(checkpoint, parts);
    expect(numbers(await compute({ checkpoint }))).toBe(numbers(await compute()));
  });

  test('go on from a run that was begun undivided', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const checkpoint = newFile();
    const stop = new AbortController();
    const onProgress = ({ detail }: ProgressEvent) => void (detail === 'production' && stop.abort());
    await compute({ checkpoint, signal: stop.signal, onProgress, workers: 1 });
    const moves: number[] = [];
    for (const part of parts) {
      await runPart(checkpoint, part, () => compute({ onProgress: ({ done }) => void moves.push(done) }));
      // The learning was finished.
      if (part.name.startsWith('learner')) expect(moves.every((done) => done === 0)).toBe(true);
    }
    joinParts(checkpoint, parts);
    expect(numbers(await compute({ checkpoint }))).toBe(numbers(await compute()));
  });

  test('are computed once', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const checkpoint = newFile();
    await runPart(checkpoint, parts[0]!, compute);
    const again = () => Promise.reject(new Error('computed again'));
    expect(await runPart(checkpoint, parts[0]!, again)).toBe(true);
  });

  test('do not begin before those that they need, and are not joined before all are there: the error names them', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const checkpoint = newFile();
    const [first, second, walker] = parts as [RunPart, RunPart, RunPart];
    await runPart(checkpoint, first, compute);
    await expect(runPart(checkpoint, walker, compute)).rejects.toThrow(
      `the part learner/1 of the run ${checkpoint} is not finished; run it before walker/0 begins`,
    );
    await runPart(checkpoint, second, compute);
    await runPart(checkpoint, walker, compute);
    expect(() => joinParts(checkpoint, parts)).toThrow(
      `the parts walker/1, walker/2 of the run ${checkpoint} are not finished; run them before they are joined`,
    );
    expect(existsSync(checkpoint)).toBe(false);
  });

  test('of another run or another build are refused', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const other = divided(perceptron(31), signs, { ...short, seed: 'another' });
    const checkpoint = newFile();
    await runPart(checkpoint, parts[0]!, compute);
    await runPart(checkpoint, parts[1]!, other.compute);
    await expect(runPart(checkpoint, parts[2]!, compute)).rejects.toThrow(
      /learner-1\.finished\.checkpoint belongs to another run: its `seed` is "another", here it is "parts"/,
    );
    const file = partFiles(checkpoint, 'learner/1').finished;
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"build":"[0-9a-f]+"/, '"build":"0123456789ab"'));
    expect(() => joinParts(checkpoint, parts.slice(0, 2))).toThrow(/was written by another build of the samplers/);
  });

  test('that the run does not have are an error', async () => {
    const { compute } = divided(perceptron(31), signs);
    const checkpoint = newFile();
    await expect(runPart(checkpoint, { name: 'walker/3', after: [] }, compute)).rejects.toThrow(
      `the run of the checkpoint ${checkpoint} has no part walker/3; name one of its tasks`,
    );
  });

  test('that are found under another name are missing', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const checkpoint = newFile();
    await runPart(checkpoint, parts[0]!, compute);
    const file = (name: string) => partFiles(checkpoint, name).finished;
    renameSync(file('learner/0'), file('learner/1'));
    expect(() => joinParts(checkpoint, [parts[1]!])).toThrow(/the part learner\/1 .* is not finished/);
  });

  test('end with an error when their checkpoint cannot be written', async () => {
    const { compute, parts } = divided(perceptron(31), signs);
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(runPart(join(file, 'run.checkpoint'), parts[0]!, compute)).rejects.toThrow(/cannot be written/);
  });

  test('are none where a run is one piece of work, and an error where its walkers wait for each other', () => {
    const task = { network: perceptron(31), data: signs };
    expect(partsOf({ ...task, sampler: 'enumerate' })).toEqual([]);
    expect(() => partsOf({ ...task, sampler: 'wangLandau', options: { ...short, accuracy: 0.1 } })).toThrow(
      'walkers with an `accuracy` wait for each other to decide whether the count goes on, so the run cannot be divided; ' +
        'give its `moves`, or leave it undivided',
    );
  });
});

test('a store has the parts of its tasks, joins them to a result, and removes them then', async () => {
  const network = perceptron(31);
  const { compute, parts } = divided(network, signs);
  const reports: string[] = [];
  const store = new ResultStore(newFolder(), { report: (sentence) => reports.push(sentence) });
  const task = { sampler: 'wangLandau', network, data: signs, options: short };
  const checkpoint = store.checkpoint(task)!;
  expect(store.plan([task])[0]!.state).toBe('missing');
  keepResults(store);
  try {
    for (const part of parts) {
      await runPart(store.checkpoint(task)!, part, compute);
      expect(store.plan([task])[0]!.state).toBe('begun');
    }
    joinParts(checkpoint, parts);
    const result = await compute();
    expect(readdirSync(store.folder)).toEqual([`${store.plan([task])[0]!.key}.json`]);
    keepResults(undefined);
    expect(numbers(result)).toBe(numbers(await compute()));
    expect(reports).toEqual([]);
  } finally {
    keepResults(undefined);
  }
});
