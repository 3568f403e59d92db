import { checkWithin } from '../base/check.js';
import { fixedPointEntropy } from './fixed-point-counts.js';
import { findRoot } from './numerics/roots.js';

/**
 * The rate S₁(J_D)/ln 2 of the code whose words are all fixed points of a random recurrent network with many units: bits
 * per unit, 0 at J_D = 0, where fixed points are few, and 1 as J_D → ∞, where every state is one. See
 * `fixedPointEntropy`.
 *
 * @example
 * ```ts
 * import { codeRate } from 'weightspace';
 *
 * console.log(codeRate(0.5)); // bits per unit
 * ```
 * @throws RangeError if `selfCoupling` is not a finite number of at least 0.
 */
export function codeRate(selfCoupling: number): number {
  return fixedPointEntropy(selfCoupling) / Math.LN2;
}

/**
 * Shannon's bound: the largest rate, in bits per unit, at which a code can be sent almost without errors through a
 * channel that flips each unit with probability f, 1 − h₂(f) with h₂(f) = −f log₂ f − (1 − f) log₂(1 − f) (Shannon, Bell
 * Syst. Tech. J. 27, 379, 1948).
 *
 * @example
 * ```ts
 * import { channelCapacity } from 'weightspace';
 *
 * console.log(channelCapacity(0.1)); // bits per unit, if one unit in ten is flipped
 * ```
 * @throws RangeError if `noise` is not from 0 to 1.
 */
export function channelCapacity(noise: number): number {
  checkWithin('noise', noise, 0, 1);
  const bits = (share: number) => (share === 0 ? 0 : -share * Math.log2(share));
  return 1 - bits(noise) - bits(1 - noise);
}

/**
 * The noise f ≤ ½ at which Shannon's bound `channelCapacity` is the given rate: the best codes of that rate correct what
 * is below. It is also the distance per unit from a random input to the nearest of exp(N R ln 2) random words, so that no
 * code of that rate represents random inputs more closely (Shannon's rate–distortion bound).
 *
 * @example
 * ```ts
 * import { correctableNoise } from 'weightspace';
 *
 * console.log(correctableNoise(0.5)); // 0.11: codes of half a bit per unit correct at most this share of flips
 * ```
 * @throws RangeError if `rate` is not from 0 to 1.
 */
export function correctableNoise(rate: number): number {
  checkWithin('rate', rate, 0, 1);
  return findRoot((noise) => channelCapacity(noise) - rate, 0, 0.5);
}
