import { COLOURS, type PlotlyObject } from './figure.js';
import type { EndsMeaning } from './figure-data.js';
import { darker } from './shades.js';
import { type Member, sharedEntries } from './shared-entries.js';
import { nameText } from './typeset.js';

/** Numbers against a parameter, as every figure with lines draws them. */
export interface Series {
  /** For the legend. */
  readonly name: string;
  /** Theory is a dashed line, exact numbers are open circles, sampled ones a line with markers and error bars. */
  readonly kind: 'exact' | 'sampled' | 'theory';
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Markers without a line between them, on top of all lines. */
  readonly marks?: boolean;
  /** Both ends of the error of each y, and what the error is one of. Absent if there are none. */
  readonly ends?: {
    readonly of: 'standard error' | 'standard deviation';
    readonly low: readonly number[];
    readonly high: readonly number[];
  };
  /** Points whose error is unknown: crosses beside the line. Absent for theory, which has no errors. */
  readonly withoutError?: { readonly x: readonly number[]; readonly y: readonly number[] };
}

/**
 * One or more items, each in its own colour. A list within the list shares one colour: measured numbers and their
 * theory, for example.
 */
export type Grouped<Item> = readonly (Item | readonly Item[])[];

/** An item with the colour of its group, and the number of the group. */
export interface Coloured<Item> {
  readonly item: Item;
  readonly colour: string;
  readonly group: number;
}

/** The items of all groups in order, each with the colour of its group. */
export function coloured<Item extends object>(groups: Grouped<Item>): Coloured<Item>[] {
  return Array.from(groups).flatMap((group, k) =>
    (Array.isArray(group) ? (group as readonly Item[]) : [group as Item]).map((item) => ({
      item,
      colour: COLOURS[k % COLOURS.length] ?? COLOURS[0],
      group: k,
    })),
  );
}

/** How Plotly draws exact numbers, and what shows them in the legend. */
const EXACT = { symbol: 'circle-open', size: 9, line: { width: 1.5 } };

/** The colour of a legend's entry for several curves. */
const ANY = '#444';

/**
 * Plotly's traces of all series, with errors drawn as bands or as bars. Dashed lines and open circles that accompany
 * several series in the same way, such as the predictions for them, have one entry in the legend.
 */
export function tracesOf(
  items: readonly Coloured<Series>[],
  errorsOf: (series: Series) => 'band' | 'bars' = () => 'band',
): PlotlyObject[] {
  const members: Member[] = items.map(({ item: { name, kind }, group }) => ({ name, kind, group }));
  const entries = sharedEntries(members);
  const traces = items.map(({ item, colour }, k) => {
    const entry = entries[k];
    const own = seriesTraces(item, colour, errorsOf(item));
    if (entry === undefined) return own;
    return own.map((trace) => ({ ...trace, legendgroup: nameText(entry), showlegend: false }));
  });
  const isOnTop = (k: number) => items[k]!.item.marks === true;
  const places = [...items.keys()];
  const ordered = [...places.filter((k) => !isOnTop(k)), ...places.filter(isOnTop)];
  const kinds = new Map(entries.flatMap((entry, k) => (entry === undefined ? [] : [[entry, members[k]!.kind]])));
  return [
    ...ordered.flatMap((k) => traces[k]!),
    ...[...kinds].map(([entry, kind]) => ({
      name: nameText(entry),
      legendgroup: nameText(entry),
      type: 'scatter',
      x: [null],
      y: [null],
      ...(kind === 'exact'
        ? { mode: 'markers', marker: { color: ANY, ...EXACT } }
        : { mode: 'lines', line: { color: ANY, width: 1.5, dash: 'dash' } }),
    })),
  ];
}

/** A line with more points than this has no markers. */
const MARKED = 120;

/** The most marks without a line that are drawn of a series: with more they would make a line. */
const MARKS = 30;

/** Plotly's traces of a series, with errors drawn as a band or as bars. */
function seriesTraces(series: Series, colour: string, errors: 'band' | 'bars'): PlotlyObject[] {
  const { kind, x, y, ends, marks = false, withoutError = { x: [], y: [] } } = series;
  const name = nameText(series.name);
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
  const meta = ends === undefined ? {} : { meta: { ends: ends.of } satisfies EndsMeaning };
  if (kind === 'exact') {
    const marker = { color: darker(colour), ...EXACT };
    return [{ ...points, y, mode: 'markers', marker, ...meta }, ...crosses];
  }
  const edge = { mode: 'lines', line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const mode = marks ? 'markers' : x.length > MARKED ? 'lines' : 'lines+markers';
  const band = ends !== undefined && errors === 'band' && !marks;
  const size = marks ? 7 : errors === 'bars' ? 6 : 4.5;
  return [
    ...(band ? [{ ...points, ...edge, y: ends.high }] : []),
    ...(band ? [{ ...points, ...edge, y: ends.low, fill: 'tonexty', fillcolor: `${colour}40` }] : []),
    {
      ...points,
      y,
      mode,
      line: { color: colour, width: 2.5 },
      marker: { color: colour, size, ...(marks && x.length > MARKS ? { maxdisplayed: MARKS } : {}) },
      ...meta,
      ...(ends !== undefined && !band ? { error_y: bars(y, ends) } : {}),
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
