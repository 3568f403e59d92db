import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { DrawsUntilAccurate } from '#src/study/draws.js';
import { range } from '#src/study/points.js';
import { meansVerdict } from '#src/study/runs.js';
import { sweep } from '#src/study/sweep.js';

/** A number for each draw, the spread of which is in proportion to the width. */
const quantity = (width: number, draw: number) => width * randomStream('quantity', `${width}/${draw}`).normal();

const axes = { width: [1, 3, 20], draw: range(1, 150) };
const accuracy = { of: (result: number) => result, over: 'draw', error: 0.35 } as const;
const seed = 'draws';

const measured = (runsAtOnce: number, signal?: AbortSignal) =>
  sweep(
    axes,
    async ({ width, draw }) => {
      if (runsAtOnce > 1) await new Promise((next) => setTimeout(next, draw % 3));
      return quantity(width, draw);
    },
    { seed, accuracy, runsAtOnce, ...(signal === undefined ? {} : { signal }) },
  );

describe('draws until the mean is accurate', () => {
  test('are made in order, as many as each combination needs, and the runs say what came of it', async () => {
    const runs = await measured(1);
    const [narrow, wide, widest] = runs.means;
    expect(runs.means.map(({ point }) => point)).toEqual([{ width: 1 }, { width: 3 }, { width: 20 }]);
    expect(narrow).toMatchObject({ draws: 24, isReached: true });
    expect(wide!.isReached).toBe(true);
    expect(wide!.draws).toBeGreaterThan(24);
    expect(wide!.draws).toBeLessThan(150);
    expect(wide!.standardError).toBeLessThanOrEqual(0.35);
    // (20 / 0.35)² = 3265 would be needed.
    expect(widest).toMatchObject({ draws: 150, isReached: false });
    expect(widest!.drawsNeeded).toBeGreaterThan(2000);
    expect(widest!.drawsNeeded).toBeLessThan(5000);
    expect(runs.map(({ point }) => point)).toEqual(
      [narrow!, wide!, widest!].flatMap(({ draws }, k) =>
        range(1, draws).map((draw) => ({ width: axes.width[k], draw })),
      ),
    );
    expect(runs.planned).toBe(runs.length);
    expect(meansVerdict(runs.means)).toEqual([
      'As accurate as asked: 2 of 3 means over draws.',
      `Draws are missing: width 20 (150 draws of about ${widest!.drawsNeeded}).`,
    ]);
    expect(meansVerdict(runs.means.slice(0, 1))).toEqual(['As accurate as asked: 1 of 1 means over draws.']);
  });

  test('are the same with any number of runs at once, and when a sweep is made again after a stop', async () => {
    const runs = await measured(1);
    const others = await measured(7);
    expect(others).toEqual(runs);
    expect(others.means).toEqual(runs.means);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 40);
    const part = await measured(2, stop.signal);
    expect(part.length).toBeLessThan(runs.length);
    expect(part.planned).toBeGreaterThan(part.length);
    for (const { isReached, draws } of part.means) if (isReached) expect(draws).toBeGreaterThanOrEqual(24);
  });

  test('go back in no bar: those that are not needed are no longer part of the total', async () => {
    const shares: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => shares.push(done / total);
    await sweep(axes, async ({ width, draw }) => quantity(width, draw), { seed, accuracy, onProgress });
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares.at(-1)).toBe(1);
  });

  test('that are fewer than the first decision needs are all made', async () => {
    const runs = await sweep({ draw: range(1, 5) }, async ({ draw }) => draw, { seed, accuracy });
    expect(runs.means).toEqual([expect.objectContaining({ draws: 5, mean: 3, isReached: false, drawsNeeded: 21 })]);
    const [one] = (await sweep({ draw: [1] }, async ({ draw }) => draw, { seed, accuracy })).means;
    expect(one).toMatchObject({ draws: 1, standardError: Number.NaN, isReached: false });
    expect(meansVerdict([one!])).toEqual([
      'As accurate as asked: 0 of 1 means over draws.',
      'Draws are missing: 1 draw.',
    ]);
  });

  test('what is no accuracy is refused', async () => {
    const run = async () => 1;
    const refusals: [object, string][] = [
      [{ ...accuracy, over: 'drw' }, 'the sweep has no parameter drw; choose from width, draw'],
      [{ ...accuracy, error: 0 }, '`accuracy.error` is 0; give a finite number above 0'],
      [{ ...accuracy, of: 'peak' }, '`accuracy.of` is peak; give a function'],
      [{ ...accuracy, eror: 1 }, 'accuracy has no option `eror`; did you mean `error`?'],
      [{ ...accuracy, of: () => Number.NaN }, '`accuracy.of` returned NaN for the run width 1, draw 1;'],
    ];
    for (const [wrong, sentence] of refusals) {
      await expect(sweep(axes, run, { seed, accuracy: wrong as never })).rejects.toThrow(sentence);
    }
    await expect(sweep(axes, run, { seed, accuracy: 0.1 as never })).rejects.toThrow('the options of accuracy are 0.1');
  });
});

describe('to stop when the error bar is small hardly makes it too small', () => {
  const points = range(1, 200).map((draw) => ({ draw }));
  /** How often one and two error bars contain the mean, 0, of many averages whose standard error is asked for. */
  function coverage(draw: (random: { uniform(): number; normal(): number }) => number) {
    const sequences = 2500;
    const inside = [0, 0];
    for (let sequence = 0; sequence < sequences; sequence++) {
      const random = randomStream('coverage', String(sequence));
      const draws = new DrawsUntilAccurate(points, {
        of: (value: number) => value,
        over: 'draw',
        error: 1 / Math.sqrt(40),
      });
      for (let index = draws.next(); index !== undefined; index = draws.next()) draws.done(index, draw(random));
      const { mean, standardError } = draws.means()[0]!;
      [1, 2].forEach((bars, k) => {
        if (Math.abs(mean) <= bars * standardError) inside[k]!++;
      });
    }
    return inside.map((count) => count / sequences);
  }

  // The standard error of these shares is 0.009 and 0.005.
  test('for a Gaussian quantity', () => {
    const [one, two] = coverage((random) => random.normal());
    expect(one).toBeGreaterThan(0.635);
    expect(two).toBeGreaterThan(0.92);
  });

  test('for a skewed one, somewhat', () => {
    const [one, two] = coverage((random) => -Math.log(1 - random.uniform()) - 1);
    expect(one).toBeGreaterThan(0.59);
    expect(two).toBeGreaterThan(0.875);
  });
});
