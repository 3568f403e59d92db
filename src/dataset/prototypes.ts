import { checkList, checkNumbers, checkWithin, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { checkClasses, checkDataset, checkSizes } from './check-dataset.js';
import { type Dataset, gridPoints, makeDataset } from './dataset.js';

export interface PrototypesOptions {
  /** N, the inputs of each prototype. */
  readonly inputs: number;
  /** K, the number of prototypes, one for each class. Default 10. */
  readonly classes?: number;
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
}

/**
 * K random vectors of N inputs, ±1 with probability ½ each: the ones that `prototypePatterns` distorts for the same
 * inputs, classes and seed.
 *
 * @example
 * ```ts
 * import { prototypes } from 'weightspace';
 *
 * console.log(prototypes({ inputs: 100, classes: 4, seed: 'patterns' }).length);
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, or if an option is unknown.
 * @throws RangeError if `inputs` or `classes` is out of range.
 */
export function prototypes(options: PrototypesOptions): Int8Array[] {
  requireOptions('prototypes', options, ['inputs', 'classes', 'seed']);
  const { inputs, classes = 10, seed } = options;
  checkClasses(classes);
  checkSizes({ inputs, patterns: classes });
  const stream = randomStream(seed, 'prototypes');
  return Array.from({ length: classes }, () => Int8Array.from({ length: inputs }, () => stream.sign()));
}

export interface PrototypePatternsOptions extends PrototypesOptions {
  /** P, the number of patterns. */
  readonly patterns: number;
  /** The probability with which each input of a prototype is flipped, from 0 to ½. */
  readonly noise: number;
}

/**
 * Distorted prototypes: each pattern is one of K random ±1 vectors, chosen with equal probability, each of whose inputs
 * is flipped with the probability `noise`; its label is the class 0 … K − 1. With the same seed, a smaller set consists
 * of the first patterns of a larger one. The best classifier is `nearestPrototype`.
 *
 * @example
 * ```ts
 * import { prototypePatterns } from 'weightspace';
 *
 * const data = prototypePatterns({ inputs: 100, classes: 4, patterns: 200, noise: 0.1, seed: 'patterns' });
 * console.log(data.classCounts);
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, or if an option is unknown.
 * @throws RangeError if a count is out of range, or if `noise` is not from 0 to ½.
 */
export function prototypePatterns(options: PrototypePatternsOptions): Dataset {
  requireOptions('prototypePatterns', options, ['inputs', 'patterns', 'classes', 'noise', 'seed']);
  const { inputs, patterns, classes = 10, noise, seed } = options;
  checkWithin('noise', noise, 0, 0.5);
  checkSizes({ inputs, patterns });
  const originals = prototypes({ inputs, classes, seed });
  const classOf = randomStream(seed, 'classes of prototypes');
  const flips = randomStream(seed, 'flipped inputs');
  const labels = Int8Array.from({ length: patterns }, () => classOf.integer(classes));
  const values = new Int32Array(patterns * inputs);
  for (let k = 0; k < values.length; k++) {
    const original = originals[labels[Math.floor(k / inputs)]!]![k % inputs]!;
    values[k] = flips.uniform() < noise ? -original : original;
  }
  return makeDataset({
    values,
    shape: [patterns, inputs],
    scale: 1,
    labels,
    classes,
    source: `${classes} prototypes with noise ${noise}`,
    parameters: { inputs, patterns, noise, seed: checkSeed(seed) },
  });
}

/**
 * The class of each pattern's nearest vector in `centres`, one vector for each class, by Euclidean distance; of equally
 * near ones the first. With the `prototypes` of the data, the best guess there is; with the means of the classes of
 * other data, a simple classifier to compare with.
 *
 * @example
 * ```ts
 * import { nearestPrototype, prototypePatterns, prototypes } from 'weightspace';
 *
 * const options = { inputs: 100, classes: 4, seed: 'patterns' };
 * const data = prototypePatterns({ ...options, patterns: 200, noise: 0.3 });
 * const guessed = nearestPrototype(data, prototypes(options));
 * console.log(guessed.filter((label, index) => label === data.labels[index]).length, 'of 200 are right');
 * ```
 * @throws TypeError if `data` is not a data set, or if `centres` is not an array of arrays.
 * @throws RangeError if there is no centre, or if one does not have N finite numbers.
 */
export function nearestPrototype(data: Dataset, centres: readonly ArrayLike<number>[]): Int8Array {
  checkDataset(data);
  checkList('centres', centres, 'vectors, one for each class');
  checkClasses(centres.length);
  for (const [k, centre] of centres.entries()) {
    checkNumbers(`centres[${k}]`, centre);
    if (centre.length === data.inputs) continue;
    throw new RangeError(`\`centres[${k}]\` has ${centre.length} numbers; give one for each of ${data.inputs} inputs`);
  }
  return Int8Array.from({ length: data.patterns }, (_, pattern) => {
    const distances = centres.map((centre) => squaredDistance(gridPoints(data, pattern), data.scale, centre));
    return distances.indexOf(Math.min(...distances));
  });
}

function squaredDistance(points: Int32Array, scale: number, centre: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) sum += (points[i]! / scale - centre[i]!) ** 2;
  return sum;
}
