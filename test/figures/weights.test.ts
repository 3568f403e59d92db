import { expect, test } from 'vitest';
import { fitWidth } from '#src/figures/fit-width.js';
import { figureSvg } from '#src/figures/still/figure.js';
import { plotWeights } from '#src/figures/weights.js';

const one = { name: 'E = 0', weights: [0.5, -0.1, 0, 0.2] };
const other = { name: 'a < b', weights: Float64Array.of(-0.25, 0, 0.25, 0) };

test('weights are pictures in rows of pixels, all on one scale about 0', () => {
  const { data, layout } = plotWeights([one, other], { value: 'mean weight', title: 'N = 4' });
  expect(data.map(({ z }) => z)).toEqual([
    [
      [0.5, -0.1],
      [0, 0.2],
    ],
    [
      [-0.25, 0],
      [0.25, 0],
    ],
  ]);
  for (const trace of data) expect(trace).toMatchObject({ type: 'heatmap', zmin: -0.5, zmax: 0.5 });
  expect(data.map(({ showscale }) => showscale)).toEqual([true, false]);
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual([
    '<i>E</i> = 0',
    'a &#60; <i>b</i>',
  ]);
  expect(figureSvg({ data, layout })).toContain('mean weight');
});

test('another shape, another scale, and rows of pictures', () => {
  const { data, layout } = plotWeights([one, other, one], { shape: [1, 4], highest: 0.1, columns: 2 });
  expect(data[2]).toMatchObject({ z: [[0.5, -0.1, 0, 0.2]], zmin: -0.1, zmax: 0.1, xaxis: 'x3' });
  const [above, below] = [layout.yaxis, layout.yaxis3] as { domain: [number, number] }[];
  expect(below!.domain[1]).toBeLessThan(above!.domain[0]);
  expect(below!.domain[0]).toBeGreaterThanOrEqual(0);
});

test('long names are broken into lines no wider than their picture, more of them where it is narrow', () => {
  const names = ['E = 0, the mean of all solutions', 'E = P/4, a quarter of all patterns wrong', 'the mean of a class'];
  const figure = plotWeights(names.map((name) => ({ ...one, name })));
  for (const [width, most] of [
    [720, 31],
    [420, 16],
  ] as const) {
    const { annotations, height } = fitWidth(figure, width).layout as {
      annotations: { text: string }[];
      height: number;
    };
    const lines = annotations.map(({ text }) => text.replace(/<\/?i>/g, '').split('<br>'));
    expect(Math.max(...lines.flat().map(({ length }) => length))).toBeLessThanOrEqual(most);
    expect(lines.map((of) => of.join(' '))).toEqual(names);
    expect(height).toBeGreaterThan(100);
  }
});

test('weights that are all 0 have a scale too', () => {
  expect(plotWeights([{ name: 'none', weights: [0, 0, 0, 0] }]).data[0]).toMatchObject({ zmin: -1, zmax: 1 });
});

test('what is no picture is refused', () => {
  expect(() => plotWeights([])).toThrow(/no weights to plot/);
  expect(() => plotWeights([{ name: 'three', weights: [1, 2, 3] }])).toThrow(/3 inputs do not make a square picture/);
  expect(() => plotWeights([{ name: 'x', weights: [Number.NaN] }])).toThrow(/`weights\[0\]` is NaN/);
  expect(() => plotWeights([one], { highest: 0 })).toThrow(/`highest` is 0/);
});
