import { expect, test } from 'vitest';
import { galleryHtml } from '#src/pages/gallery.js';
import type { Cell } from '#src/pages/notebook-file.js';

const figure = (name: string) => ({ data: [{ name }], layout: {} });
const code = (name: string, tags: string[]): Cell => ({
  cell_type: 'code',
  source: '',
  metadata: { tags },
  outputs: [{ output_type: 'display_data', data: { 'application/vnd.plotly.v1+json': figure(name) }, metadata: {} }],
});
const text: Cell = {
  cell_type: 'markdown',
  source: '# Classes & means\n\n**Question.** What if $m = 1$?\n\nMore.',
  metadata: {},
};
const notebook = (cells: Cell[]) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

test('the gallery shows each study by its title, question and main figure, and links to its page', () => {
  const html = galleryHtml([
    { name: '03-means', notebook: notebook([text, code('an earlier one', []), code('main one', ['main-figure'])]) },
    { name: '04-clones', notebook: notebook([code('only', [])]) },
  ]);
  expect(html).toContain('href="03-means.html"');
  expect(html).toContain('03 · Classes &#38; means');
  expect(html).toMatch(/What if .*<math/);
  expect(html).not.toContain('More.');
  expect(html).toContain('main one');
  expect(html).not.toContain('an earlier one');
  expect(html).toContain('href="04-clones.html"');
  expect(html).toContain('only');
  expect(html).toContain('"staticPlot":true');
});
