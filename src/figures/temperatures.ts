import { levelProbabilities, thermodynamics } from '../analysis/thermodynamics.js';
import { checkEach, checkList, checkOptions, checkPositive } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { literal } from '../base/escape.js';
import { energyNames, noticesOf } from './captions.js';
import { checkShownCurve, checkTexts } from './check-arguments.js';
import { axis, COLOURS, type Figure, largest, layout, logarithmicAxis } from './figure.js';
import { NARROW, withNarrow } from './narrow.js';
import type { Place } from './panel-axes.js';
import { BELOW_AXES, SLIDER_HEIGHT, type SliderStep, slider } from './sliders.js';
import { nameText } from './typeset.js';

export interface PlotTemperaturesOptions {
  /** The positions of the slider: temperatures T above 0, in errors. Default: 41 from 0.1 to 10, evenly in ln T. */
  readonly temperatures?: ArrayLike<number>;
  /** The temperature at which the slider stands at first, and which is exported: the nearest of these. Default 1. */
  readonly temperature?: number;
  /** The text above the figure. Default: none. */
  readonly title?: string;
  /** The text below the title. Default: the notices of the data sets. */
  readonly caption?: string;
}

const USUAL = Array.from({ length: 41 }, (_, k) => Number((10 ** (k / 20 - 1)).toPrecision(3)));

/** The height between the axes, in pixels: of panels beside each other, and of both below each other. */
const [HEIGHT, STACKED] = [300, 460];

/** Where p_T(E) and U(T) are in the frame. */
interface Places {
  readonly distribution: Place;
  readonly energy: Place;
}

const BESIDE: Places = { distribution: { x: [0, 0.56], y: [0, 1] }, energy: { x: [0.69, 1], y: [0, 1] } };
const STACK: Places = { distribution: { x: [0, 1], y: [0.58, 1] }, energy: { x: [0, 1], y: [0, 0.42] } };

/**
 * Plots the distribution of the energy in equilibrium, p_T(E) = g(E) e^(−E/T) / Z, at a temperature that a slider
 * chooses. A dotted line marks the mean energy U, and a point its place on U(T), beside. Bars are standard errors, left
 * out where they are unknown. `exportFigure` shows the temperature at which the slider stands at first.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, plotTemperatures, randomPatterns, show } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * show(plotTemperatures([dos])); // with a slider in a notebook
 * ```
 * @throws TypeError if an argument is not an entropy curve, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no curve or no temperature, a temperature is not from 1e-300 to 1e300, or a curve has
 * fractional levels or no configurations.
 */
export function plotTemperatures(curves: readonly EntropyCurve[], options: PlotTemperaturesOptions = {}): Figure {
  checkOptions('plotTemperatures', options, ['temperatures', 'temperature', 'title', 'caption']);
  const { temperatures = USUAL, temperature = 1, title = '', caption } = options;
  checkTexts({ title, caption });
  checkPositive('temperature', temperature);
  const isTemperature = (value: number) => value >= 1e-300 && value <= 1e300;
  checkEach('temperatures', temperatures, isTemperature, 'give temperatures above 0, from 1e-300 to 1e300');
  checkList('curves', curves, 'entropy curves');
  const shown = Array.from(curves);
  for (const curve of shown) checkShownCurve(curve);
  if (shown.length === 0) throw new RangeError('there is no curve to plot; give at least one');
  if (temperatures.length === 0) throw new RangeError('`temperatures` is empty; give at least one');
  const sorted = Array.from(temperatures).sort((a, b) => a - b);
  const states = shown.map((curve) => thermodynamics(curve, { temperatures: sorted }));
  const energies = states.map(({ energy }) => Array.from(energy, rounded));
  const distance = sorted.map((value) => Math.abs(Math.log(value / temperature)));
  const active = distance.indexOf(Math.min(...distance));
  const moving = sorted.map((_, step) => shown.map((curve, k) => movingTraces(curve, sorted[step], energies[k][step])));
  const tops = moving.map((curvesAt) => 1.06 * largest(curvesAt.flatMap(([levels]) => endsOf(levels))));
  const steps = moving.map((curvesAt, step): SliderStep => {
    const traces = curvesAt.flat();
    return {
      label: labelOf(sorted[step]),
      traces: {
        x: traces.map(({ x }) => x),
        y: traces.map(({ y, scaled }) => (scaled ? y.map((value) => value * tops[step]) : y)),
        'error_y.array': traces.map(({ error }) => error),
      },
      layout: { 'yaxis.range': [0, tops[step]], 'annotations[0].text': nameText(`T = ${labelOf(sorted[step])}`) },
    };
  });
  const first = steps[active];
  const data = shown.flatMap((curve, k) => {
    const [colour, name] = [COLOURS[k % COLOURS.length], literal(curve.name)];
    const values = (place: number) => ({ x: first.traces.x[3 * k + place], y: first.traces.y[3 * k + place] });
    const common = { type: 'scatter', legendgroup: name };
    const bars = { type: 'data', array: first.traces['error_y.array'][3 * k], thickness: 1.5, width: 3 };
    const beside = { ...common, xaxis: 'x2', yaxis: 'y2', showlegend: false };
    const dotted = { color: colour, width: 2, dash: 'dot' };
    return [
      {
        ...common,
        ...values(0),
        name,
        mode: 'lines+markers',
        line: { color: colour, width: 2 },
        marker: { color: colour, size: 4.5 },
        error_y: bars,
      },
      { ...common, ...values(1), name: `${name}, U`, mode: 'lines', line: dotted, showlegend: false },
      { ...beside, ...values(2), name: `${name}, U at T`, mode: 'markers', marker: { color: colour, size: 11 } },
      { ...beside, x: sorted, y: energies[k], name: `${name}, U(T)`, mode: 'lines', line: { color: colour, width: 2 } },
    ];
  });
  const movingPlaces = shown.flatMap((_, k) => [4 * k, 4 * k + 1, 4 * k + 2]);
  const { energy } = energyNames(shown);
  const patterns = largest(shown.map((curve) => curve.patterns));
  const axes = (places: Places) => ({
    xaxis: axis(energy, { domain: places.distribution.x, range: [-0.02 * patterns, 1.02 * patterns] }),
    yaxis: axis('probability p<sub>T</sub>(E)', { domain: places.distribution.y, range: first.layout['yaxis.range'] }),
    xaxis2: axis('temperature T (errors)', { ...logarithmicAxis(sorted), domain: places.energy.x, anchor: 'y2' }),
    yaxis2: axis('mean energy U (errors)', { domain: places.energy.y, anchor: 'x2', rangemode: 'tozero' }),
    annotations: [
      {
        text: first.layout['annotations[0].text'],
        xref: 'paper',
        yref: 'paper',
        x: places.distribution.x[1] - 0.015,
        y: 0.97,
        xanchor: 'right',
        yanchor: 'top',
        showarrow: false,
        font: { size: 15 },
      },
    ],
  });
  const figure = {
    data,
    layout: layout({
      title,
      caption: caption ?? [...new Set(noticesOf(shown))].join(' ').trim(),
      height: 48 + HEIGHT + 110 + SLIDER_HEIGHT,
      margin: { b: 110 + SLIDER_HEIGHT },
      ...axes(BESIDE),
      sliders: [slider(steps, { active, prefix: 'T = ', traces: movingPlaces, height: HEIGHT })],
    }),
  };
  const width = { width: NARROW.width, height: (figure.layout.height as number) + STACKED - HEIGHT };
  return withNarrow(figure, { layout: { ...axes(STACK), ...width }, slider: { y: -BELOW_AXES / STACKED } });
}

/** What moves with the temperature; y of a `scaled` trace is in units of the height of the panel. */
interface Moving {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error: readonly number[];
  readonly scaled?: true;
}

/** p_T(E), the line at U, and the point on U(T). */
function movingTraces(curve: EntropyCurve, temperature: number, energy: number): [Moving, Moving, Moving] {
  const { probability, standardError } = levelProbabilities(curve, temperature);
  const levels = Array.from(probability.keys()).filter((level) => probability[level] > 0);
  return [
    {
      x: levels,
      y: levels.map((level) => rounded(probability[level])),
      error: levels.map((level) => (Number.isFinite(standardError[level]) ? rounded(standardError[level]) : 0)),
    },
    { x: [energy, energy], y: [0, 1], error: [], scaled: true },
    { x: [temperature], y: [energy], error: [] },
  ];
}

function endsOf({ y, error }: Moving): number[] {
  return y.map((value, k) => Math.min(1, value + error[k]));
}

/** Four digits: every position of the slider has its own numbers, and they all travel with the page. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function labelOf(temperature: number): string {
  return String(Number(temperature.toPrecision(3)));
}
