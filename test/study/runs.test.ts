import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { sweepVerdict } from '#src/study/runs.js';
import { sweep } from '#src/study/sweep.js';

test('the verdict of a sweep names the runs that are not reliable, and the reasons', async () => {
  const data = randomPatterns({ inputs: 15, patterns: 5, seed: 'verdict' });
  const runs = await sweep(
    { learningMoves: [1_000_000, 2_000, 1_000] },
    ({ learningMoves }, options) =>
      wangLandau(perceptron(15), data, { learningMoves, moves: learningMoves, walkers: 8, ...options }),
    { seed: 'verdict' },
  );
  expect(sweepVerdict(runs.slice(0, 1))).toBe(
    'The density ρ is reliable within its error bars in 1 of 1 runs, and the ends of S(E) in 1.',
  );
  expect(sweepVerdict(runs)).toMatch(
    /^The density ρ is reliable within its error bars in 1 of 3 runs, and the ends of S\(E\) in 1\. Not reliable: learningMoves 2000; learningMoves 1000\. Reasons, and in how many runs: .*\(\d\)/,
  );
  expect(sweepVerdict(Object.assign(runs.slice(0, 1), { planned: 3 }))).toMatch(
    /^1 of 3 runs were finished when the sweep was stopped\. The density ρ is reliable .* in 1 of 1 runs/,
  );
});
