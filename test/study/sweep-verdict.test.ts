import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { perceptron } from '#src/network/network.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { sweep } from '#src/study/sweep.js';
import { sweepVerdict } from '#src/study/sweep-verdict.js';

test('the verdict of a sweep names the runs to take with care, and why', async () => {
  const data = randomPatterns({ inputs: 15, patterns: 5, seed: 'verdict' });
  const runs = await sweep(
    { moves: [2_000_000, 2_000, 1_000] },
    ({ moves }, options) => wangLandau(perceptron(15), data, { moves, walkers: 2, ...options }),
    { seed: 'verdict' },
  );
  expect(sweepVerdict(runs.slice(0, 1))).toBe('1 of 1 runs can be taken at their error bars.');
  expect(sweepVerdict(runs)).toMatch(
    /^1 of 3 runs can be taken at their error bars\. Take with care: moves 2000; moves 1000\. (The walkers|Found by|Known to)/,
  );
  // A reason that differs in its numbers only is told once.
  const reasons = sweepVerdict(runs)
    .split(/(?<=\.) /)
    .slice(2)
    .map((reason) => reason.replaceAll(/\d/g, ''));
  expect(new Set(reasons).size).toBe(reasons.length);
});
