import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { levelProbabilities, thermodynamics } from '#src/analysis/thermodynamics.js';
import { randomPatterns } from '#src/dataset/random.js';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { named } from '#src/figures/curves.js';
import { figureHtml, loadPlotlyHtml } from '#src/figures/figure-html.js';
import { fitWidth } from '#src/figures/fit-width.js';
import { BELOW_AXES, withoutSliders } from '#src/figures/sliders.js';
import { plotTemperatures } from '#src/figures/temperatures.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';

const exact = named('counted', await enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns: 10, seed: 1 })));
const theory = named('annealed', annealedRandomLabels({ weights: 15, patterns: 10 }));

interface Step {
  readonly label: string;
  readonly args: [{ x: number[][]; y: number[][] }, { [property: string]: unknown }, number[]];
}

function stepsOf(figure: ReturnType<typeof plotTemperatures>): readonly Step[] {
  return (figure.layout.sliders as { steps: Step[] }[])[0]!.steps;
}

test('every position of the slider has p(E) and U of its temperature, for every curve', () => {
  const figure = plotTemperatures([exact, theory], { temperatures: [2, 0.5, 1] });
  const steps = stepsOf(figure);
  expect(steps.map(({ label }) => label)).toEqual(['0.5', '1', '2']);
  for (const [k, temperature] of [0.5, 1, 2].entries()) {
    const [traces, , places] = steps[k]!.args;
    expect(places).toEqual([0, 1, 2, 4, 5, 6]);
    for (const [c, curve] of [exact, theory].entries()) {
      const { energy } = thermodynamics(curve, { temperatures: [temperature] });
      const { probability } = levelProbabilities(curve, temperature);
      for (const [j, level] of traces.x[3 * c]!.entries()) {
        expect(traces.y[3 * c]![j]).toBeCloseTo(probability[level]!, 3);
      }
      expect(traces.x[3 * c + 1]).toEqual([expect.closeTo(energy[0]!, 2), expect.closeTo(energy[0]!, 2)]);
      expect(traces.x[3 * c + 2]).toEqual([temperature]);
      expect(traces.y[3 * c + 2]).toEqual([expect.closeTo(energy[0]!, 2)]);
    }
  }
});

test('the probabilities of the levels add up to 1, and have the mean energy U and its error', () => {
  const curve = { ...exact, kind: 'sampled' as const, standardError: Float64Array.from(exact.entropy, () => 0.1) };
  for (const temperature of [0.2, 1, 5]) {
    const { probability, standardError } = levelProbabilities(curve, temperature);
    const { energy } = thermodynamics(curve, { temperatures: [temperature] });
    expect(probability.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    expect(probability.reduce((sum, p, level) => sum + p * level, 0)).toBeCloseTo(energy[0]!, 12);
    // One level more by 0.1 nats changes its own share by 0.1 p (1 − p), at least.
    for (const [level, p] of probability.entries())
      expect(standardError[level]).toBeGreaterThanOrEqual(0.0999 * p * (1 - p));
  }
});

test('the slider stands at the nearest temperature first, and what is drawn is its position', () => {
  const figure = plotTemperatures([exact], { temperatures: [0.1, 1, 10], temperature: 6 });
  const [slider] = figure.layout.sliders as { active: number }[];
  expect(slider!.active).toBe(2);
  const [traces, layout] = stepsOf(figure)[2]!.args;
  expect(figure.data[0]).toMatchObject({ name: 'counted', x: traces.x[0], y: traces.y[0] });
  expect(figure.data[2]).toMatchObject({ x: [10] });
  expect((figure.layout.annotations as { text: string }[])[0]!.text).toBe(layout['annotations[0].text']);
});

test('in print there is no slider, and no room for one', () => {
  const figure = plotTemperatures([exact]);
  const printed = withoutSliders(figure);
  expect(printed.layout).not.toHaveProperty('sliders');
  expect(printed.layout.height).toBe((figure.layout.height as number) - 80);
  expect(withoutSliders(printed)).toBe(printed);
});

test('without curves or temperatures there is nothing to draw', () => {
  expect(() => plotTemperatures([])).toThrow(/no curve to plot/);
  expect(() => plotTemperatures([exact], { temperatures: [] })).toThrow(/`temperatures` is empty/);
  expect(() => plotTemperatures([exact], { temperatures: [0] })).toThrow(/`temperatures\[0\]` is 0/);
  expect(() => plotTemperatures([exact], { temperature: -1 })).toThrow(/`temperature` is -1/);
});

const note = findChromium() === undefined ? ' (skipped: no Chromium is on this machine)' : '';

describe.skipIf(note !== '')(`in a browser${note}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  }, 60_000);
  afterAll(() => browser.close());

  test('moving the slider moves the curves, the line at U and the point on U(T)', { timeout: 60_000 }, async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 700 }, offline: true });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const figure = plotTemperatures([exact, theory]);
    await page.setContent(`<!doctype html><body style="margin:0">${figureHtml(figure)}${loadPlotlyHtml()}`);
    await page.waitForSelector('.slider-grip-rect', { timeout: 30_000 });
    const grip = (await page.locator('.slider-grip-rect').boundingBox())!;
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x - 150, grip.y + grip.height / 2, { steps: 5 });
    await page.mouse.up();
    const shown = () =>
      page.evaluate(() => {
        const place = document.querySelector('.js-plotly-plot') as unknown as {
          data: { x: number[]; y: number[] }[];
          layout: { annotations: { text: string }[] };
        };
        return { data: place.data, text: place.layout.annotations[0]!.text };
      });
    await expect.poll(async () => (await shown()).text).not.toBe('<i>T</i> = 1');
    const { data, text } = await shown();
    const step = stepsOf(figure).find(({ label }) => text === `<i>T</i> = ${label}`)!;
    expect(Number(step.label)).toBeLessThan(0.6);
    expect(data[0]!.y).toEqual(step.args[0].y[0]);
    expect(data[1]!.x).toEqual(step.args[0].x[1]);
    expect(data[6]!.x).toEqual([Number(step.label)]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([800, 400])('%i pixels wide, titles of axes, slider and legend stand below each other', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, offline: true });
    const figure = plotTemperatures([exact, named('the same under another name', exact), theory]);
    await page.setContent(`<!doctype html><body style="margin:0">${figureHtml(figure)}${loadPlotlyHtml()}`);
    await page.waitForSelector('.slider-grip-rect', { timeout: 30_000 });
    const boxOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
    const [title, slider, legend] = [await boxOf('.g-x2title'), await boxOf('.slider-group'), await boxOf('.legend')];
    expect(slider.y).toBeGreaterThan(title.y + title.height);
    expect(legend.y).toBeGreaterThan(slider.y + slider.height);
    await page.close();
  });
});

test('in one column and on a phone its panels stand below each other, the slider under both', () => {
  const figure = plotTemperatures([exact], { temperatures: [0.5, 1] });
  const { layout } = fitWidth(figure, 420) as { layout: Record<string, { domain: number[] }> };
  expect(layout.xaxis!.domain).toEqual([0, 1]);
  expect(layout.xaxis2!.domain).toEqual([0, 1]);
  expect(layout.yaxis2!.domain[1]).toBeLessThan(layout.yaxis!.domain[0]!);
  expect(layout).toMatchObject({ width: 420, annotations: [{ text: '<i>T</i> = 1' }] });
  const [slider] = layout.sliders as unknown as { y: number; steps: unknown }[];
  expect(slider!.steps).toEqual(stepsOf(figure));
  // In units of the height between the axes.
  expect(slider!.y * 460).toBeCloseTo(-BELOW_AXES, 9);
  expect(Number(layout.height) - Number(figure.layout.height)).toBe(460 - 300);
  expect((fitWidth(figure, 720).layout.xaxis as { domain: number[] }).domain).toEqual([0, 0.56]);
});
