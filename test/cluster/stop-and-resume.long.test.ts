import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { slurm } from '#src/cluster/engine.js';
import type { SlurmOptions } from '#src/cluster/settings.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults } from '#src/study/keep-results.js';
import { type FakeSlurm, fakeSlurm, numbersOf } from './fake-slurm.js';

/** About ten seconds in one thread. */
const LONG = { moves: 3e8, learningMoves: 2e7, walkers: 2, checkpointSeconds: 0.1 } as const;
const network = perceptron(15);
const data = randomPatterns({ inputs: 15, patterns: 9, seed: 'cluster' });

let cluster: FakeSlurm;
beforeEach(() => {
  cluster = fakeSlurm();
  return cluster.remove;
});

test('a job that reaches its time limit goes back into the queue, and on from its checkpoint', async () => {
  cluster.limit(4000);
  const there = await wangLandau(network, data, { seed: 1, ...LONG, engine: slurm() });
  expect(cluster.starts()).toEqual([2]);
  keepResults(undefined);
  expect(numbersOf(there)).toBe(numbersOf(await wangLandau(network, data, { seed: 1, ...LONG })));
});

describe('a stopped call', () => {
  const hasCheckpoint = () =>
    existsSync(cluster.results) && readdirSync(cluster.results).some((name) => name.endsWith('.checkpoint'));

  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
  afterEach(() => void vi.restoreAllMocks());

  async function stopped(settings: SlurmOptions): Promise<unknown> {
    const stop = new AbortController();
    const run = wangLandau(network, data, { seed: 2, ...LONG, engine: slurm(settings), signal: stop.signal });
    const failure = run.catch((error) => error);
    await vi.waitFor(() => expect(hasCheckpoint()).toBe(true), 60_000);
    stop.abort();
    return failure;
  }

  test('leaves its jobs, and finds them again', async () => {
    expect(String(await stopped({}))).toMatch(/stopped waiting for 1 job of Slurm, which goes on; .*`scancel --name=/);
    await wangLandau(network, data, { seed: 2, ...LONG, engine: slurm() });
    expect(cluster.calls('sbatch')).toBe(1);
    expect(cluster.starts()).toEqual([1]);
  });

  test('cancels them if that was chosen; they go on from their checkpoints', async () => {
    expect(String(await stopped({ onStop: 'cancel' }))).toMatch(
      /stopped: 1 job was cancelled, .* run this again to go on/,
    );
    expect(cluster.calls('scancel')).toBe(1);
    expect(hasCheckpoint()).toBe(true);
    const there = await wangLandau(network, data, { seed: 2, ...LONG, engine: slurm() });
    expect(cluster.calls('sbatch')).toBe(2);
    keepResults(undefined);
    expect(numbersOf(there)).toBe(numbersOf(await wangLandau(network, data, { seed: 2, ...LONG })));
  });
});

test('a process that is killed and started again finds its jobs', async () => {
  const job = fileURLToPath(new URL('./waiting-job.mjs', import.meta.url));
  const first = spawn(process.execPath, [job, cluster.results], { stdio: 'ignore' });
  const array = () => readdirSync(join(cluster.results, 'jobs')).find((name) => name !== 'lock');
  await vi.waitFor(() => expect(existsSync(join(cluster.results, 'jobs', array()!, 'array.json'))).toBe(true), 20_000);
  await sleep(Math.random() * 300);
  first.kill('SIGKILL');
  await new Promise((resolve) => first.on('exit', resolve));
  const said = execFileSync(process.execPath, [job, cluster.results], { encoding: 'utf8' });
  expect(JSON.parse(said)).toHaveLength(4);
  expect(cluster.starts()).toEqual([1, 1, 1, 1]);
});
