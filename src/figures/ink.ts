import { listOf, type PlotlyObject, textOf } from './figure.js';

/** An axis as drawn: pixels from the left or top edge of the figure, and its ends, in decades where logarithmic. */
export interface DrawnAxis {
  readonly offset: number;
  readonly length: number;
  readonly range: readonly number[];
  readonly isLogarithmic: boolean;
}

/** The axes between which a figure's curves stand. */
export interface Frame {
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
}

/** A dot of ink, and the trace to which it belongs. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly trace: number;
}

/** Dots this close together cover a line, in pixels. */
const STEP = 3;

/** What a trace covers within the frame, as dots. */
export function inkOf(data: readonly PlotlyObject[], k: number, frame: Frame): Dot[] {
  const trace = data[k]!;
  const mode = textOf(trace.mode) || 'lines';
  const points = pixelsOf(trace, frame);
  const width = Number((trace.line as PlotlyObject | undefined)?.width ?? 2);
  const size = Number((trace.marker as PlotlyObject | undefined)?.size ?? 6);
  const dots = (positions: readonly Pixel[], radius: number) => positions.map(([x, y]) => ({ x, y, radius, trace: k }));
  const hasLine = mode.includes('lines') && width > 0;
  const before = trace.fill === 'tonexty' && k > 0 ? pixelsOf(data[k - 1]!, frame) : [];
  const band = before.slice(0, points.length).map((point, index) => [point, points[index]!] as const);
  const bars = barsOf(trace, frame);
  const all = [
    ...(hasLine
      ? dots(
          points.slice(1).flatMap((point, index) => along(points[index]!, point)),
          width / 2,
        )
      : []),
    ...(mode.includes('markers') ? dots(points, size / 2) : []),
    ...dots(
      bars.flatMap(([low, high]) => along(low, high)),
      1,
    ),
    ...dots(acrossBand(band), 1),
  ];
  return thinned(
    all.filter((dot) => isSeen(dot, frame)),
    STEP / 2,
  );
}

/** Of the dots of each size one in each square with sides of `pixels`, so that long traces have no more than others. */
export function thinned(dots: readonly Dot[], pixels: number): Dot[] {
  const square = ({ x, y, radius }: Dot) => `${Math.round(x / pixels)} ${Math.round(y / pixels)} ${radius}`;
  return [...new Map(dots.map((dot) => [square(dot), dot])).values()];
}

type Pixel = readonly [x: number, y: number];

function pixelsOf(trace: PlotlyObject, frame: Frame): Pixel[] {
  const y = listOf(trace.y);
  const x = trace.x === undefined ? y.map((_, k) => k) : listOf(trace.x);
  return y.map((value, k): Pixel => [across(frame.x, x[k]), down(frame.y, value)]);
}

/** The ends of the error bars of y. */
function barsOf(trace: PlotlyObject, frame: Frame): (readonly [Pixel, Pixel])[] {
  const { array, arrayminus = array } = (trace.error_y ?? {}) as PlotlyObject;
  const [above, below] = [listOf(array), listOf(arrayminus)];
  const x = listOf(trace.x);
  return listOf(trace.y).flatMap((y, k) => {
    const end = (error: unknown): Pixel => [across(frame.x, x[k]), down(frame.y, Number(y) + Number(error))];
    return above[k] === undefined ? [] : [[end(above[k]), end(-Number(below[k]))] as const];
  });
}

/** The position of a value, at most one length of the axis outside it: 0 on a logarithmic axis is infinitely far. */
function across({ offset, length, range, isLogarithmic }: DrawnAxis, value: unknown): number {
  const [from, to] = range as [number, number];
  const number = value === null ? Number.NaN : Number(value);
  const share = ((isLogarithmic ? Math.log10(Math.max(0, number)) : number) - from) / (to - from);
  return offset + length * Math.min(2, Math.max(-1, share));
}

function down(axis: DrawnAxis, value: unknown): number {
  return 2 * axis.offset + axis.length - across(axis, value);
}

/** Positions from one pixel to another; none if either has no place. */
function along([x, y]: Pixel, [right, bottom]: Pixel): Pixel[] {
  const length = Math.hypot(right - x, bottom - y);
  if (!Number.isFinite(length)) return [];
  const count = Math.min(1000, Math.ceil(length / STEP));
  return Array.from({ length: count + 1 }, (_, k): Pixel => {
    const share = count === 0 ? 0 : k / count;
    return [x + share * (right - x), y + share * (bottom - y)];
  });
}

/** Positions within a band, from its upper edge to its lower. */
function acrossBand(edges: readonly (readonly [Pixel, Pixel])[]): Pixel[] {
  return edges.slice(1).flatMap(([upper, lower], k) => {
    const [upperBefore, lowerBefore] = edges[k]!;
    const low = along(lowerBefore, lower);
    return along(upperBefore, upper).flatMap((from, place, { length }) =>
      along(from, low[Math.round((place / Math.max(1, length - 1)) * (low.length - 1))] ?? from),
    );
  });
}

function isSeen({ x, y }: Dot, frame: Frame): boolean {
  return (
    x >= frame.x.offset &&
    x <= frame.x.offset + frame.x.length &&
    y >= frame.y.offset &&
    y <= frame.y.offset + frame.y.length
  );
}
