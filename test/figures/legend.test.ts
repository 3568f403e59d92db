import { describe, expect, test } from 'vitest';
import { figureRows } from '#src/figures/figure-data.js';
import { plotScan, type Scan } from '#src/figures/scans.js';
import { figureSvg } from '#src/figures/still/figure.js';

const scan = (name: string, kind: 'measured' | 'theory' = 'measured'): Scan => ({ name, kind, x: [1, 2], y: [3, 4] });
const legend = (...groups: Parameters<typeof plotScan>[0][number][]) =>
  plotScan(groups, { x: 'load', y: 'share' })
    .data.filter(({ showlegend }) => showlegend !== false)
    .map(({ name }) => name);

describe('the legend', () => {
  test.each([
    ['of the same names', 'first', 'second', 'prediction'],
    ['that say what they are', 'first, formula', 'second, formula', 'formula'],
    ['in other words', 'formula, first', 'formula, second', 'formula'],
  ])('has one entry for all dashed lines %s', (_, one, other, entry) => {
    const groups = [
      [scan('first'), scan(one, 'theory')],
      [scan('second'), scan(other, 'theory')],
    ];
    expect(legend(...groups)).toEqual(['first', 'second', entry]);
    const figure = plotScan(groups, { x: 'load', y: 'share' });
    const dashed = figure.data.filter(({ line }) => (line as { dash?: string }).dash === 'dash');
    expect(dashed.map(({ line }) => (line as { color: string }).color)).toEqual([
      'rgb(0, 57, 89)',
      'rgb(107, 47, 0)',
      '#444',
    ]);
    // A click on the entry hides them all.
    expect(new Set(dashed.map(({ legendgroup }) => legendgroup))).toEqual(new Set([entry]));
    expect(figureRows(figure)).toHaveLength(8);
    expect(figureSvg(figure)!.match(new RegExp(`>${entry}<`, 'g'))).toHaveLength(1);
  });

  test('names a single dashed line, and those that differ', () => {
    expect(legend([scan('first'), scan('first, formula', 'theory')], scan('second'))).toEqual([
      'first',
      'first, formula',
      'second',
    ]);
    expect(legend([scan('first'), scan('binomial', 'theory')], [scan('second'), scan('annealed', 'theory')])).toEqual([
      'first',
      'binomial',
      'second',
      'annealed',
    ]);
  });
});

test('marks stand on top of the line that they lie on, without a line of their own', () => {
  const { data } = plotScan([{ ...scan('counted'), as: 'marks', error: [0.1, 0.1] }, scan('exact', 'theory')], {
    x: 'load',
    y: 'share',
  });
  expect(data.map(({ name, mode }) => [name, mode])).toEqual([
    ['exact', 'lines'],
    ['counted', 'markers'],
  ]);
  expect(data[1]).toMatchObject({ error_y: { array: [expect.closeTo(0.1), expect.closeTo(0.1)] } });
  const theory = { ...scan('one'), kind: 'theory', as: 'marks' } as const;
  expect(() => plotScan([theory], { x: 'load', y: 'share' })).toThrow("scan 'one' is theory, which is a dashed line");
  expect(() => plotScan([{ ...scan('one'), as: 'dots' as 'marks' }], { x: 'load', y: 'share' })).toThrow(
    "`as` is dots; choose 'line' or 'marks'",
  );
});
