import { checkWithin, requireOptions } from '../base/check.js';
import { logSumExp } from '../base/curve.js';
import { checkRandomNetwork, largestViolation, type RandomRecurrentNetwork } from './fixed-point-counts.js';
import { logBinomials, logPower } from './numerics/log-sums.js';
import { bothAboveGaussian } from './numerics/orthant.js';
import { bothAbove } from './numerics/signs.js';

/**
 * The logarithm, in nats, of the mean number of ordered pairs of fixed points that differ in d = 0 … N units, over the
 * random couplings of a recurrent network: 2^N C(N, d) P_s(d)^(N−d) P_o(d)^d. A unit in which the two states agree is
 * stable in both with probability P_s(d) = Pr[A > |B| − J_D], where A is the field of the N − 1 − d other units in which
 * they agree and B that of the d in which they differ; one in which they differ with P_o(d) = P_s(N − d). Exact for any
 * N. At d = 0 it is the mean number of fixed points, and so it is at d = N: mirror images are fixed points together. −∞
 * where there can be none.
 *
 * @example
 * ```ts
 * import { fixedPointPairs } from 'weightspace';
 *
 * console.log(fixedPointPairs({ units: 20, selfCoupling: 0.5 })); // for each distance, in nats
 * ```
 * @throws TypeError if an option is unknown, or if `values` is neither 'normal' nor 'signs'.
 * @throws RangeError if `units` is not a whole number from 2 to 10 000, or `selfCoupling` is not from 0 to 100.
 */
export function fixedPointPairs(network: RandomRecurrentNetwork): Float64Array {
  const checked = checkRandomNetwork('fixedPointPairs', network);
  const { units } = checked;
  const both = stableInBoth(checked);
  // ln P_s(d). A unit in which s and s′ differ agrees in s and −s′, which are N − d apart: P_o(d) = P_s(N − d).
  const stable = Float64Array.from({ length: units }, (_, d) => Math.log(both(units - 1 - d, d)));
  return logBinomials(units).map(
    (ways, d) => units * Math.LN2 + ways + logPower(units - d, stable[d]!) + logPower(d, stable[units - d]!),
  );
}

/** How much the number of fixed points varies from network to network. */
export interface FixedPointMoments {
  /** ln⟨n⟩ in nats, of the number n of fixed points. */
  readonly logMean: number;
  /** ln⟨n²⟩ in nats. */
  readonly logSecondMoment: number;
  /** The standard deviation of n as a fraction of its mean. */
  readonly relativeSpread: number;
}

/**
 * The first two moments of the number of fixed points over random couplings: ⟨n⟩ = (2p)^N and ⟨n²⟩, the sum of
 * `fixedPointPairs` over all distances. Exact for any N.
 *
 * @example
 * ```ts
 * import { fixedPointMoments } from 'weightspace';
 *
 * console.log(fixedPointMoments({ units: 50, selfCoupling: 0.5 }));
 * ```
 * @throws TypeError if an option is unknown, or if `values` is neither 'normal' nor 'signs'.
 * @throws RangeError if `units` is not a whole number from 2 to 10 000, or `selfCoupling` is not from 0 to 100.
 */
export function fixedPointMoments(network: RandomRecurrentNetwork): FixedPointMoments {
  const pairs = fixedPointPairs(checkRandomNetwork('fixedPointMoments', network));
  const logMean = pairs[0]!;
  const logSecondMoment = logSumExp(pairs);
  return {
    logMean,
    logSecondMoment,
    relativeSpread: Math.sqrt(Math.max(0, Math.expm1(logSecondMoment - 2 * logMean))),
  };
}

/** Two fixed points of a random recurrent network of many units. */
export interface FixedPointPair {
  /** J_D, the coupling of each unit to itself, from 0 to 100. */
  readonly selfCoupling: number;
  /** δ = d/N, the fraction of units in which the two differ, from 0 to 1. */
  readonly distance: number;
}

/**
 * The leading order of `fixedPointPairs` in nats per unit: exp(N s) pairs of fixed points are at distance δ in the
 * mean, s = ln 2 + h(δ) + (1−δ) ln P_s + δ ln P_o. With the overlap q = 1 − 2δ, P_s = Pr[x > −J_D, y > −J_D] for
 * Gaussians of correlation q, P_o the same for correlation −q, and h(δ) is the binary entropy. An upper bound of the
 * typical number: see `liquidEntropy`.
 *
 * @example
 * ```ts
 * import { fixedPointPairEntropy } from 'weightspace';
 *
 * console.log(fixedPointPairEntropy({ selfCoupling: 0.5, distance: 0.1 })); // nats per unit
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `selfCoupling` is not from 0 to 100, or `distance` is not from 0 to 1.
 */
export function fixedPointPairEntropy(pair: FixedPointPair): number {
  requireOptions('fixedPointPairEntropy', pair, ['selfCoupling', 'distance']);
  const { selfCoupling, distance } = pair;
  checkWithin('selfCoupling', selfCoupling, 0, 100);
  checkWithin('distance', distance, 0, 1);
  const overlap = 1 - 2 * distance;
  const share = (fraction: number, correlation: number) =>
    logPower(fraction, Math.log(bothAboveGaussian(selfCoupling, correlation)) - Math.log(fraction));
  return Math.LN2 + share(1 - distance, overlap) + share(distance, -overlap);
}

/** Pr[A > |B| − J_D], as a function of the numbers of units whose couplings add up to A and to B. */
function stableInBoth(network: Required<RandomRecurrentNetwork>): (shared: number, different: number) => number {
  const { units, selfCoupling, values } = network;
  if (values === 'signs') {
    const largest = largestViolation(network);
    return (shared, different) => bothAbove(shared, different, largest);
  }
  const h = selfCoupling * Math.sqrt(units / (units - 1));
  return (shared, different) => bothAboveGaussian(h, (shared - different) / (units - 1));
}
