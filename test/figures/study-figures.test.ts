import { describe, expect, test } from 'vitest';
import { averageCurves, meanOf } from '#src/analysis/averages.js';
import { density } from '#src/base/curve.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { plotDensity } from '#src/figures/curves.js';
import { plotEstimates } from '#src/figures/estimates.js';
import { logTicks } from '#src/figures/figure.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import { plotDensityMap } from '#src/figures/maps.js';
import { plotScan } from '#src/figures/scans.js';
import { plotComponents, plotScatter } from '#src/figures/scatter.js';
import { figureSvg } from '#src/figures/still/figure.js';
import { signNetwork } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { classSeparation } from '#src/theory/gaussian-classes.js';
import { curveOf } from '../curves.js';

const axes = { x: 'temperature T (errors)', y: 'energy U (errors)' };
const line = { name: 'sampled', x: [1, 2, 3], y: [4, 5, 6] };

describe('a scan', () => {
  test('has error bars, theory dashed, and one colour per group', () => {
    const { data, layout } = plotScan(
      [
        [
          { ...line, error: [0.1, 0.2, 0.3] },
          { ...line, name: 'theory', kind: 'theory' },
        ],
        line,
      ],
      {
        ...axes,
        title: 'N = 3',
        caption: 'Below.',
      },
    );
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({
      name: 'sampled',
      y: [4, 5, 6],
      error_y: { array: [0.1, 0.2, 0.3].map((error) => expect.closeTo(error, 12)) },
      line: { color: '#0072B2' },
    });
    expect(data[1]).toMatchObject({ name: 'theory', mode: 'lines', line: { dash: 'dash', color: 'rgb(0, 57, 89)' } });
    expect(data[2]).toMatchObject({ line: { color: '#D55E00' } });
    expect(data[2]).not.toHaveProperty('error_y');
    expect(layout).toMatchObject({
      title: { text: '<i>N</i> = 3', subtitle: { text: 'Below.' } },
      xaxis: { title: { text: 'temperature <i>T</i> (errors)' } },
      yaxis: { title: { text: 'energy <i>U</i> (errors)' } },
    });
  });

  test('of many points has a band', () => {
    const many = Array.from({ length: 50 }, (_, k) => k + 1);
    const { data } = plotScan([{ name: 'many', x: many, y: many, error: many }], { ...axes, logarithmic: 'x' });
    expect(data).toHaveLength(3);
    expect(data[0]!.y).toEqual(many.map((value) => 2 * value));
    expect(data[1]).toMatchObject({ fill: 'tonexty', y: many.map(() => 0) });
  });

  test('has a bar down to 0 where the error is the value but for rounding, not to a tiny number', () => {
    const { mean, standardError } = meanOf([...Array(49).fill(0), 1]); // one of fifty networks
    const below = standardError * (1 - 2 ** -52);
    const { data } = plotScan([{ name: 'rare', x: [1, 2], y: [1, mean], error: [0.1, below] }], {
      ...axes,
      logarithmic: 'y',
    });
    expect(mean - below).not.toBe(0);
    expect(data[0]!.error_y).toMatchObject({ arrayminus: [1 - 0.9, mean] });
  });

  test('leaves out what is not finite, and shows what has no error bar as a cross', () => {
    const { data, layout } = plotScan(
      [{ name: 'some', x: [1, 2, 3], y: [Number.NaN, 5, 6], error: [1, Infinity, 1] }],
      axes,
    );
    expect(data[0]).toMatchObject({ x: [3], y: [6] });
    expect(data[1]).toMatchObject({ x: [2], y: [5], name: 'some: no error bar' });
    expect(layout).toMatchObject({ title: { subtitle: { text: 'Crosses: points without an error bar.' } } });
  });

  test('has vertical lines at values to compare with, from its lowest point to its highest', () => {
    const references = [
      { name: 'one', value: 1.5 },
      { name: 'other', value: 2.5 },
    ];
    const { data } = plotScan([{ ...line, y: [-4, 5, 6] }], { ...axes, references });
    expect(data).toHaveLength(3);
    expect(data[1]).toMatchObject({ name: 'one', x: [1.5, 1.5], y: [-4, 6], line: { dash: 'dash' } });
    expect(data[2]).toMatchObject({ name: 'other', x: [2.5, 2.5], y: [-4, 6], line: { dash: 'dot' } });
    const logarithmic = plotScan([{ ...line, y: [-4, 5, 6] }], { ...axes, references, logarithmic: 'both' });
    expect(logarithmic.data[1]).toMatchObject({ y: [5, 6] });
    const far = plotScan([line], { ...axes, logarithmic: 'x', references: [{ name: 'far', value: 5000 }] });
    expect((far.layout.xaxis as { tickvals: number[] }).tickvals).toContain(1000);
    expect(() => plotScan([line], { ...axes, references: [{ name: 'nowhere', value: Number.NaN }] })).toThrow(
      '`value` is NaN; give a finite number',
    );
  });

  test('of nothing, or of columns that do not fit, gives a sentence', () => {
    expect(() => plotScan([], axes)).toThrow('there is no scan to plot; give at least one');
    expect(() => plotScan([{ ...line, y: [1] }], axes)).toThrow("scan 'sampled' has 3 values of x and 1 of y");
    expect(() => plotScan([{ ...line, error: [1] }], axes)).toThrow('3 values of x and 1 of error');
    expect(() => plotScan([{ ...line, y: [0, -1, 0] }], { ...axes, logarithmic: 'y' })).toThrow('no value above 0');
  });
});

describe('a logarithmic scale', () => {
  test('has 1, 2 and 5 of few decades, and powers of many', () => {
    expect(logTicks(0.03, 4)).toEqual({
      values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      labels: ['0.01', '0.02', '0.05', '0.1', '0.2', '0.5', '1', '2', '5'],
    });
    const { values, labels } = logTicks(1e-30, 5);
    expect(values.length).toBeLessThanOrEqual(9);
    expect(labels[0]).toBe('10<sup>−28</sup>');
    expect(labels.at(-1)).toBe('10<sup>0</sup>');
  });
});

describe('a heat map', () => {
  const names = { x: 'pixel', y: 'pattern', value: 'grey' };
  const map = {
    values: [
      [1, 10],
      [100, -1],
      [Number.NaN, 1],
    ],
  };

  test('leaves blank what is not finite, and what has no logarithm', () => {
    expect(plotHeatMap(map, names).data[0]).toMatchObject({
      z: [
        [1, 10],
        [100, -1],
        [null, 1],
      ],
      zmin: -1,
      zmax: 100,
      colorscale: expect.arrayContaining([
        [0, '#fcfdbf'],
        [1, '#140e36'],
      ]),
    });
    expect(plotHeatMap(map, { ...names, scale: 'log', range: [1, 1000] }).data[0]).toMatchObject({
      z: [
        [0, 1],
        [2, null],
        [null, 0],
      ],
      zmin: 0,
      zmax: 3,
    });
    expect(plotHeatMap(map, { ...names, scale: 'diverging' }).data[0]).toMatchObject({ zmin: -100, zmax: 100 });
  });

  test('says at its colour bar where values are cut off', () => {
    const bar = (options: object) => {
      const { colorbar } = plotHeatMap(map, { ...names, ...options }).data[0] as { colorbar: { ticktext?: string[] } };
      return colorbar.ticktext;
    };
    expect(bar({})).toBeUndefined();
    expect(bar({ range: [-1, 100] })).toBeUndefined();
    expect(bar({ range: [-1, 50] })).toEqual(['0', '10', '20', '30', '40', '≥ 50']);
    expect(bar({ range: [0, 4] })).toEqual(['≤ 0', '1', '2', '3', '≥ 4']);
    expect(bar({ scale: 'log', range: [1, 20] })).toEqual(['1', '2', '5', '10', '≥ 20']);
    expect(bar({ scale: 'diverging', range: [-1, 1] })).toEqual(['−1', '−0.5', '0', '0.5', '≥ 1']);
    const svg = figureSvg(plotHeatMap(map, { ...names, range: [-1, 50] }));
    expect(svg).toContain('>≥ 50<');
  });

  test('grows darker in even steps', () => {
    const { colorscale } = plotHeatMap(map, names).data[0] as { colorscale: [number, string][] };
    const lightness = colorscale.map(([, colour]) => lightnessOf(colour));
    const steps = lightness.slice(1).map((value, k) => lightness[k]! - value);
    expect(Math.min(...steps)).toBeGreaterThan(7);
    expect(Math.max(...steps)).toBeLessThan(12);
  });

  test('reaches to the edges of its cells, or the other way round as a matrix', () => {
    const placed = { ...map, x: [3, 5], y: [0, 1, 3] };
    expect(plotHeatMap(placed, names).layout).toMatchObject({ xaxis: { range: [2, 6] }, yaxis: { range: [-0.5, 4] } });
    expect(plotHeatMap(map, { ...names, matrix: true }).layout).toMatchObject({ yaxis: { range: [2.5, -0.5] } });
    expect(plotHeatMap({ values: [[1]] }, names).layout).toMatchObject({ xaxis: { range: [-0.5, 0.5] } });
  });

  test('has lines and marks on top, named in the legend once', () => {
    const overlays = [
      { name: 'predicted', x: [0, 1], y: [0, 1] },
      { name: 'found', x: [1], y: [1], as: 'marks' as const },
    ];
    const { data, layout } = plotHeatMap(map, { ...names, overlays });
    expect(
      data
        .slice(1)
        .filter(({ showlegend }) => showlegend !== false)
        .map(({ name }) => name),
    ).toEqual(['predicted', 'found']);
    expect(layout.showlegend).toBe(true);
  });

  test('that cannot be drawn gives a sentence', () => {
    expect(() => plotHeatMap({ values: [] }, names)).toThrow('the heat map is empty; give rows of values');
    expect(() => plotHeatMap({ values: [[1], [1, 2]] }, names)).toThrow('row 1 has 2 values and row 0 has 1');
    expect(() => plotHeatMap({ ...map, x: [1] }, names)).toThrow('`x` has 1 positions for 2 columns');
    expect(() => plotHeatMap({ ...map, y: [1] }, names)).toThrow('`y` has 1 positions for 3 rows');
    expect(() => plotHeatMap({ values: [[-1]] }, { ...names, scale: 'log' })).toThrow('no value that can be shown');
    expect(() => plotHeatMap({ ...map, x: [3, 1] }, names)).toThrow(
      '`x` goes from 3 to 1; give positions in ascending order',
    );
  });
});

describe('a map of densities', () => {
  const scan = [2, 1].map((value) => ({
    value,
    curve: classSeparation({ weights: 41, patterns: 4, separation: value }),
  }));

  test('has a column of ρ for each curve, in the order of the parameter', () => {
    const { data, layout } = plotDensityMap(scan, { parameter: 'separation m' });
    expect(data[0]).toMatchObject({ x: [1, 2], y: [0, 0.25, 0.5, 0.75, 1], zmin: 0 });
    const z = data[0]!.z as number[][];
    density(scan[0]!.curve).forEach((rho, k) => {
      expect(z[k]![1]).toBeCloseTo(rho, 12);
    });
    expect(layout).toMatchObject({
      title: { text: '<i>P</i> = 4' },
      xaxis: { title: { text: 'separation <i>m</i>' } },
    });
  });

  test('leaves levels that were not found blank', () => {
    const { data } = plotDensityMap([{ value: 0, curve: curveOf([0, 3, 1]) }], {
      parameter: 'f',
      scale: 'log',
      highest: 3,
    });
    expect((data[0]!.z as unknown[][])[0]).toEqual([null]);
    expect(data[0]!.zmax).toBeCloseTo(Math.log10(3), 12);
  });

  test('of nothing, or of different P, gives a sentence', () => {
    expect(() => plotDensityMap([], { parameter: 'f' })).toThrow('there is no curve to plot');
    const other = { value: 3, curve: curveOf([1, 1]) };
    expect(() => plotDensityMap([...scan, other], { parameter: 'f' })).toThrow("'counts' has 2 levels of 1 patterns");
    expect(() => plotDensityMap([...scan, scan[0]!], { parameter: 'f' })).toThrow(
      'two curves of the scan have the value 2',
    );
  });
});

describe('points', () => {
  test('of each kind have a colour and a shape', () => {
    const { data, layout } = plotScatter(
      [
        { name: 'here', x: [1], y: [2] },
        { name: 'there', x: [3], y: [4] },
      ],
      { ...axes, equal: true },
    );
    expect(data).toMatchObject([
      { name: 'here', x: [1], y: [2], marker: { color: '#0072B2', symbol: 'circle' } },
      { name: 'there', marker: { color: '#D55E00', symbol: 'diamond' } },
    ]);
    expect(layout).toMatchObject({ yaxis: { scaleanchor: 'x' } });
    expect(() => plotScatter([], axes)).toThrow('there are no points to plot');
    const { layout: decades } = plotScatter([{ name: 'a', x: [1, 2], y: [0.01, 1] }], { ...axes, logarithmic: 'y' });
    expect(decades).toMatchObject({ yaxis: { type: 'log', tickvals: expect.arrayContaining([0.1, 0.5]) } });
    expect((decades.xaxis as { type?: string }).type).toBeUndefined();
    expect(() => plotScatter([{ name: 'a', x: [1], y: [0] }], { ...axes, logarithmic: 'y' })).toThrow(
      'no value above 0',
    );
    expect(() => plotScatter([], { ...axes, equal: true, logarithmic: 'x' })).toThrow('leave out `equal`');
    expect(() => plotScatter([{ name: 'a', x: [1], y: [] }], axes)).toThrow("points 'a' have 1 values of x and 0 of y");
  });

  test('of a data set stand at its principal components, one set per class', () => {
    const data = separatedPatterns({ inputs: 9, patterns: 12, positives: 4, separation: 3, seed: 'pc' });
    const { data: sets, layout } = plotComponents({ ...data, provenance: { ...data.provenance, notice: 'Stand-in.' } });
    expect(sets.map(({ name, x }) => [name, (x as number[]).length])).toEqual([
      ['<i>σ</i> = −1', 8],
      ['<i>σ</i> = +1', 4],
    ]);
    expect(layout).toMatchObject({
      title: { text: '<i>N</i> = 9, <i>P</i> = 12 · two Gaussian classes · seed pc', subtitle: { text: 'Stand-in.' } },
      xaxis: { title: { text: expect.stringMatching(/^first principal component \(\d+ % of the variance\)$/) } },
    });
  });
});

describe('curves of averages', () => {
  const average = averageCurves([curveOf([1, 7]), curveOf([3, 5])], { of: 'count' });

  test('have bands of the standard error, or of the spread, and the caption says so', () => {
    const [narrow, wide] = [plotDensity(average), plotDensity(average, { bands: 'spread' })];
    const height = ({ data }: typeof narrow) => (data[0]!.y as number[])[0]! / (data[2]!.y as number[])[0]!;
    expect(height(narrow)).toBeCloseTo(Math.exp(average.standardError[0]!), 12);
    expect(height(wide)).toBeCloseTo(Math.exp(average.spread[0]!), 12);
    expect(narrow.layout.title).not.toHaveProperty('subtitle');
    expect(wide.layout).toMatchObject({
      title: { subtitle: { text: 'Bands of averages: one standard deviation over the curves averaged.' } },
    });
    expect(() => plotDensity(average, { bands: 'wide' as 'error' })).toThrow(
      "`bands` is wide; choose 'error' or 'spread'",
    );
  });

  test('of several sizes name them all', () => {
    const at = (patterns: number) => classSeparation({ weights: 41, patterns, separation: 1 });
    expect(plotDensity([at(30), at(60)]).layout).toMatchObject({
      title: { text: '<i>N</i> = 41, <i>P</i> = 30 and 60' },
    });
  });
});

test('principal components of data with classes have one set of points for each', () => {
  const data = randomPatterns({ inputs: 9, patterns: 12, classes: 3, seed: 'classes' });
  const { data: sets } = plotComponents(data);
  expect(sets.map(({ name }) => name)).toEqual(['class 0', 'class 1', 'class 2']);
  expect(sets.flatMap(({ x }) => x as number[])).toHaveLength(12);
});

test('a network with hidden units has N inputs and M weights in the title', async () => {
  const data = separatedPatterns({ inputs: 5, patterns: 6, separation: 1, seed: 'deep' });
  const { layout } = plotDensity(await enumerate(signNetwork([5, 3, 1]), data));
  expect(layout).toMatchObject({
    title: { text: '<i>N</i> = 5, <i>M</i> = 18, <i>P</i> = 6 · two Gaussian classes · seed deep' },
  });
});

describe('estimates', () => {
  const estimates = [
    { name: 'one', value: 2, error: 0.5 },
    { name: 'other', value: 3, error: Number.NaN },
    { name: 'none', value: Number.NaN },
    { name: 'exact', value: 4 },
  ];

  test('stand in rows with their names, with bars and lines for references', () => {
    const { data, layout } = plotEstimates(estimates, { x: 'nats', references: [{ name: 'bound', value: 5 }] });
    expect(data.map(({ name, x, y }) => [name, x, y])).toEqual([
      ['bound', [5, 5], [-0.6, 3.6]],
      ['one', [2], [0]],
      ['other', [3], [1]],
      ['exact', [4], [3]],
    ]);
    expect(data[1]).toMatchObject({ error_x: { array: [0.5] } });
    expect(data[2]).toMatchObject({ marker: { symbol: 'x-thin-open' } });
    for (const trace of data.slice(2)) expect(trace).not.toHaveProperty('error_x');
    expect(layout).toMatchObject({
      // Values from 1.5 to 5, and 4 % of that beyond.
      xaxis: { range: [expect.closeTo(1.36, 12), expect.closeTo(5.14, 12)] },
      yaxis: { range: [3.6, -0.6], tickvals: [0, 1, 2, 3], ticktext: ['one', 'other', 'none', 'exact'] },
      title: { subtitle: { text: expect.stringContaining('Crosses') } },
    });
  });

  test('that are none give a sentence', () => {
    expect(() => plotEstimates([], { x: 'x' })).toThrow('there is no estimate to plot');
    expect(() => plotEstimates([{ name: 'a', value: 1, error: -1 }], { x: 'x' })).toThrow("the error of 'a' is -1");
    const endless = { x: 'x', references: [{ name: 'r', value: Infinity }] };
    expect(() => plotEstimates(estimates, endless)).toThrow('`value` is Infinity');
  });
});

/** L* of CIELAB (CIE 15: 2004), from the luminance of an sRGB colour. */
function lightnessOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((place) => {
    const share = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (24389 / 27) * luminance;
}
