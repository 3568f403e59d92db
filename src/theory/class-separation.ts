import { checkWithin, requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import type { Sizes } from './annealed-random-labels.js';
import { checkWeightsAndPatterns } from './check-sizes.js';
import { probabilityCurve } from './probability-curve.js';
import { twoClassErrors } from './two-class-errors.js';

/** Two Gaussian classes with opposite means. */
export interface ClassSeparation extends Sizes {
  /** m = |μ|/√N, the length of a class mean per √input where the noise has variance 1; 0 or more. */
  readonly separation: number;
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on patterns ξ = σμ + noise: p(E) = C(P, E) ∫Dz Φ(mz)^(P−E) Φ(−mz)^E, because all
 * stabilities share the field w·μ/√N = mz. Exactly flat, p = 1/(P + 1), at m = 1; one peak at P/2 below, two at 0 and P
 * above. The same for any share of the two classes. (Mele et al. 2025.)
 * @throws where a size is not a whole number of at least 1, or the separation not a number from 0 to 10⁶.
 */
export function classSeparation(classes: ClassSeparation): EntropyCurve {
  requireOptions('classSeparation', classes, ['weights', 'patterns', 'separation']);
  const { weights, patterns, separation } = classes;
  checkWeightsAndPatterns(weights, patterns);
  checkWithin('separation', separation, 0, 1e6);
  const logProbability = twoClassErrors({
    positive: patterns,
    negative: 0,
    positiveVariance: separation ** 2,
    negativeVariance: 0,
  });
  return probabilityCurve(`annealed, separation ${separation}`, weights, logProbability);
}
