import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { useThreads } from '#src/kernel/thread.js';
import { perceptron } from '#src/network/network.js';
import { readCheckpoint, writeCheckpoint } from '#src/run/checkpoint.js';
import { LongRun } from '#src/run/long-run.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

const data = randomPatterns({ inputs: 31, patterns: 20, seed: 'kept' });
const network = perceptron(31);
const short = { seed: 'kept', moves: 1_000_000, learningMoves: 1_000_000, walkers: 4 } as const;

/** All of a result but its time. */
const numbers = ({ entropy, standardError, visits, diagnostics }: DensityOfStates) => ({
  entropy,
  standardError,
  visits,
  diagnostics,
});

describe('a checkpoint', () => {
  test('lets a cancelled run resume, with any number of workers, to the same bits', async () => {
    const whole = await wangLandau(network, data, short);
    const checkpoint = file('cancelled');
    for (const stage of ['finding the levels', 'learning', 'production']) {
      const stop = new AbortController();
      const onProgress = ({ detail }: { detail?: string }) => detail?.startsWith(stage) && stop.abort();
      const part = await wangLandau(network, data, {
        ...short,
        checkpoint,
        signal: stop.signal,
        onProgress,
        workers: 1,
      });
      expect(part.diagnostics.cancelled).toBe(true);
      expect(part.diagnostics.reliable.ends).toBe(false);
      expect(part.diagnostics.moves).toBeLessThan(whole.diagnostics.moves);
    }
    const resumed = await wangLandau(network, data, { ...short, checkpoint, workers: 3 });
    expect(numbers(resumed)).toEqual(numbers(whole));
    // Everything is in the file by now: nothing is left to do.
    const moves: number[] = [];
    const again = await wangLandau(network, data, { ...short, checkpoint, onProgress: ({ done }) => moves.push(done) });
    expect(numbers(again)).toEqual(numbers(whole));
    expect(moves.length).toBeLessThan(3);
  });

  test('is not changed by the task that resumes from it: it may be written again before that one’s next state is', async () => {
    const checkpoint = file('untouched');
    const identity = { sampler: 'a test' };
    const first = { state: { step: 1 }, walks: [] };
    writeCheckpoint(checkpoint, { identity, completed: 0, done: 0, snapshots: { 'task/0': first } });
    const saved = readCheckpoint(checkpoint);
    const problem = makeProblem(network, data);
    const run = new LongRun({ title: 'a test', unit: 'moves', problem, identity, options: { checkpoint }, saved });
    await expect(
      run.runTasks(
        'task',
        1,
        () => ({ step: 0 }),
        async ({ state }) => {
          state.step++;
          throw new Error(`step ${state.step}`);
        },
      ),
    ).rejects.toThrow('step 2');
    run.close();
    expect(saved?.snapshots['task/0']).toEqual(first);
  });

  test('keeps nothing of a stage that began after the run was stopped: it began from what an unfinished one left', async () => {
    const checkpoint = file('late');
    const stop = new AbortController();
    const problem = makeProblem(network, data);
    const options = { checkpoint, checkpointSeconds: 0.001, signal: stop.signal };
    const identity = { sampler: 'a test' };
    const run = new LongRun({ title: 'a test', unit: 'moves', problem, identity, options, saved: undefined });
    const stage = (name: string) =>
      run.runTasks(
        name,
        1,
        () => ({}),
        async (task) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          await task.mayContinue();
        },
      );
    await stage('first');
    stop.abort();
    await stage('second');
    run.close();
    expect(Object.keys(readCheckpoint(checkpoint)?.snapshots ?? {})).toEqual(['first/0']);
  });

  test('counts moves in all, or more of them', async () => {
    const checkpoint = file('more');
    const first = await wangLandau(network, data, { ...short, checkpoint });
    const counted = ({ visits }: DensityOfStates) => visits.reduce((sum, count) => sum + count);
    const until = await wangLandau(network, data, { ...short, checkpoint, moves: { until: 1_500_000 } });
    expect(counted(until) / counted(first)).toBeCloseTo(1.5, 2);
    const more = await wangLandau(network, data, { ...short, checkpoint, moves: { more: 1_500_000 } });
    expect(counted(more) / counted(first)).toBeCloseTo(3, 2);
    expect(more.provenance.method.options.moves).toBe(3_000_000);
    // Fewer than there are: what there is.
    expect(numbers(await wangLandau(network, data, { ...short, checkpoint }))).toEqual(numbers(more));
  });

  test('remembers the options with which it was started', async () => {
    const checkpoint = file('options');
    const whole = await wangLandau(network, data, { ...short, checkpoint });
    const again = await wangLandau(network, data, { seed: 'kept', checkpoint, moves: short.moves });
    expect(numbers(again)).toEqual(numbers(whole));
  });

  test('of another run, of another version, damaged, or no checkpoint at all: an error, and the file stays', async () => {
    const checkpoint = file('foreign');
    await wangLandau(network, data, { ...short, checkpoint });
    const text = readFileSync(checkpoint, 'utf8');
    const again = (options: object) => wangLandau(network, data, { ...short, checkpoint, ...options });
    await expect(again({ seed: 'other' })).rejects.toThrow(
      /belongs to another run: its `seed` is "kept", here it is "other"/,
    );
    await expect(again({ walkers: 5 })).rejects.toThrow(/its `walkers` is 4, here it is 5/);
    await expect(wangLandau(network, data, { seed: 'kept', protocol: 'paper', checkpoint })).rejects.toThrow(
      /belongs to another run/,
    );
    const other = randomPatterns({ inputs: 31, patterns: 20, seed: 'other' });
    await expect(wangLandau(network, other, { ...short, checkpoint })).rejects.toThrow(/its `dataset` is/);
    await expect(enumerate(network, data, { checkpoint })).rejects.toThrow(/its `sampler` is "wangLandau"/);
    expect(readFileSync(checkpoint, 'utf8')).toBe(text);

    const refused = async (content: string, sentence: RegExp) => {
      writeFileSync(checkpoint, content);
      await expect(again({})).rejects.toThrow(sentence);
      expect(readFileSync(checkpoint, 'utf8')).toBe(content);
    };
    await refused(
      text.replace('"formatVersion":2', '"formatVersion":3'),
      /has format version 3 and this weightspace reads version 2/,
    );
    await refused(
      text.replace(/"build":"[0-9a-f]{12}/, '"build":"0123456789ab'),
      /was written by another build of the samplers \(0123456789ab, this one is [0-9a-f]{12}\).*resume with that build, or/,
    );
    await refused(text.replace(/"build":"[0-9a-f]{64}",/, ''), /was written by another build of the samplers/);
    await refused(text.replace('"completed":1', '"completed":2'), /is damaged .*delete it to start again/);
    await refused('a thesis', /is not a checkpoint of weightspace/);
    await refused('', /is not a checkpoint of weightspace/);
    writeFileSync(checkpoint, text);
    truncateSync(checkpoint, Math.floor(text.length / 2));
    await expect(again({})).rejects.toThrow(/is damaged/);
  });

  test('that cannot be written is only reported if `onCheckpointFailure` is given', async () => {
    const said: string[] = [];
    const result = await wangLandau(network, data, {
      ...short,
      checkpoint: '/proc/weightspace/checkpoint',
      checkpointSeconds: 0.01,
      onCheckpointFailure: (sentence) => said.push(sentence),
    });
    expect(numbers(result)).toEqual(numbers(await wangLandau(network, data, short)));
    expect(said.length).toBeGreaterThan(1);
    expect(new Set(said)).toEqual(new Set([expect.stringMatching(/^\/proc.* cannot be written \(.*choose another/)]));
  });

  test('that cannot be written stops the run at once, with an error', async () => {
    writeFileSync(file('a-file'), '');
    await expect(wangLandau(network, data, { ...short, checkpoint: file('a-file/in-it') })).rejects.toThrow(
      /in-it cannot be (written|read) .*(free space|check the path)/,
    );
    await expect(wangLandau(network, data, { ...short, checkpoint: file('x'), checkpointSeconds: 0 })).rejects.toThrow(
      /`checkpointSeconds` is 0/,
    );
  });

  test.skipIf(process.getuid?.() === 0)('in a folder that is read-only', async () => {
    const readOnly = mkdtempSync(join(folder, 'read-only-'));
    chmodSync(readOnly, 0o500);
    await expect(wangLandau(network, data, { ...short, checkpoint: join(readOnly, 'c') })).rejects.toThrow(/EACCES/);
  });

  test('that cannot be written any more, on a disk that is full, ends the run and stays as it was', async () => {
    // The size of files is limited, as a full disk would, to less than a checkpoint with walks in it needs.
    const job = fileURLToPath(new URL('./long-job.mjs', import.meta.url));
    const [checkpoint, result] = [file('full'), file('full.result')];
    const run = (limit: string) =>
      new Promise<string>((resolve) => {
        const child = spawn('bash', [
          '-c',
          `ulimit -f ${limit}; exec "$0" "$@"`,
          process.execPath,
          job,
          '1/t',
          checkpoint,
          result,
        ]);
        let said = '';
        child.stderr.on('data', (text) => {
          said += text;
        });
        child.on('exit', () => resolve(said));
      });
    expect(await run('2')).toMatch(/full cannot be written \(EFBIG.*free space on the disk or choose another folder/);
    expect(existsSync(result)).toBe(false);
    expect(statSync(checkpoint).size).toBeGreaterThan(0);
    expect(await run('unlimited')).toBe('');
    expect(existsSync(result)).toBe(true);
  });

  test('outlives a worker that dies', async () => {
    const checkpoint = file('dies');
    const whole = await wangLandau(network, data, short);
    let told = 0;
    const onProgress = () => {
      if (++told === 40) void useThreads(1, 1)[0]!.stop();
    };
    const dying = wangLandau(network, data, { ...short, checkpoint, checkpointSeconds: 0.01, workers: 1, onProgress });
    await expect(dying).rejects.toThrow(/a worker thread stopped .*run it again/);
    expect(numbers(await wangLandau(network, data, { ...short, checkpoint }))).toEqual(numbers(whole));
  });
});
