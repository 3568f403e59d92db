import { shownText } from '../base/escape.js';
import { titleText } from './typeset.js';

/** Options of Plotly, as plain data: https://plotly.com/javascript/reference/ */
export interface PlotlyObject {
  readonly [name: string]: unknown;
}

/** A figure as plain data: what Plotly draws, in a notebook, on a page or in a file. */
export interface Figure {
  /** The traces: curves, points, maps. */
  readonly data: readonly PlotlyObject[];
  /** Title, axes, legend and everything else. */
  readonly layout: PlotlyObject;
}

/** Colours that the colour-blind can distinguish, dark enough for lines (Okabe and Ito, 2008; without their yellow). */
export const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000'] as const;

const FONT = 'Helvetica, Arial, sans-serif';

/** An axis in the style of all figures: a frame with ticks outside and a faint grid. */
export function axis(title: string, options: PlotlyObject = {}): PlotlyObject {
  return {
    title: { text: titleText(title), standoff: 8 },
    showline: true,
    mirror: true,
    linecolor: '#444',
    ticks: 'outside',
    tickcolor: '#444',
    gridcolor: '#ececec',
    zeroline: false,
    automargin: true,
    exponentformat: 'power',
    ...options,
  };
}

/** The usual room below a figure for its axis and two rows of a legend, in pixels. */
export const USUAL_FOOT = 110;

/** Where a legend of several lines covers nothing. */
export const AT_THE_FOOT = { yref: 'container', y: 0, yanchor: 'bottom', tracegroupgap: 2 } as const;

/** The layout of all figures: title and caption above, the legend below, where they cover no data. */
export function layout(options: PlotlyObject & { readonly title?: string; readonly caption?: string }): PlotlyObject {
  const { title = '', caption = '', margin = {}, height = 460, ...rest } = options;
  const titleLines = wrap(titleText(title), 90);
  const lines = caption === '' ? [] : wrap(titleText(caption), 100);
  const captionHeight = 15 * lines.length + 20 * (titleLines.length - 1);
  const subtitle = { text: lines.join('<br>'), font: { size: 11, color: '#8a3b00' } };
  return {
    title: {
      text: titleLines.join('<br>'),
      font: { size: 15 },
      x: 0.5,
      xanchor: 'center',
      yref: 'container',
      y: 1,
      yanchor: 'top',
      pad: { t: 16 },
      ...(caption === '' ? {} : { subtitle }),
    },
    font: { family: FONT, size: 13, color: '#222' },
    paper_bgcolor: '#fff',
    plot_bgcolor: '#fff',
    width: 720,
    height: (height as number) + captionHeight,
    margin: { l: 70, r: 25, t: 48 + captionHeight, b: USUAL_FOOT, ...(margin as PlotlyObject) },
    hovermode: 'closest',
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', itemwidth: 40, ...AT_THE_FOOT },
    ...rest,
  };
}

/**
 * Breaks a sentence into lines of at most `length` characters that are seen, because Plotly does not wrap text; not
 * beside the sign of an equation.
 */
export function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/(?<![=≤≥]) (?![=≤≥])/)) {
    const last = lines.at(-1);
    if (last !== undefined && shownText(`${last}${word}`).length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The list in a property of a trace or a layout, whatever kind of list it is; empty if there is none. */
export function listOf(value: unknown): unknown[] {
  return typeof value !== 'object' || value === null ? [] : Array.from(value as ArrayLike<unknown>);
}

/** The text in a property of a trace or a layout; empty if there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The title of a figure as a reader sees it; empty if there is none. */
export function figureTitle({ layout }: Figure): string {
  const { title } = layout;
  return shownText(textOf(typeof title === 'string' ? title : (title as { text?: unknown } | undefined)?.text));
}

/** The approximate width of a text in pixels, estimated without a font. */
export function textWidth(text: string, size = 13): number {
  const longest = Math.max(...text.split(/<br\s*\/?>/).map((line) => shownText(line).length));
  return 0.55 * size * longest;
}

/** The ticks of a logarithmic scale and their labels. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** A scale with more decades than this shows only powers of ten. */
const DECADES = 4;

/** The powers of ten of a logarithmic scale from `low` to `high`; up to four decades also 2 and 5 times them. */
export function logTicks(low: number, high: number): Ticks {
  const [first, last] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  if (decades.length <= DECADES) {
    const values = decades.flatMap((decade) => [1, 2, 5].map((digit) => Number(`${digit}e${decade}`)));
    return { values, labels: values.map(String) };
  }
  const shown = decades.filter((decade) => decade % Math.ceil(decades.length / 8) === 0);
  return {
    values: shown.map((decade) => Number(`1e${decade}`)),
    labels: shown.map((decade) => `10<sup>${String(decade).replace('-', '−')}</sup>`),
  };
}

/** From four to eight round values from `low` to `high`, and their labels. */
export function evenTicks(low: number, high: number): Ticks {
  const span = high - low;
  if (!(span > 0)) return { values: [low], labels: [numeral(low)] };
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [5, 2, 1].map((digit) => digit * power).find((one) => span / one >= 4) ?? power;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  // Without the rounding errors of multiples, such as 0.30000000000000004.
  const values = Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
  return { values, labels: values.map(numeral) };
}

/** A number as an axis writes it. */
export function numeral(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    const power = `10<sup>${String(Number(exponent)).replace('-', '−')}</sup>`;
    return (digits === '1' ? power : `${digits}×${power}`).replace('-', '−');
  }
  return String(value).replace('-', '−');
}

/**
 * The options of a logarithmic axis that shows these values.
 *
 * @throws RangeError if none is above 0.
 */
export function logarithmicAxis(values: readonly number[]): PlotlyObject {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0)
    throw new RangeError('a logarithmic axis has no value above 0 to show; leave `logarithmic` out');
  const { values: tickvals, labels: ticktext } = logTicks(smallest(positive), largest(positive));
  return { type: 'log', tickvals, ticktext };
}

// Not Math.min(...values): a long list would overflow the stack.

/** The smallest of the values; ∞ if there are none. */
export function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

/** The largest of the values; −∞ if there are none. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
