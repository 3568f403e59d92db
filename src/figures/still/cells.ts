import { listOf, numeral, type PlotlyObject } from '../figure.js';
import { type Box, titleOf } from './axes.js';
import { colourScale } from './colour.js';
import { evenTicks, type Scale } from './scale.js';
import { attribute, short, svgText } from './text.js';
import { column } from './traces.js';

/** The number of shades of a heat map: as fine as the eye can distinguish, and few enough for a small file. */
const SHADES = 64;

/** The cells of a heat map, grouped by shade, with neighbours in a row joined. */
export function heatmapSvg(trace: PlotlyObject, x: Scale, y: Scale): string {
  const rows = column(trace, 'z').map(listOf);
  const width = rows[0]?.length ?? 0;
  const [low, high] = shadesOf(trace, rows);
  const across = cellEdges(trace.x === undefined ? undefined : column(trace, 'x'), width).map(x.at);
  const down = cellEdges(trace.y === undefined ? undefined : column(trace, 'y'), rows.length).map(y.at);
  const cells = new Map<number, string[]>();
  for (const [row, values] of rows.entries()) {
    const shades = values.map((value) => shadeOf(value, low, high));
    for (let start = 0, end = 1; start < width; start = end, end++) {
      while (end < width && shades[end] === shades[start]) end++;
      const shade = shades[start];
      if (shade === undefined) continue;
      const [left, right, top, bottom] = [across[start]!, across[end]!, down[row]!, down[row + 1]!].map(short);
      const path = `M${left} ${top}H${right}V${bottom}H${left}Z`;
      const before = cells.get(shade);
      if (before === undefined) cells.set(shade, [path]);
      else before.push(path);
    }
  }
  const colour = colourScale(trace.colorscale);
  const paths = [...cells].map(
    ([shade, runs]) => `<path fill="${attribute(colour(shade / (SHADES - 1)))}" d="${runs.join('')}"/>`,
  );
  return `<g shape-rendering="crispEdges">${paths.join('')}</g>`;
}

/** The values of the first and the last colour. */
function shadesOf(
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
  // Halved, because the difference of two numbers may be larger than any number.
  const share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
  return Math.round((SHADES - 1) * Math.min(1, Math.max(0, share)));
}

/** The edges of the cells around these centres. */
export function cellEdges(centres: readonly unknown[] | undefined, count: number): number[] {
  const at = (k: number) => (centres === undefined ? k : Number(centres[k]));
  if (count === 1) return [at(0) - 0.5, at(0) + 0.5];
  const inner = Array.from({ length: count - 1 }, (_, k) => (at(k) + at(k + 1)) / 2);
  return [2 * at(0) - inner[0]!, ...inner, 2 * at(count - 1) - inner[count - 2]!];
}

/** The colour bar beside a heat map. */
export function colourBar(trace: PlotlyObject, { top, bottom, right }: Box): string {
  const bar = (trace.colorbar ?? {}) as PlotlyObject;
  const [low, high] = shadesOf(trace);
  const colour = colourScale(trace.colorscale);
  const [left, steps, height] = [right + 12, 64, bottom - top];
  const shades = Array.from({ length: steps }, (_, k) => {
    const at = bottom - ((k + 1) * height) / steps;
    return `<rect x="${left}" y="${short(at)}" width="16" height="${short(height / steps + 0.5)}" fill="${attribute(colour(k / (steps - 1)))}"/>`;
  });
  const values = (bar.tickvals as readonly number[] | undefined) ?? evenTicks(low, high);
  const labels = (bar.ticktext as readonly string[] | undefined) ?? values.map(numeral);
  const ticks = values.map((value, k) => ({ at: bottom - ((value - low) / (high - low)) * height, label: labels[k]! }));
  const shown = ticks.filter(({ at }) => at >= top - 0.5 && at <= bottom + 0.5);
  return [
    ...shades,
    ...shown.map(({ at, label }) => svgText(label, left + 20, at + 4, { size: 11 })),
    svgText(titleOf(bar), left + 72, (top + bottom) / 2, { anchor: 'middle', size: 12, turned: 90 }),
  ].join('');
}
