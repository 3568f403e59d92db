import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIMITED } from '../limited.js';
import { type FakeSlurm, fakeSlurm } from './fake-slurm.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let cluster: FakeSlurm;
beforeEach(() => {
  cluster = fakeSlurm();
});
afterEach(() => cluster.remove());

/** What a notebook prints whose environment names a cluster. */
function said(name: string): string {
  const script = `
    const { enumerate, perceptron, randomPatterns } = await import('${name}');
    const { entropy } = await enumerate(perceptron(9), randomPatterns({ inputs: 9, patterns: 5, seed: 1 }));
    console.log(entropy.join(' '));`;
  const env = { ...process.env, WEIGHTSPACE_ENGINE: 'slurm', WEIGHTSPACE_RESULTS: cluster.results };
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    ...LIMITED,
    cwd: root,
    env,
    encoding: 'utf8',
  });
}

test('WEIGHTSPACE_ENGINE makes the runs of notebooks jobs; the core heeds no variable', () => {
  const here = said('weightspace/core');
  expect(cluster.calls('sbatch')).toBe(0);
  const there = said('weightspace').trim().split('\n').at(-1);
  expect(cluster.calls('sbatch')).toBe(1);
  expect(there).toBe(here.trim());
});
