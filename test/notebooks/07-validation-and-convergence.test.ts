import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 07', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('07-validation-and-convergence');
  const [single, accuracy, growth, loads, verdicts] = tables;

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
    for (const all of single!.numbers('mean spread of all levels')) expect(all).toBeLessThan(0.03);
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

  test('the error bar that production claims is of the size of its error', () => {
    for (const k of [0, 1, 2]) {
      const ratio = at('error, lowest level', production + k) / at('error bar claimed there', production + k);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(2);
    }
    for (const k of [0, 1, 2]) expect(at('error bar claimed there', paper + k)).toBeNaN();
  });

  test('the time to converge grows exponentially, and differs between data sets', () => {
    const times = growth!.numbers('T, typical (million moves)');
    for (let k = 1; k < times.length; k++) expect(times[k]).toBeGreaterThan(times[k - 1]!);
    const [, slope, error] = /by ([\d.]+) ± ([\d.]+)/.exec(texts[0]!)!.map(Number);
    expect(slope! / error!).toBeGreaterThan(4);
    expect(slope).toBeGreaterThan(0.07);
    expect(slope).toBeLessThan(0.3);
    const spread = growth!.numbers('slowest / fastest');
    expect(spread.at(-1)).toBeGreaterThan(3);
    expect(spread[0]).toBeLessThan(2);
  });

  test('and with the load, as the lowest level gets rare', () => {
    const [times, rare] = [loads!.numbers('T, typical (million moves)'), loads!.numbers('S of the lowest level')];
    for (let k = 1; k < times.length; k++) {
      expect(times[k]).toBeGreaterThan(times[k - 1]!);
      expect(rare[k]).toBeLessThan(rare[k - 1]!);
    }
  });

  test('what the verdict trusts is right at its error bars, and what is far off it does not trust', () => {
    const [few, , enough, trusted, doubted] = ['within 1 σ', 'within 2 σ', 'within 3 σ'].reduce<number[][]>(
      (rows, column) => {
        verdicts!.numbers(column).forEach((value, k) => {
          rows[k] = [...(rows[k] ?? []), value];
        });
        return rows;
      },
      [],
    );
    for (const row of [enough, trusted]) {
      expect(Math.abs(row![0]! - 0.67)).toBeLessThan(0.1);
      expect(row![1]).toBeGreaterThan(0.88);
      expect(row![2]).toBeGreaterThan(0.96);
    }
    for (const row of [few, doubted]) expect(row![2]).toBeLessThan(0.9);
    const [missed, largest] = [verdicts!.numbers('levels missed'), verdicts!.numbers('largest error (nats)')];
    expect(missed[3]).toBe(0);
    expect(missed[4]).toBeGreaterThan(0);
    expect(largest[3]).toBeLessThan(0.5);
    expect(verdicts!.numbers('number')[3]).toBeGreaterThanOrEqual(12);
    expect(texts[1]).toContain('Take it with care.');
  });
});
