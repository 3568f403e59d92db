import type { Figure, PlotlyObject } from './figure.js';

/** A number of a figure: of which curve or picture, and where it stands. */
export interface FigureRow {
  readonly series: string;
  readonly x: unknown;
  readonly y: unknown;
  /** The value of a cell, in a figure of cells. */
  readonly z?: unknown;
  /** Ends of the error, where the figure shows one. */
  readonly low?: unknown;
  readonly high?: unknown;
}

/** The numbers behind a figure, one row for each point of a curve and each cell of a map. */
export function figureRows({ data }: Figure): FigureRow[] {
  const bands = new Map<string, PlotlyObject[]>();
  for (const trace of data.filter(isBandEdge)) {
    bands.set(nameOf(trace), [...(bands.get(nameOf(trace)) ?? []), trace]);
  }
  return data.flatMap((trace, index) => {
    if (isBandEdge(trace)) return [];
    if (trace.type === 'heatmap') return cells(trace, nameOf(trace) || `picture ${index}`);
    const [high, low] = bands.get(nameOf(trace)) ?? [];
    return points(trace, nameOf(trace) || `series ${index}`, low, high);
  });
}

/** The rows as CSV (RFC 4180), the columns that no row has left out. */
export function figureCsv(figure: Figure): string {
  const rows = figureRows(figure);
  const columns = (['series', 'x', 'y', 'z', 'low', 'high'] as const).filter((name) =>
    rows.some((row) => row[name] !== undefined),
  );
  const line = (values: readonly unknown[]) => values.map(csvField).join(',');
  return `${[line(columns), ...rows.map((row) => line(columns.map((name) => row[name])))].join('\n')}\n`;
}

/** A value as one field of a CSV file. */
export function csvField(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines that are there only to hold a band: no width, no entry in the legend. */
function isBandEdge(trace: PlotlyObject): boolean {
  return trace.showlegend === false && (trace.line as { width?: number } | undefined)?.width === 0;
}

function nameOf(trace: PlotlyObject): string {
  return String(trace.name ?? '');
}

function points(
  trace: PlotlyObject,
  series: string,
  low: PlotlyObject | undefined,
  high: PlotlyObject | undefined,
): FigureRow[] {
  const [x, y] = [listOf(trace.x), listOf(trace.y)];
  const bars = trace.error_y as { array?: unknown; arrayminus?: unknown } | undefined;
  const end = (edge: PlotlyObject | undefined, k: number, sign: 1 | -1, lengths: unknown) => {
    if (edge !== undefined) return listOf(edge.y)[k];
    return bars === undefined ? undefined : (y[k] as number) + sign * (listOf(lengths)[k] as number);
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
  // Where colours show a logarithm the values themselves come along.
  const values = listOf(trace.customdata ?? trace.z);
  return values.flatMap((row, k) =>
    listOf(row).map((z, column) => ({ series, x: x[column] ?? column, y: y[k] ?? k, z })),
  );
}

function listOf(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.from(value as ArrayLike<unknown>);
}
