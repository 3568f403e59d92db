import type { Figure } from './figure.js';
import { type Curves, type PlotOptions, plotCurves } from './plot-curves.js';

/** S(E) = ln g(E) in nats against E, the number of misclassified patterns. */
export function plotEntropy(curves: Curves, options: PlotOptions = {}): Figure {
  return plotCurves(
    curves,
    {
      x: { title: 'energy E (misclassified patterns)', of: (level) => level },
      y: { title: 'entropy S(E) (nats)', of: (entropy) => entropy },
    },
    options,
  );
}
