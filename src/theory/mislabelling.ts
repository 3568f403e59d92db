import { checkInteger, checkWithin, requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { checkWeightsAndPatterns } from './check-sizes.js';
import type { ClassSeparation } from './class-separation.js';
import { probabilityCurve } from './probability-curve.js';
import { twoClassErrors } from './two-class-errors.js';

/** Two Gaussian classes with opposite means, some of the labels wrong. */
export interface Mislabelling extends ClassSeparation {
  /** f, how many of the P labels are flipped. */
  readonly flipped: number;
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on separated classes with f flipped labels: p(E) = `∫Dz [Bin(P − f, Φ(−mz)) ∗
 * Bin(f, Φ(mz))](E)`, since the flipped patterns feel the field −mz. For large m the peaks stand at f and P − f.
 * (Mele et al. 2025.)
 * @throws where a size, the separation (0 … 10⁶) or `flipped` (0 … P) is out of range.
 */
export function mislabelling(classes: Mislabelling): EntropyCurve {
  requireOptions('mislabelling', classes, ['weights', 'patterns', 'separation', 'flipped']);
  const { weights, patterns, separation, flipped } = classes;
  checkWeightsAndPatterns(weights, patterns);
  checkWithin('separation', separation, 0, 1e6);
  checkInteger('flipped', flipped, 0, patterns);
  const square = separation ** 2;
  const logProbability = twoClassErrors({
    positive: patterns - flipped,
    negative: flipped,
    positiveVariance: square,
    negativeVariance: square,
    covariance: -square,
  });
  return probabilityCurve(`annealed, separation ${separation}, ${flipped} flipped`, weights, logProbability);
}
