import { Matrix, SVD } from 'ml-matrix';
import { checkEach, checkInteger, checkList, checkOptions } from '../base/check.js';
import { checkDataset } from '../dataset/check-dataset.js';
import { type Dataset, inputsOf } from '../dataset/dataset.js';

/** How alike configurations of one kind are. */
export interface Overlaps {
  /** q = w·w′/M of each pair, from −1 to 1. */
  readonly pairs: Float64Array;
  /** The mean over the pairs. */
  readonly mean: number;
  /** One standard error of the mean, by leaving out one configuration after the other (jackknife). NaN for two. */
  readonly standardError: number;
}

/**
 * The overlaps of all pairs of configurations, such as `sampleConfigurations` gives: q = 1 − 2d/M where they differ in d of M
 * weights. 1 for the same, 0 for independent ones. (The order parameter of the replica theory is the mean.)
 * @throws where there are fewer than two configurations, they differ in length, or a weight is not −1 or +1.
 */
export function overlaps(configurations: readonly ArrayLike<number>[]): Overlaps {
  checkList('configurations', configurations, 'configurations, each an array of weights');
  const { length } = configurations;
  for (const weights of configurations) checkConfiguration(weights);
  if (length < 2) throw new RangeError(`there are ${length} configurations; an overlap needs at least 2`);
  const pairs = new Float64Array((length * (length - 1)) / 2);
  const ofEach = new Float64Array(length);
  let place = 0;
  for (let a = 0; a < length; a++) {
    for (let b = 0; b < a; b++) {
      const q = cosine(configurations[a], configurations[b]);
      pairs[place++] = q;
      ofEach[a] += q;
      ofEach[b] += q;
    }
  }
  const total = pairs.reduce((sum, q) => sum + q, 0);
  const mean = total / pairs.length;
  const without = ofEach.map((sum) => (total - sum) / (pairs.length - (length - 1)));
  const squares = without.reduce((sum, other) => sum + (other - mean) ** 2, 0);
  return { pairs, mean, standardError: Math.sqrt(((length - 1) / length) * squares) };
}

/**
 * q = w·w′/M of two configurations, from −1 to 1.
 * @throws where they differ in length, are empty, or a weight is not −1 or +1.
 */
export function overlap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  checkConfiguration(one);
  checkConfiguration(other);
  return cosine(one, other);
}

function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length || one.length === 0) {
    throw new RangeError(`the configurations have ${one.length} and ${other.length} weights; give two of one network`);
  }
  return Array.from(one).reduce((sum, weight, k) => sum + weight * other[k], 0) / one.length;
}

function checkConfiguration(weights: ArrayLike<number>): void {
  checkEach('weights', weights, (weight) => weight === 1 || weight === -1, 'a weight is −1 or +1');
}

export interface PrincipalComponentsOptions {
  /** How many, from 1 to the smaller of P and N. Default 2. */
  readonly components?: number;
}

/** A data set seen along the directions in which it varies most. */
export interface PrincipalComponents {
  /** For each component the coordinate of each of the P patterns, in the units of the inputs; their mean is 0. */
  readonly coordinates: readonly Float64Array[];
  /** For each component its direction, N numbers of length 1. */
  readonly directions: readonly Float64Array[];
  /** For each component its share of the whole variance, falling; all P or N shares add up to 1. */
  readonly explained: Float64Array;
}

/**
 * The principal components of all patterns of a data set, both classes together (K. Pearson, 1901), by a singular value
 * decomposition of the centred patterns. Signs are such that the label +1 lies at the higher coordinates on average.
 * 784 patterns of 784 inputs take some eight seconds, 100 or 200 a fraction of one.
 * @throws where `components` is out of range, or all patterns are the same.
 */
export function principalComponents(data: Dataset, options: PrincipalComponentsOptions = {}): PrincipalComponents {
  checkDataset(data);
  checkOptions('principalComponents', options, ['components']);
  const { components = 2 } = options;
  const { patterns, inputs, labels } = data;
  checkInteger('components', components, 1, Math.min(patterns, inputs));
  const centred = new Matrix(Array.from({ length: patterns }, (_, pattern) => inputsOf(data, pattern))).center(
    'column',
  );
  const { diagonal, rightSingularVectors } = new SVD(centred, { autoTranspose: true });
  const variance = diagonal.reduce((sum, value) => sum + value * value, 0);
  if (!(variance > 0)) throw new RangeError('all patterns are the same; principal components need different ones');
  const axes = Array.from({ length: components }, (_, k) => {
    const direction = Float64Array.from(rightSingularVectors.getColumn(k));
    const coordinates = Float64Array.from(centred.mmul(Matrix.columnVector(direction)).to1DArray());
    const sign = coordinates.reduce((sum, value, pattern) => sum + (labels[pattern] === 1 ? value : 0), 0) < 0 ? -1 : 1;
    return { direction: direction.map((v) => sign * v), coordinates: coordinates.map((v) => sign * v) };
  });
  return {
    coordinates: axes.map(({ coordinates }) => coordinates),
    directions: axes.map(({ direction }) => direction),
    explained: Float64Array.from(diagonal.slice(0, components), (value) => (value * value) / variance),
  };
}
