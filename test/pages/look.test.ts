import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frame } from '#src/base/frame.js';
import { randomPatterns } from '#src/dataset/random.js';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { plotEntropy } from '#src/figures/curves.js';
import { perceptron } from '#src/network/network.js';
import { show } from '#src/notebook/show.js';
import { type Bundle, captureOutputs } from '#src/notebook/tslab.js';
import { galleryHtml } from '#src/pages/gallery.js';
import type { Cell, Notebook, Output } from '#src/pages/notebook-file.js';
import { pageHtml } from '#src/pages/page.js';
import { enumerate } from '#src/sampling/enumerate.js';

// What is seen of a page in a browser, on a desk and on a phone.

const shown: Bundle[] = [];
captureOutputs(({ data }) => shown.push(data));
const dos = await enumerate(perceptron(9), randomPatterns({ inputs: 9, patterns: 6, seed: 'look' }));
show(plotEntropy(dos, { title: 'A title that is long enough for more than one line on a phone, N = 9, P = 6' }));
show(frame(Object.fromEntries(Array.from({ length: 14 }, (_, k) => [`a long column ${k}`, [1.5, 2.5]]))));
const outputs = shown.map((data): Output => ({ output_type: 'display_data', data, metadata: {} }));
const printed: Output = { output_type: 'stream', name: 'stdout', text: `${'wide '.repeat(60)}${'x'.repeat(300)}\n` };

const SOURCE = `const wide = [${Array.from({ length: 60 }, (_, k) => k).join(', ')}];

function f(text: string) {
  return \`${'one text without end '.repeat(12)}
    \${text}\`;
}`;
const equation = '$$\\sum_{d=0}^{N} \\binom{N}{d} = 2^N \\qquad x \\in \\mathbb{R}^N, \\mathbb 1$$';
const wideEquation = `$$S = ${Array.from({ length: 60 }, (_, k) => `x_{${k}}`).join(' + ')}$$`;
const word = `A word ${'without'.repeat(30)}end and \`${'code'.repeat(60)}\` in the text.`;
const markdown = (source: string): Cell => ({ cell_type: 'markdown', source, metadata: {} });
const table = `| ${'a wide head | '.repeat(16)}\n|${'---|'.repeat(16)}\n| ${'1 | '.repeat(16)}`;
const cells: Cell[] = [
  markdown(`# A page\n\n**Question.** Does it fit, $${'x + '.repeat(40)}x$?\n\n## First\n\n${word}\n\n${equation}`),
  { cell_type: 'code', source: SOURCE, metadata: {}, execution_count: 1, outputs: [printed, ...outputs] },
  markdown(`## Second\n\n${wideEquation}\n\n${table}\n\n## What we see\n\n- ${word}`),
];
const notebook: Notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
const before = { name: '01-a', title: 'A title before that is long' };
const neighbours = { before, after: { ...before, name: '03-b' }, gallery: true };
const pages = {
  page: pageHtml(notebook, { name: '02-page', date: new Date('2030-01-02'), neighbours }),
  gallery: galleryHtml([1, 2, 3].map((k) => ({ name: `0${k}-page`, notebook }))),
};
const galleries = { 1: galleryHtml([{ name: '01-page', notebook }]), 3: pages.gallery };

const note = findChromium() === undefined ? ' (skipped: no Chromium is on this machine)' : '';

describe.skipIf(note !== '')(`in a browser${note}`, { timeout: 120_000 }, () => {
  let browser: Awaited<ReturnType<typeof startChromium>>;
  beforeAll(async () => {
    browser = await startChromium();
  }, 60_000);
  afterAll(() => browser.close());

  async function open(html: string, width: number, colorScheme: 'light' | 'dark' = 'light') {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, offline: true });
    await tab.setContent(html);
    await tab.evaluate(() => document.fonts.ready);
    return tab;
  }

  test.each([
    ['page', 400],
    ['page', 1200],
    ['gallery', 400],
    ['gallery', 1200],
  ] as const)('nothing of the %s is wider than a window of %d pixels', async (which, width) => {
    const tab = await open(pages[which], width);
    const seen = await tab.evaluate(() => {
      const isInBox = (element: Element): boolean =>
        element.parentElement !== null &&
        (getComputedStyle(element.parentElement).overflowX !== 'visible' || isInBox(element.parentElement));
      const right = document.documentElement.clientWidth + 1;
      const wide = Array.from(document.querySelectorAll('body *')).filter(
        (element) => element.getBoundingClientRect().right > right && !isInBox(element),
      );
      const cut = (selector: string) =>
        Array.from(document.querySelectorAll(selector)).filter((box) => box.scrollWidth > box.clientWidth + 1).length;
      return {
        page: document.documentElement.scrollWidth,
        wide: wide.map((element) => element.outerHTML.slice(0, 120)),
        cut: cut('.code') + cut('.stdout') + cut('.figure'),
        scrolling: cut('.katex-display') + cut('.output') + cut('.text table'),
      };
    });
    expect({ ...seen, scrolling: 0 }).toEqual({ page: width, wide: [], cut: 0, scrolling: 0 });
    // What cannot be wrapped is there, in a box of its own.
    if (which === 'page' && width === 400) expect(seen.scrolling).toBe(3);
    await tab.close();
  });

  test('equations are drawn with KaTeX’s fonts, all of which are loaded', async () => {
    const tab = await open(pages.page, 1200);
    const fonts = await tab.evaluate(() => {
      const found: string[] = [];
      document.fonts.forEach(({ family, status }) => {
        found.push(`${family} ${status}`);
      });
      return found;
    });
    const families = ['KaTeX_Main', 'KaTeX_Math', 'KaTeX_AMS', 'KaTeX_Size2'];
    for (const family of families) expect(fonts).toContain(`${family} loaded`);
    const heights = await tab.evaluate(() =>
      Array.from(document.querySelectorAll('.katex-display')).map((box) => box.scrollHeight - box.clientHeight),
    );
    for (const hidden of heights) expect(hidden).toBeLessThan(3);
    await tab.close();
  });

  test('a figure takes the width of a phone, and another one when that is turned', async () => {
    const tab = await open(pages.page, 400);
    const width = () => tab.evaluate(() => document.querySelector('.main-svg')!.getBoundingClientRect().width);
    expect(await width()).toBeGreaterThan(340);
    expect(await width()).toBeLessThanOrEqual(400);
    await tab.setViewportSize({ width: 900, height: 400 });
    await expect.poll(width).toBe(720);
    await tab.close();
  });

  test('code is copied as it was written', async () => {
    const tab = await open(pages.page, 400);
    const copied = await tab.evaluate(() => {
      getSelection()!.selectAllChildren(document.querySelector('.code')!);
      return String(getSelection());
    });
    expect(copied.trimEnd()).toBe(SOURCE);
    await tab.close();
  });

  test('the system’s choice of light or dark holds until the switch is pressed', async () => {
    const tab = await open(pages.page, 1200, 'dark');
    const brightness = () =>
      tab.evaluate(() => {
        const [red = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g)!.map(Number);
        return red > 128 ? 'light' : 'dark';
      });
    expect(await brightness()).toBe('dark');
    await tab.click('#theme');
    expect(await brightness()).toBe('light');
    await tab.click('#theme');
    expect(await brightness()).toBe('dark');
    await tab.emulateMedia({ media: 'print' });
    expect(await brightness()).toBe('light');
    await tab.close();
  });

  test('the gallery has two columns on a desk and one on a phone, also where a study is alone', async () => {
    for (const [width, studies, columns] of [
      [1200, 3, 2],
      [1200, 1, 1],
      [400, 3, 1],
      [400, 1, 1],
    ] as const) {
      const tab = await open(galleries[studies], width);
      const boxes = await tab.evaluate(() =>
        Array.from(document.querySelectorAll('.exhibit')).map((exhibit) => exhibit.getBoundingClientRect().toJSON()),
      );
      expect(new Set(boxes.map(({ left }) => left)).size).toBe(columns);
      expect(boxes[0].width).toBeGreaterThan(340);
      expect(boxes[0].width).toBeLessThan(width === 400 ? 400 : 600);
      await tab.close();
    }
  });
});
