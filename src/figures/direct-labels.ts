import { type Figure, listOf, type PlotlyObject, textOf, textWidth } from './figure.js';
import { type Dot, type Frame, inkOf, thinned } from './ink.js';
import { forLetters, hueOf } from './shades.js';

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A place for the name of a trace, and how far it is from other curves. */
interface Place {
  readonly trace: number;
  readonly box: Box;
  readonly clearance: number;
}

/** With more names the eye finds a legend quicker. */
const MOST_NAMES = 4;

/**
 * Distances in pixels: from a name to its curve, to any other ink and to the frame, between names, and the one beyond
 * which other curves no longer matter; and the height of a name.
 */
const SPACE = { own: 5, ink: 3, names: 6, enough: 40, height: 15 };

/**
 * A figure with the names of its curves beside them, in their colours, instead of a legend. Each name stands where other
 * curves are farthest: within the frame, over nothing, and nearer to its own curve than to others. Entries that several
 * curves share, such as 'prediction', remain in the legend. Returns undefined if there are more than four names or one
 * finds no such place, and for maps, pictures, panels and clouds of points.
 */
export function withDirectLabels(figure: Figure, frame: Frame): Figure | undefined {
  const { data, layout } = figure;
  const entries = [...data.keys()].filter((k) => data[k]!.showlegend !== false);
  const isLegendShown = layout.showlegend !== false && (layout.showlegend === true || entries.length > 1);
  const named = entries.filter((k) => listOf(data[k]!.y).some((value) => value !== null));
  const isPlain = data.every(
    ({ type, xaxis = 'x', yaxis = 'y' }) => type === 'scatter' && xaxis === 'x' && yaxis === 'y',
  );
  if (!isLegendShown || !isPlain || listOf(layout.annotations).length > 0) return undefined;
  if (
    named.length === 0 ||
    named.length > MOST_NAMES ||
    named.some((k) => hueOf(colourOf(data[k]!)) === undefined || isCloud(data[k]!))
  ) {
    return undefined;
  }
  const ink = data.flatMap((_, k) => inkOf(data, k, frame));
  const places = named.map((k) => placesOf(data, k, ink, frame));
  const best = bestOf(places);
  if (best === undefined) return undefined;
  const left = entries.length - named.length;
  return {
    data: data.map((trace, k) => (named.includes(k) ? { ...trace, showlegend: false } : trace)),
    layout: {
      ...layout,
      showlegend: left > 0,
      annotations: best.map(({ trace, box }) => ({
        text: textOf(data[trace]!.name),
        xref: 'paper',
        yref: 'paper',
        x: ((box.left + box.right) / 2 - frame.x.offset) / frame.x.length,
        y: 1 - ((box.top + box.bottom) / 2 - frame.y.offset) / frame.y.length,
        xanchor: 'center',
        yanchor: 'middle',
        showarrow: false,
        font: { color: forLetters(colourOf(data[trace]!)) },
      })),
    },
  };
}

/** True for points in no order, of which none is the place for a name. */
function isCloud({ mode, x }: PlotlyObject): boolean {
  const places = listOf(x).map(Number);
  return !textOf(mode).includes('lines') && places.some((place, k) => k > 0 && place < places[k - 1]!);
}

/** The places for all names that keep the smallest distance largest, over the orders in which they can be chosen. */
function bestOf(places: readonly (readonly Place[])[]): readonly Place[] | undefined {
  const choices = orders(places).flatMap((order) => {
    const chosen: Place[] = [];
    for (const candidates of order) {
      const place = candidates.find(({ box }) => chosen.every((other) => areApart(box, other.box)));
      if (place === undefined) return [];
      chosen.push(place);
    }
    return [chosen];
  });
  const worth = (chosen: readonly Place[]) => Math.min(...chosen.map(({ clearance }) => clearance));
  return choices.reduce<readonly Place[] | undefined>(
    (best, chosen) => (best === undefined || worth(chosen) > worth(best) ? chosen : best),
    undefined,
  );
}

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, k) => orders(items.filter((_, other) => other !== k)).map((rest) => [item, ...rest]));
}

function areApart(a: Box, b: Box): boolean {
  const across = Math.max(a.left - b.right, b.left - a.right);
  return Math.max(across, a.top - b.bottom, b.top - a.bottom) >= SPACE.names;
}

/** The places where the name of a trace is read as such, the farthest from other curves first. */
function placesOf(data: readonly PlotlyObject[], trace: number, ink: readonly Dot[], frame: Frame): Place[] {
  const width = textWidth(textOf(data[trace]!.name));
  const isOwn = (other: number) => other === trace || isCompanion(data[other]!, data[trace]!, data);
  const [own, others] = [ink.filter((dot) => isOwn(dot.trace)), ink.filter((dot) => !isOwn(dot.trace))];
  const places: Place[] = [];
  const beside = own.filter((dot) => dot.trace === trace || isPart(data[dot.trace]!, data[trace]!));
  for (const dot of thinned(beside, SPACE.own)) {
    for (const box of boxesAround(dot, width)) {
      if (!isWithin(box, frame)) continue;
      const distance = distanceTo(own, box, SPACE.ink);
      if (distance < SPACE.ink) continue;
      // Nearer to its own curve than to any other, as the eye must see at once.
      const least = Math.max(SPACE.ink, 1.6 * distance);
      const clearance = distanceTo(others, box, least);
      if (clearance >= least) places.push({ trace, box, clearance: Math.min(clearance, SPACE.enough) });
    }
  }
  return places.sort((a, b) => b.clearance - a.clearance);
}

/** Boxes that touch a dot with a side or a corner, at the usual distance. */
function boxesAround({ x, y, radius }: Dot, width: number): Box[] {
  const gap = SPACE.own + radius;
  return [1, 0, -1].flatMap((across) =>
    [-1, 0, 1].flatMap((down) => {
      if (across === 0 && down === 0) return [];
      const away = across !== 0 && down !== 0 ? gap * Math.SQRT1_2 : gap;
      const left = x + across * away + ((across - 1) / 2) * width;
      const top = y + down * away + ((down - 1) / 2) * SPACE.height;
      return [{ left, top, right: left + width, bottom: top + SPACE.height }];
    }),
  );
}

function isWithin({ left, top, right, bottom }: Box, { x, y }: Frame): boolean {
  return (
    left >= x.offset + SPACE.ink &&
    right <= x.offset + x.length - SPACE.ink &&
    top >= y.offset + SPACE.ink &&
    bottom <= y.offset + y.length - SPACE.ink
  );
}

/** The distance from a box to the nearest of the dots; at once if it is below `least`. */
function distanceTo(dots: readonly Dot[], { left, top, right, bottom }: Box, least: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const { x, y, radius } of dots) {
    const across = Math.max(left - x, 0, x - right);
    const down = Math.max(top - y, 0, y - bottom);
    const distance = Math.sqrt(across * across + down * down) - radius;
    if (distance < nearest) nearest = distance;
    if (nearest < least) return nearest;
  }
  return nearest;
}

/** True for the band and the crosses of a trace. */
function isPart(other: PlotlyObject, trace: PlotlyObject): boolean {
  return other.showlegend === false && other.legendgroup !== undefined && other.legendgroup === trace.legendgroup;
}

/** True for what belongs to a named trace: its parts, and a line of its colour without a name of its own. */
function isCompanion(other: PlotlyObject, trace: PlotlyObject, data: readonly PlotlyObject[]): boolean {
  if (other.showlegend !== false) return false;
  if (isPart(other, trace)) return true;
  const hasName = data.some(
    ({ legendgroup, showlegend, y }) =>
      legendgroup === other.legendgroup && showlegend !== false && listOf(y).some((value) => value !== null),
  );
  return !hasName && hueOf(colourOf(other)) === hueOf(colourOf(trace));
}

function colourOf({ line, marker }: PlotlyObject): string {
  const of = (style: unknown) => textOf((style as PlotlyObject | undefined)?.color);
  return of(line) || of(marker);
}
