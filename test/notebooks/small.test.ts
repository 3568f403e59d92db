import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

// One notebook from its first cell to its page, at the smallest size that every cell of it can use: exact counts, all three
// samplers, sweeps, fits. The long tests run all notebooks at their own size, and check what they find.
const plan = {
  networks: ['5-3-1'],
  runs: 4,
  budgets: [1e6],
  sizes: [9, 13, 15, 17],
  draws: 3,
  mostMoves: 1e8,
  judged: 2,
};

describe('a notebook, at a small size', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('07-validation-and-convergence', { plan });

  test('runs to its end, with its figures, tables and verdict', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(5);
    expect(tables).toHaveLength(7);
    expect(texts[0]).toMatch(/^ln T grows by -?[\d.]+ ± [\d.]+ for each pattern, from N = P = 13 on\.$/);
    expect(texts[1]).toContain('Not reliable.');
  });

  test('uses the parameters that it was given', () => {
    expect(tables[2]!.numbers('N = P')).toEqual(plan.sizes);
    expect(tables[1]!.numbers('moves allowed (millions)')).toEqual([1, 1, 1]);
  });

  test('samples every level of its runs within ten error bars, those that it calls reliable within six', () => {
    expect(Math.max(...tables[4]!.numbers('largest pull'))).toBeLessThan(10);
    expect(tables[4]!.numbers('largest pull')[3]).toBeLessThan(6);
  });

  test('becomes a page with its title, its figures and its tables', () => {
    expect(page).toContain('<title>');
    expect(page.match(/<table class="dataframe">/g)).toHaveLength(7);
    expect(page.match(/Plotly\.newPlot\(/g)).toHaveLength(5);
    expect(page.length).toBeLessThan(6e6);
  });
});
