import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { slurm } from '#src/cluster/engine.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import type { ProgressEvent } from '#src/run/progress.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults } from '#src/study/keep-results.js';
import { range } from '#src/study/points.js';
import { sweep } from '#src/study/sweep.js';
import { type FakeSlurm, fakeSlurm, numbersOf } from './fake-slurm.js';

const SHORT = { seed: 'apart', moves: 2e4, learningMoves: 2e4, walkers: 3 } as const;
const network = perceptron(15);
const data = randomPatterns({ inputs: 15, patterns: 9, seed: 'cluster' });
const settings = { walkersAsJobs: true } as const;

let cluster: FakeSlurm;
beforeEach(() => {
  cluster = fakeSlurm();
  return cluster.remove;
});

test('the learning walks are one array, the walkers another, and both are joined to the same bits', async () => {
  const events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => void events.push(event);
  const there = await wangLandau(network, data, { ...SHORT, engine: slurm(settings), onProgress });
  expect(cluster.calls('sbatch')).toBe(2);
  expect(cluster.starts()).toEqual([1, 1, 1, 1, 1]);
  // Of the parts nothing is left.
  expect(readdirSync(cluster.results).sort()).toEqual([expect.stringMatching(/^\w+\.json$/), 'jobs']);
  expect(readdirSync(join(cluster.results, 'jobs'))).toEqual(['lock']);
  const done = events.map((event) => event.done / event.total);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.filter((share) => share === 1)).toHaveLength(1);
  keepResults(undefined);
  expect(numbersOf(there)).toBe(numbersOf(await wangLandau(network, data, SHORT)));
});

test('those of a sweep are submitted together', async () => {
  const points = (engine?: ReturnType<typeof slurm>) =>
    sweep(
      { draw: range(1, 3) },
      ({ draw }, { seed, ...options }) =>
        wangLandau(network, randomPatterns({ inputs: 15, patterns: 9, seed: draw }), { ...options, ...SHORT }),
      { seed: 'sweep', engine },
    );
  const there = await points(slurm(settings));
  // A run whose learning is done first does not wait for the others.
  expect(cluster.calls('sbatch')).toBeLessThanOrEqual(1 + 3);
  expect(cluster.starts()).toHaveLength(3 * (2 + 3));
  keepResults(undefined);
  const here = await points();
  expect(there.map(({ result }) => numbersOf(result))).toEqual(here.map(({ result }) => numbersOf(result)));
});

test('a walker that is cancelled is named, and it alone is submitted again', async () => {
  const hold = ({ done, detail = '' }: ProgressEvent) => {
    // The learning walks have ended, and the walkers are not submitted yet.
    if (done === 2 && cluster.calls('sbatch') === 1) cluster.drain(true);
    if (!detail.startsWith('3 queued') || cluster.calls('scancel') > 0) return;
    execFileSync('scancel', ['3_1']);
    cluster.drain(false);
  };
  const run = (onProgress: (event: ProgressEvent) => void = () => {}) =>
    wangLandau(network, data, { ...SHORT, engine: slurm(settings), onProgress });
  await expect(run(hold)).rejects.toThrow(
    /the job 3_1 \(walker\/1 of wangLandau, 15 weights, 9 patterns\) ended without a result, CANCELLED.*it was cancelled/,
  );
  const there = await run();
  expect(cluster.starts()).toEqual([1, 1, 1, 0, 1, 1]);
  keepResults(undefined);
  expect(numbersOf(there)).toBe(numbersOf(await wangLandau(network, data, SHORT)));
});

test('two calls at once compute nothing twice', async () => {
  // Engines with other settings know as little of each other as two processes.
  const engines = [slurm(settings), slurm({ ...settings, memory: '1G' })];
  const [one, other] = await Promise.all(engines.map((engine) => wangLandau(network, data, { ...SHORT, engine })));
  expect(numbersOf(one!)).toBe(numbersOf(other!));
  expect(cluster.starts()).toEqual([1, 1, 1, 1, 1]);
});

test('what has no walkers is one job; where they wait for each other, a sentence says so', async () => {
  const engine = slurm(settings);
  await enumerate(network, data, { engine });
  expect(cluster.starts()).toEqual([1]);
  await expect(wangLandau(network, data, { ...SHORT, accuracy: 0.1, engine })).rejects.toThrow(
    /walkers with an `accuracy` wait for each other .* the run cannot be divided/,
  );
  expect(() => slurm({ walkersAsJobs: 3 as never })).toThrow('`walkersAsJobs` is 3; give true or false');
});
