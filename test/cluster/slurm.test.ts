import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { engineFromEnvironment, slurm } from '#src/cluster/engine.js';
import type { SlurmOptions } from '#src/cluster/settings.js';
import { randomCouplings } from '#src/dataset/couplings.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { prototypePatterns } from '#src/dataset/prototypes.js';
import { randomPatterns, teacherWeights } from '#src/dataset/random.js';
import { perceptron, signNetwork } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import type { ProgressEvent } from '#src/run/progress.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults } from '#src/study/keep-results.js';
import { range } from '#src/study/points.js';
import { ResultStore } from '#src/study/result-store.js';
import { sweep } from '#src/study/sweep.js';
import { type FakeSlurm, fakeSlurm, numbersOf } from './fake-slurm.js';

const SHORT = { moves: 2e4, learningMoves: 2e4, walkers: 2 } as const;
const network = perceptron(15);
const data = randomPatterns({ inputs: 15, patterns: 9, seed: 'cluster' });

let cluster: FakeSlurm;
beforeEach(() => {
  cluster = fakeSlurm();
  return cluster.remove;
});

function points(draws: number, settings?: SlurmOptions, onProgress: (event: ProgressEvent) => void = () => {}) {
  return sweep(
    { draw: range(1, draws) },
    ({ draw }, options) =>
      wangLandau(network, randomPatterns({ inputs: 15, patterns: 9, seed: draw }), { ...options, ...SHORT }),
    { seed: 'sweep', onProgress, ...(settings === undefined ? {} : { engine: slurm(settings) }) },
  );
}

describe('a sweep', () => {
  test('is one job array, with the same bits as here, and is read again from the folder', async () => {
    const events: ProgressEvent[] = [];
    const there = await points(5, {}, (event) => void events.push(event));
    expect(cluster.calls('sbatch')).toBe(1);
    expect(events.some(({ detail = '' }) => /draw \d.* · .*\d running, \d done/.test(detail))).toBe(true);
    expect(events.at(-1)).toMatchObject({ done: 5, total: 5 });
    // Its folder is removed: the results are in the store.
    expect(readdirSync(join(cluster.results, 'jobs'))).toEqual(['lock']);
    keepResults(undefined);
    const here = await points(5);
    expect(there.map(({ result }) => numbersOf(result))).toEqual(here.map(({ result }) => numbersOf(result)));
    keepResults(new ResultStore(cluster.results));
    await points(5, {});
    expect(cluster.calls('sbatch')).toBe(1);
  });

  test('is divided where arrays are smaller', async () => {
    vi.stubEnv('FAKE_ARRAY_SIZE', '2');
    const there = await points(5, { mostAtOnce: 3, partition: 'main', time: '1:00:00', memory: '1G', account: 'me' });
    vi.unstubAllEnvs();
    expect(there).toHaveLength(5);
    expect(cluster.calls('sbatch')).toBe(3);
  });

  test('of which two are begun at once computes nothing twice', async () => {
    // Engines with other settings know as little of each other as two processes.
    const [one, other] = await Promise.all([points(4, {}), points(4, { memory: '1G' })]);
    expect(one.map(({ result }) => numbersOf(result))).toEqual(other.map(({ result }) => numbersOf(result)));
    expect(cluster.starts()).toEqual([1, 1, 1, 1]);
  });
});

test('every kind of run comes back with the same bits, from data of every kind', async () => {
  const real = separatedPatterns({ inputs: 15, patterns: 9, separation: 1, seed: 'real' });
  const classes = prototypePatterns({ inputs: 5, patterns: 6, classes: 3, noise: 0.2, seed: 'classes' });
  const from = teacherWeights({ inputs: 15, seed: 'teacher' });
  const errors = { of: 'errors', data: real } as const;
  const distance = { of: 'distance', from } as const;
  const engine = slurm();
  const runs = [
    (more: object) => wangLandau(network, real, { seed: 1, ...SHORT, ...more }),
    (more: object) => wangLandau(network, data, { seed: 1, protocol: 'paper', ...more }),
    (more: object) => enumerate(network, data, { maximumSeconds: Infinity, ...more }),
    (more: object) => enumerate(recurrentNetwork(11), randomCouplings({ units: 11, seed: 'couplings' }), more),
    (more: object) => enumerate(signNetwork([5, 3]), classes, more),
    (more: object) => jointEnumerate(network, data, errors, more),
    (more: object) =>
      jointWangLandau(network, data, distance, { seed: 1, ...SHORT, energies: { highest: 9 }, ...more }),
  ];
  const there = await Promise.all(runs.map((run) => run({ engine })));
  expect(cluster.calls('sbatch')).toBe(1);
  keepResults(undefined);
  for (const [k, run] of runs.entries()) expect(numbersOf(there[k]!)).toBe(numbersOf(await run({})));
});

test('runs with their own checkpoint and drawn configurations are computed here', async () => {
  const engine = slurm();
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  const dos = await wangLandau(network, data, { seed: 1, ...SHORT, checkpoint: join(folder, 'own'), engine });
  await sampleConfigurations(dos, 3, 2, { engine });
  rmSync(folder, { recursive: true });
  expect(cluster.calls('sbatch')).toBe(0);
});

test('jobs that cannot begin say why, and go on later', async () => {
  cluster.drain(true);
  const details: string[] = [];
  const onProgress = ({ detail = '' }: ProgressEvent) => {
    details.push(detail);
    if (/ReqNodeNotAvail/.test(detail)) cluster.drain(false);
  };
  await wangLandau(network, data, { seed: 1, ...SHORT, engine: slurm(), onProgress });
  expect(details).toContain('1 queued (ReqNodeNotAvail: nodes are drained or down), 0 running, 0 done');
});

describe('a sentence says', () => {
  test('why a job failed, and the others are kept', async () => {
    const engine = slurm();
    const large = perceptron(41);
    const run = (draw: number) =>
      draw === 2
        ? enumerate(large, randomPatterns({ inputs: 41, patterns: 9, seed: 1 }), { maximumSeconds: 1, engine })
        : wangLandau(network, data, { seed: draw, ...SHORT, engine });
    const ends = await Promise.allSettled([1, 2, 3].map(run));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(String((ends[1] as PromiseRejectedResult).reason)).toMatch(
      /the job 1_1 \(enumerate, 41 weights, 9 patterns\) ended without a result, FAILED: it failed\. Run this again: .*\n.*maximumSeconds/s,
    );
  });

  test('that a job was cancelled', async () => {
    cluster.drain(true);
    const onProgress = () => void execFileSync('scancel', ['1_0']);
    const run = wangLandau(network, data, { seed: 4, ...SHORT, engine: slurm(), onProgress });
    await expect(run).rejects.toThrow(
      /the job 1_0 .* CANCELLED.*: it was cancelled\. Run this again: .* it begins again/,
    );
    cluster.drain(false);
    await wangLandau(network, data, { seed: 4, ...SHORT, engine: slurm() });
  });

  test('that Slurm refuses, or is not here', async () => {
    const refused = wangLandau(network, data, { seed: 5, ...SHORT, engine: slurm({ partition: 'none' }) });
    await expect(refused).rejects.toThrow(/Slurm did not take the jobs: invalid partition specified: none; change/);
    expect(readdirSync(join(cluster.results, 'jobs'))).toEqual(['lock']);
    vi.stubEnv('PATH', '/nowhere');
    await expect(wangLandau(network, data, { seed: 5, ...SHORT, engine: slurm() })).rejects.toThrow(
      /this machine has no \w+, the command of Slurm; .*login node/,
    );
    vi.unstubAllEnvs();
  });

  test('what is wrong with settings', () => {
    expect(() => slurm({ cores: 0 })).toThrow(/`cores` is 0/);
    expect(() => slurm({ onStop: 'ask' as never })).toThrow(/`onStop` is ask; choose 'leave' or 'cancel'/);
    expect(() => slurm({ queue: 'long' } as never)).toThrow(/slurm has no option `queue`/);
    vi.stubEnv('WEIGHTSPACE_ENGINE', 'pbs');
    expect(() => engineFromEnvironment()).toThrow(/WEIGHTSPACE_ENGINE is pbs; set it to slurm/);
    vi.stubEnv('WEIGHTSPACE_ENGINE', 'slurm');
    expect(engineFromEnvironment()?.kind).toBe('slurm');
    vi.stubEnv('WEIGHTSPACE_ENGINE', '');
    expect(engineFromEnvironment()).toBeUndefined();
    vi.unstubAllEnvs();
  });

  test('what is wrong with the options of a run, before it is a job', async () => {
    const engine = slurm();
    await expect(wangLandau(network, data, { seed: 1, walkers: 1, engine })).rejects.toThrow(/`walkers` is 1/);
    const from = teacherWeights({ inputs: 15, seed: 'teacher' });
    const joint = jointWangLandau(network, data, { of: 'distance', from }, { seed: 1, moves: -1, engine });
    await expect(joint).rejects.toThrow(/`moves` is -1/);
    expect(cluster.calls('sbatch')).toBe(0);
  });

  test('that an engine is not one', async () => {
    await expect(wangLandau(network, data, { seed: 1, engine: 'slurm' as never })).rejects.toThrow(
      /`engine` is slurm; make one, as in slurm\(/,
    );
    await expect(sweep({ draw: [1] }, async () => 1, { seed: 1, engine: 5 as never })).rejects.toThrow(/`engine` is 5/);
  });
});

test('another command than Slurm’s submits', async () => {
  const log = join(cluster.results, 'submitted');
  mkdirSync(log, { recursive: true });
  const submit = `for place in $(seq 0 {last}); do sh {script} 0 $place > {log}/$place.txt 2>&1 & done; touch ${log}/{count}`;
  const there = await points(3, { submit, setup: 'export FROM_SETUP=1' });
  expect(readdirSync(log)).toEqual(['3']);
  expect(cluster.calls('sbatch') + cluster.calls('squeue')).toBe(0);
  keepResults(undefined);
  const here = await points(3);
  expect(there.map(({ result }) => numbersOf(result))).toEqual(here.map(({ result }) => numbersOf(result)));
});
