import { availableParallelism } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { perceptron } from '#src/network/network.js';
import { LongRun } from '#src/run/long-run.js';
import { workerCount } from '#src/run/options.js';

afterEach(() => vi.unstubAllEnvs());

describe('the number of threads', () => {
  test('is that of the option, of the environment, or one per core', () => {
    vi.stubEnv('WEIGHTSPACE_WORKERS', '');
    expect(workerCount({})).toBe(availableParallelism());
    vi.stubEnv('WEIGHTSPACE_WORKERS', '3');
    expect(workerCount({})).toBe(3);
    expect(workerCount({ workers: 256 })).toBe(256);
  });

  test.each([0, 257, 1.5, Number.NaN])('is at most 256: %d is an error', (workers) => {
    expect(() => workerCount({ workers })).toThrow(`\`workers\` is ${workers}; give a whole number from 1 to 256`);
  });

  test.each(['0', '257', 'many', '2.5'])('is at most 256 in the environment too: %s is an error', (wanted) => {
    vi.stubEnv('WEIGHTSPACE_WORKERS', wanted);
    expect(() => workerCount({})).toThrow(
      /WEIGHTSPACE_WORKERS is .*(0|257|many|2\.5).*; give a whole number from 1 to 256/,
    );
  });

  test('is never more than there is work for', () => {
    const problem = makeProblem(perceptron(5), randomPatterns({ inputs: 5, patterns: 3, seed: 's' }));
    const plan = { title: 'a test', unit: 'moves', problem, identity: {}, saved: undefined } as const;
    const run = new LongRun({ ...plan, options: { workers: 200 } });
    expect(run.threadsFor(2).length).toBe(2);
    run.close();
  });
});
