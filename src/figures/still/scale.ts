import { largest, logTicks, numeral, type PlotlyObject, smallest } from '../figure.js';
import { d3Scale } from './d3.js';

/** One axis of a still figure: the position of each value in the picture. */
export interface Scale {
  /** The pixel of a value; NaN if it has none. */
  readonly at: (value: unknown) => number;
  /** The pixels of both ends. */
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** The smallest and largest value that an axis shows, in its own units (decades for a logarithmic one). */
export function rangeOf(values: readonly number[], axis: PlotlyObject, padding: number): [number, number] {
  if (Array.isArray(axis.range)) return [Number(axis.range[0]), Number(axis.range[1])];
  const placed = values.map((value) => (axis.type === 'log' ? Math.log10(value) : value)).filter(isShown);
  if (placed.length === 0) return [0, 1];
  const [low, high] = [smallest(placed), largest(placed)];
  const space = low === high ? 0.5 : padding * (high - low);
  return axis.autorange === 'reversed' ? [high + space, low - space] : [low - space, high + space];
}

/** Numbers so large that their differences vanish cannot be placed in a picture. */
function isShown(value: number): boolean {
  return Math.abs(value) < 1e300;
}

/** An axis that extends from pixel `from` to pixel `to`. */
export function scaleOf(axis: PlotlyObject, [low, high]: readonly [number, number], from: number, to: number): Scale {
  const place = d3Scale().scaleLinear([low, high], [from, to]).unknown(Number.NaN);
  const at = (value: unknown) => {
    if (value === null || value === '') return Number.NaN;
    return place(axis.type === 'log' ? Math.log10(Number(value)) : Number(value));
  };
  const [least, most] = [Math.min(from, to) - 0.5, Math.max(from, to) + 0.5];
  const ticks = tickValues(axis, low, high)
    .map(({ value, label }) => ({ at: at(value), label }))
    .filter((tick) => tick.at >= least && tick.at <= most);
  return { at, from, to, ticks };
}

function tickValues(axis: PlotlyObject, low: number, high: number): { value: number; label: string }[] {
  if (Array.isArray(axis.tickvals)) {
    const texts = (axis.ticktext ?? axis.tickvals) as readonly unknown[];
    return axis.tickvals.map((value, k) => ({ value: Number(value), label: String(texts[k]) }));
  }
  if (axis.type === 'log') {
    const { values, labels } = logTicks(10 ** Math.min(low, high), 10 ** Math.max(low, high));
    return values.map((value, k) => ({ value, label: labels[k]! }));
  }
  return evenTicks(Math.min(low, high), Math.max(low, high)).map((value) => ({ value, label: numeral(value) }));
}

/** About five round values between two others. */
export function evenTicks(low: number, high: number): number[] {
  return d3Scale().scaleLinear().domain([low, high]).ticks(5);
}
