import { checkInteger, checkOptions, checkWithin } from '../base/check.js';
import type { Network } from './network.js';

/**
 * A recurrent network of N units with states s ∈ {−1, +1}^N, each of which sees all others: the data are the couplings,
 * an N × N matrix with a zero diagonal such as `randomCouplings` makes. The states take the place of the weights, so
 * there are 2^N configurations, and the N fixed-point conditions that of the patterns: condition i holds where
 *
 *     s_i Σ_j J_ij s_j + J_D > 0,
 *
 * and the energy E(s), 0 … N, is the number of those that are violated (Baldassi, Mézard and Zecchina, 2023). A
 * configuration with E = 0 is a fixed point of s_i ← sgn(J_D s_i + Σ_j J_ij s_j), and so is −s. A sum of exactly zero
 * violates its condition.
 *
 *     const couplings = randomCouplings({ units: 20, seed: 1 });
 *     const dos = await enumerate(recurrentNetwork(20, { selfCoupling: 0.5 }), couplings);
 *
 * `selfCoupling` is J_D ≥ 0, in the units of the couplings. Default 0.
 *
 * @example
 * ```ts
 * import { enumerate, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 15, seed: 'couplings' });
 * const dos = await enumerate(recurrentNetwork(15, { selfCoupling: 0.5 }), couplings);
 * console.log(Math.round(Math.exp(dos.entropy[0]))); // the number of fixed points
 * ```
 * @throws RangeError if `units` is not a whole number from 2 to 2048, or if `selfCoupling` is not a finite number of at
 * least 0.
 * @throws TypeError if an option is unknown.
 */
export function recurrentNetwork(units: number, options: { readonly selfCoupling?: number } = {}): Network {
  checkOptions('recurrentNetwork', options, ['selfCoupling']);
  const { selfCoupling = 0 } = options;
  checkInteger('units', units, 2, MAX_UNITS);
  checkWithin('selfCoupling', selfCoupling, 0, Number.MAX_VALUE);
  return { layers: [units, units], weights: units, tie: 'error', selfCoupling };
}

/** The most units that the kernel has room for. */
const MAX_UNITS = 2048;
