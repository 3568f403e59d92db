import { checkOptions } from '../check.js';
import type { Figure } from './figure.js';
import { type Curves, PLOT_OPTIONS, type PlotOptions, plotCurves } from './plot-curves.js';

/**
 * S(E) = ln g(E) in nats against E, the number of misclassified patterns.
 * @throws RangeError where there is no curve.
 * @throws TypeError where a curve is none, and where an option is unknown or no option of its kind.
 */
export function plotEntropy(curves: Curves, options: PlotOptions = {}): Figure {
  checkOptions('plotEntropy', options, PLOT_OPTIONS);
  return plotCurves(
    curves,
    {
      x: { title: 'energy E (misclassified patterns)', of: (level) => level },
      y: { title: 'entropy S(E) (nats)', of: (entropy) => entropy },
    },
    options,
  );
}
