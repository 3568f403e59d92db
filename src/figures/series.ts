import { literal } from '../base/escape.js';
import { COLOURS, type PlotlyObject } from './figure.js';

/** Numbers against a parameter, as every figure with lines draws them. */
export interface Series {
  /** For the legend. */
  readonly name: string;
  /** Theory is a dashed line, exact numbers are open circles, sampled ones a line with markers and error bars. */
  readonly kind: 'exact' | 'sampled' | 'theory';
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Both ends of the error of each y. Absent if there are none. */
  readonly ends?: { readonly low: readonly number[]; readonly high: readonly number[] };
  /** Points whose error is unknown: crosses beside the line. Absent for theory, which has no errors. */
  readonly withoutError?: { readonly x: readonly number[]; readonly y: readonly number[] };
}

/**
 * One or more items, each in its own colour. A list within the list shares one colour: measured numbers and their
 * theory, for example.
 */
export type Grouped<Item> = readonly (Item | readonly Item[])[];

/** The items of all groups in order, each with the colour of its group. */
export function coloured<Item extends object>(groups: Grouped<Item>): { item: Item; colour: string }[] {
  return Array.from(groups).flatMap((group, k) =>
    (Array.isArray(group) ? (group as readonly Item[]) : [group as Item]).map((item) => ({
      item,
      colour: COLOURS[k % COLOURS.length] ?? COLOURS[0],
    })),
  );
}

/** A line with more points than this has no markers. */
const MARKED = 120;

/** Plotly's traces of a series, with errors drawn as a band or as bars. */
export function seriesTraces(series: Series, colour: string, errors: 'band' | 'bars' = 'band'): PlotlyObject[] {
  const { kind, x, y, ends, withoutError = { x: [], y: [] } } = series;
  const name = literal(series.name);
  const points = { name, type: 'scatter', legendgroup: name, x };
  if (kind === 'theory') {
    return [{ ...points, y, mode: 'lines', line: { color: darker(colour), width: 1.5, dash: 'dash' } }];
  }
  // If all points are crosses, these appear in the legend.
  const cross = {
    ...points,
    ...withoutError,
    name: `${name}: no error bar`,
    mode: 'markers',
    marker: { color: colour, symbol: 'x-thin-open', size: 8 },
    ...(x.length === 0 ? {} : { showlegend: false }),
  };
  const crosses = withoutError.x.length === 0 ? [] : [cross];
  if (x.length === 0 && crosses.length > 0) return crosses;
  if (kind === 'exact') {
    const marker = { color: darker(colour), symbol: 'circle-open', size: 9, line: { width: 1.5 } };
    return [{ ...points, y, mode: 'markers', marker }, ...crosses];
  }
  const edge = { mode: 'lines', line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const line = { mode: x.length > MARKED ? 'lines' : 'lines+markers', line: { color: colour, width: 2.5 } };
  const band = ends !== undefined && errors === 'band';
  return [
    ...(band ? [{ ...points, ...edge, y: ends.high }] : []),
    ...(band ? [{ ...points, ...edge, y: ends.low, fill: 'tonexty', fillcolor: `${colour}40` }] : []),
    {
      ...points,
      y,
      ...line,
      marker: { color: colour, size: errors === 'bars' ? 6 : 4.5 },
      ...(ends !== undefined && errors === 'bars' ? { error_y: bars(y, ends) } : {}),
    },
    ...crosses,
  ];
}

function bars(y: readonly number[], { low, high }: NonNullable<Series['ends']>): PlotlyObject {
  return {
    type: 'data',
    symmetric: false,
    array: high.map((end, k) => end - y[k]),
    arrayminus: low.map((end, k) => y[k] - end),
    thickness: 1.5,
    width: 4,
  };
}

/** A darker shade, visible on top of the colour. */
function darker(colour: string): string {
  const channels = [1, 3, 5].map((place) => Math.round(0.5 * Number.parseInt(colour.slice(place, place + 2), 16)));
  return `rgb(${channels.join(', ')})`;
}
