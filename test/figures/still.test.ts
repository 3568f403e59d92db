import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { plotDensity, plotEntropy } from '#src/figures/curves.js';
import { plotEstimates } from '#src/figures/estimates.js';
import { type Figure, numeral } from '#src/figures/figure.js';
import { figureHtml } from '#src/figures/figure-html.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import { plotPictures } from '#src/figures/pictures.js';
import { plotScan } from '#src/figures/scans.js';
import { plotComponents } from '#src/figures/scatter.js';
import { figureSvg } from '#src/figures/still/figure.js';
import { evenTicks } from '#src/figures/still/scale.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';

const data = randomPatterns({ inputs: 25, patterns: 20, seed: 'svg' });
const network = perceptron(25);
const curves = [
  [await wangLandau(network, data, { seed: 'walk', moves: 1e6, learningMoves: 1e6 }), await enumerate(network, data)],
  annealedRandomLabels({ weights: 25, patterns: 20 }),
];
const values = Array.from({ length: 6 }, (_, row) =>
  Array.from({ length: 8 }, (_, k) => (row === k ? Number.NaN : 10 ** (row - k))),
);

const figures: { readonly [name: string]: Figure } = {
  entropy: plotEntropy(curves),
  'density, logarithmic': plotDensity(curves, { scale: 'log', title: 'more & less < most', caption: 'A notice.' }),
  scan: plotScan([{ name: 'U', x: [1, 10, 100], y: [3, 4, 6], error: [0.5, 1, Infinity] }], {
    x: 'T',
    y: 'U',
    logarithmic: 'x',
  }),
  'heat map': plotHeatMap(
    { values },
    { x: 'x', y: 'y', value: 'v', scale: 'log', overlays: [{ name: 'line', x: [0, 5], y: [0, 5] }] },
  ),
  matrix: plotHeatMap({ values }, { x: 'x', y: 'y', value: 'v', scale: 'diverging', matrix: true }),
  pictures: plotPictures(data),
  components: plotComponents(data),
  estimates: plotEstimates(
    [
      { name: 'one', value: 1, error: 0.2 },
      { name: 'a name of some length', value: 2 },
    ],
    { x: 'nats', references: [{ name: 'exact', value: 1.5 }] },
  ),
};

/** Well-formed, and each number a number. */
function check(svg: string | undefined): string {
  expect(svg).toBeDefined();
  expect(svg).not.toMatch(/NaN|undefined|Infinity|\[object/);
  return svg!;
}

describe('a still picture', () => {
  test('has the lines, markers, bands and names of curves, at their places', () => {
    const svg = check(figureSvg(figures.entropy!));
    expect(svg.match(/<text[^>]*>Wang–Landau<\/text>/g)).toHaveLength(1);
    expect(svg).toContain('energy <tspan font-style="italic">E</tspan> (misclassified patterns)');
    expect(svg).toContain('fill-opacity="0.25"');
    expect(svg).toContain('stroke-dasharray');
    // The exact points are open circles; E = 10 is in the middle of the frame, which reaches from 70 to 695.
    const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="4\.5" fill="none"/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    const { x, y } = figures.entropy!.data.find(
      ({ marker }) => (marker as { symbol?: string })?.symbol === 'circle-open',
    ) as unknown as {
      x: number[];
      y: number[];
    };
    const places = new Map(circles.map(([left, top]) => [left, top]));
    expect(circles.length).toBeGreaterThanOrEqual(x.length);
    const top = Math.min(...circles.map(([, at]) => at!));
    const highest = x[y.indexOf(Math.max(...y))]!;
    expect(places.get(circles.find(([, at]) => at === top)![0]!)).toBe(top);
    const [low, high] = [Math.min(...x), Math.max(...x)];
    const [left, right] = [
      Math.min(...circles.slice(0, x.length).map(([at]) => at!)),
      Math.max(...circles.slice(0, x.length).map(([at]) => at!)),
    ];
    const at = circles.find(([, height]) => height === top)![0]!;
    expect((at - left) / (right - left)).toBeCloseTo((highest - low) / (high - low), 2);
  });

  test('escapes texts, and raises exponents', () => {
    const svg = check(figureSvg(figures['density, logarithmic']!));
    expect(svg).toContain('more &amp; less &lt; most');
    expect(svg).toContain('A notice.');
    expect(svg).toMatch(/10<tspan dy="-0\.45em" font-size="70%">−\d/);
  });

  test('leaves cells without a value blank, and shows each other one in its shade', () => {
    const svg = check(figureSvg(figures.matrix!));
    const paths = [...svg.matchAll(/<path fill="([^"]*)" d="([^"]*)"/g)];
    const cells = paths.flatMap(([, , d]) => d!.match(/M/g)!);
    // 48 cells, 6 of them blank; those of one shade that are neighbours count as one.
    expect(cells.length).toBeLessThanOrEqual(42);
    expect(paths.map(([, fill]) => fill)).toContain('rgb(178, 24, 43)');
  });

  test.each(Object.entries(figures))('of %s is small', (_, figure) => {
    expect(check(figureSvg(figure)).length).toBeLessThan(60_000);
  });

  test('is not drawn of what it does not know', () => {
    expect(figureSvg({ data: [{ type: 'contour', z: [[1]] }], layout: {} })).toBeUndefined();
    expect(figureSvg({ data: [], layout: {} })).toContain('<svg');
  });

  test('has round numbers at its axes', () => {
    expect(evenTicks(0, 20)).toEqual([0, 5, 10, 15, 20]);
    expect(evenTicks(-0.03, 0.19)).toEqual([0, 0.05, 0.1, 0.15]);
    expect(evenTicks(490, 541)).toEqual([490, 500, 510, 520, 530, 540]);
    expect([0, -0.5, 20_000, 1e6, 2.5e-7].map(numeral)).toEqual([
      '0',
      '−0.5',
      '20000',
      '10<sup>6</sup>',
      '2.5×10<sup>−7</sup>',
    ]);
  });
});

const hasChromium = findChromium() !== undefined;
test.skipIf(!hasChromium)(
  `on a page without scripts the picture is seen${hasChromium ? '' : ' (no Chromium on this machine)'}`,
  async () => {
    const browser = await startChromium();
    try {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      const pages = Object.values(figures).map((figure) => figureHtml(figure, { picture: figureSvg(figure) }));
      await page.setContent(`<!doctype html>${pages.join('')}`);
      expect(await page.locator('img').count()).toBe(pages.length);
      for (const image of await page.locator('img').all()) {
        const { width, height } = (await image.boundingBox())!;
        expect(width).toBeGreaterThan(500);
        expect(height).toBeGreaterThan(250);
      }
    } finally {
      await browser.close();
    }
  },
);
