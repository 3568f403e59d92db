import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 03', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('03-class-separation');
  const [separations, variances, shares, alignments] = tables;
  const places = (cell: string) => cell.split(', ').map(Number);

  test('runs to its end, with eight figures and three verdicts, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(8);
    expect(texts).toHaveLength(3);
    // 177 data sets: one in a hundred or so has a doubtful check by chance.
    expect(Number(/in (\d+) of 177 runs/.exec(texts[0]!)?.[1])).toBeGreaterThan(170);
    expect(page.length).toBeLessThan(6e6);
  });

  test('the verdict relies on ρ in all runs of the scan, and has doubts about some ends', () => {
    const [, density, ends] = /in (\d+) of 64 runs, and the ends of S\(E\) in (\d+)\./.exec(texts[1]!) ?? [];
    expect(density).toBe('64');
    expect(Number(ends)).toBeLessThan(64);
  });

  test('one peak at m = 0.5, none at 1, two at 1.5', () => {
    expect(separations!.text('peaks at E')).toEqual(['30.0', 'none', '0.0, 60.0']);
  });

  test('the mean over data sets is within a total variation of 0.01 of the formula', () => {
    for (const distance of separations!.numbers('total variation')) expect(distance).toBeLessThan(0.01);
    const formula = separations!.numbers('annealed ρ');
    for (const [k, height] of separations!.numbers('highest ρ').entries()) {
      expect(Math.abs(height / formula[k]! - 1)).toBeLessThan(0.05);
    }
    expect(formula[1]).toBeCloseTo(60 / 61, 5);
  });

  test('the variance is a little larger than the formula says, and right for 41 inputs', () => {
    const [sampled, limit, finite] = ['Var(E)', 'N → ∞', 'N = 41'].map((name) => variances!.numbers(name));
    const errors = variances!.errors('Var(E)');
    for (const [k, m] of [0.5, 1, 1.5].entries()) {
      const law = 60 / 4 + ((60 * 59) / (2 * Math.PI)) * Math.asin(m ** 2 / (1 + m ** 2));
      expect(limit![k]).toBeCloseTo(law, 6);
      expect(Math.abs(sampled![k]! / law - 1)).toBeLessThan(0.015);
      expect(errors[k]! / law).toBeLessThan(0.01);
      expect(Math.abs(sampled![k]! - finite![k]!) / errors[k]!).toBeLessThan(2.5);
    }
    for (const k of [1, 2]) expect((sampled![k]! - limit![k]!) / errors[k]!).toBeGreaterThan(2.5);
    expect(finite![2]).toBeCloseTo(450.4, 1);
  });

  test('opposite means: P1 does not matter', () => {
    const [few, some, many] = shares!.numbers('Var(E), m = 1.5');
    const [fewError, someError, manyError] = shares!.errors('Var(E), m = 1.5');
    expect(Math.abs(few! - many!)).toBeLessThan(2.5 * Math.hypot(fewError!, manyError!));
    expect(Math.abs(few! - some!)).toBeLessThan(2.5 * Math.hypot(fewError!, someError!));
  });

  test('classes on one side have their peaks at P1 and P0, opposite ones at 0 and P', () => {
    const [opposite, , , , right, , , , same] = alignments!.text('peaks at E').map(places);
    expect(opposite).toEqual([0, 60]);
    expect(right).toHaveLength(4);
    expect(same).toHaveLength(2);
    for (const [k, place] of [10, 50].entries()) expect(Math.abs(same![k]! - place)).toBeLessThan(0.3);
  });

  test('the smaller the angle between the means, the more configurations have E = P1', () => {
    const heights = alignments!.numbers('ρ at E = P1');
    for (const [k, height] of heights.slice(1).entries()) expect(height).toBeGreaterThan(heights[k]!);
  });

  test('the correlations of the patterns are closer than the formula for every l, ten times at l = 0', () => {
    const formula = alignments!.numbers('distance from the formula');
    const data = alignments!.numbers('distance from annealed(data)');
    for (const [k, distance] of data.entries()) {
      expect(distance).toBeLessThan(0.01);
      expect(distance).toBeLessThan(formula[k]!);
    }
    expect(formula[4]! / data[4]!).toBeGreaterThan(8);
  });

  test('the numbers of the paper agree with ours', () => {
    const pulls = tables.at(-1)!.numbers('pull');
    expect(pulls.length).toBeGreaterThan(4);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(2.5);
  });
});
