import { listOf, type PlotlyObject } from '../figure.js';
import { splitColour } from './colour.js';
import { type MarkerStyle, markerSvg } from './markers.js';
import type { Scale } from './scale.js';
import { attribute, short } from './text.js';

/** The values of a trace's column, whatever kind of list it is. */
export function column(trace: PlotlyObject, name: string): readonly unknown[] {
  return listOf(trace[name]);
}

/** The columns x and y; x counts from 0 if it is absent. */
export function pointsOf(trace: PlotlyObject): { x: readonly unknown[]; y: readonly unknown[] } {
  const y = column(trace, 'y');
  return { x: trace.x === undefined ? y.map((_, k) => k) : column(trace, 'x'), y };
}

/** The lines, markers, bands and error bars of a scatter trace; `before` is the trace to which a band extends. */
export function scatterSvg(trace: PlotlyObject, before: PlotlyObject | undefined, x: Scale, y: Scale): string {
  const mode = String(trace.mode ?? 'lines');
  const line = (trace.line ?? {}) as { color?: string; width?: number; dash?: string };
  const marker = (trace.marker ?? {}) as MarkerStyle;
  const colour = attribute(line.color ?? marker.color ?? '#444');
  const parts: string[] = [];
  if (trace.fill === 'tonexty' && before !== undefined) {
    const fill = splitColour(attribute(trace.fillcolor ?? `${colour}40`));
    const outline = [...pixelsOf(before, x, y), ...pixelsOf(trace, x, y).reverse()];
    parts.push(`<path d="${path([outline])}Z" fill="${fill.colour}" fill-opacity="${fill.opacity}"/>`);
  }
  const points = pixelsOf(trace, x, y);
  const isDrawn = drawnOf(points.length, marker.maxdisplayed);
  if (mode.includes('lines') && line.width !== 0) {
    const dash =
      line.dash === undefined || line.dash === 'solid'
        ? ''
        : ` stroke-dasharray="${line.dash === 'dot' ? '2 3' : '7 5'}"`;
    parts.push(
      `<path d="${path(unbroken(points))}" fill="none" stroke="${colour}" stroke-width="${attribute(line.width ?? 2)}"${dash}/>`,
    );
  }
  for (const [bars, isAcross] of [
    [trace.error_y, false],
    [trace.error_x, true],
  ] as const) {
    const { array, arrayminus = array } = (bars ?? {}) as { array?: Lengths; arrayminus?: Lengths };
    if (array !== undefined) parts.push(errorBars(trace, array, arrayminus!, { x, y, colour, isAcross, isDrawn }));
  }
  if (mode.includes('markers')) {
    parts.push(
      ...points
        .filter((point, k) => isDrawn(k) && isPlaced(point))
        .map(([left, top]) => markerSvg(left, top, marker, colour)),
    );
  }
  return parts.join('');
}

type Point = readonly [x: number, y: number];

function pixelsOf(trace: PlotlyObject, x: Scale, y: Scale): Point[] {
  const points = pointsOf(trace);
  return points.y.map((value, k) => [x.at(points.x[k]), y.at(value)]);
}

function isPlaced([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** Which of the points Plotly draws as markers, with their error bars, if it is to draw about `most`. */
function drawnOf(count: number, most = 0): (k: number) => boolean {
  const step = most > 0 ? Math.ceil(count / most) : 1;
  return (k) => k % step === 0;
}

/** The stretches between points that have no position. */
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

type Lengths = ArrayLike<number>;

interface BarStyle {
  readonly x: Scale;
  readonly y: Scale;
  readonly colour: string;
  /** True for errors of x. */
  readonly isAcross: boolean;
  readonly isDrawn: (k: number) => boolean;
}

function errorBars(trace: PlotlyObject, above: Lengths, below: Lengths, style: BarStyle): string {
  const { x, y, colour, isAcross, isDrawn } = style;
  const points = pointsOf(trace);
  const [along, other] = isAcross ? [x, y] : [y, x];
  const [values, places] = isAcross ? [points.x, points.y] : [points.y, points.x];
  const bars = values.map((value, k) => {
    const at = other.at(places[k]);
    const [low, high] = [along.at(Number(value) - below[k]!), along.at(Number(value) + above[k]!)];
    if (!isDrawn(k) || ![at, low, high].every(Number.isFinite)) return '';
    const cap = (end: number) => (isAcross ? `M${short(end)} ${short(at - 3)}v6` : `M${short(at - 3)} ${short(end)}h6`);
    const bar = isAcross ? `M${short(low)} ${short(at)}H${short(high)}` : `M${short(at)} ${short(low)}V${short(high)}`;
    return bar + cap(low) + cap(high);
  });
  return `<path d="${bars.join('')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
}
