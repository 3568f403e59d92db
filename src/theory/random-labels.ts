import { checkPositive, checkWithin, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { logBinomials } from './numerics/log-sums.js';
import { checkWeightsAndPatterns, probabilityCurve } from './prediction.js';

/** The sizes of a network and of its data set. */
export interface Sizes {
  /** M, the number of ±1 weights. */
  readonly weights: number;
  /** P, the number of patterns. */
  readonly patterns: number;
}

/**
 * S(E) = (M − P) ln 2 + ln C(P, E), E = 0 … P: the logarithm of the density of states averaged over random labels. Each
 * network gets each label right with probability ½, so the average is exact for any patterns and any network whose
 * output never ties. A typical data set lies below it at small E (see `replicaCurve`).
 *
 * @example
 * ```ts
 * import { annealedRandomLabels } from 'weightspace';
 *
 * const curve = annealedRandomLabels({ weights: 101, patterns: 40 });
 * console.log(curve.entropy[0]); // ln of the expected number of solutions
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `weights` or `patterns` is not a whole number of at least 1, or if `patterns` is above a
 * million.
 */
export function annealedRandomLabels(sizes: Sizes): EntropyCurve {
  requireOptions('annealedRandomLabels', sizes, ['weights', 'patterns']);
  const { weights, patterns } = sizes;
  checkWeightsAndPatterns(weights, patterns);
  return probabilityCurve('annealed, random labels', weights, logBinomials(patterns));
}

/** A point of the thermodynamic limit N, P → ∞. */
export interface EnergyPoint {
  /** α = P/N. */
  readonly load: number;
  /** ε = E/P, from 0 to 1. */
  readonly energyFraction: number;
}

/**
 * The annealed s = S/N of random labels, in nats per weight: ln 2 + α[h(ε) − ln 2] with h(ε) = −ε ln ε − (1−ε) ln(1−ε).
 * This is the leading order of `annealedRandomLabels` and an upper bound of `replicaEntropy`. At ε = 0 it is (1 − α) ln
 * 2, which vanishes at α = 1.
 *
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `load` is not a finite number above 0, or if `energyFraction` is not from 0 to 1.
 */
export function annealedEntropyDensity(point: EnergyPoint): number {
  requireOptions('annealedEntropyDensity', point, ['load', 'energyFraction']);
  const { load, energyFraction } = point;
  checkPositive('load', load);
  checkWithin('energyFraction', energyFraction, 0, 1);
  const mixing = entropyTerm(energyFraction) + entropyTerm(1 - energyFraction);
  return Math.LN2 + load * (mixing - Math.LN2);
}

function entropyTerm(p: number): number {
  return p === 0 ? 0 : -p * Math.log(p);
}
