import { expect, test } from 'vitest';
import { averageCurves } from '#src/analysis/averages.js';
import { entropyAt } from '#src/analysis/moments.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { tableHtml, withError } from '#src/notebook/table.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { toFrame } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { averageRuns, measureRuns, predictRuns, scanOf, sweepVerdict } from '#src/study/runs.js';
import { sweep } from '#src/study/sweep.js';
import { annealed } from '#src/theory/annealed.js';

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

test('a number is averaged over the runs of each value of a parameter, for scans and tables', async () => {
  const runs = await sweep({ P: [10, 20], draw: [1, 2, 3] }, async ({ P, draw }) => P + draw, { seed: 's' });
  const rows = measureRuns(runs, 'P', (result, { P }) => result - P);
  expect(rows).toEqual([
    { value: 10, runs: 3, mean: 2, spread: 1, standardError: expect.closeTo(1 / Math.sqrt(3), 12) },
    { value: 20, runs: 3, mean: 2, spread: 1, standardError: expect.closeTo(1 / Math.sqrt(3), 12) },
  ]);
  expect(scanOf('sum', rows)).toEqual({
    name: 'sum',
    x: [10, 20],
    y: [2, 2],
    error: rows.map((row) => row.standardError),
  });
  expect(tableHtml(toFrame(rows.map((row) => ({ P: row.value, sum: row }))))).toContain(
    '<td>20</td><td>2.00 ± 0.58</td>',
  );
  const once = measureRuns(runs.slice(0, 1), 'draw', (result) => result);
  expect(tableHtml(toFrame(once.map((row) => ({ sum: row }))))).toContain('<td>11 ± ?</td>');
  expect(() => measureRuns(runs, 'P', () => Number.NaN)).toThrow('`measure` returned NaN for the run P 10, draw 1');
  const named = await sweep({ kind: ['a'] }, async () => 1, { seed: 's' });
  expect(() =>
    scanOf(
      'one',
      measureRuns(named, 'kind', () => 1),
    ),
  ).toThrow('a row has the value a; give what `measureRuns`');
});

test('predictions for the data sets of the runs are averaged as the results are', async () => {
  const draws = [1, 2].map((seed) => randomPatterns({ inputs: 9, patterns: 6, seed }));
  const runs = await sweep(
    { P: [6], draw: [0, 1] },
    ({ draw }, options) => enumerate(perceptron(9), draws[draw]!, options),
    {
      seed: 's',
    },
  );
  const [{ curve }] = averageRuns(predictRuns(runs, annealed), 'P');
  expect(curve).toEqual(
    averageCurves(
      draws.map((data) => annealed(data)),
      { of: 'count' },
    ),
  );
  const { data: _, ...read } = runs[0]!.result;
  expect(() => predictRuns([{ point: { P: 6 }, result: read }], annealed)).toThrow(
    'the result of the run P 6 has no data set',
  );
});

test('the entropy of one level has its error, and none is known where no walk was', () => {
  const curve = {
    name: 'walk',
    kind: 'sampled',
    patterns: 2,
    weights: 3,
    levels: [0, 1, 2],
    entropy: [-Infinity, 1, 2],
    standardError: [Infinity, 0.1, 0.2],
  } as const;
  expect(entropyAt(curve, 1)).toEqual({ value: 1, error: 0.1 });
  expect(withError(entropyAt(curve, 0))).toBe('unknown');
  expect(withError(entropyAt({ ...curve, kind: 'exact', standardError: [0, 0, 0] }, 0))).toBe('−∞');
  expect(() => entropyAt(curve, 3)).toThrow("'walk' has no level 3; give one of its `levels`");
});
