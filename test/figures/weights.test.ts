import { expect, test } from 'vitest';
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
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(['E = 0', 'a &#60; b']);
  expect(figureSvg({ data, layout })).toContain('mean weight');
});

test('another shape, another scale, and rows of pictures', () => {
  const { data, layout } = plotWeights([one, other, one], { shape: [1, 4], highest: 0.1, columns: 2 });
  expect(data[2]).toMatchObject({ z: [[0.5, -0.1, 0, 0.2]], zmin: -0.1, zmax: 0.1, xaxis: 'x3' });
  expect(layout.yaxis3).toMatchObject({ domain: [expect.closeTo(0.015, 3), 0.45] });
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
