import { checkInteger, checkOptions, checkWithin, inWords } from '../base/check.js';
import { findRoot } from './numerics/roots.js';

/** Beyond it q^p is a step for all purposes. */
const LARGEST_P = 100;

/** @throws RangeError if `p` is not a whole number from 2 to 100. */
export function checkP(p: number): void {
  checkInteger('p', p, 2, LARGEST_P);
}

export interface PSpinThresholdOptions {
  /** The number of spins that a coupling joins, from 2 to 100. Default 3. */
  readonly p?: number;
  /** T, from 0 to below the dynamic transition. Default 0. */
  readonly temperature?: number;
}

/** Where gradient descent in the spherical p-spin model tends to after a long time. */
export interface PSpinThreshold {
  /** E per spin. */
  readonly energy: number;
  /** q, at which C(t, t_w) stays for long before it falls further with age. */
  readonly overlap: number;
  /** T/X, the temperature that the fluctuation–dissipation relation shows below q, where χ falls with C at slope −X/T. */
  readonly effectiveTemperature: number;
}

/**
 * The threshold of the spherical p-spin model, ℋ = −Σ J s…s with covariance N q^p/2 between configurations of overlap q
 * and |s|² = N: the energy of the highest minima, where descent from a random start ends, above all states that
 * equilibrium knows. At T = 0 it is −√(2(p − 1)/p) per spin. (Cugliandolo and Kurchan, Phys. Rev. Lett. 71, 173, 1993.)
 *
 * With f(q) = q^p/2 the overlap is the larger root of f''(q)(1 − q)² = T², where minima begin to have flat directions;
 * X = (p − 2)(1 − q)/q, and E = −(1 − (1 − X) q^p)/(2T). For p = 2 there are no such minima: the threshold is the ground
 * state, and the effective temperature infinite.
 *
 * @example
 * ```ts
 * import { pSpinThreshold } from 'weightspace';
 *
 * console.log(pSpinThreshold({ p: 3 })); // the energy per spin is −√(4/3)
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `p` is not a whole number from 2 to 100, or if `temperature` is not from 0 to below the dynamic
 * transition.
 */
export function pSpinThreshold(options: PSpinThresholdOptions = {}): PSpinThreshold {
  checkOptions('pSpinThreshold', options, ['p', 'temperature']);
  const { p = 3, temperature = 0 } = options;
  checkP(p);
  const transition = pSpinTransition(p);
  checkWithin('temperature', temperature, 0, Number.MAX_VALUE);
  if (temperature >= transition) {
    throw new RangeError(
      `\`temperature\` is ${inWords(temperature)}; give one below the dynamic transition, ${transition.toPrecision(4)}: above it descent reaches equilibrium`,
    );
  }
  // In units of T, so that it holds at T = 0: x = (1 − q)/T, with √f''(q) x = 1. At the dynamic transition x is largest.
  const stiffness = Math.sqrt((p * (p - 1)) / 2);
  const softness = (x: number) => stiffness * (1 - temperature * x) ** (p / 2 - 1) * x - 1;
  const largest = ((p - 1) / (p - 2)) ** (p / 2 - 1) / stiffness;
  const x = findRoot(softness, 0, 1.01 * largest, 1e-15);
  const overlap = 1 - temperature * x;
  const slope = ((p - 2) * x) / overlap;
  // (1 − q^p)/T.
  const missing = temperature < 1e-15 ? p * x : -Math.expm1(p * Math.log1p(-temperature * x)) / temperature;
  return { energy: -(missing + slope * overlap ** p) / 2, overlap, effectiveTemperature: 1 / slope };
}

/**
 * T_d = √(p (p − 2)^(p−2) / (2 (p − 1)^(p−1))), the dynamic transition of the spherical p-spin model with covariance
 * N q^p/2: √(3/8) for p = 3. Below it descent from a random start never reaches equilibrium. (Crisanti, Horner and
 * Sommers, Z. Phys. B 92, 257, 1993.) `p` is 3 if it is not given.
 *
 * @example
 * ```ts
 * import { pSpinTransition } from 'weightspace';
 *
 * console.log(pSpinTransition(3)); // √(3/8)
 * ```
 * @throws RangeError if `p` is not a whole number from 2 to 100.
 */
export function pSpinTransition(p = 3): number {
  checkP(p);
  return Math.sqrt((p / (2 * (p - 1))) * ((p - 2) / (p - 1)) ** (p - 2));
}
