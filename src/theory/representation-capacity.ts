import { checkWithin } from '../base/check.js';
import { gaussianTail } from './numerics/gaussian-tail.js';
import { owenT } from './numerics/orthant.js';
import { findMinimum } from './numerics/roots.js';

/**
 * α_c(J_D): how many states, per unit, one unit of a network without self-couplings can keep, if the states fulfil the
 * condition of that unit in a random recurrent network, in the limit of many units. To the unit they are patterns that
 * its couplings classify with stabilities x > −J_D, a Gaussian truncated there: a teacher that is not always right.
 * Fixed points fulfil the conditions of all units, and overlap more than such states: of typical ones more can be kept
 * (at N = 60 and J_D = 0.5 nearly 5 in place of 3, see notebook 16).
 *
 * A student of overlap R with the teacher learns them up to α = (1−R²)/⟨[−(Rx + √(1−R²) z)]₊²⟩ with Gaussian z
 * (Gardner 1988, J. Phys. A 21, 257, for such a distribution), and α_c is the largest over R. The average is
 *
 * [½Φ(J_D) − T(J_D, R/√(1−R²)) − R² J_D φ(J_D) Φ(R J_D/√(1−R²)) − R√(1−R²) e^(−J_D²/(2(1−R²)))/2π] / Φ(J_D)
 *
 * with Owen's T. It is 2, as for unrelated patterns (Cover 1965), where the self-coupling makes every state a fixed
 * point, and grows without limit as J_D falls to 0. Replica symmetric; accurate to about 1e-8.
 *
 * @example
 * ```ts
 * import { representationCapacity } from 'weightspace';
 *
 * console.log(representationCapacity(0.5));
 * ```
 * @throws RangeError if `selfCoupling` is not from 0.001 to 100.
 */
export function representationCapacity(selfCoupling: number): number {
  checkWithin('selfCoupling', selfCoupling, 1e-3, 100);
  // With R = sin ψ the maximum lies well inside, also where R is close to 1.
  const needed = (angle: number) => meanShortfall(selfCoupling, angle) / Math.cos(angle) ** 2;
  return 1 / needed(findMinimum(needed, 0, Math.PI / 2, 1e-7));
}

/** ⟨[−(Rx + √(1−R²) z)]₊²⟩ over x > −J_D, at R = sin ψ. */
export function meanShortfall(selfCoupling: number, angle: number): number {
  const [overlap, noise] = [Math.sin(angle), Math.cos(angle)];
  const inside = gaussianTail(-selfCoupling);
  const density = Math.exp((-selfCoupling * selfCoupling) / 2) / Math.sqrt(2 * Math.PI);
  const wrong = inside / 2 - owenT(selfCoupling, angle);
  const atThreshold = overlap ** 2 * selfCoupling * density * gaussianTail((-overlap * selfCoupling) / noise);
  const corner = (overlap * noise * Math.exp(-((selfCoupling / noise) ** 2) / 2)) / (2 * Math.PI);
  return (wrong - atThreshold - corner) / inside;
}
