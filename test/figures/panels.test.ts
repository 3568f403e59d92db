import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import type { Figure } from '#src/figures/figure.js';
import { figureCsv } from '#src/figures/figure-data.js';
import { figureHtml } from '#src/figures/figure-html.js';
import { fitWidth } from '#src/figures/fit-width.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import { plotPanels } from '#src/figures/panels.js';
import { plotPictures } from '#src/figures/pictures.js';
import { plotScan } from '#src/figures/scans.js';
import { figureSvg } from '#src/figures/still/figure.js';

const scan = (y: number[], names: readonly string[], title: string, logarithmic?: 'x') =>
  plotScan(
    names.map((name, k) => ({ name, x: [1, 10], y: y.map((value) => value + k), error: [0.5, 0.5] })),
    { x: 'time t', y: 'error E', title, ...(logarithmic === undefined ? {} : { logarithmic }) },
  );
const first = scan([1, 2], ['aged', 'drawn'], 'Small');
const second = scan([5, 9], ['aged', 'drawn'], 'Large, N = 9');
const map = plotHeatMap({ values: [[1, 2]] }, { x: 'column', y: 'row', value: 'height', caption: 'A notice.' });

interface Axis {
  readonly domain: readonly [number, number];
  readonly matches?: string;
  readonly showticklabels?: boolean;
  readonly title: { readonly text: string };
  readonly anchor: string;
}

const axesOf = ({ layout }: Figure, letter: 'x' | 'y') =>
  Object.entries(layout).filter(([name]) => new RegExp(`^${letter}axis\\d*$`).test(name)) as [string, Axis][];
const shown = ({ data }: Figure) => data.filter(({ showlegend }) => showlegend !== false);
const heads = ({ layout }: Figure) =>
  (layout.annotations as { name?: string; text: string }[]).filter(({ name }) => name === 'panel title');

describe('panels', () => {
  test('stand beside each other with their letters and titles, their axes apart', () => {
    const figure = plotPanels([first, second, map]);
    expect(heads(figure).map(({ text }) => text)).toEqual([
      '<b>(a)</b> Small',
      '<b>(b)</b> Large, <i>N</i> = 9',
      '<b>(c)</b>',
    ]);
    expect(figure.data.map(({ xaxis, yaxis }) => `${xaxis} ${yaxis}`)).toEqual([
      'x y',
      'x y',
      'x2 y2',
      'x2 y2',
      'x3 y3',
    ]);
    const [a, b, c] = axesOf(figure, 'x').map(([, axis]) => axis) as [Axis, Axis, Axis];
    expect(a.domain[1]).toBeLessThan(b.domain[0]);
    expect(c.domain).toEqual(a.domain);
    const [upper, , lower] = axesOf(figure, 'y').map(([, axis]) => axis) as [Axis, Axis, Axis];
    expect(lower.domain[1]).toBeLessThan(upper.domain[0]);
    expect([a, b, c].map(({ anchor }) => anchor)).toEqual(['y', 'y2', 'y3']);
    const bar = figure.data[4]!.colorbar as { x: number; y: number; len: number };
    expect(bar.x).toBeGreaterThan(c.domain[1]);
    expect(bar.len).toBeCloseTo(lower.domain[1] - lower.domain[0], 12);
    expect(figure.layout).toMatchObject({ title: { subtitle: { text: 'A notice.' } } });
  });

  test('have one entry for each name, or legends of their own where a colour has two meanings', () => {
    expect(shown(plotPanels([first, second])).map(({ name }) => name)).toEqual(['aged', 'drawn']);
    const apart = plotPanels([first, scan([1, 2], ['hot', 'cold'], 'Other')]);
    expect(shown(apart).map(({ name, legend }) => [name, legend])).toEqual([
      ['aged', 'legend'],
      ['drawn', 'legend'],
      ['hot', 'legend2'],
      ['cold', 'legend2'],
    ]);
    expect(apart.layout).toHaveProperty('legend2');
    expect(figureSvg(apart)!.match(/>(aged|drawn|hot|cold)</g)).toHaveLength(4);
  });

  test('share axes: one range, labelled at the left and at the foot', () => {
    const figure = plotPanels([first, second, first, second], { shared: 'both' });
    for (const letter of ['x', 'y'] as const) {
      const axes = axesOf(figure, letter).map(([, axis]) => axis);
      expect(axes.map(({ matches }) => matches)).toEqual([undefined, letter, letter, letter]);
      const labelled = letter === 'x' ? [false, false, true, true] : [true, false, true, false];
      expect(axes.map(({ showticklabels = true }) => showticklabels)).toEqual(labelled);
      expect(axes.map(({ title }) => title.text !== '')).toEqual(labelled);
    }
    // Errors of 1 to 10.5 are shown in each panel, so that the same value stands at the same height.
    const svg = figureSvg(plotPanels([first, second], { shared: 'y', columns: 2 }))!;
    const heights = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    const at = (value: number) => heights[[1, 2, 2, 3, 5, 9, 6, 10].indexOf(value)]!;
    expect((at(1) - at(5)) / (at(5) - at(9))).toBeCloseTo(1, 1);
    expect(() => plotPanels([first, scan([1, 2], ['aged'], 'Log', 'x')], { shared: 'x' })).toThrow(
      'the x axis is linear in one figure and logarithmic in another',
    );
  });

  test('may hold pictures and other panels, and keep letters in their numbers', () => {
    const pictures = plotPictures(randomPatterns({ inputs: 9, patterns: 3, seed: 'panels' }), { columns: 3 });
    const figure = plotPanels([pictures, plotPanels([first, second])], { columns: 1 });
    expect(axesOf(figure, 'x')).toHaveLength(5);
    expect(figure.data.map(({ xaxis }) => xaxis)).toEqual(['x', 'x2', 'x3', 'x4', 'x4', 'x5', 'x5']);
    expect(figureSvg(figure)).not.toMatch(/NaN|undefined/);
    const lines = figureCsv(plotPanels([first, second])).split('\n');
    expect(lines[0]).toMatch(/^panel,series,x: time t,y: error E,low/);
    expect(lines[1]).toBe('a,aged,1,1,0.5,1.5');
    expect(lines[5]).toBe('b,aged,1,5,4.5,5.5');
  });

  test('of nothing, or of too much, give a sentence', () => {
    expect(() => plotPanels([])).toThrow('there is no figure to show; give at least one');
    expect(() => plotPanels(Array.from({ length: 27 }, () => first))).toThrow('there are 27 panels and 26 letters');
    expect(() => plotPanels([first], { columns: 0 })).toThrow('`columns` is 0');
  });
});

test('in one column and on a phone panels stand below each other, with their colour bars', () => {
  const figure = plotPanels([map, first, map], { columns: 3 });
  const narrow = fitWidth(figure, 420);
  for (const [, { domain }] of axesOf(narrow, 'x')) expect(domain).toEqual([0, 1]);
  const [a, b, c] = axesOf(narrow, 'y').map(([, { domain }]) => domain) as (readonly [number, number])[];
  expect(b![1]).toBeLessThan(a![0]);
  expect(c![1]).toBeLessThan(b![0]);
  expect(heads(narrow)).toHaveLength(3);
  const bars = narrow.data.flatMap(({ colorbar }) => (colorbar === undefined ? [] : [colorbar as { y: number }]));
  expect(bars.map(({ y }) => y)).toEqual([a!, c!].map(([low, high]) => (low + high) / 2));
  expect(narrow.layout.width).toBe(420);
  // As wide as it was, it is what it was.
  expect(fitWidth(figure, 720).data).toBe(figure.data);
  // A page has both.
  expect(figureHtml(figure, { narrow })).toContain('isNarrow.matches ? [');
  expect(figureHtml(figure, { narrow: fitWidth(figure, 700) })).not.toContain('isNarrow.matches ? [');
});
