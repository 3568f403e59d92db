import type { RandomStream } from '../../base/seed.js';
import { DIGIT_STROKES, type Point, type Stroke } from './digit-strokes.js';
import { PICTURE_SIDE, PIXELS } from './source.js';

type Segment = readonly [from: Point, to: Point];

/** The number of straight pieces between two points of a stroke. */
const PIECES = 5;

/**
 * One digit 0 … 9 as if written by hand: 28 × 28 grey levels, white (255) on black (0), fitted into 20 × 20 pixels and
 * centred by its centre of mass as in MNIST. The stream varies the way it is written: slant, width, wobble, size,
 * position and pen.
 */
export function drawDigit(digit: number, stream: RandomStream): Uint8Array {
  const variants = DIGIT_STROKES[digit]!;
  const strokes = variants[stream.integer(variants.length)]!;
  const radius = Math.min(2.3, Math.max(0.8, 1.4 + 0.35 * stream.normal()));
  const box = (20 - 2 * radius) * (0.92 + 0.08 * stream.uniform());
  const written = lean(
    strokes.map((stroke) => wobble(stroke, stream)),
    stream,
  );
  const segments = place(written.flatMap(smooth), box, stream);
  return ink(segments, radius);
}

/** Moves every point slightly. */
function wobble(stroke: Stroke, stream: RandomStream): Stroke {
  return stroke.map(([x, y]) => [x + 0.7 * stream.normal(), y + 0.7 * stream.normal()]);
}

/** Slants and widens the whole digit. */
function lean(strokes: readonly Stroke[], stream: RandomStream): Stroke[] {
  const width = Math.exp(0.2 * stream.normal());
  const slant = 0.15 + 0.28 * stream.normal();
  const turn = 0.1 * stream.normal();
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => {
      const leaning = width * x - slant * y;
      return [leaning, y + turn * leaning];
    }),
  );
}

/** A Catmull–Rom spline through the points, as straight pieces. */
function smooth(stroke: Stroke): Segment[] {
  const curve: Point[] = [stroke[0]!];
  for (let index = 0; index + 1 < stroke.length; index++) {
    const [from, to] = [stroke[index]!, stroke[index + 1]!];
    const [before, after] = [stroke[index - 1] ?? from, stroke[index + 2] ?? to];
    const along = (axis: 0 | 1, t: number) =>
      from[axis] +
      0.5 * t * (to[axis] - before[axis]) +
      t * t * (before[axis] - 2.5 * from[axis] + 2 * to[axis] - 0.5 * after[axis]) +
      0.5 * t * t * t * (3 * (from[axis] - to[axis]) + after[axis] - before[axis]);
    for (let piece = 1; piece <= PIECES; piece++) curve.push([along(0, piece / PIECES), along(1, piece / PIECES)]);
  }
  return curve.slice(1).map((to, index) => [curve[index]!, to]);
}

/** Scales the digit into a box and puts its centre of mass at the centre of the picture, to within half a pixel. */
function place(segments: readonly Segment[], box: number, stream: RandomStream): Segment[] {
  const points = segments.flat();
  const extent = (axis: 0 | 1) => {
    const coordinates = points.map((point) => point[axis]);
    return Math.max(...coordinates) - Math.min(...coordinates);
  };
  const scale = box / Math.max(extent(0), extent(1));
  const centre = centreOfMass(segments);
  const middle = PICTURE_SIDE / 2;
  const [x, y] = [middle + stream.uniform() - 0.5, middle + stream.uniform() - 0.5];
  const placed = (point: Point): Point => [x + scale * (point[0] - centre[0]), y + scale * (point[1] - centre[1])];
  return segments.map(([from, to]) => [placed(from), placed(to)]);
}

function centreOfMass(segments: readonly Segment[]): Point {
  let [mass, x, y] = [0, 0, 0];
  for (const [from, to] of segments) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    mass += length;
    x += (length * (from[0] + to[0])) / 2;
    y += (length * (from[1] + to[1])) / 2;
  }
  return [x / mass, y / mass];
}

/** Draws the segments with a round pen whose edge is one and a half pixels soft. */
function ink(segments: readonly Segment[], radius: number): Uint8Array {
  const picture = new Uint8Array(PIXELS);
  const reach = radius + 0.75;
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const last = (a: number, b: number) => Math.min(PICTURE_SIDE - 1, Math.ceil(Math.max(a, b) + reach));
  for (const [from, to] of segments) {
    for (let row = first(from[1], to[1]); row <= last(from[1], to[1]); row++) {
      for (let column = first(from[0], to[0]); column <= last(from[0], to[0]); column++) {
        const cover = (reach - distance(column + 0.5, row + 0.5, from, to)) / 1.5;
        const grey = Math.round(255 * Math.min(1, Math.max(0, cover)));
        const pixel = row * PICTURE_SIDE + column;
        if (grey > picture[pixel]!) picture[pixel] = grey;
      }
    }
  }
  return picture;
}

/** The distance from the point (x, y) to a segment. */
function distance(x: number, y: number, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / squared));
  return Math.sqrt((x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2);
}
