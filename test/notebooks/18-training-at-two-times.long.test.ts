import { describe, expect, test } from 'vitest';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutData = !hasFiles('mnist');
const note = withoutData ? ' (skipped: MNIST is not on this machine)' : '';

describe('notebook 18', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('18-training-at-two-times');
  const [ends, times, quiet, widths, walks, deep, claims] = tables;
  type Row = Record<string, string | number>;

  /** The numbers of a column in the rows that have these texts or numbers. */
  const cells = (table: typeof times, column: string, of: Row) => {
    const isWanted = (k: number) => Object.entries(of).every(([name, value]) => table!.text(name)[k] === String(value));
    return table!
      .text(column)
      .flatMap((_, k) =>
        isWanted(k) ? [{ value: table!.numbers(column)[k]!, error: table!.errors(column)[k]! }] : [],
      );
  };
  const cell = (table: typeof times, column: string, of: Row) => {
    const found = cells(table, column, of);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  /** The distance of two numbers in standard errors. */
  const apart = (a: { value: number; error: number }, b: { value: number; error: number }) =>
    (a.value - b.value) / Math.hypot(a.error, b.error);
  const shares = (network: string) => cells(times, 'ϱ at t = 512', { network });
  const moves = (network: string) => cells(times, 'Δ at t = 512', { network }).map(({ value }) => value);

  test('runs to its end, with seven figures and seven tables, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(7);
    expect(tables).toHaveLength(7);
    expect(page.length).toBeLessThan(6e6);
    expect(texts[0]).toMatch(/η = 0\.5, B = 20\.$/);
  });

  test('the wide network learns everything, the narrow one with random labels does not', () => {
    expect(cell(ends, 'M', { network: 'wide' }).value).toBe(5101);
    expect(cell(ends, 'M', { network: 'narrow' }).value).toBe(307);
    expect(cell(ends, 'errors at the end', { network: 'wide' }).value).toBeLessThan(5);
    const stuck = cell(ends, 'errors at the end', { network: 'narrow' });
    expect(stuck.value).toBeGreaterThan(200);
    expect(cell(ends, 'loss at the end', { network: 'narrow' }).value).toBeGreaterThan(0.15);
  });

  test('the figures of Δ have a curve for each waiting time, and every curve grows with t', () => {
    for (const figure of [1, 2]) {
      const traces = figures[figure]!.data.filter(({ name }) => String(name).startsWith('t_w = '));
      expect(traces).toHaveLength(5);
      for (const { x, y } of traces) {
        expect(x).toEqual([4, 8, 16, 32, 64, 128, 256, 512]);
        expect((y as number[]).at(-1)).toBeGreaterThan(3 * (y as number[])[0]!);
      }
    }
  });

  test.skipIf(withoutData)(`the older, the slower: ten thousandfold if wide, by a few times if narrow${note}`, () => {
    const [wide, narrow] = [moves('wide'), moves('narrow')];
    for (let k = 1; k < 5; k++) expect(wide[k]).toBeLessThan(wide[k - 1]!);
    expect(wide[0]! / wide[4]!).toBeGreaterThan(5000);
    expect(narrow[4]).toBeLessThan(narrow[3]!);
    expect(narrow[0]! / narrow[4]!).toBeGreaterThan(2);
    expect(narrow[0]! / narrow[4]!).toBeLessThan(10);
    const first = [64, 16384].map(
      (wait) => (figures[2]!.data.find(({ name }) => name === `t_w = ${wait}`)!.y as number[])[0]!,
    );
    expect(first[1]! / first[0]!).toBeGreaterThan(1.5);
  });

  test.skipIf(withoutData)(`wide: the share of free diffusion falls to one half and returns to one${note}`, () => {
    const wide = shares('wide');
    const [early, , lowest, , last] = wide;
    expect(apart(early!, lowest!)).toBeGreaterThan(4);
    expect(apart(last!, lowest!)).toBeGreaterThan(4);
    expect(Math.abs(lowest!.value - 0.5)).toBeLessThan(0.2);
    expect(Math.abs(last!.value - 1)).toBeLessThan(0.3);
    const late = wide.slice(2).map(({ value }) => value);
    // No collapse within 10 %, and yet within a factor of three while D falls by thousands.
    expect(Math.max(...late) / Math.min(...late)).toBeGreaterThan(1.5);
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(3);
    const noise = figures[0]!.data.find(({ name }) => name === 'noise D, wide')!;
    const at = (step: number) => (noise.y as number[])[(noise.x as number[]).indexOf(step)]!;
    expect(at(1024) / at(16384)).toBeGreaterThan(500);
  });

  test.skipIf(withoutData)(`wide: the loss that is left is that of a few patterns, wrong with certainty${note}`, () => {
    const [left, loss] = ['errors at the end', 'loss at the end'].map((column) =>
      cell(ends, column, { network: 'wide' }),
    );
    expect(left!.value).toBeGreaterThan(1);
    expect((1000 * loss!.value) / left!.value).toBeGreaterThan(0.7);
    expect((1000 * loss!.value) / left!.value).toBeLessThan(1.2);
  });

  test.skipIf(withoutData)(`wide: Δ grows in proportion to t, nearly${note}`, () => {
    const exponents = cells(times, 'exponent of t', { network: 'wide' });
    for (const { value } of exponents.slice(2)) expect(Math.abs(value - 1)).toBeLessThan(0.15);
  });

  test('narrow: the share of free diffusion only falls, and Δ grows ever more slowly', () => {
    const narrow = shares('narrow').slice(1);
    for (let k = 1; k < narrow.length; k++) expect(apart(narrow[k - 1]!, narrow[k]!)).toBeGreaterThan(2);
    expect(narrow.at(-1)!.value).toBeLessThan(0.2);
    const exponents = cells(times, 'exponent of t', { network: 'narrow' });
    expect(exponents.at(-1)!.value).toBeLessThan(0.65);
    expect(apart(exponents[1]!, exponents[4]!)).toBeGreaterThan(4);
  });

  test.skipIf(withoutData)(`narrow: the curves hardly shift with t_w${note}`, () => {
    const [, exponent, error] = texts[1]!.match(/μ = (-?[\d.]+) ± ([\d.]+),/)!.map(Number) as number[];
    expect((1 - exponent!) / error!).toBeGreaterThan(4);
    expect(exponent).toBeLessThan(0.5);
  });

  test.skipIf(withoutData)(`without noise Δ grows as t² at short times, and long ones hardly differ${note}`, () => {
    expect(Math.abs(cell(quiet, 'exponent, t = 4 to 64', { B: 'all' }).value - 2)).toBeLessThan(0.1);
    expect(Math.abs(cell(quiet, 'exponent, t = 4 to 64', { B: 20 }).value - 1)).toBeLessThan(0.25);
    const far = ['20', 'all'].map((B) => cell(quiet, 'Δ(256, 256 + 512)', { B }).value);
    expect(far[0]! / far[1]!).toBeGreaterThan(0.8);
    expect(far[0]! / far[1]!).toBeLessThan(1.4);
    const noisy = figures[4]!.data.find(({ name }) => name === 'B = 20, t_w = 256')!.y as number[];
    const still = figures[4]!.data.find(({ name }) => name === 'B = all, t_w = 256')!.y as number[];
    expect(noisy[0]! / still[0]!).toBeGreaterThan(10);
  });

  test.skipIf(withoutData)(`parity: with the width, aging is interrupted; random labels: it is not${note}`, () => {
    const ofParity = cells(widths, 'ϱ at t = 512', { data: 'parity' });
    expect(ofParity[0]!.value).toBeLessThan(0.25);
    expect(ofParity.at(-1)!.value).toBeGreaterThan(0.5);
    expect(apart(ofParity.at(-1)!, ofParity[0]!)).toBeGreaterThan(4);
    for (const { value } of cells(widths, 'ϱ at t = 512', { data: 'random labels' })) expect(value).toBeLessThan(0.3);
    const errors = cells(widths, 'errors at the end', { data: 'random labels' });
    for (let k = 1; k < errors.length; k++) expect(errors[k]!.value).toBeLessThan(errors[k - 1]!.value);
    expect(errors[0]!.value).toBeGreaterThan(300);
    expect(errors.at(-1)!.value).toBeLessThan(100);
  });

  test('random patterns: a wide network ends in a drift, diffusing at short times', () => {
    const widest = { data: 'random patterns', h: 24 };
    expect(Math.abs(cell(widths, 'ϱ at t = 16', widest).value - 1)).toBeLessThan(0.15);
    expect(cell(widths, 'ϱ at t = 512', widest).value).toBeGreaterThan(2);
    expect(cell(widths, 'errors at the end', widest).value).toBeLessThan(10);
    expect(cell(widths, 'errors at the end', { data: 'random patterns', h: 2 }).value).toBeGreaterThan(100);
  });

  test.skipIf(withoutData)(`±1 weights: the wide committee keeps moving, the narrow one freezes${note}`, () => {
    const moved = (committee: string) => cells(walks, 'Δ(t_w, t_w + 256)', { committee });
    const [wide, narrow] = [moved('wide'), moved('narrow')];
    // At the same temperature from 1024 sweeps on: no age.
    expect(Math.abs(apart(wide[2]!, wide[3]!))).toBeLessThan(3);
    expect(wide[3]!.value).toBeGreaterThan(1.6);
    expect(narrow[3]!.value).toBeLessThan(0.4);
    for (let k = 1; k < 3; k++) expect(narrow[k]!.value).toBeLessThan(narrow[k - 1]!.value);
    const errors = (committee: string) => cells(walks, 'errors at t_w', { committee }).at(-1)!.value;
    expect(errors('wide')).toBeLessThan(25);
    expect(errors('narrow')).toBeGreaterThan(250);
  });

  test('the deep network drifts at first, a hundred times farther than by diffusion, and then slows down', () => {
    const share = deep!.numbers('ϱ at t = 512');
    expect(share).toHaveLength(3);
    expect(share[0]).toBeGreaterThan(30);
    expect(share[1]).toBeLessThan(share[0]! / 5);
    expect(share[2]).toBeLessThan(share[1]!);
    const relative = deep!.numbers('Δ relative to it');
    for (let k = 1; k < 3; k++) expect(relative[k]).toBeLessThan(relative[k - 1]!);
    const square = deep!.numbers('|w|²/M');
    for (let k = 1; k < 3; k++) expect(square[k]).toBeGreaterThan(square[k - 1]!);
    for (const slope of deep!.numbers('exponent of t')) expect(slope).toBeGreaterThan(1.2);
  });

  test('every claim has a verdict', () => {
    expect(claims!.text('claim of the talk')).toHaveLength(13);
    for (const verdict of claims!.text('verdict')) expect(verdict).not.toBe('');
    expect(claims!.text('verdict').at(-1)).toBe('out of reach');
  });
});
