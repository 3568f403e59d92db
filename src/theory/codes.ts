import { checkWithin } from '../base/check.js';
import { fixedPointEntropy } from './fixed-point-counts.js';

/**
 * The rate S₁(J_D)/ln 2 of the code whose words are all fixed points of a random recurrent network with many units: bits
 * per unit, 0 at J_D = 0, where fixed points are few, and 1 as J_D → ∞, where every state is one. See
 * `fixedPointEntropy`.
 *
 * @throws RangeError if `selfCoupling` is not a finite number of at least 0.
 */
export function codeRate(selfCoupling: number): number {
  return fixedPointEntropy(selfCoupling) / Math.LN2;
}

/**
 * Shannon's bound: the largest rate, in bits per unit, at which a code can be sent almost without errors through a
 * channel that flips each unit with probability ρ, 1 − h₂(ρ) with h₂(ρ) = −ρ log₂ ρ − (1 − ρ) log₂(1 − ρ) (Shannon, Bell
 * Syst. Tech. J. 27, 379, 1948).
 *
 * @throws RangeError if `noise` is not from 0 to 1.
 */
export function channelCapacity(noise: number): number {
  checkWithin('noise', noise, 0, 1);
  const bits = (share: number) => (share === 0 ? 0 : -share * Math.log2(share));
  return 1 - bits(noise) - bits(1 - noise);
}
