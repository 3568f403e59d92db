import type { Figure } from './figure.js';
import { type Curves, type PlotOptions, plotCurves } from './plot-curves.js';

export interface PlotDensityOptions extends PlotOptions {
  /** `'linear'` (default) or `'log'`, which shows the tails. */
  readonly scale?: 'linear' | 'log';
}

/** ρ(E/P) = P g(E) / 2^M against E/P, the paper's way of showing a density of states. */
export function plotDensity(curves: Curves, options: PlotDensityOptions = {}): Figure {
  return plotCurves(
    curves,
    {
      x: { title: 'energy per pattern, E/P', of: (level, { patterns }) => level / patterns },
      y: {
        title: 'density of states, ρ(E/P)',
        of: (entropy, { patterns, weights }) => patterns * Math.exp(entropy - weights * Math.LN2),
      },
      logarithmic: options.scale === 'log',
    },
    options,
  );
}
