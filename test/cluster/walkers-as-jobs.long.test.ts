import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test, vi } from 'vitest';
import { slurm } from '#src/cluster/engine.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { keepResults } from '#src/study/keep-results.js';
import { type FakeSlurm, fakeSlurm, numbersOf } from './fake-slurm.js';

let cluster: FakeSlurm;
beforeEach(() => {
  cluster = fakeSlurm();
  return cluster.remove;
});

test('a walker that reaches its time limit goes back into the queue, and on from its own checkpoint', async () => {
  const network = perceptron(15);
  const data = randomPatterns({ inputs: 15, patterns: 9, seed: 'cluster' });
  // Each walker takes some seconds.
  const options = { seed: 1, moves: 4e8, learningMoves: 1e6, walkers: 2, checkpointSeconds: 0.1 } as const;
  cluster.limit(2500);
  const there = await wangLandau(network, data, { ...options, engine: slurm({ walkersAsJobs: true }) });
  expect(cluster.starts().slice(-2)).toEqual([2, 2]);
  keepResults(undefined);
  expect(numbersOf(there)).toBe(numbersOf(await wangLandau(network, data, options)));
});

test.each([
  ['learning', 1],
  ['counting', 2],
])('a process that is killed while jobs are %s finds them when it is started again', async (_, arrays) => {
  const job = fileURLToPath(new URL('./waiting-job.mjs', import.meta.url));
  const args = [job, cluster.results, 'walkers as jobs'];
  const first = spawn(process.execPath, args, { stdio: 'ignore' });
  await vi.waitFor(() => expect(cluster.calls('sbatch')).toBeGreaterThanOrEqual(arrays), 30_000);
  await sleep(Math.random() * 500);
  first.kill('SIGKILL');
  await new Promise((resolve) => first.on('exit', resolve));
  const there = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  // Two learning walks and two walkers of four runs.
  expect(cluster.starts()).toEqual(new Array(16).fill(1));
  expect(readdirSync(cluster.results).filter((name) => name.endsWith('.json'))).toHaveLength(4);
  // In another folder, one job a run.
  expect(JSON.parse(execFileSync(process.execPath, [job, `${cluster.results}-2`], { encoding: 'utf8' }))).toEqual(
    there,
  );
});
