import { checkChoice, checkOptions } from '../check.js';
import type { Figure } from './figure.js';
import { type Curves, PLOT_OPTIONS, type PlotOptions, plotCurves } from './plot-curves.js';

export interface PlotDensityOptions extends PlotOptions {
  /** `'linear'` (default) or `'log'`, which shows the tails. */
  readonly scale?: 'linear' | 'log';
}

/**
 * ρ(E/P) = P g(E) / 2^M against E/P, the paper's way of showing a density of states.
 * @throws RangeError if there is no curve.
 * @throws TypeError if what is given is not a curve, or an option is unknown or has a wrong value.
 */
export function plotDensity(curves: Curves, options: PlotDensityOptions = {}): Figure {
  checkOptions('plotDensity', options, ['scale', ...PLOT_OPTIONS]);
  const { scale = 'linear' } = options;
  checkChoice('scale', scale, ['linear', 'log']);
  return plotCurves(
    curves,
    {
      x: { title: 'energy per pattern, E/P', of: (level, { patterns }) => level / patterns },
      y: {
        title: 'density of states, ρ(E/P)',
        of: (entropy, { patterns, weights }) => patterns * Math.exp(entropy - weights * Math.LN2),
      },
      logarithmic: scale === 'log',
    },
    options,
  );
}
