import { requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { checkWeightsAndPatterns } from './check-sizes.js';
import { logBinomials } from './log-binomials.js';
import { probabilityCurve } from './probability-curve.js';

/** The sizes of a network and of its data set. */
export interface Sizes {
  /** M, the number of ±1 weights. */
  readonly weights: number;
  /** P, the number of patterns. */
  readonly patterns: number;
}

/**
 * S(E) = (M − P) ln 2 + ln C(P, E), E = 0 … P: ln of the density of states averaged over random labels. Each network
 * gets each label right with probability ½, so the average is exact for any network whose output has no ties and
 * any patterns; a typical data set lies below it at small E (see `replicaCurve`).
 * @throws where a size is not a whole number of at least 1, or `patterns` is above a million.
 */
export function annealedRandomLabels(sizes: Sizes): EntropyCurve {
  requireOptions('annealedRandomLabels', sizes, ['weights', 'patterns']);
  const { weights, patterns } = sizes;
  checkWeightsAndPatterns(weights, patterns);
  return probabilityCurve('annealed, random labels', weights, logBinomials(patterns));
}
