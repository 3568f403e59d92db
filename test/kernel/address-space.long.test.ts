import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LIMITED } from '../limited.js';

/** What a script prints in a process whose address space is limited to so many KiB; it must not complain. */
function run(limit: string, script: string): string {
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `ulimit -v ${limit}; exec "$0" "$@"`, process.execPath, '--input-type=module', '--eval', script],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
      ...LIMITED,
    },
  );
  expect(stderr).toBe('');
  return stdout;
}

describe.skipIf(process.platform !== 'linux')('where a batch system limits the address space of a process', () => {
  test('a large run with 240 walkers opens them all and counts', () => {
    const script = `
      import { perceptron, randomPatterns, wangLandau } from 'weightspace';
      const data = randomPatterns({ inputs: 785, patterns: 1000, seed: 'limited' });
      const stop = new AbortController();
      let steps = 0;
      await wangLandau(perceptron(785), data, {
        seed: 's', walkers: 240, workers: 2, windows: 1, learningMoves: 1e5, signal: stop.signal,
        onProgress: ({ detail }) => detail === 'production' && ++steps === 300 && stop.abort(),
      });
      console.log(steps);`;
    expect(Number(run('8000000', script))).toBeGreaterThanOrEqual(300);
  });

  test('the result is the same as without a limit', () => {
    const script = `
      import { perceptron, randomPatterns, wangLandau } from 'weightspace';
      const data = randomPatterns({ inputs: 41, patterns: 30, seed: 'limited' });
      const { entropy } = await wangLandau(perceptron(41), data, { seed: 's', workers: 2, moves: 1e5, walkers: 4 });
      console.log(entropy.join(' '));`;
    const limited = run('8000000', script);
    expect(limited.split(' ').length).toBe(31);
    expect(limited).toBe(run('unlimited', script));
  });
});
