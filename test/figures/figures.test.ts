import { describe, expect, test, vi } from 'vitest';
import type { EntropyCurve } from '#src/base/curve.js';
import { frame } from '#src/base/frame.js';
import { randomPatterns } from '#src/dataset/random.js';
import { named, plotDensity, plotEntropy } from '#src/figures/curves.js';
import { figureRows } from '#src/figures/figure-data.js';
import { plotDensityMap, plotJoint } from '#src/figures/maps.js';
import { plotPictures } from '#src/figures/pictures.js';
import { plotComponents } from '#src/figures/scatter.js';
import { figureSvg } from '#src/figures/still/figure.js';
import { perceptron } from '#src/network/network.js';
import { progressText } from '#src/notebook/progress-bar.js';
import { show } from '#src/notebook/show.js';
import { tableHtml, withError } from '#src/notebook/table.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate } from '#src/sampling/joint.js';
import { verdict } from '#src/sampling/results.js';

const sampled: EntropyCurve = {
  name: 'sampled',
  kind: 'sampled',
  patterns: 4,
  weights: 3,
  levels: [0, 1, 2, 3, 4],
  entropy: [-Infinity, 0, Math.log(4), Math.log(2), 0],
  standardError: [Infinity, 0.1, 0.2, 0.3, Infinity],
};
const about = (value: number) => expect.closeTo(value) as number;
const theory: EntropyCurve = { ...sampled, name: 'theory', kind: 'theory' };

describe('a figure of a sampled curve', () => {
  const { data, layout } = plotDensity(sampled);
  const [upper, lower, line, alone] = data;

  test('has ρ = P g / 2^M against E/P, without levels that were not found or have no error', () => {
    expect(line).toMatchObject({ name: 'sampled', x: [0.25, 0.5, 0.75], mode: 'lines+markers' });
    expect((line!.y as number[]).map((rho) => Number(rho.toFixed(12)))).toEqual([0.5, 2, 1]);
  });

  test('has a band of one standard error', () => {
    (upper!.y as number[]).forEach((rho, k) => {
      const factor = Math.exp([0.1, 0.2, 0.3][k]!);
      expect(rho).toBeCloseTo((line!.y as number[])[k]! * factor, 12);
      expect((lower!.y as number[])[k]).toBeCloseTo((line!.y as number[])[k]! / factor, 12);
    });
    expect(lower).toMatchObject({ fill: 'tonexty', showlegend: false });
  });

  test('shows a level without an error bar as a cross', () => {
    expect(alone).toMatchObject({ x: [1], mode: 'markers', name: 'sampled: no error bar' });
  });

  test('has axes with names, and the sizes for a title', () => {
    expect(layout).toMatchObject({
      title: { text: '<i>N</i> = 3, <i>P</i> = 4' },
      xaxis: { title: { text: 'energy per pattern, <i>E</i>/<i>P</i>' } },
      yaxis: { title: { text: 'density of states, <i>ρ</i>(<i>E</i>/<i>P</i>)' } },
    });
  });
});

describe('levels without an error bar', () => {
  const unknown = { ...sampled, standardError: [Infinity, Infinity, Infinity, Infinity, Infinity] };

  test.each([
    ['entropy', plotEntropy],
    ['density', plotDensity],
  ])('are crosses of finite height in a figure of %s, which is all that a run stopped while it learned has', (_, plot) => {
    const { data, layout } = plot(unknown);
    expect(data).toHaveLength(1);
    const { x, y } = data[0] as unknown as { x: number[]; y: number[] };
    expect(x).toHaveLength(4);
    expect(y).toHaveLength(4);
    expect([...x, ...y].every(Number.isFinite)).toBe(true);
    expect(data[0]).toMatchObject({
      mode: 'markers',
      marker: { symbol: 'x-thin-open' },
      name: 'sampled: no error bar',
    });
    expect(layout).toMatchObject({ title: { subtitle: { text: 'Crosses: levels without an error bar.' } } });
  });

  test('stand at their entropies, beside what has error bars', () => {
    expect(plotEntropy(sampled).data.at(-1)).toMatchObject({ x: [4], y: [0], showlegend: false });
    expect(plotEntropy({ ...sampled, kind: 'exact' }).data.at(-1)).toMatchObject({ x: [4], y: [0], mode: 'markers' });
  });

  test('are seen in the still picture, two strokes each, and named beside other curves', () => {
    const svg = figureSvg(plotEntropy([unknown, theory]))!;
    // Four levels, and one in the legend.
    expect(svg.match(/<path d="M[\d. ]+L[\d. ]+M[\d. ]+L[\d. ]+" stroke="#0072B2"/g)).toHaveLength(5);
    expect(svg).toContain('sampled: no error bar');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  test('are those whose band has no finite end, too', () => {
    const { data } = plotDensity({ ...sampled, standardError: [Infinity, 0.1, 800, 0.3, 0.1] });
    expect(data.at(-1)).toMatchObject({ x: [0.5], name: 'sampled: no error bar' });
    expect(data.flatMap(({ y }) => y as number[]).every(Number.isFinite)).toBe(true);
  });

  test('a curve of which nothing was found says so', () => {
    const { layout } = plotEntropy({ ...sampled, entropy: Array.from({ length: 5 }, () => -Infinity) });
    expect(layout).toMatchObject({
      title: { subtitle: { text: 'Nothing to show of sampled: no level was found.' } },
    });
  });
});

describe('figures', () => {
  test('draw theory dashed, and curves of one group in one colour', () => {
    const { data } = plotEntropy([[sampled, theory], named('other', sampled)]);
    const line = (name: string) => data.find((trace) => trace.name === name && trace.showlegend !== false);
    expect(line('theory')).toMatchObject({ mode: 'lines', line: { dash: 'dash', color: 'rgb(0, 57, 89)' } });
    expect(line('sampled')).toMatchObject({ line: { color: '#0072B2' } });
    expect(line('other')).toMatchObject({ line: { color: '#D55E00' } });
    expect(line('sampled')!.y).toEqual([0, Math.log(4), Math.log(2)]);
  });

  test('draw a curve named as marks on top of the line that it lies on, without a line or a band', () => {
    const { data } = plotEntropy([[named('first', sampled, { as: 'marks' }), theory], named('second', sampled)]);
    const marked = data.findIndex(({ name }) => name === 'first');
    expect(data.slice(0, marked).map(({ name }) => name)).toContain('second');
    expect(data[marked]).toMatchObject({ mode: 'markers', error_y: { array: [0.1, 0.2, 0.3].map(about) } });
    expect(data.filter(({ fill, name }) => fill !== undefined && name === 'first')).toEqual([]);
    expect(data.filter(({ name }) => name === 'second').map(({ mode }) => mode)).toContain('lines+markers');
  });

  test('draw some of many marks, with their error bars, and keep all numbers', () => {
    const levels = Array.from({ length: 91 }, (_, k) => k);
    const [entropy, standardError] = [levels.map(() => 1), levels.map(() => 0.1)];
    const many = { ...sampled, patterns: 90, levels, entropy, standardError };
    const figure = plotEntropy([named('line', many), named('points', many, { as: 'marks' })]);
    expect(figureRows(figure).filter(({ series }) => series === 'points')).toHaveLength(91);
    const still = figureSvg(plotEntropy(named('points', many, { as: 'marks' })))!;
    // Every fourth.
    expect(still.match(/<circle /g)).toHaveLength(23);
  });

  test('draw neither theory nor networks as marks', () => {
    expect(() => named('one', theory, { as: 'marks' })).toThrow(
      "'one' is a theory; draw sampled or exact curves as marks",
    );
    expect(() => named('tree', perceptron(5) as never, { as: 'marks' })).toThrow("'tree' is a network or data set;");
    expect(() => named('one', sampled, { as: 'dots' as 'marks' })).toThrow("`as` is dots; choose 'line' or 'marks'");
    expect(() => named('one', sampled, { mark: true } as never)).toThrow('mark');
  });

  test('name data set and seed, and carry its notice', async () => {
    const data = randomPatterns({ inputs: 5, patterns: 4, seed: 'fig' });
    const noticed = { ...data, provenance: { ...data.provenance, notice: 'Stand-in.' } };
    const dos = await enumerate(perceptron(5), noticed);
    const { layout } = plotDensity([named('exact', dos), theory]);
    expect(layout).toMatchObject({
      title: {
        text: '<i>N</i> = 5, <i>P</i> = 4 · random patterns, random labels · seed fig',
        subtitle: { text: 'Stand-in.' },
      },
    });
    expect(plotDensity(dos, { title: 'Mine', caption: 'Below.' }).layout).toMatchObject({
      title: { text: 'Mine', subtitle: { text: 'Below.' } },
    });
  });

  test('of every kind carry the notice of their data, and show() says it where no figure can be seen', async () => {
    const data = randomPatterns({ inputs: 9, patterns: 4, seed: 'fig' });
    const noticed = { ...data, provenance: { ...data.provenance, notice: 'Drawn digits stand in.' } };
    const dos = await enumerate(perceptron(9), noticed);
    const joint = await jointEnumerate(perceptron(9), noticed, { of: 'distance', from: new Int8Array(9).fill(1) });
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    for (const figure of [
      plotEntropy(dos),
      plotDensity([[theory, named('other', dos)]]),
      plotDensityMap([{ value: 1, curve: dos }], { parameter: 'f' }),
      plotJoint(joint),
      plotPictures(noticed),
      plotComponents(noticed),
    ]) {
      expect(figure.layout).toMatchObject({ title: { subtitle: { text: 'Drawn digits stand in.' } } });
      expect(figureSvg(figure)).toContain('Drawn digits stand in.');
      show(figure);
      expect(log).toHaveBeenLastCalledWith(expect.stringMatching(/^\[figure: .* \(Drawn digits stand in\.\)\]$/));
    }
    log.mockRestore();
    expect(verdict(dos)).toContain('Drawn digits stand in.');
  });

  test('of nothing give a sentence', () => {
    expect(() => plotDensity([])).toThrow('there is no curve to plot; give at least one');
  });

  test('of pictures show each with its label', () => {
    const data = randomPatterns({ inputs: 9, patterns: 5, seed: 's' });
    const { data: traces, layout } = plotPictures(data, { count: 4, columns: 2 });
    expect(traces).toHaveLength(4);
    expect(traces[0]).toMatchObject({ type: 'heatmap', z: expect.arrayContaining([expect.any(Array)]) });
    expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(
      [...data.labels.slice(0, 4)].map((label) => `<i>σ</i> = ${label === 1 ? '+1' : '−1'}`),
    );
  });
});

describe('a table', () => {
  test('rounds entropies to their errors, shows what is not finite, and escapes', () => {
    const html = tableHtml(
      frame({ entropy: [1.23456, -Infinity], standardError: [0.012, Infinity], note: ['a < b', 'ü & "q"'] }),
    );
    expect(html).toContain('<td>1.235</td>');
    expect(html).toContain('<td>−∞</td><td>∞</td>');
    expect(html).toContain('a &#60; b');
    expect(html).toContain('ü &#38; &#34;q&#34;');
  });

  test('joins a number and its error, and gives other numbers four digits', () => {
    const table = frame({
      P: [78, 784],
      peak: [
        { value: 5.8163, error: 0.0412 },
        { mean: -Infinity, standardError: Infinity },
      ],
      exact: [0.98360655, 12345.678],
    });
    expect(table.columns).toEqual(['P', 'peak', 'peak ±', 'exact']);
    expect(table.values[0]).toEqual([78, 5.8163, 0.0412, 0.98360655]);
    const html = tableHtml(table);
    expect(html).toContain('<th>P</th><th>peak</th><th>exact</th>');
    expect(html).toContain('<tr><td>78</td><td>5.816 ± 0.041</td><td title="0.98360655">0.9836</td></tr>');
    expect(html).toContain('<tr><td>784</td><td>unknown</td><td title="12345.678">12346</td></tr>');
  });

  test('leaves blanks, takes exact numbers among others, and names what has a name', () => {
    const html = tableHtml(
      frame({ peak: [{ value: 1, error: 0.1 }, 2, ''], of: [named('tree', perceptron(5)), 'x', { name: 'y' }] }),
    );
    expect(html).toContain('<tr><td>1.00 ± 0.10</td><td>tree</td></tr><tr><td>2</td><td>x</td></tr>');
    expect(html).toContain('<tr><td></td><td>y</td></tr>');
    // A blank has no error, not one of 0.
    expect(frame({ peak: [{ value: 1, error: 0.1 }, 2, ''] }).values).toEqual([
      [1, 0.1],
      [2, 0],
      [Number.NaN, Number.NaN],
    ]);
    expect(() => frame({ a: [{ value: 1, error: 2 }], 'a ±': [1] })).toThrow(
      "the column 'a ±' is that of the errors of 'a'",
    );
    expect(() => frame({ a: [{ value: 1, error: -1 }] })).toThrow('the error of 1 is -1');
  });

  test('shows both ends of a long frame', () => {
    const html = tableHtml(frame({ n: Array.from({ length: 100 }, (_, k) => k) }), { rows: 10 });
    expect(html).toContain('… 90 more rows …');
    expect(html).toContain('<td>99</td>');
    expect(html.match(/<tr>/g)).toHaveLength(12);
  });

  test('writes a number with its error', () => {
    expect(withError(2.46321, 0.0081)).toBe('2.4632 ± 0.0081');
    expect(withError(533.9812, 0.012)).toBe('533.981 ± 0.012');
    expect(withError(5, 0)).toBe('5');
    expect(withError(5.4321, Infinity)).toBe('5.43 ± ?');
    expect(withError(-Infinity, 0)).toBe('−∞');
    expect(withError({ mean: 450.366, standardError: 1.53 })).toBe('450.4 ± 1.5');
  });

  test('says of what is unknown that it is', () => {
    expect(withError(-Infinity, Infinity)).toBe('unknown');
    expect(withError(Number.NaN, 0.1)).toBe('unknown');
    expect(withError(0.123, Number.NaN)).toBe('0.123 ± ?');
    expect(withError({ value: 1234.5 })).toBe('1235 ± ?');
    expect(withError({ mean: 5, standardError: null })).toBe('5 ± ?');
    expect(() => withError(1, -0.1)).toThrow('`error` is -0.1; give a number of at least 0');
  });
});

test('progress is told in words', () => {
  expect(progressText({ task: 't', done: 25, total: 100, detail: 'production' }, 10)).toBe(
    '25 % · 30 s left · production',
  );
  expect(progressText({ task: 't', done: 0, total: 100 }, 1)).toBe('0 %');
  expect(progressText({ task: 't', done: 100, total: 100 }, 130)).toBe('100 % · done in 2 min');
});

test('outside a notebook show prints', () => {
  const lines: unknown[] = [];
  const log = console.log;
  console.log = (line: unknown) => lines.push(line);
  show(plotDensity(theory));
  show('text');
  console.log = log;
  expect(lines).toEqual(['[figure: N = 3, P = 4]', 'text']);
});

test('a joint density of states is a heat map with the mean on top', async () => {
  const [data, others] = ['a', 'b'].map((seed) => randomPatterns({ inputs: 9, patterns: 6, seed }));
  const joint = await jointEnumerate(perceptron(9), data!, { of: 'errors', data: others! });
  const figure = plotJoint(joint, { y: 'test errors' });
  const [map, halo, mean] = figure.data;
  expect(map).toMatchObject({ type: 'heatmap', x: [0, 1, 2, 3, 4, 5, 6], y: [0, 1, 2, 3, 4, 5, 6] });
  const { z } = map as unknown as { z: (number | null)[][] };
  for (let energy = 0; energy <= 6; energy++) {
    for (let errors = 0; errors <= 6; errors++) {
      const entropy = joint.entropy[energy * 7 + errors]!;
      expect(z[errors]![energy]).toBe(Number.isFinite(entropy) ? entropy : null);
    }
  }
  const known = [...joint.meanGivenEnergy.mean].filter(Number.isFinite);
  expect(mean).toMatchObject({ y: known });
  expect(halo).toMatchObject({ y: known });
});
