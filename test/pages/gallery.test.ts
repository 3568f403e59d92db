import { expect, test } from 'vitest';
import { findingOf, galleryHtml } from '#src/pages/gallery.js';
import type { Cell } from '#src/pages/notebook-file.js';

/** A figure with a name; one of bars cannot be drawn as a picture. */
const figure = (name: string, type = 'scatter') => ({
  data: [{ name, type, y: [1, 2] }],
  layout: { title: { text: name } },
});
const code = (main: object, tags: string[]): Cell => ({
  cell_type: 'code',
  source: '',
  metadata: { tags },
  outputs: [{ output_type: 'display_data', data: { 'application/vnd.plotly.v1+json': main }, metadata: {} }],
});
const picturesIn = (html: string) =>
  [...html.matchAll(/src="data:image\/svg\+xml;base64,([^"]*)"/g)].map(([, data]) =>
    String(Buffer.from(data!, 'base64')),
  );
const markdown = (source: string): Cell => ({ cell_type: 'markdown', source, metadata: {} });
const text = markdown('# Classes & means\n\n**Question.** What if $m = 1$?\n\nMore.');
const notebook = (cells: Cell[]) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

test('the gallery shows each study by its title, question and main figure, and links to its page', () => {
  const cells = [text, code(figure('an earlier one'), []), code(figure('main one'), ['main-figure'])];
  const html = galleryHtml([
    { name: '03-means', notebook: notebook(cells) },
    { name: '04-clones', notebook: notebook([code(figure('only'), [])]) },
  ]);
  expect(html).toContain('href="03-means.html"');
  expect(html).toContain('03 · Classes &#38; means');
  expect(html).toMatch(/What if .*<math/);
  expect(html).not.toContain('More.');
  expect(html).toContain('href="04-clones.html"');
  const [first, second, ...others] = picturesIn(html);
  expect(first).toContain('main one');
  expect(second).toContain('only');
  expect(others).toEqual([]);
  // The pictures need no script.
  expect(html).not.toContain('Plotly');
});

test('a figure that is no simple picture is drawn there, without interaction', () => {
  const html = galleryHtml([{ name: '03-means', notebook: notebook([text, code(figure('bars', 'bar'), [])]) }]);
  expect(html).toContain('"staticPlot":true');
  expect(picturesIn(html)).toEqual([]);
});

test('the first finding takes the place of the question', () => {
  const html = galleryHtml([
    { name: '03-means', notebook: notebook([text, markdown('## What we see\n\n- One peak. It splits.\n- And more.')]) },
  ]);
  expect(html).toContain('<p>One peak.</p>');
  expect(html).not.toContain('What if');
});

test.each([
  ['A sentence with $m = 1.5$, e.g. here. Another.', 'A sentence with $m = 1.5$, e.g. here.'],
  ['No preference at all at $m = 1.$ $P$ follows.', 'No preference at all at $m = 1.$ $P$ follows.'],
  ['The exponent is 0.25 there. $P$ follows.', 'The exponent is 0.25 there.'],
  ['**Both age.** In the wide network more.', 'Both age.'],
  ['Is it so? Yes.', 'Is it so?'],
  ['no full stop', 'no full stop'],
])('a finding is what is bold, or the first sentence: %s', (point, finding) => {
  expect(findingOf(notebook([markdown(`## What we see\n\n- ${point}\n- Other.\n\n## Exercises`)]))).toBe(finding);
});

test('a notebook without findings has none', () => {
  expect(findingOf(notebook([text]))).toBeUndefined();
});
