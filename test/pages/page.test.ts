import { expect, test } from 'vitest';
import { markdownHtml } from '#src/pages/markdown.js';
import { withNeighbours } from '#src/pages/navigation.js';
import type { Cell, Notebook, Output } from '#src/pages/notebook-file.js';
import { type PageOptions, pageHtml } from '#src/pages/page.js';

const markdown = (source: string): Cell => ({ cell_type: 'markdown', source, metadata: {} });
const code = (source: string, outputs: Output[] = [], count: number | null = 1): Cell => ({
  cell_type: 'code',
  source,
  metadata: {},
  outputs,
  execution_count: count,
});
const bar = (text: string): Output => ({
  output_type: 'display_data',
  data: { 'text/html': `<div>bar <progress></progress></div>`, 'text/plain': text },
  metadata: {},
});
const page = (cells: Cell[], options: Partial<PageOptions> = {}) =>
  pageHtml({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 } satisfies Notebook, {
    name: 'a',
    date: new Date('2030-01-02'),
    ...options,
  });

test('a progress bar is one quiet line, and several are folded into one', () => {
  const single = page([code('run();', [bar('Wang–Landau: 100 % · done in 3.1 s')])]);
  expect(single).toContain('<div class="progress">Wang–Landau: done in 3.1 s</div>');
  expect(single).not.toContain('<progress');
  const states = [
    'A: 100 % · done in 3 s',
    'B: stopped at 40 % · 2 s',
    'A: 100 % · kept from an earlier run',
    'C: 7 %',
  ];
  const several = page([code('run();', states.map(bar))]);
  expect(several).toContain('<details class="progress"><summary>4 runs: A, B, C</summary>');
  expect(several).toContain('A: done in 3 s<br>B: stopped at 40 % · 2 s<br>A: kept from an earlier run<br>C: 7 %');
  const table: Output = { output_type: 'display_data', data: { 'text/html': '<table></table>' }, metadata: {} };
  expect(page([code('run();', [table])])).toContain('<div class="output"><table></table></div>');
});

test('only cells of a table that hold more than a few words may be wrapped', () => {
  const html = `<table><tr><td>2.46 ± 0.01</td><td title="a">${'word '.repeat(9)}</td></tr></table>`;
  const table: Output = { output_type: 'display_data', data: { 'text/html': html }, metadata: {} };
  expect(page([code('run();', [table])])).toContain('<td>2.46 ± 0.01</td><td class="long" title="a">word');
});

test('the headings are a table of contents', () => {
  const html = page([markdown('# Title\n\n## What is $P$?\n\n## Why'), code('const a = "## no";'), markdown('## Why')]);
  const ids = [...html.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(3);
  const links = [...html.matchAll(/<li><a href="#([^"]*)"/g)].map(([, id]) => decodeURIComponent(id!));
  expect(links).toEqual(ids);
  expect(page([markdown('# Title\n\n## Only one')])).not.toContain('<details class="contents"');
});

test('a page links to its neighbours as far as they exist, also when they come later', () => {
  const before = { name: '01-a', title: 'A & B' };
  const alone = page([markdown('# Title')]);
  expect(alone).not.toContain('.html"');
  const linked = withNeighbours(alone, { before, gallery: true });
  expect(linked.match(/<a rel="prev" href="01-a\.html">← A &#38; B<\/a>/g)).toHaveLength(2);
  expect(linked.match(/href="index\.html"/g)).toHaveLength(2);
  expect(linked).toBe(page([markdown('# Title')], { neighbours: { before, gallery: true } }));
  expect(withNeighbours(linked, {})).toBe(alone);
});

test('a link to a notebook leads to its page, or is none', () => {
  const cells = [markdown('[one](01-a.ipynb) [two](02-b.ipynb) [three](https://example.org/c.ipynb)')];
  const html = page(cells, { pages: ['01-a'] });
  expect(html).toContain('<a href="01-a.html">one</a> two <a href="https://example.org/c.ipynb">three</a>');
});

test('equations are drawn with the fonts that they use, and can be read aloud', () => {
  const plain = page([markdown('$x$')]);
  const fonts = (html: string) => [...html.matchAll(/@font-face\{font-family:"?(\w+)/g)].map(([, name]) => name);
  expect(fonts(plain)).toEqual(['KaTeX_Main', 'KaTeX_Math']);
  expect(fonts(page([markdown('$x \\in \\mathbb{R}$')]))).toContain('KaTeX_AMS');
  expect(fonts(page([markdown('no equation')]))).toEqual([]);
  expect(plain).toMatch(/<math.*<mi>x<\/mi>/);
  expect(plain).not.toMatch(/url\((?!data:)/);
});

test('a double-struck one is drawn of two letters and read as one', () => {
  for (const tex of ['\\mathbb 1', '\\mathbb{1}', '𝟙']) {
    const html = markdownHtml(`$${tex}$`);
    expect(html).toContain('<mn mathvariant="double-struck">1</mn>');
    expect(html).toContain('<span class="mord mathrm">l</span>');
  }
});

test('code keeps its lines, and its colours over several lines', () => {
  const html = page([code('const text = `a\n  b`;\n\nrun();')]);
  const lines = [
    ...html.matchAll(/<span class="line" style="--indent:(\d+)">(.*?)<\/span>(?=<span class="line"|<\/code>)/g),
  ];
  expect(lines.map(([, indent]) => Number(indent))).toEqual([0, 2, 0, 0]);
  expect(lines[1]![2]).toBe('<span class="hljs-string">  b`</span>;');
  expect(lines[2]![2]).toBe('<br>');
});

test('the page of an unfinished run says so, and which cells wait', () => {
  const html = page([code('one();'), code('two();', [], null)], { status: '<p class="run">running</p>' });
  expect(html).toContain('<p class="run">running</p>');
  expect(html.match(/class="cell waiting"/g)).toHaveLength(1);
  expect(page([code('two();', [], null)])).not.toContain('class="cell waiting"');
});
