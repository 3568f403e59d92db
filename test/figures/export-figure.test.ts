import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { EntropyCurve } from '#src/base/curve.js';
import { version } from '#src/base/version.js';
import { findChromium } from '#src/figures/chromium.js';
import { plotDensity, plotEntropy } from '#src/figures/curves.js';
import { exportFigure, exportFigures } from '#src/figures/export-figure.js';
import { layout } from '#src/figures/figure.js';
import { csvField, figureCsv, figureRows } from '#src/figures/figure-data.js';
import { fitWidth } from '#src/figures/fit-width.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import { plotPanels } from '#src/figures/panels.js';
import { plotScan } from '#src/figures/scans.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const sampled: EntropyCurve = {
  name: 'sampled',
  kind: 'sampled',
  patterns: 4,
  weights: 3,
  levels: [0, 1, 2, 3, 4],
  entropy: [-Infinity, 0, Math.log(4), Math.log(2), 0],
  standardError: [Infinity, 0.1, 0.2, 0.3, Infinity],
};
const theory: EntropyCurve = { ...sampled, name: 'theory, annealed', kind: 'theory' };
const figure = plotEntropy([[sampled, theory]], { title: 'random labels' });
const map = plotHeatMap(
  {
    values: [
      [1, 10],
      [100, 0],
    ],
    x: [3, 5],
  },
  { x: 'm', y: 'E/P', value: 'ρ', scale: 'log', overlays: [{ name: 'peak', x: [3, 5], y: [0, 1] }] },
);

describe('the numbers behind a figure', () => {
  test('are its points, the ends of their errors beside them', () => {
    expect(figureRows(figure).slice(0, 3)).toEqual([
      { series: 'sampled', x: 1, y: 0, low: -0.1, high: 0.1 },
      { series: 'sampled', x: 2, y: Math.log(4), low: Math.log(4) - 0.2, high: Math.log(4) + 0.2 },
      { series: 'sampled', x: 3, y: Math.log(2), low: Math.log(2) - 0.3, high: Math.log(2) + 0.3 },
    ]);
    const names = figureRows(figure).map((row) => row.series);
    expect(new Set(names)).toEqual(new Set(['sampled', 'sampled: no error bar', 'theory, annealed']));
    const bars = plotScan([{ name: 'scan', x: [1, 2], y: [5, 6], error: [0.5, 0.25] }], { x: 'T', y: 'E' });
    expect(figureRows(bars)).toEqual([
      { series: 'scan', x: 1, y: 5, low: 4.5, high: 5.5 },
      { series: 'scan', x: 2, y: 6, low: 5.75, high: 6.25 },
    ]);
  });

  test('are the cells of a map, not the logarithms that its colours show', () => {
    expect(figureRows(map).slice(0, 4)).toEqual([
      { series: 'picture 0', x: 3, y: 0, z: 1 },
      { series: 'picture 0', x: 5, y: 0, z: 10 },
      { series: 'picture 0', x: 3, y: 1, z: 100 },
      { series: 'picture 0', x: 5, y: 1, z: 0 },
    ]);
    expect(figureCsv(map)).toMatch(/^series,x: m,y: E\/P,z: ρ\npicture 0,3,0,1\n/);
  });

  test('make a CSV file that other programs read', () => {
    const lines = figureCsv(figure).trim().split('\n');
    expect(lines[0]).toBe(
      'series,x: energy E (misclassified patterns),y: entropy S(E) (nats),' +
        'low: one standard error below,high: one standard error above',
    );
    expect(lines[1]).toBe('sampled,1,0,-0.1,0.1');
    expect(lines.at(-1)).toBe('"theory, annealed",3,0.6931471805599453,,');
    expect(csvField('a "b"\nc')).toBe('"a ""b""\nc"');
  });

  test('hold no formula: a text that begins like one is marked as text, and numbers stay numbers', () => {
    const formulas = ['=1+1', '+1+cmd', '-1+1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1', '-', '=LINK("http://x")'];
    for (const text of formulas) expect(csvField(text)).toMatch(/^"'[\s\S]+"$/);
    expect(csvField('=A1&"b"')).toBe('"\'=A1&""b"""');
    expect([-1.5, 1e-7, -Infinity, '-1.5', '+2', '-1e-7', 'a=b', '−1', null].map(csvField)).toEqual([
      '-1.5',
      '1e-7',
      '-Infinity',
      '-1.5',
      '+2',
      '-1e-7',
      'a=b',
      '−1',
      '',
    ]);
    const scan = plotScan([{ name: '=cmd|calc', x: [-1], y: [-2.5], error: [0.5] }], { x: 'T', y: 'E' });
    expect(figureCsv(scan)).toBe(
      `series,x: T,y: E,low: one standard error below,high: one standard error above\n"'=cmd|calc",-1,-2.5,-3,-2\n`,
    );
  });

  test('of two curves of one name have each its own errors', () => {
    const other = { ...sampled, standardError: [Infinity, 0.5, 0.5, 0.5, Infinity] };
    const rows = figureRows(plotEntropy([sampled, other])).filter(({ x, low }) => x === 2 && low !== undefined);
    expect(rows.map(({ low }) => low)).toEqual([Math.log(4) - 0.2, Math.log(4) - 0.5]);
  });
});

describe('a figure laid out for a column', () => {
  const wide = { data: [], layout: layout({ title: 'word '.repeat(16).trim(), caption: 'note '.repeat(18).trim() }) };
  const narrow = fitWidth(wide, 420);

  test('has its title and caption broken anew, and room for them', () => {
    const { title, margin, width } = narrow.layout as {
      title: { text: string; subtitle: { text: string } };
      margin: { t: number };
      width: number;
    };
    expect(width).toBe(420);
    expect(title.text.split('<br>').map((line) => line.length)).toEqual([39, 39]);
    expect(title.subtitle.text.split('<br>')).toHaveLength(2);
    expect(margin.t).toBe((wide.layout.margin as { t: number }).t + 20 + 15);
    // Several lines begin lower, because Plotly raises them.
    expect(fitWidth(wide, 420).layout.title).toMatchObject({ pad: { t: 26 } });
    expect(fitWidth(wide, 720).layout.title).toMatchObject({ pad: { t: 16 } });
  });

  test('has no room for a title or a caption that it has not', () => {
    const { layout } = plotScan([{ name: 'one', x: [1, 2], y: [1, 2] }], { x: 'x', y: 'y' });
    expect((fitWidth({ data: [], layout }, 420).layout.margin as { t: number }).t).toBe(
      (layout.margin as { t: number }).t,
    );
  });

  test('stays as it is where it has that width', () => {
    // But for the room that its legend does not need.
    const { height, margin } = wide.layout as { height: number; margin: { b: number } };
    const trimmed = { ...wide.layout, height: height - margin.b + 62, margin: { ...margin, b: 62 } };
    expect(fitWidth(wide, 720)).toEqual({ ...wide, layout: trimmed });
  });

  test('breaks the title of an axis that is longer than the axis', () => {
    const x = 'rank in flatness, from the most isolated (0) to the flattest (1)';
    const figure = plotScan([{ name: 'one', x: [1, 2], y: [1, 2] }], { x, y: 'share' });
    const [broken, whole] = [fitWidth(figure, 420), fitWidth(figure, 720)].map(
      ({ layout }) => layout as { height: number; margin: { b: number }; xaxis: { title: { text: string } } },
    );
    expect(broken!.xaxis.title.text).toBe('rank in flatness, from the most isolated<br>(0) to the flattest (1)');
    expect(broken!.margin.b).toBe(whole!.margin.b + 19);
    expect(whole!.xaxis.title.text).toBe(x);
  });

  test('keeps only powers of ten on a logarithmic axis that has no room for more labels', () => {
    const labels = (last: number, width: number) => {
      const x = [1, last];
      const figure = plotScan([{ name: 'one', x, y: x }], { x: 'time', y: 'energy', logarithmic: 'x' });
      return (fitWidth(figure, width).layout.xaxis as { ticktext: string[] }).ticktext;
    };
    expect(labels(4000, 420)).toEqual(['1', '10', '100', '1000']);
    expect(labels(4000, 720)).toHaveLength(12);
    expect(labels(40, 420)).toEqual(['1', '2', '5', '10', '20', '50']);
  });

  test('breaks no line within an equation', () => {
    const { title } = fitWidth(
      { data: [], layout: layout({ title: 'MNIST digits 0 and 1, N = 100, P = 140, mean of 2 draws' }) },
      420,
    ).layout as { title: { text: string } };
    expect(title.text).toMatch(/^MNIST digits 0 and 1, (<i>N<\/i> = 100,)?<br>/);
  });

  test('may be anyone’s', () => {
    const foreign = fitWidth({ data: [], layout: {} }, 420);
    expect(foreign.layout).toMatchObject({ width: 420 });
    expect(foreign.layout.height).toBeGreaterThan(200);
  });
});

describe('a path that ends in a format', () => {
  test('is written, and nothing else', async () => {
    const place = mkdtempSync(join(folder, 'one-'));
    expect(await exportFigure(figure, join(place, 'mine.csv'))).toEqual([join(place, 'mine.csv')]);
    expect(await exportFigure(figure, join(place, 'MINE.JSON'), { formats: ['json'] })).toEqual([
      join(place, 'MINE.JSON'),
    ]);
    expect(readdirSync(place).sort()).toEqual(['MINE.JSON', 'mine.csv']);
    expect(readFileSync(join(place, 'mine.csv'), 'utf8')).toBe(figureCsv(figure));
    // A dot is not always the beginning of an extension.
    expect(await exportFigure(figure, join(place, 'v1.2'), { formats: ['csv'] })).toEqual([join(place, 'v1.2.csv')]);
  });

  test('that `formats` does not name gives a sentence', async () => {
    await expect(exportFigure(figure, join(folder, 'a.svg'), { formats: ['svg', 'pdf'] })).rejects.toThrow(
      '`path` ends in .svg and `formats` is [svg, pdf]; leave out the extension or `formats`',
    );
    expect(readdirSync(folder)).not.toContain('a.svg');
  });
});

describe('without Chromium', () => {
  test('a sentence says how to get it; numbers are written all the same', async () => {
    vi.stubEnv('PATH', '');
    vi.stubEnv('CHROMIUM', '');
    await expect(exportFigure(figure, join(folder, 'none'))).rejects.toThrow(
      /which this machine does not have; install one .*environment variable CHROMIUM/,
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
    const paths = await exportFigure(figure, join(folder, 'numbers'), { formats: ['csv', 'json'] });
    expect(paths).toEqual([join(folder, 'numbers.csv'), join(folder, 'numbers.json')]);
    expect(JSON.parse(readFileSync(paths[1]!, 'utf8'))).toEqual(JSON.parse(JSON.stringify(figure)));
  });

  test.skipIf(process.platform === 'win32')('or with something else in its place', async () => {
    vi.stubEnv('CHROMIUM', '/bin/false');
    await expect(exportFigure(figure, join(folder, 'false'))).rejects.toThrow(
      /\/bin\/false did not start as a browser .*environment variable CHROMIUM/,
    );
  });
});

describe.skipIf(findChromium() === undefined)('in Chromium', () => {
  const file = (name: string) => readFileSync(join(folder, name));

  test('a figure becomes SVG, PDF and PNG at the width of a column, with fonts, the same every time', async () => {
    const files = [
      { figure, path: join(folder, 'one') },
      { figure: map, path: join(folder, 'map') },
    ];
    const paths = await exportFigures(files, { column: 'single' });
    expect(paths).toHaveLength(10);
    await exportFigure(figure, join(folder, 'again'), { column: 'single' });
    for (const format of ['svg', 'pdf', 'png']) {
      expect(file(`one.${format}`).equals(file(`again.${format}`)), format).toBe(true);
    }

    const svg = file('one.svg').toString();
    expect(svg).toMatch(/^<svg width="86mm" height="[\d.]+mm"[^>]* viewBox="0 0 420 \d+"/);
    expect(svg).toContain('@font-face { font-family: Arimo;');
    expect(svg).not.toMatch(/url\("?https?:/);
    for (const label of ['random labels', 'sampled', 'theory, annealed']) {
      expect(svg).toContain(`>${label}<`);
    }
    // Symbols are italic, in a font of their own.
    expect(svg).toMatch(/>entropy <tspan style="font-style: ?italic;?">S<\/tspan>\(/);
    expect(svg).toMatch(/font-weight: 400; font-style: italic;/);
    // The line, its band, and the dashes of the theory.
    expect(svg).toMatch(/stroke: rgb\(0, 114, 178\)/);
    expect(svg).toMatch(/fill: rgb\(0, 114, 178\); fill-opacity: 0\.25/);
    expect(svg).toMatch(/stroke-dasharray/);
    expect(file('map.svg').toString()).toMatch(/<image[^>]+href="data:image\/png/);

    const pdf = file('one.pdf').toString('latin1');
    expect(pdf.match(/\/Type \/Page\s/g)).toHaveLength(1);
    expect(pdf).toMatch(/\/FontName \/\w+\+Arimo/);
    expect(pdf).toContain('/Title (random labels)');
    expect(pdf).toContain(`/Creator (weightspace ${version})`);
    const [, width] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect(Number(width) / 72).toBeCloseTo(86 / 25.4, 1);

    const png = file('one.png');
    expect(png.readUInt32BE(16) / 600).toBeCloseTo(86 / 25.4, 1);
    expect(png.subarray(37, 41).toString()).toBe('pHYs');
    expect(png.readUInt32BE(41)).toBe(23_622);
  });

  test('titles may be left to the caption of a paper', async () => {
    await exportFigure(plotDensity(sampled, { title: 'Sizes' }), join(folder, 'plain'), {
      formats: ['svg'],
      title: false,
    });
    expect(file('plain.svg').toString()).toMatch(/^<svg width="178mm"/);
    // The letters of panels stay.
    const panels = plotPanels([plotDensity(sampled, { title: 'Sizes' }), plotDensity(sampled, { title: 'Sizes' })]);
    await exportFigure(panels, join(folder, 'panels.svg'), { title: false });
    expect(file('panels.svg').toString()).toContain('(b)');
    expect(file('panels.svg').toString()).not.toContain('Sizes');
    expect(file('plain.svg').toString()).not.toContain('Sizes');
  });

  test('names stand beside their curves, or in a legend, which takes room', async () => {
    const x = [0, 1, 2, 3];
    const lines = plotScan(
      [
        { name: 'rising', x, y: x },
        { name: 'falling', x, y: x.map((value) => 9 - value) },
      ],
      { x: 'x', y: 'y' },
    );
    const drawn = async (labels?: 'curves' | 'legend') => {
      await exportFigure(lines, join(folder, 'names.svg'), { column: 'single', ...(labels && { labels }) });
      const svg = file('names.svg').toString();
      return { svg, height: Number(/ viewBox="0 0 420 (\d+)"/.exec(svg)![1]) };
    };
    const [beside, below] = [await drawn(), await drawn('legend')];
    for (const { svg } of [beside, below]) {
      expect(svg).toContain('>rising<');
      expect(svg).toContain('>falling<');
    }
    expect(beside.svg).not.toContain('class="legend"');
    expect(beside.svg).toMatch(/fill: rgb\(0, 96, 150\)[^>]*>rising</);
    expect(below.svg).toContain('class="legend"');
    expect(below.height).toBeGreaterThan(beside.height + 15);
    const categories = { ...lines, layout: { ...lines.layout, xaxis: { type: 'category' } } };
    await exportFigure(categories, join(folder, 'categories.svg'));
    expect(file('categories.svg').toString()).toContain('class="legend"');
    await expect(exportFigure(lines, join(folder, 'x.svg'), { labels: 'none' as 'legend' })).rejects.toThrow(
      "`labels` is none; choose 'curves' or 'legend'",
    );
  });

  test('a file that cannot be written gives a sentence', async () => {
    writeFileSync(join(folder, 'taken'), '');
    await expect(exportFigure(figure, join(folder, 'taken', 'a'), { formats: ['csv'] })).rejects.toThrow(
      /a\.csv cannot be written .*choose another folder/,
    );
  });
});
