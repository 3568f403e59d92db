import { escapeHtml } from '../../base/escape.js';
import { listOf, type PlotlyObject } from '../figure.js';
import { colourScale, splitColour } from './colour.js';
import type { Scale } from './scale.js';
import { short } from './text.js';

/** The values of a trace's column, whatever kind of list it is. */
export function column(trace: PlotlyObject, name: string): readonly unknown[] {
  return listOf(trace[name]);
}

/** A colour or a size as it can stand in an attribute. */
export function attribute(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? escapeHtml(String(value)) : '';
}

/** Columns of x and y; x counts from 0 where it is left out. */
export function pointsOf(trace: PlotlyObject): { x: readonly unknown[]; y: readonly unknown[] } {
  const y = column(trace, 'y');
  return { x: trace.x === undefined ? y.map((_, k) => k) : column(trace, 'x'), y };
}

/** Shades of a heat map: as fine as the eye can tell, and few enough for a small file. */
const SHADES = 64;

/** Lines, markers, bands and error bars of a scatter trace; `before` is the trace that a band reaches to. */
export function scatterSvg(trace: PlotlyObject, before: PlotlyObject | undefined, x: Scale, y: Scale): string {
  const mode = String(trace.mode ?? 'lines');
  const line = (trace.line ?? {}) as { color?: string; width?: number; dash?: string };
  const marker = (trace.marker ?? {}) as MarkerStyle;
  const colour = attribute(line.color ?? marker.color ?? '#444');
  const parts: string[] = [];
  if (trace.fill === 'tonexty' && before !== undefined) {
    const fill = splitColour(attribute(trace.fillcolor ?? `${colour}40`));
    const outline = [...placed(before, x, y), ...placed(trace, x, y).reverse()];
    parts.push(`<path d="${path([outline])}Z" fill="${fill.colour}" fill-opacity="${fill.opacity}"/>`);
  }
  const points = placed(trace, x, y);
  if (mode.includes('lines') && line.width !== 0) {
    const dash =
      line.dash === undefined || line.dash === 'solid'
        ? ''
        : ` stroke-dasharray="${line.dash === 'dot' ? '2 3' : '7 5'}"`;
    parts.push(
      `<path d="${path(unbroken(points))}" fill="none" stroke="${colour}" stroke-width="${attribute(line.width ?? 2)}"${dash}/>`,
    );
  }
  const bars = trace.error_y as { array?: ArrayLike<number>; arrayminus?: ArrayLike<number> } | undefined;
  if (bars?.array !== undefined) parts.push(errorBars(trace, bars.array, bars.arrayminus ?? bars.array, x, y, colour));
  if (mode.includes('markers')) {
    parts.push(...points.filter(isPlaced).map(([left, top]) => markerSvg(left, top, marker, colour)));
  }
  return parts.join('');
}

export interface MarkerStyle {
  readonly color?: string;
  readonly symbol?: string;
  readonly size?: number;
  readonly opacity?: number;
  readonly line?: { readonly color?: string; readonly width?: number };
}

/** One marker; an unknown symbol is a circle. */
export function markerSvg(x: number, y: number, style: MarkerStyle, colour: string): string {
  const { symbol = 'circle', size = 6, opacity = 1, line = {} } = style;
  const own = attribute(style.color ?? colour);
  const [edge, width] = [attribute(line.color ?? 'none'), attribute(line.width ?? (symbol.startsWith('x') ? 1.5 : 1))];
  const isOpen = symbol.endsWith('-open');
  const r = size / 2;
  const paint =
    `fill="${isOpen ? 'none' : own}" stroke="${isOpen ? own : edge}" stroke-width="${width}"` +
    `${opacity === 1 ? '' : ` opacity="${attribute(opacity)}"`}`;
  const outline = OUTLINES[symbol.replace(/-(thin|open)/g, '')];
  if (outline === undefined) return `<circle cx="${short(x)}" cy="${short(y)}" r="${r}" ${paint}/>`;
  const corners = outline.map(([across, down]) => `${short(x + across * r)} ${short(y + down * r)}`);
  if (symbol.startsWith('x')) {
    const [a, b, c, d] = corners;
    return `<path d="M${a}L${b}M${c}L${d}" stroke="${own}" stroke-width="${width}"/>`;
  }
  return `<path d="M${corners.join('L')}Z" ${paint}/>`;
}

/** Corners in units of half the marker's size. */
const OUTLINES: { readonly [symbol: string]: readonly (readonly [number, number])[] } = {
  x: [
    [-0.8, -0.8],
    [0.8, 0.8],
    [-0.8, 0.8],
    [0.8, -0.8],
  ],
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  square: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  'triangle-up': [
    [0, -1.2],
    [1.15, 0.7],
    [-1.15, 0.7],
  ],
};

/** The cells of a heat map, those of one shade together, neighbours in a row as one. */
export function heatmapSvg(trace: PlotlyObject, x: Scale, y: Scale): string {
  const rows = column(trace, 'z').map(listOf);
  const width = rows[0]?.length ?? 0;
  const [low, high] = shadesOf(trace, rows);
  const across = cellEdges(trace.x === undefined ? undefined : column(trace, 'x'), width).map(x.at);
  const down = cellEdges(trace.y === undefined ? undefined : column(trace, 'y'), rows.length).map(y.at);
  const cells = new Map<number, string[]>();
  for (const [row, values] of rows.entries()) {
    const shades = values.map((value) => shadeOf(value, low, high));
    for (let start = 0, end = 0; start < width; start = end) {
      while (end < width && shades[end] === shades[start]) end++;
      const shade = shades[start];
      if (shade === undefined) continue;
      const [left, right, top, bottom] = [across[start]!, across[end]!, down[row]!, down[row + 1]!].map(short);
      cells.set(shade, [...(cells.get(shade) ?? []), `M${left} ${top}H${right}V${bottom}H${left}Z`]);
    }
  }
  const colour = colourScale(trace.colorscale);
  const paths = [...cells].map(
    ([shade, runs]) => `<path fill="${attribute(colour(shade / (SHADES - 1)))}" d="${runs.join('')}"/>`,
  );
  return `<g shape-rendering="crispEdges">${paths.join('')}</g>`;
}

/** The values with the first and the last colour. */
export function shadesOf(
  trace: PlotlyObject,
  rows: readonly (readonly unknown[])[] = column(trace, 'z').map(listOf),
): [number, number] {
  const values = rows.flat().filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return [Number(trace.zmin ?? low), Number(trace.zmax ?? high)];
}

function shadeOf(value: unknown, low: number, high: number): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return Math.round((SHADES - 1) * Math.min(1, Math.max(0, share)));
}

/** The edges of cells around these centres. */
export function cellEdges(centres: readonly unknown[] | undefined, count: number): number[] {
  const at = (k: number) => (centres === undefined ? k : Number(centres[k]));
  if (count === 1) return [at(0) - 0.5, at(0) + 0.5];
  const inner = Array.from({ length: count - 1 }, (_, k) => (at(k) + at(k + 1)) / 2);
  return [2 * at(0) - inner[0]!, ...inner, 2 * at(count - 1) - inner[count - 2]!];
}

type Point = readonly [x: number, y: number];

function placed(trace: PlotlyObject, x: Scale, y: Scale): Point[] {
  const points = pointsOf(trace);
  return points.y.map((value, k) => [x.at(points.x[k]), y.at(value)]);
}

function isPlaced([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** The stretches between points that have no place. */
function unbroken(points: readonly Point[]): Point[][] {
  const stretches: Point[][] = [[]];
  for (const point of points) {
    if (isPlaced(point)) stretches.at(-1)!.push(point);
    else stretches.push([]);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

function path(stretches: readonly (readonly Point[])[]): string {
  return stretches
    .map(
      (points) =>
        `M${points
          .filter(isPlaced)
          .map(([x, y]) => `${short(x)} ${short(y)}`)
          .join('L')}`,
    )
    .join('');
}

function errorBars(
  trace: PlotlyObject,
  above: ArrayLike<number>,
  below: ArrayLike<number>,
  x: Scale,
  y: Scale,
  colour: string,
): string {
  const points = pointsOf(trace);
  const bars = points.y.map((value, k) => {
    const [at, low, high] = [x.at(points.x[k]), y.at(Number(value) - below[k]!), y.at(Number(value) + above[k]!)];
    if (![at, low, high].every(Number.isFinite)) return '';
    return `M${short(at)} ${short(low)}V${short(high)}M${short(at - 3)} ${short(low)}h6M${short(at - 3)} ${short(high)}h6`;
  });
  return `<path d="${bars.join('')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
}
