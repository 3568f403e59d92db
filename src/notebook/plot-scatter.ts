import { axis, COLOURS, type Figure, layout } from './figure.js';

/** Points of one kind in a plane. */
export interface Points {
  /** For the legend. */
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface PlotScatterOptions {
  /** What the axes show, with units. */
  readonly x: string;
  readonly y: string;
  /** One unit is as long on both axes, as for coordinates in space. Default false. */
  readonly equal?: boolean;
  readonly title?: string;
  readonly caption?: string;
}

const SYMBOLS = ['circle', 'diamond', 'square', 'triangle-up', 'cross', 'x', 'star'] as const;

/**
 * Points of several kinds, each with a colour and a shape of its own.
 * @throws where there is no set of points, or x and y of one differ in length.
 */
export function plotScatter(sets: readonly Points[], options: PlotScatterOptions): Figure {
  if (sets.length === 0) throw new RangeError('there are no points to plot; give at least one set');
  for (const { name, x, y } of sets) {
    if (x.length === y.length) continue;
    throw new RangeError(`points '${name}' have ${x.length} values of x and ${y.length} of y; give one of each`);
  }
  const { equal = false, title = '', caption = '' } = options;
  return {
    data: sets.map(({ name, x, y }, k) => ({
      type: 'scatter',
      mode: 'markers',
      name,
      x: Array.from(x),
      y: Array.from(y),
      marker: { color: COLOURS[k % COLOURS.length], symbol: SYMBOLS[k % SYMBOLS.length], size: 7, opacity: 0.75 },
    })),
    layout: layout({
      title,
      caption,
      xaxis: axis(options.x, equal ? { constrain: 'domain' } : {}),
      yaxis: axis(options.y, equal ? { scaleanchor: 'x', constrain: 'domain' } : {}),
    }),
  };
}
