import { checkEach, checkList, checkNumbers } from '../base/check.js';

/** How similar a set of configurations is. */
export interface PairOverlaps {
  /** q = w·w′/M of each pair, from −1 to 1. */
  readonly pairs: Float64Array;
  /** The mean over the pairs. */
  readonly mean: number;
  /**
   * One standard error of the mean, by leaving out one configuration at a time (jackknife). NaN for two configurations.
   */
  readonly standardError: number;
}

/**
 * The overlaps of all pairs of configurations, such as those of `sampleConfigurations`: q = 1 − 2d/M for two that
 * differ in d of M weights, 1 if they are equal, 0 on average if they are independent. Their mean is the order
 * parameter of replica theory.
 *
 * @example
 * ```ts
 * import { listSolutions, pairOverlaps, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * console.log(pairOverlaps(configurations).mean);
 * ```
 * @throws TypeError if `configurations` is not an array of arrays.
 * @throws RangeError if there are fewer than two, they differ in length or are empty, or a weight is not −1 or +1.
 */
export function pairOverlaps(configurations: readonly ArrayLike<number>[]): PairOverlaps {
  checkList('configurations', configurations, 'configurations, each an array of weights');
  const { length } = configurations;
  for (const weights of configurations) checkConfiguration(weights);
  if (length < 2) throw new RangeError(`there are ${length} configurations; an overlap needs at least 2`);
  const pairs = new Float64Array((length * (length - 1)) / 2);
  const sums = new Float64Array(length);
  let index = 0;
  for (let a = 0; a < length; a++) {
    for (let b = 0; b < a; b++) {
      const q = cosine(configurations[a], configurations[b]);
      pairs[index++] = q;
      sums[a] += q;
      sums[b] += q;
    }
  }
  const total = pairs.reduce((sum, q) => sum + q, 0);
  const mean = total / pairs.length;
  const meansWithoutOne = sums.map((sum) => (total - sum) / (pairs.length - (length - 1)));
  const squares = meansWithoutOne.reduce((sum, other) => sum + (other - mean) ** 2, 0);
  return { pairs, mean, standardError: Math.sqrt(((length - 1) / length) * squares) };
}

/**
 * q = w·w′/M of two configurations, from −1 to 1.
 *
 * @example
 * ```ts
 * import { listSolutions, overlap, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * console.log(overlap(configurations[0], configurations[1]));
 * ```
 * @throws TypeError if one is not an array.
 * @throws RangeError if they differ in length or are empty, or if a weight is not −1 or +1.
 */
export function overlap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  checkConfiguration(one);
  checkConfiguration(other);
  return cosine(one, other);
}

/**
 * The mean of each weight over configurations of one network, from −1 to 1: their centre of mass, and its signs their
 * majority.
 *
 * @example
 * ```ts
 * import { listSolutions, meanWeights, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * console.log(meanWeights(configurations)); // ±1 where all solutions have the same weight
 * ```
 * @throws TypeError if `configurations` is not an array of arrays.
 * @throws RangeError if there are none, they differ in length or are empty, or a weight is not −1 or +1.
 */
export function meanWeights(configurations: readonly ArrayLike<number>[]): Float64Array {
  checkList('configurations', configurations, 'configurations, each an array of weights');
  const [first] = configurations;
  if (first === undefined) throw new RangeError('there are no configurations; a mean needs at least 1');
  const mean = new Float64Array(first.length);
  for (const weights of configurations) {
    checkConfiguration(weights);
    checkSameLength(first, weights);
    for (let k = 0; k < mean.length; k++) mean[k] += weights[k] / configurations.length;
  }
  return mean;
}

/**
 * p_e = acos(w·w* / |w||w*|)/π: how often a perceptron with weights w, ±1 or real, differs from a teacher w* on new
 * patterns with independent Gaussian inputs. For ±1 inputs this is the limit of many weights.
 *
 * @example
 * ```ts
 * import { generalisationError, perceptron, sbpi, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const found = await sbpi(perceptron(21), data, { seed: 'search' });
 * console.log(generalisationError(found.weights, teacherWeights({ inputs: 21, seed: 'patterns' })));
 * ```
 * @throws TypeError if one is not an array.
 * @throws RangeError if they differ in length or are empty, a weight is not finite, or all weights of one are 0.
 */
export function generalisationError(weights: ArrayLike<number>, teacher: ArrayLike<number>): number {
  for (const each of [weights, teacher]) checkNumbers('weights', each);
  checkSameLength(weights, teacher);
  const norm = Math.sqrt(product(weights, weights)) * Math.sqrt(product(teacher, teacher));
  if (!(norm > 0 && norm < Infinity)) {
    throw new RangeError('the weights have no direction; give weights that are not all 0, and not too large to square');
  }
  return Math.acos(Math.max(-1, Math.min(1, product(weights, teacher) / norm))) / Math.PI;
}

function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  checkSameLength(one, other);
  return product(one, other) / one.length;
}

function product(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Array.from(one).reduce((sum, weight, k) => sum + weight * other[k], 0);
}

function checkSameLength(one: ArrayLike<number>, other: ArrayLike<number>): void {
  if (one.length === other.length && one.length > 0) return;
  throw new RangeError(
    `the configurations have ${one.length} and ${other.length} weights; give two of the same network`,
  );
}

function checkConfiguration(weights: ArrayLike<number>): void {
  checkEach('weights', weights, (weight) => weight === 1 || weight === -1, 'a weight is −1 or +1');
}
