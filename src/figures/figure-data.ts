import { shownText } from '../base/escape.js';
import { type Figure, listOf, type PlotlyObject, textOf } from './figure.js';

/** A number of a figure: its curve or picture, and its position. */
export interface FigureRow {
  readonly series: string;
  readonly x: unknown;
  readonly y: unknown;
  /** The value of a cell, in a figure made of cells. */
  readonly z?: unknown;
  /** The ends of the error, if the figure shows one. */
  readonly low?: unknown;
  readonly high?: unknown;
}

/** The numbers behind a figure, one row for each point of a curve and each cell of a map. */
export function figureRows({ data }: Figure): FigureRow[] {
  return data.flatMap((trace, index) => {
    if (isBandEdge(trace)) return [];
    if (trace.type === 'heatmap') return cells(trace, nameOf(trace) || `picture ${index}`);
    // The upper and lower edges of a band precede their line. (Several curves may have the same name.)
    const [high, low] = [data[index - 2], data[index - 1]].map((edge) =>
      edge !== undefined && isBandEdge(edge) && edge.name === trace.name ? edge : undefined,
    );
    return points(trace, nameOf(trace) || `series ${index}`, low, high);
  });
}

/** The rows as CSV (RFC 4180), without the columns that every row leaves out. */
export function figureCsv(figure: Figure): string {
  const rows = figureRows(figure);
  const columns = (['series', 'x', 'y', 'z', 'low', 'high'] as const).filter((name) =>
    rows.some((row) => row[name] !== undefined),
  );
  const line = (values: readonly unknown[]) => values.map(csvField).join(',');
  return `${[line(columns), ...rows.map((row) => line(columns.map((name) => row[name])))].join('\n')}\n`;
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
  const bars = trace.error_y as { array?: unknown; arrayminus?: unknown } | null | undefined;
  const end = (edge: PlotlyObject | undefined, k: number, sign: 1 | -1, lengths: unknown) => {
    if (edge !== undefined) return listOf(edge.y)[k];
    const [at, length] = [y[k], listOf(lengths)[k]];
    return typeof at === 'number' && typeof length === 'number' ? at + sign * length : undefined;
  };
  return y.map((value, k) => ({
    series,
    x: x[k] ?? k,
    y: value,
    low: end(low, k, -1, bars?.arrayminus ?? bars?.array),
    high: end(high, k, 1, bars?.array),
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
