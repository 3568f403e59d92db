import { shownText } from '../base/escape.js';
import { type Figure, listOf, type PlotlyObject, textOf } from './figure.js';

/** A number of a figure: its curve or picture, and its position. */
export interface FigureRow {
  /** The letter of its panel, in a figure of several. */
  readonly panel?: string;
  readonly series: string;
  readonly x: unknown;
  readonly y: unknown;
  /** The value of a cell, in a figure made of cells. */
  readonly z?: unknown;
  /** The ends of the error, if the figure shows one. */
  readonly low?: unknown;
  readonly high?: unknown;
}

/** What the ends of a trace's bars or band are, such as 'standard error'; Plotly keeps it with the trace. */
export interface EndsMeaning {
  readonly ends: string;
}

/** The numbers behind a figure, one row for each point of a curve and each cell of a map. */
export function figureRows({ data, layout }: Figure): FigureRow[] {
  const panels = panelLetters(layout);
  return data.flatMap((trace, index) => {
    if (isBandEdge(trace) || isLegendOnly(trace)) return [];
    const panel = panels.get(textOf(trace.xaxis ?? 'x'));
    const of = panel === undefined ? {} : { panel };
    if (trace.type === 'heatmap') {
      return cells(trace, nameOf(trace) || `picture ${index}`).map((row) => ({ ...of, ...row }));
    }
    // The upper and lower edges of a band precede their line. (Several curves may have the same name.)
    const [high, low] = [data[index - 2], data[index - 1]].map((edge) =>
      edge !== undefined && isBandEdge(edge) && edge.name === trace.name ? edge : undefined,
    );
    return points(trace, nameOf(trace) || `series ${index}`, low, high).map((row) => ({ ...of, ...row }));
  });
}

/**
 * The rows as CSV (RFC 4180), without the columns that every row leaves out. The headings of x, y and z have the titles
 * of the axes with their units, and those of low and high say what they are.
 */
export function figureCsv(figure: Figure): string {
  const rows = figureRows(figure);
  const columns = (['panel', 'series', 'x', 'y', 'z', 'low', 'high'] as const).filter((name) =>
    rows.some((row) => row[name] !== undefined),
  );
  const meaning = meaningsOf(figure);
  const heading = (name: string) => {
    const words = meaning[name as keyof typeof meaning]?.join(' | ') ?? '';
    return words === '' ? name : `${name}: ${words}`;
  };
  const line = (values: readonly unknown[]) => values.map(csvField).join(',');
  const body = rows.map((row) => line(columns.map((name) => row[name])));
  return `${[line(columns.map(heading)), ...body].join('\n')}\n`;
}

/** What stands at the axes and the colour bars of a figure, and what its errors are. */
function meaningsOf({ data, layout }: Figure): { readonly [column in 'x' | 'y' | 'z' | 'low' | 'high']: string[] } {
  const titles = (objects: readonly unknown[]) =>
    distinct(objects.map((object) => titleText((object as PlotlyObject | undefined)?.title)));
  const axes = (letter: 'x' | 'y') => {
    const names = Object.keys(layout).filter((name) => new RegExp(`^${letter}axis\\d*$`).test(name));
    return titles(names.map((name) => layout[name]));
  };
  const ends = distinct(data.map(({ meta }) => textOf((meta as Partial<EndsMeaning> | undefined)?.ends)));
  return {
    x: axes('x'),
    y: axes('y'),
    z: titles(data.map(({ colorbar }) => colorbar)),
    low: ends.map((one) => `one ${one} below`),
    high: ends.map((one) => `one ${one} above`),
  };
}

function titleText(title: unknown): string {
  return shownText(textOf(typeof title === 'object' ? (title as { text?: unknown } | null)?.text : title)).trim();
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

/** The letters of panels, by the names of their x axes. */
function panelLetters({ meta }: PlotlyObject): Map<string, string> {
  const letters = (meta as { panels?: unknown } | undefined)?.panels;
  return new Map(Object.entries((letters ?? {}) as { readonly [axis: string]: string }));
}

/** What spreadsheets take for a formula (in full-width forms too), with or without blanks before it. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r])/;

/**
 * A value as one field of a CSV file. Text that a spreadsheet would take for a formula gets a leading apostrophe, as
 * spreadsheets themselves mark text; numbers stay numbers.
 */
export function csvField(value: unknown): string {
  const text = typeof value === 'boolean' ? String(value) : textOf(value);
  if (typeof value === 'string' && FORMULA.test(text) && !isNumeral(text)) return quoted(`'${text}`);
  return /[",\n\r]/.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function isNumeral(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
}

/** True for lines that only hold a band: no width, no entry in the legend. */
function isBandEdge(trace: PlotlyObject): boolean {
  return trace.showlegend === false && (trace.line as { width?: number } | undefined)?.width === 0;
}

/** True for an entry of the legend without a point. */
function isLegendOnly(trace: PlotlyObject): boolean {
  return trace.type !== 'heatmap' && trace.y !== undefined && listOf(trace.y).every((value) => value === null);
}

function nameOf(trace: PlotlyObject): string {
  return shownText(textOf(trace.name));
}

function points(
  trace: PlotlyObject,
  series: string,
  low: PlotlyObject | undefined,
  high: PlotlyObject | undefined,
): FigureRow[] {
  const [x, y] = [listOf(trace.x), listOf(trace.y)];
  // Estimates in rows have their errors along x.
  const [bars, measured] = trace.error_x === undefined ? [trace.error_y, y] : [trace.error_x, x];
  const { array, arrayminus = array } = (bars ?? {}) as { array?: unknown; arrayminus?: unknown };
  const end = (edge: PlotlyObject | undefined, k: number, sign: 1 | -1, lengths: unknown) => {
    if (edge !== undefined) return listOf(edge.y)[k];
    const [at, length] = [measured[k], listOf(lengths)[k]];
    return typeof at === 'number' && typeof length === 'number' ? at + sign * length : undefined;
  };
  return y.map((value, k) => ({
    series,
    x: x[k] ?? k,
    y: value,
    low: end(low, k, -1, arrayminus),
    high: end(high, k, 1, array),
  }));
}

function cells(trace: PlotlyObject, series: string): FigureRow[] {
  const [x, y] = [listOf(trace.x), listOf(trace.y)];
  // If colours show a logarithm, the values themselves are in `customdata`.
  const values = listOf(trace.customdata ?? trace.z);
  return values.flatMap((row, k) =>
    listOf(row).map((z, column) => ({ series, x: x[column] ?? column, y: y[k] ?? k, z })),
  );
}
