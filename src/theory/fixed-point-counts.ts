import { checkChoice, checkInteger, checkWithin, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { tolerantFloor } from '../base/rounding.js';
import { logGaussianTail } from './numerics/gaussian-tail.js';
import { logBinomials, logPower } from './numerics/log-sums.js';
import { bothAbove } from './numerics/signs.js';
import { probabilityCurve } from './prediction.js';

/** A recurrent network with independent random couplings of mean 0 and variance 1/N, not symmetric. */
export interface RandomRecurrentNetwork {
  /** N, the number of units, from 2 to 10 000. */
  readonly units: number;
  /** J_D, the coupling of each unit to itself, from 0 to 100. Default 0. */
  readonly selfCoupling?: number;
  /** Gaussian couplings or ±1/√N. Default 'normal'. */
  readonly values?: 'normal' | 'signs';
}

/** The strongest self-coupling that predictions take: all conditions hold from about 8 on. */
const STRONGEST = 100;

/**
 * p, the probability over random couplings that one condition s_i Σ_j J_ij s_j + J_D > 0 holds; it is the same for all
 * states s and all units. For Gaussian couplings Φ(J_D √(N/(N−1))); for ±1/√N the exact sum over N − 1 signs, where a
 * tie counts as violated. The conditions of a state are independent of each other, so that a network has (2p)^N fixed
 * points in the mean.
 *
 * @example
 * ```ts
 * import { fixedPointProbability } from 'weightspace';
 *
 * console.log(fixedPointProbability({ units: 50, selfCoupling: 0.5 }));
 * ```
 * @throws TypeError if an option is unknown, or if `values` is neither 'normal' nor 'signs'.
 * @throws RangeError if `units` is not a whole number from 2 to 10 000, or `selfCoupling` is not from 0 to 100.
 */
export function fixedPointProbability(network: RandomRecurrentNetwork): number {
  return Math.exp(logConditions(checkRandomNetwork('fixedPointProbability', network)).holds);
}

/**
 * S(E) = ln⟨g(E)⟩, E = 0 … N, the logarithm of the mean number of states of a random recurrent network that violate E
 * of the N fixed-point conditions: ⟨g(E)⟩ = 2^N Bin(N, 1 − p)(E) with p of `fixedPointProbability`. Exact for any N,
 * because each condition has couplings of its own. At E = 0 it is the mean number of fixed points, (2p)^N.
 *
 * @example
 * ```ts
 * import { annealedRecurrent } from 'weightspace';
 *
 * console.log(annealedRecurrent({ units: 50, selfCoupling: 0.5 }).entropy[0]); // ln of the mean number of fixed points
 * ```
 * @throws TypeError if an option is unknown, or if `values` is neither 'normal' nor 'signs'.
 * @throws RangeError if `units` is not a whole number from 2 to 10 000, or `selfCoupling` is not from 0 to 100.
 */
export function annealedRecurrent(network: RandomRecurrentNetwork): EntropyCurve {
  const checked = checkRandomNetwork('annealedRecurrent', network);
  const { units } = checked;
  const { holds, violated } = logConditions(checked);
  const logProbability = logBinomials(units).map(
    (ways, energy) => ways + logPower(energy, violated) + logPower(units - energy, holds),
  );
  return probabilityCurve('annealed, recurrent network', units, logProbability);
}

/**
 * S₁ = ln 2 + ln Φ(J_D), in nats per unit: in the limit of many units a random recurrent network has exp(N S₁) fixed
 * points in the mean. It is 0 at J_D = 0, where the mean is 1, and ln 2 where every state is a fixed point.
 *
 * @example
 * ```ts
 * import { fixedPointEntropy } from 'weightspace';
 *
 * console.log(fixedPointEntropy(0.5)); // nats per unit, from 0 to ln 2
 * ```
 * @throws RangeError if `selfCoupling` is not from 0 to 100.
 */
export function fixedPointEntropy(selfCoupling: number): number {
  checkWithin('selfCoupling', selfCoupling, 0, STRONGEST);
  return Math.LN2 + logGaussianTail(-selfCoupling);
}

/** The network with its defaults, for the function named `of`. */
export function checkRandomNetwork(of: string, network: RandomRecurrentNetwork): Required<RandomRecurrentNetwork> {
  requireOptions(of, network, ['units', 'selfCoupling', 'values']);
  const { units, selfCoupling = 0, values = 'normal' } = network;
  checkInteger('units', units, 2, 10_000);
  checkWithin('selfCoupling', selfCoupling, 0, STRONGEST);
  checkChoice('values', values, ['normal', 'signs']);
  return { units, selfCoupling, values };
}

/** The largest sum of signs that violates a condition, rounded as the energy is, so that ties are the same. */
export function largestViolation({ units, selfCoupling }: Required<RandomRecurrentNetwork>): number {
  return tolerantFloor(-selfCoupling * Math.sqrt(units));
}

/** ln p and ln(1 − p). */
function logConditions(network: Required<RandomRecurrentNetwork>): { holds: number; violated: number } {
  const { units, selfCoupling, values } = network;
  if (values === 'normal') {
    const h = selfCoupling * Math.sqrt(units / (units - 1));
    return { holds: logGaussianTail(-h), violated: logGaussianTail(h) };
  }
  const largest = largestViolation(network);
  return {
    holds: Math.log(bothAbove(units - 1, 0, largest)),
    violated: Math.log(bothAbove(units - 1, 0, -largest - 1)),
  };
}
