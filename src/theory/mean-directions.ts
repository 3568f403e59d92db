import { checkCount, checkInteger, checkWithin, requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { probabilityCurve } from './probability-curve.js';
import { twoClassErrors } from './two-class-errors.js';

/** Two Gaussian classes whose means may point in any two directions. */
export interface MeanDirections {
  /** M = N, the weights of the perceptron. */
  readonly weights: number;
  /** P1 and P0, the patterns with label +1 and −1; one of them may be 0. */
  readonly positive: number;
  readonly negative: number;
  /** m = |μ1|/√N, where the noise has variance 1; 0 or more. */
  readonly separation: number;
  /** l, from −1 (opposite means) to 1 (the same mean): μ0 = l μ1 + (1 − |l|) ν, with ν ⟂ μ1 and |ν| = |μ1|. */
  readonly alignment: number;
}

/**
 * S(E), E = 0 … P1 + P0, of a ±1 perceptron on two Gaussian classes: E = Bin(P1, Φ(−h1)) + Bin(P0, Φ(h0)), with (h1, h0)
 * Gaussian of covariance μ_a·μ_b/N. Means on one side (l > 0, m large) put both classes in one half-space: peaks at P0
 * and P1; opposite means: peaks at 0 and P. A random ν is orthogonal to μ1 up to 1/√N. (Mele et al. 2025.)
 * @throws where a count, the separation (0 … 10⁶) or the alignment (−1 … 1) is out of range, or both classes are empty.
 */
export function meanDirections(classes: MeanDirections): EntropyCurve {
  requireOptions('meanDirections', classes, ['weights', 'positive', 'negative', 'separation', 'alignment']);
  const { weights, positive, negative, separation, alignment } = classes;
  checkCount('weights', weights, 'a network needs at least 1');
  checkInteger('positive', positive, 0, 1e6);
  checkInteger('negative', negative, 0, 1e6);
  checkCount('positive + negative', positive + negative, 'a data set needs at least 1 pattern');
  checkWithin('separation', separation, 0, 1e6);
  checkWithin('alignment', alignment, -1, 1);
  const square = separation ** 2;
  const logProbability = twoClassErrors({
    positive,
    negative,
    positiveVariance: square,
    negativeVariance: square * (alignment ** 2 + (1 - Math.abs(alignment)) ** 2),
    covariance: -alignment * square,
  });
  return probabilityCurve(`annealed, separation ${separation}, alignment ${alignment}`, weights, logProbability);
}
