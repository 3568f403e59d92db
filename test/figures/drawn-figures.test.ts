import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { averageCurves } from '#src/analysis/averages.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { named, plotDensity, plotEntropy } from '#src/figures/curves.js';
import { plotEstimates } from '#src/figures/estimates.js';
import type { Figure } from '#src/figures/figure.js';
import { figureHtml, loadPlotlyHtml } from '#src/figures/figure-html.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import { plotDensityMap } from '#src/figures/maps.js';
import { plotPictures } from '#src/figures/pictures.js';
import { plotScan } from '#src/figures/scans.js';
import { plotComponents, plotScatter } from '#src/figures/scatter.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { classSeparation } from '#src/theory/gaussian-classes.js';

// Every kind of figure as a reader sees it: drawn by a real browser, from the HTML that a notebook shows, without a network.

const data = randomPatterns({ inputs: 15, patterns: 12, seed: 'drawn' });
const sampled = await wangLandau(perceptron(15), data, {
  seed: 'drawn',
  moves: 20_000,
  learningMoves: 100_000,
  walkers: 4,
});
const exact = await enumerate(perceptron(15), data);
const theory = classSeparation({ weights: 15, patterns: 12, separation: 0.5 });
const mean = averageCurves([sampled, exact], { of: 'entropy' });
const pictures = separatedPatterns({ inputs: 16, patterns: 40, separation: 1, seed: 'drawn' });
const line = { x: [1, 2, 3], y: [4, 5, 6] };

/** What must be there to be seen, by kind of mark. */
interface Marks {
  readonly lines?: number;
  readonly bands?: number;
  readonly errorBars?: number;
  readonly points?: number;
  readonly images?: number;
}

const KINDS: readonly [kind: string, figure: Figure, marks: Marks, texts: readonly string[]][] = [
  [
    'entropies',
    plotEntropy([[named('sampled', sampled), named('exact', exact)], named('theory', theory)], {
      title: 'N = 15, P = 12',
    }),
    { lines: 2, bands: 1, points: 13 },
    ['N = 15, P = 12', 'sampled', 'exact', 'theory', 'entropy S(E) (nats)'],
  ],
  [
    'densities',
    plotDensity([[named('mean', mean), named('theory', theory)]], { title: 'two runs' }),
    { lines: 2, bands: 1 },
    ['two runs', 'mean', 'theory', 'E/P'],
  ],
  [
    'a map of densities',
    plotDensityMap(
      [0, 1, 2].map((value) => ({ value, curve: classSeparation({ weights: 15, patterns: 12, separation: value }) })),
      { parameter: 'separation m', title: 'a map' },
    ),
    { images: 1 },
    ['a map', 'separation m', 'E/P'],
  ],
  [
    'a heat map',
    plotHeatMap(
      {
        values: [
          [1, 2],
          [3, 4],
        ],
      },
      { x: 'column', y: 'row', value: 'height (nats)', title: 'four numbers' },
    ),
    { images: 1 },
    ['four numbers', 'column', 'row', 'height (nats)'],
  ],
  [
    'a scan',
    plotScan(
      [
        [
          { ...line, name: 'measured', error: [0.3, 0.3, 0.3] },
          { ...line, name: 'predicted', kind: 'theory' },
        ],
      ],
      {
        x: 'load α',
        y: 'errors',
        title: 'a scan',
        references: [{ name: 'threshold', value: 2 }],
      },
    ),
    { lines: 3, errorBars: 3, points: 3 },
    ['a scan', 'measured', 'predicted', 'threshold', 'load α', 'errors'],
  ],
  [
    'points',
    plotScatter([{ ...line, name: 'here' }], { x: 'one', y: 'other', title: 'points' }),
    { points: 3 },
    ['points', 'one', 'other'],
  ],
  [
    'estimates',
    plotEstimates(
      [
        { name: 'first method', value: 1, error: 0.2 },
        { name: 'second method', value: 2, error: 0.1 },
        { name: 'a method with a longer name', value: 3, error: 0.5 },
      ],
      { x: 'nats', title: 'estimates', references: [{ name: 'exact', value: 1.5 }] },
    ),
    { lines: 1, errorBars: 3, points: 3 },
    ['estimates', 'first method', 'second method', 'exact', 'nats'],
  ],
  ['principal components', plotComponents(pictures, { title: 'components' }), { points: 40 }, ['components']],
  ['pictures', plotPictures(pictures, { title: 'pictures' }), { images: 1 }, ['pictures']],
];

const note = findChromium() === undefined ? ' (skipped: no Chromium is on this machine)' : '';

describe.skipIf(note !== '')(`drawn by a browser${note}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  test.each(KINDS)('%s: marks, axes, title and legend are there to be seen', async (_, figure, marks, texts) => {
    const page = await browser.newPage({ viewport: { width: 800, height: 700 }, offline: true });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.setContent(`<!doctype html><body style="margin:0">${figureHtml(figure)}${loadPlotlyHtml()}`);
    await page.waitForSelector('.nsewdrag', { timeout: 60_000 });
    expect(complaints).toEqual([]);

    const seen = async (selector: string) => (await visibleBoxes(page, selector)).length;
    expect(await seen('.scatterlayer .js-line')).toBeGreaterThanOrEqual(marks.lines ?? 0);
    expect(await seen('.js-fill')).toBeGreaterThanOrEqual(marks.bands ?? 0);
    expect(await seen('.errorbar path')).toBeGreaterThanOrEqual(marks.errorBars ?? 0);
    expect(await seen('.scatterlayer .points path')).toBeGreaterThanOrEqual(marks.points ?? 0);
    expect(await seen('.main-svg image')).toBeGreaterThanOrEqual(marks.images ?? 0);
    const written = (await page.locator('.main-svg text').allTextContents()).join('\n');
    for (const text of texts) expect(written).toContain(text);

    // Nothing is cut off, and the legend covers no data.
    const [whole] = await visibleBoxes(page, '.main-svg');
    for (const box of await visibleBoxes(page, '.gtitle, .xtitle, .ytitle, .legend')) {
      expect(box.left).toBeGreaterThanOrEqual(whole!.left - 1);
      expect(box.right).toBeLessThanOrEqual(whole!.right + 1);
      expect(box.top).toBeGreaterThanOrEqual(whole!.top - 1);
      expect(box.bottom).toBeLessThanOrEqual(whole!.bottom + 1);
    }
    const [plot] = await visibleBoxes(page, '.nsewdrag');
    for (const legend of await visibleBoxes(page, '.legend')) expect(legend.top).toBeGreaterThan(plot!.bottom);
    expect(await inkShare(page)).toBeGreaterThan(0.01);
    await page.close();
  });
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The boxes of the elements that take up room on the page. */
function visibleBoxes(page: Page, selector: string): Promise<Box[]> {
  return page.$$eval(selector, (elements) =>
    elements
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width + height > 0)
      .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
  );
}

/** The share of a screenshot's pixels that are not white. */
async function inkShare(page: Page): Promise<number> {
  const screenshot = (await page.screenshot()).toString('base64');
  return page.evaluate(async (png) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let ink = 0;
    for (let k = 0; k < data.length; k += 4) if (data[k]! + data[k + 1]! + data[k + 2]! < 3 * 240) ink++;
    return ink / (width * height);
  }, screenshot);
}
