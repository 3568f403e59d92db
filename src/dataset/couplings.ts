import { checkChoice, checkInteger, checkOptions, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { type Dataset, makeDataset } from './dataset.js';
import { type FromArraysOptions, fromArrays, type Inputs } from './from-arrays.js';
import { fixedGrid, INT16_REACH, largestReach } from './grid.js';

export interface RandomCouplingsOptions {
  /** N, the number of units. */
  readonly units: number;
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /**
   * `'normal'` (default): J_ij normal with mean 0 and variance 1/N. `'signs'`: J_ij = ±1/√N with probability ½ each;
   * then only ⌊J_D√N⌋ matters of a self-coupling, and of that half of the values, because all fields have the same
   * parity.
   */
  readonly values?: 'normal' | 'signs';
}

/** The most units that the kernel has room for. */
const MAX_UNITS = 2048;

/** The self-coupling up to which the kernel computes with 16 bits. */
const ROOM_FOR_SELF_COUPLING = 2;

/**
 * Random asymmetric couplings of a recurrent network: J_ij and J_ji are independent, and J_ii = 0, because the network
 * has the self-coupling (Sompolinsky, Crisanti and Sommers, Phys. Rev. Lett. 61, 259, 1988; ±1: Baldassi, Mézard and
 * Zecchina, 2023). As data, row i has the couplings J_ij onto unit i, in grid points as all inputs; the labels are all
 * +1 and have no part.
 *
 * Each row of normal couplings has an odd sum on the grid, by rounding one of them the other way, so that no field is
 * exactly zero.
 *
 * @example
 * ```ts
 * import { randomCouplings } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * console.log(couplings.patterns, couplings.inputs); // a row for each unit
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, `values` is not one of its choices, or an
 * option is unknown.
 * @throws RangeError if `units` is not a whole number from 2 to 2048.
 */
export function randomCouplings(options: RandomCouplingsOptions): Dataset {
  requireOptions('randomCouplings', options, ['units', 'seed', 'values']);
  const { units, seed, values: law = 'normal' } = options;
  checkInteger('units', units, 2, MAX_UNITS);
  checkChoice('values', law, ['normal', 'signs']);
  const stream = randomStream(seed, 'couplings');
  const draw = law === 'normal' ? () => stream.normal() / Math.sqrt(units) : () => stream.sign();
  const numbers = Float64Array.from({ length: units * units }, (_, k) => (k % (units + 1) === 0 ? 0 : draw()));
  return makeDataset({
    ...(law === 'normal' ? onGrid(numbers, units) : { values: Int32Array.from(numbers), scale: Math.sqrt(units) }),
    shape: [units, units],
    labels: new Int8Array(units).fill(1),
    source: law === 'normal' ? 'random couplings' : 'random couplings ±1/√N',
    parameters: { units, seed: checkSeed(seed), values: law },
  });
}

/** The finest grid of a power of two on which the kernel computes with 16 bits. */
function onGrid(numbers: Float64Array, units: number) {
  const reach = largestReach(numbers, units) + ROOM_FOR_SELF_COUPLING;
  return fixedGrid(numbers, units, 2 ** Math.floor(Math.log2((INT16_REACH - units) / reach)));
}

/**
 * Couplings of your own as the data of a recurrent network: N rows of N numbers, row i with the couplings J_ij onto unit
 * i, 0 on the diagonal. They are rounded to a grid as the inputs of `fromArrays` are.
 *
 * @example
 * ```ts
 * import { couplingsFrom, energy, recurrentNetwork } from 'weightspace';
 *
 * const couplings = couplingsFrom([
 *   [0, 0.5, -1],
 *   [2, 0, 0.3],
 *   [-0.7, 1.1, 0],
 * ]);
 * console.log(energy(recurrentNetwork(3), couplings, [1, -1, 1])); // units that would flip
 * ```
 * @throws TypeError if `matrix` is not an array, the `shape` of a flat array is missing, or an option is unknown or of
 * the wrong type.
 * @throws RangeError if the matrix is not square, an entry is not a finite number or one on the diagonal not 0, or the
 * grid cannot hold the numbers.
 */
export function couplingsFrom(matrix: Inputs, options: Omit<FromArraysOptions, 'classes'> = {}): Dataset {
  checkOptions('couplingsFrom', options, ['shape', 'scale', 'source', 'parameters', 'notice']);
  const units = options.shape?.[0] ?? matrix?.length;
  const couplings = fromArrays(matrix, new Int8Array(units ?? 0).fill(1), { source: 'own couplings', ...options });
  if (couplings.inputs !== couplings.patterns) {
    throw new RangeError(`there are ${couplings.patterns} rows of ${couplings.inputs} couplings; give a square matrix`);
  }
  for (let unit = 0; unit < couplings.patterns; unit++) {
    if (couplings.values[unit * (couplings.inputs + 1)] === 0) continue;
    throw new RangeError(
      `unit ${unit} (counted from 0) is coupled to itself; give 0 on the diagonal, and \`selfCoupling\` in recurrentNetwork`,
    );
  }
  return couplings;
}
