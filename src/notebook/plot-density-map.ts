import { density, type EntropyCurve } from '../curve.js';
import type { Figure } from './figure.js';
import { type Overlay, plotHeatMap } from './plot-heat-map.js';

export interface PlotDensityMapOptions {
  /** What the parameter is, with its unit: 'P1', 'class separation m'. */
  readonly parameter: string;
  /** Colours by ρ (`'linear'`, default) or by its logarithm. */
  readonly scale?: 'linear' | 'log';
  /** The largest ρ with a colour of its own; a sharp peak would leave the rest dark. Default: the largest there is. */
  readonly highest?: number;
  /** Lines and marks on top, y being E/P. */
  readonly overlays?: readonly Overlay[];
  readonly title?: string;
  readonly caption?: string;
}

/**
 * ρ(E/P) = P g(E) / 2^M as colours over a parameter and E/P: one column per curve of a scan. Levels without configurations
 * are blank.
 * @throws where there is no curve, or the curves differ in P or levels.
 */
export function plotDensityMap(
  scan: readonly { readonly value: number; readonly curve: EntropyCurve }[],
  options: PlotDensityMapOptions,
): Figure {
  if (scan.length === 0) throw new RangeError('there is no curve to plot; give at least one');
  const columns = scan.toSorted((a, b) => a.value - b.value);
  const { patterns, levels } = columns[0].curve;
  for (const { curve } of columns) {
    if (curve.patterns === patterns && curve.levels.length === levels.length) continue;
    throw new RangeError(
      `'${curve.name}' has ${curve.levels.length} levels of ${curve.patterns} patterns, another curve ${levels.length} of ${patterns}; scan curves of one P`,
    );
  }
  const heights = columns.map(({ curve }) => density(curve));
  const { parameter, scale = 'linear', highest, overlays, title = `P = ${patterns}`, caption } = options;
  const largest = highest ?? Math.max(...heights.flatMap((column) => [...column]));
  const smallest = Math.min(...heights.flatMap((column) => [...column].filter((value) => value > 0)));
  return plotHeatMap(
    {
      x: columns.map(({ value }) => value),
      y: Array.from(levels, (level) => level / patterns),
      // Where nothing was found the density is not known to be 0.
      values: Array.from(levels, (_, k) => heights.map((column) => (column[k] > 0 ? column[k] : Number.NaN))),
    },
    {
      x: parameter,
      y: 'energy per pattern, E/P',
      value: 'density of states, ρ(E/P)',
      scale,
      range: scale === 'log' ? [smallest, largest] : [0, largest],
      title,
      ...(overlays === undefined ? {} : { overlays }),
      ...(caption === undefined ? {} : { caption }),
    },
  );
}
