import { checkInteger, checkList, checkWithin, requireOptions } from '../base/check.js';
import { type RandomStream, randomStream, type Seed } from '../base/seed.js';
import { deviation, mean } from '../base/statistics.js';
import type { Dataset } from '../dataset/dataset.js';
import { arithmetic } from '../dataset/grid.js';
import { checkFit, checkWeights, energy } from '../network/energy.js';
import type { Network } from '../network/network.js';

export interface NoiseOptions {
  /** f, the rates to measure at, from 0 to 1. */
  readonly rates: readonly number[];
  /** Independent draws of the noise at each rate, from 2 to a million. Default 5. */
  readonly draws?: number;
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
}

/** The mean error at one rate of noise. */
export interface NoisePoint {
  /** f, as it was given. */
  readonly rate: number;
  /** The mean over the draws of E/P. */
  readonly error: number;
  /** One standard error of this mean. */
  readonly standardError: number;
}

/**
 * Robustness to noise in the weights: the mean share of errors when each weight is flipped with probability f. In wide
 * flat regions it rises slowly (Baldassi, Pittorino and Zecchina, PNAS 117, 161 (2020)).
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, sbpi, weightNoise } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const { weights } = await sbpi(perceptron(101), data, { seed: 'search' });
 * console.log(weightNoise(perceptron(101), data, weights, { rates: [0.01, 0.1], seed: 'noise' }));
 * ```
 * @throws TypeError if network, data set, weights, rates or seed are missing or of the wrong type, or if an option is
 * unknown.
 * @throws RangeError if network, data set and weights do not fit, a rate is not from 0 to 1, or `draws` is not a
 * whole number from 2 to a million.
 */
export function weightNoise(
  network: Network,
  data: Dataset,
  weights: ArrayLike<number>,
  options: NoiseOptions,
): NoisePoint[] {
  checkFit(network, data);
  checkWeights('weights', weights, network);
  return measure('weightNoise', data, options, (rate, random) => {
    const noisy = Int8Array.from(weights, (weight) => (random.uniform() < rate ? -weight : weight));
    return energy(network, data, noisy);
  });
}

/**
 * Robustness to noise in the inputs: the mean share of errors when input i of each pattern is flipped with probability
 * f · 4 b_i (1 − b_i), where b_i is the share of the patterns in which it is +1. Inputs that never change, such as the
 * margins of a picture, stay as they are.
 *
 * @example
 * ```ts
 * import { inputNoise, perceptron, randomPatterns, sbpi } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const { weights } = await sbpi(perceptron(101), data, { seed: 'search' });
 * console.log(inputNoise(perceptron(101), data, weights, { rates: [0.01, 0.1], seed: 'noise' }));
 * ```
 * @throws TypeError if network, data set, weights, rates or seed are missing or of the wrong type, or if an option is
 * unknown.
 * @throws RangeError if network, data set and weights do not fit, the inputs are not ±1, a rate is not from 0 to 1, or
 * `draws` is not a whole number from 2 to a million.
 */
export function inputNoise(
  network: Network,
  data: Dataset,
  weights: ArrayLike<number>,
  options: NoiseOptions,
): NoisePoint[] {
  checkFit(network, data);
  checkWeights('weights', weights, network);
  if (arithmetic(data) !== 'sign') {
    throw new RangeError('the inputs are not all −1 or +1, and flipping is for such; make them so with binariseInputs');
  }
  const { inputs, patterns } = data;
  const share = new Float64Array(inputs);
  for (let k = 0; k < data.values.length; k++) if (data.values[k] === 1) share[k % inputs]! += 1 / patterns;
  return measure('inputNoise', data, options, (rate, random) => {
    const chance = share.map((b) => rate * 4 * b * (1 - b));
    const values = data.values.map((value, k) => (random.uniform() < chance[k % inputs]! ? -value : value));
    return energy(network, { ...data, values }, weights);
  });
}

const MOST_DRAWS = 1e6;

function measure(
  of: string,
  { patterns }: Dataset,
  options: NoiseOptions,
  energyAt: (rate: number, random: RandomStream) => number,
): NoisePoint[] {
  requireOptions(of, options, ['rates', 'draws', 'seed']);
  const { rates, draws = 5, seed } = options;
  checkList('rates', rates, 'rates of noise');
  // One draw has no error bar.
  checkInteger('draws', draws, 2, MOST_DRAWS);
  return Array.from(rates, (rate, index) => {
    checkWithin(`rates[${index}]`, rate, 0, 1);
    const energies = Array.from({ length: draws }, (_, draw) =>
      energyAt(rate, randomStream(seed, `noise ${rate}/${draw}`)),
    );
    return {
      rate,
      error: mean(energies) / patterns,
      standardError: deviation(energies) / Math.sqrt(draws) / patterns,
    };
  });
}
