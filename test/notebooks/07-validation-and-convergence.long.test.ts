import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 07', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('07-validation-and-convergence');
  const [single, accuracy, growth, loads, verdicts, budgets] = tables;

  test('runs to its end, with five figures, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(5);
    expect(page.length).toBeLessThan(6e6);
  });

  test('runs of the paper’s protocol scatter about the exact count, as widely as published', () => {
    const [means, errors] = [single!.numbers('error of the mean there'), single!.errors('error of the mean there')];
    // The protocol is not free of bias: beside the error of the mean, some thousandths of a nat.
    for (const [k, mean] of means.entries()) expect(Math.abs(mean)).toBeLessThan(3 * errors[k]! + 0.01);
    // Published, at N = P = 15: 0.033 for g(0).
    const [spread] = single!.numbers('spread of a run there');
    expect(spread).toBeGreaterThan(0.02);
    expect(spread).toBeLessThan(0.07);
    for (const all of single!.numbers('mean spread of all levels')) expect(all).toBeLessThan(spread!);
    for (const one of single!.numbers('spread of a run there')) {
      expect(one).toBeGreaterThan(0.02);
      expect(one).toBeLessThan(0.045);
    }
  });

  const at = (column: string, k: number) => accuracy!.numbers(column)[k]!;
  const [paper, oneOverT, production] = [0, 3, 6];

  test('the paper’s protocol stops, with its error; the others go on', () => {
    expect(at('made', paper + 2)).toBeLessThan(30);
    for (const schedule of [oneOverT, production]) {
      expect(at('made', schedule + 2)).toBeGreaterThan(60);
      expect(at('error, all levels', schedule + 2)).toBeLessThan(at('error, all levels', schedule) / 1.5);
      expect(at('error, all levels', schedule + 2)).toBeLessThan(at('error, all levels', paper + 2));
      expect(at('error, lowest level', schedule + 2)).toBeLessThan(at('error, lowest level', paper + 2));
    }
  });

  test('over all levels the error of 1/t falls as 1/√moves; at the end production is the best', () => {
    const fall = at('error, all levels', oneOverT) / at('error, all levels', oneOverT + 2);
    const moves = at('made', oneOverT + 2) / at('made', oneOverT);
    expect(moves).toBeGreaterThan(9);
    expect(moves).toBeLessThan(11.5);
    expect(fall).toBeGreaterThan(3);
    expect(fall).toBeLessThan(3.6);
    // At the lowest level it falls more slowly in these six runs, as the text says.
    expect(at('error, lowest level', oneOverT) / at('error, lowest level', oneOverT + 2)).toBeLessThan(2.5);
    for (const column of ['error, all levels', 'error, lowest level']) {
      for (const other of [paper, oneOverT]) expect(at(column, production + 2)).toBeLessThan(at(column, other + 2));
    }
  });

  test('the error bar that production claims is of the size of its error', () => {
    for (const k of [0, 1, 2]) {
      const ratio = at('error, lowest level', production + k) / at('error bar claimed there', production + k);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(1.2);
    }
    for (const k of [0, 1, 2]) expect(at('error bar claimed there', paper + k)).toBeNaN();
  });

  test('the time to converge grows exponentially, and differs between data sets', () => {
    const times = growth!.numbers('T, typical (million moves)');
    for (let k = 1; k < times.length; k++) expect(times[k]).toBeGreaterThan(times[k - 1]!);
    const [, slope, error] = /by ([\d.]+) ± ([\d.]+)/.exec(texts[0]!)!.map(Number);
    expect(slope! / error!).toBeGreaterThan(4);
    expect(Math.abs(slope! - 0.19)).toBeLessThan(0.01);
    // Steeper than published.
    expect(slope! - 3 * error!).toBeGreaterThan(0.11);
    const spread = growth!.numbers('slowest / fastest');
    expect(spread.at(-1)).toBeGreaterThan(3);
    expect(Math.max(...spread)).toBeLessThan(8);
    expect(spread[0]).toBeLessThan(2);
  });

  test('and with the load, as the lowest level gets rare', () => {
    const [times, rare] = [loads!.numbers('T, typical (million moves)'), loads!.numbers('S of the lowest level')];
    for (let k = 1; k < times.length; k++) {
      expect(times[k]).toBeGreaterThan(times[k - 1]!);
      expect(rare[k]).toBeLessThan(rare[k - 1]!);
    }
  });

  test('levels that are called reliable are right at their error bars, and few moves do not claim much', () => {
    const [number, ...within] = ['number', 'within 1 σ', 'within 2 σ', 'within 3 σ'].map((column) =>
      verdicts!.numbers(column),
    );
    const [tooFew, , enough, all] = [0, 1, 2, 3];
    for (const row of [enough, all]) {
      expect(within[0]![row!]).toBeGreaterThan(0.6);
      expect(within[0]![row!]).toBeLessThan(0.85);
      expect(within[1]![row!]).toBeGreaterThan(0.93);
      expect(within[2]![row!]).toBeGreaterThan(0.985);
    }
    // More than nineteen of twenty.
    expect(within[1]![all!]).toBeGreaterThan(0.95);
    expect(verdicts!.numbers('largest pull')[all!]).toBeLessThan(6);
    expect(verdicts!.numbers('largest pull')[4]).toBeLessThan(6);
    expect(number![tooFew!]).toBe(0);
    expect(number![all!]).toBeGreaterThan(400);
    const [runs, dense, ends] = ['runs', 'ρ reliable', 'ends reliable'].map((column) => budgets!.numbers(column));
    expect(dense![2]).toBe(runs![2]);
    expect(ends![2]).toBeGreaterThanOrEqual(0.75 * runs![2]!);
    expect(dense![0]).toBeLessThan(runs![0]! / 2);
    expect(texts[1]).toContain('Not reliable.');
  });
});
