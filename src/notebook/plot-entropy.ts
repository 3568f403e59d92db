import { checkOptions } from '../check.js';
import type { Figure } from './figure.js';
import { type Curves, PLOT_OPTIONS, type PlotOptions, plotCurves } from './plot-curves.js';

/**
 * S(E) = ln g(E) in nats against E, the number of misclassified patterns.
 * @throws RangeError if there is no curve.
 * @throws TypeError if what is given is not a curve, or an option is unknown or has a wrong value.
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
