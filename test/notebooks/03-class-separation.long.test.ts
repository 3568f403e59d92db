import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 03', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('03-class-separation');
  const [separations, alignments] = tables;
  const places = (cell: string) => cell.split(', ').map(Number);

  test('runs to its end, with eight figures and three verdicts, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(8);
    expect(texts).toHaveLength(3);
    // 177 data sets: one in a hundred or so has a doubtful check by chance.
    expect(Number(/in (\d+) of 177 runs/.exec(texts[0]!)?.[1])).toBeGreaterThan(170);
    expect(page.length).toBeLessThan(6e6);
  });

  test('one peak below m = 1, none at 1, two beyond', () => {
    expect(separations!.text('peaks at E')).toEqual(['30.0', 'none', '0.0, 60.0']);
  });

  test('the formula gives the mean over data sets to one per cent', () => {
    for (const distance of separations!.numbers('distance')) expect(distance).toBeLessThan(0.01);
    const formula = separations!.numbers('formula');
    for (const [k, height] of separations!.numbers('highest ρ').entries()) {
      expect(Math.abs(height / formula[k]! - 1)).toBeLessThan(0.05);
    }
    expect(formula[1]).toBeCloseTo(60 / 61, 5);
  });

  test('the variance follows the arcsine law within three per cent', () => {
    for (const [k, m] of [0.5, 1, 1.5].entries()) {
      const law = 60 / 4 + ((60 * 59) / (2 * Math.PI)) * Math.asin(m ** 2 / (1 + m ** 2));
      expect(separations!.numbers('Var(E), formula')[k]).toBeCloseTo(law, 2);
      expect(separations!.errors('Var(E)')[k]! / law).toBeLessThan(0.015);
      expect(Math.abs(separations!.numbers('Var(E)')[k]! / law - 1)).toBeLessThan(0.03);
    }
  });

  test('classes on one side have their peaks at P1 and P0, opposite ones at 0 and P', () => {
    const [opposite, , , , , , , , same] = alignments!.text('peaks at E').map(places);
    expect(opposite).toEqual([0, 60]);
    expect(same).toHaveLength(2);
    for (const [k, place] of [10, 50].entries()) expect(Math.abs(same![k]! - place)).toBeLessThan(0.3);
  });

  test('the patterns predict the curves, and the directions alone do as far as 41 inputs let them', () => {
    for (const distance of alignments!.numbers('distance from the annealed')) expect(distance).toBeLessThan(0.015);
    for (const distance of alignments!.numbers('distance from the formula')) expect(distance).toBeLessThan(0.08);
  });
});
