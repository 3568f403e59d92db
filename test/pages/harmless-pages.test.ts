import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatted, literal, shownText, tameMarkdown } from '#src/base/escape.js';
import { frame } from '#src/base/frame.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { randomPatterns } from '#src/dataset/random.js';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { named, plotDensity, plotEntropy } from '#src/figures/curves.js';
import { exportFigure } from '#src/figures/export-figure.js';
import type { Figure } from '#src/figures/figure.js';
import { figureCsv } from '#src/figures/figure-data.js';
import { figureHtml } from '#src/figures/figure-html.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import { plotDensityMap, plotJoint } from '#src/figures/maps.js';
import { plotPictures } from '#src/figures/pictures.js';
import { plotScan } from '#src/figures/scans.js';
import { plotComponents, plotScatter } from '#src/figures/scatter.js';
import { figureSvg } from '#src/figures/still/figure.js';
import { perceptron } from '#src/network/network.js';
import { progressBar } from '#src/notebook/progress-bar.js';
import { show } from '#src/notebook/show.js';
import { type Bundle, captureOutputs } from '#src/notebook/tslab.js';
import { galleryHtml } from '#src/pages/gallery.js';
import { markdownHtml } from '#src/pages/markdown.js';
import type { Cell, Notebook, Output } from '#src/pages/notebook-file.js';
import { pageHtml } from '#src/pages/page.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate } from '#src/sampling/joint.js';
import { verdict } from '#src/sampling/results.js';
import { LIMITED } from '../limited.js';

// Texts that come from data, a data set's source and notice, names, columns, verdicts, are shown as they are: none runs.

const IMAGE = '<img src=x onerror="window.hacked=1;alert(1)">';
const hostile = [
  IMAGE,
  '</script><script>window.hacked=2;alert(2)</script>',
  '"><svg onload=window.hacked=3>',
  "'><iframe srcdoc='<script>parent.hacked=4</script>'>",
  '<a href="javascript:window.hacked=5">a</a><b onclick=1>b</b>',
  '<!--<script>\u2028&lt;i&gt;</constructor></b></sup>',
].join(' ');

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plain = randomPatterns({ inputs: 9, patterns: 6, seed: 'harmless' });
const provenance = { ...plain.provenance, source: hostile, notice: hostile, parameters: { seed: hostile } };
const data: Dataset = { ...plain, provenance };
const dos = await enumerate(perceptron(9), data);
const joint = await jointEnumerate(perceptron(9), data, { of: 'distance', from: new Int8Array(9).fill(1) });
const line = { name: hostile, x: [1, 2], y: [3, 4] };
const texts = { title: hostile, caption: hostile };

const figures: { readonly [kind: string]: Figure } = {
  entropy: plotEntropy(named(hostile, dos)),
  density: plotDensity([dos, named(hostile, dos)], { title: hostile }),
  'density map': plotDensityMap([{ value: 1, curve: dos }], { parameter: hostile }),
  components: plotComponents(data),
  pictures: plotPictures(data),
  joint: plotJoint({ ...joint, axis: { ...joint.axis, name: hostile } }),
  scan: plotScan([line], { x: hostile, y: hostile, ...texts }),
  points: plotScatter([line], { x: hostile, y: hostile, ...texts }),
  'heat map': plotHeatMap({ values: [[1]] }, { x: hostile, y: hostile, value: hostile, ...texts, overlays: [line] }),
};

/** What cells show, in all representations. */
const shown: Bundle[] = [];
captureOutputs(({ data: bundle }) => shown.push(bundle));
for (const figure of Object.values(figures)) show(figure);
show(frame({ [hostile]: [hostile, 'a'] }));
show(verdict(dos));
progressBar()({ task: hostile, done: 1, total: 2, stopped: true, detail: hostile });
progressBar()({ task: hostile, done: 1, total: 1, rows: [{ [hostile]: hostile }] });

const displayed = shown.map((bundle): Output => ({ output_type: 'display_data', data: bundle, metadata: {} }));
const written = { output_type: 'stream', name: hostile, text: hostile } as unknown as Output;
const failed: Output = { output_type: 'error', ename: hostile, evalue: hostile, traceback: [hostile] };
const untold: Output = { output_type: 'error', ename: hostile, evalue: hostile, traceback: [] };
const code = { cell_type: 'code', source: `const text = \`${hostile}\`;`, metadata: {}, execution_count: hostile };
const cells = [
  { cell_type: 'markdown', source: '# Title\n\n**Question.** <i class="own">Mine</i>', metadata: {} },
  { ...code, outputs: [written, failed, untold, ...displayed] },
] as unknown as Cell[];
const notebook: Notebook = { cells, metadata: { title: hostile }, nbformat: 4, nbformat_minor: 5 };
const page = pageHtml(notebook, { name: hostile, date: new Date('2030-01-02') });
const gallery = galleryHtml([
  { name: hostile, notebook },
  { name: hostile, notebook: { ...notebook, cells: cells.slice(1) } },
]);

/** The page that the command makes of a file with such a name. */
const file = '<img src=x onerror="alert(1)"><svg onload=alert(2)>.csv';
writeFileSync(join(folder, file), '1,-1,1,1\n-1,-1,1,-1\n1,1,1,1\n');
const command = fileURLToPath(new URL('../../scripts/weightspace.mjs', import.meta.url));
spawnSync(process.execPath, [command, file, '--exact', '--output', 'made', '--formats', 'html'], {
  ...LIMITED,
  cwd: folder,
});
const made = readFileSync(join(folder, 'made.html'), 'utf8');

/** Markup that would take effect. */
const LIVE = /<(?:img src=x|svg onload|iframe|script>(?:window|parent)|a href="javascript|b onclick|!--<script)/;

describe('texts of data', () => {
  test.each([
    ['a page', page],
    ['the gallery', gallery],
    ['the page of the command', made],
    ['the script of anyone’s figure', figureHtml({ data: [{ name: hostile }], layout: {} })],
    ...shown.flatMap((bundle, k) =>
      ['text/html', 'text/markdown', 'image/svg+xml']
        .filter((type) => bundle[type] !== undefined)
        .map((type): [string, string] => [`output ${k} as ${type}`, String(bundle[type])]),
    ),
  ])('are no markup in %s', (_, html) => {
    expect(html.length).toBeGreaterThan(20);
    expect(LIVE.exec(html)?.[0]).toBeUndefined();
    expect(/<script>[^<]*\u2028/.exec(html)).toBeNull();
  });

  test('are shown in figures as they are, and in their numbers', () => {
    const { data: traces, layout } = figures.entropy!;
    const { text, subtitle } = layout.title as { text: string; subtitle: { text: string } };
    expect(shownText(text)).toContain(IMAGE);
    expect(shownText(subtitle.text)).toContain(IMAGE);
    expect(shownText(String(traces[0]!.name))).toBe(hostile);
    expect(figureCsv(figures.scan!)).toContain(IMAGE.replaceAll('"', '""'));
    expect(String(shown[0]!['text/plain'])).toContain(IMAGE);
  });

  test('that are numbers of a cell or names of a stream are escaped', () => {
    expect(page).toMatch(/<div class="count">&#60;img src=x/);
    expect(page).toMatch(/<pre class="&#60;img src=x/);
  });

  test('leave the Markdown of a cell free', () => {
    expect(page).toContain('<i class="own">Mine</i>');
    expect(gallery).toContain('<i class="own">Mine</i>');
    expect(markdownHtml('<details open>more</details>')).toContain('<details open>');
  });
});

describe('an author’s text', () => {
  test('may raise, lower and slant letters, and nothing else', () => {
    expect(formatted('<i>T</i><sub>c</sub><br>x<sup>2</sup> & a < b')).toBe(
      '<i>T</i><sub>c</sub><br>x<sup>2</sup> & a &#60; b',
    );
    expect(formatted('<b onclick=1><span style="x"><a href="y">')).not.toContain('<');
    expect(literal('<i>$x$ & y')).toBe('&#60;i>&#36;x&#36; &#38; y');
    const title = '<i>T</i><sub>c</sub>';
    expect(plotScan([line], { x: title, y: 'y' }).layout).toMatchObject({ xaxis: { title: { text: title } } });
  });

  test('that a cell shows is Markdown with equations, whose HTML is text', () => {
    expect(tameMarkdown('**a** $x<y$ `a<b` <sub>2</sub> 1 < 2')).toBe('**a** $x< y$ `a< b` <sub>2</sub> 1 < 2');
    expect(tameMarkdown('<img src=x> $<img src=x>$ `<img src=x>` <div\n')).not.toMatch(/<(?=[a-z])/);
  });

  test('links to the web alone', () => {
    const html = markdownHtml(
      '[a](javascript:hacked) <javascript:hacked> [b](java&Tab;script:hacked) [c](javascript&colon;hacked) ' +
        '[d](data:text/html,hacked) [e](https://example.org/?a&b) [f](#there) ![g](http://example.org/g.png)',
      { tame: true },
    );
    const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(links).toEqual(['javascript&#38;colon;hacked', 'https://example.org/?a&#38;b', '#there']);
  });
});

describe('a still picture', () => {
  test('of texts with open tags, unknown codes and control characters is well-formed', () => {
    const text = 'a</b>c <b>d <sup>e <constructor> &alpha; &mu; &#0; \u0001 <i>f</b>';
    const layout = { title: { text, subtitle: { text } }, font: { family: '"><x' }, paper_bgcolor: '"/><x' };
    const svg = figureSvg({ data: [{ name: text, x: [1], y: [1], marker: { color: '"/><x' } }, { y: [2] }], layout })!;
    expect(svg.match(/<tspan/g)!.length).toBe(svg.match(/<\/tspan>/g)!.length);
    expect(svg).not.toMatch(/<x|&alpha;|&#0;|\p{Cc}(?<!\n)/u);
    expect(svg).toContain('&lt;constructor> &amp;alpha; μ');
  });
});

const note = findChromium() === undefined ? ' (skipped: no Chromium is on this machine)' : '';

describe.skipIf(note !== '')(`in a browser${note}`, () => {
  let browser: Awaited<ReturnType<typeof startChromium>>;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  /** Opens a page; gives what ran and what stands there. */
  async function opened(html: string, waitFor: string) {
    const tab = await browser.newPage({ offline: true });
    const events: string[] = [];
    tab.on('dialog', (dialog) => {
      events.push(`dialog ${dialog.message()}`);
      return dialog.dismiss();
    });
    tab.on('pageerror', (error) => events.push(error.message));
    await tab.setContent(html);
    await tab.waitForSelector(waitFor, { timeout: 20_000 });
    const seen = await tab.evaluate(() => ({
      hacked: (window as { hacked?: unknown }).hacked,
      live: document.querySelectorAll(
        '[onerror], [onload], [onclick], iframe, [href^="javascript"], svg a, img[src="x"]',
      ).length,
      text: document.body.textContent ?? '',
    }));
    await tab.close();
    return { ...seen, events };
  }

  const outputs = shown.map((bundle) => bundle['text/html'] ?? markdownHtml(String(bundle['text/markdown'])));

  test.each([
    ['a page', page, '.main-svg .nsewdrag'],
    ['the gallery', gallery, '.exhibit img'],
    ['the page of the command', made, '.main-svg .nsewdrag'],
    ['the outputs of cells', `<!doctype html>${outputs.join('')}`, '.main-svg .nsewdrag'],
  ])('%s runs nothing of them, and shows them', async (_, html, waitFor) => {
    const { hacked, live, events, text } = await opened(html, waitFor);
    expect({ hacked, live, events }).toEqual({ hacked: undefined, live: 0, events: [] });
    expect(text).toContain('<img src=x onerror="');
  });

  test('an exported picture runs nothing of them, and shows them', async () => {
    await exportFigure(figures.scan!, join(folder, 'scan'), { formats: ['svg'] });
    const svg = readFileSync(join(folder, 'scan.svg'), 'utf8');
    const { hacked, live, events, text } = await opened(`<!doctype html>${svg}`, 'svg');
    expect({ hacked, live, events }).toEqual({ hacked: undefined, live: 0, events: [] });
    expect(text).toContain('<img src=x onerror="');
  });

  test('still pictures are drawn', async () => {
    const tab = await browser.newPage();
    for (const [kind, figure] of Object.entries(figures)) {
      await tab.setContent(
        `<img src="data:image/svg+xml;base64,${Buffer.from(figureSvg(figure)!).toString('base64')}">`,
      );
      const width = await tab.evaluate(async () => {
        const picture = document.querySelector('img')!;
        await picture.decode().catch(() => {});
        return picture.naturalWidth;
      });
      expect(width, kind).toBe(720);
    }
    await tab.close();
  });
});
