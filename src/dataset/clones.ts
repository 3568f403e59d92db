import { EigenvalueDecomposition } from 'ml-matrix';
import { checkChoice, checkInteger, checkNumber, requireOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import { checkSizes, twoClasses } from './check-dataset.js';
import { classMoments, type Moments } from './class-moments.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { gaussianClasses } from './gaussian.js';

export interface GaussianCloneOptions {
  /**
   * What the clone keeps of the data besides the class means. `'full'` (default): the covariance matrix of each class.
   * `'isotropic'`: one variance v per class, that of all inputs of all its patterns about their common mean, without
   * correlations. `'shared'`: one variance √(v1 v0) for both classes. These are the paper's GM, ISOGM and 2ISO. Because
   * v includes the contrast of the mean picture, the last two are noisier than the data; the published curves use this
   * v.
   */
  readonly kind?: 'full' | 'isotropic' | 'shared';
  /** P of the clone. Default: the number of patterns of the data. */
  readonly patterns?: number;
  /** P1 of the clone. Default: the data's share of labels +1, rounded. */
  readonly positives?: number;
  /** The factor m on both class means. Default 1; at 0 the classes differ only in their covariances. */
  readonly separation?: number;
  /** Of the patterns. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums allow. */
  readonly scale?: number | undefined;
}

/** The names of the clones in captions. */
export const CAPTIONS = {
  full: 'Gaussian clone',
  isotropic: 'Gaussian clone with one variance per class',
  shared: 'Gaussian clone with one variance',
} as const;

/** The options that `gaussianClone` and `cloneClasses` share. */
const CLONE_OPTIONS = ['kind', 'patterns', 'positives', 'separation'] as const;

/**
 * Checks the options and returns them with their defaults.
 *
 * @throws TypeError if `data` is not a data set, or if `kind` is none of the three.
 * @throws RangeError if a count or the separation is out of range, or if a needed class of `data` is empty.
 */
function checkCloneOptions(data: Dataset, options: Omit<GaussianCloneOptions, 'seed' | 'scale'>) {
  const { positive, negative } = twoClasses(data);
  const { kind = 'full', patterns = data.patterns, separation = 1 } = options;
  const { positives = Math.round((patterns * positive) / data.patterns) } = options;
  checkChoice('kind', kind, Object.keys(CAPTIONS));
  checkSizes({ inputs: data.inputs, patterns });
  checkInteger('positives', positives, 0, patterns);
  checkNumber('separation', separation);
  const both = kind === 'shared';
  if (((both || positives > 0) && positive === 0) || ((both || positives < patterns) && negative === 0)) {
    throw new RangeError(
      `the data have ${positive} patterns with label +1 and ${negative} with −1; a clone of both classes needs some of each`,
    );
  }
  return { kind, patterns, positives, separation };
}

export interface CloneClassesOptions extends Omit<GaussianCloneOptions, 'kind' | 'seed' | 'scale'> {
  /** Whether each class has a variance of its own (`'isotropic'`), or both have one (`'shared'`). */
  readonly kind: 'isotropic' | 'shared';
}

/** The distribution from which the patterns of one class of a clone without correlations are drawn. */
export interface CloneClass {
  /** P1 or P0. */
  readonly patterns: number;
  /** N numbers, the class mean of the data times `separation`. */
  readonly mean: Float64Array;
  /** The variance of each input. */
  readonly variance: number;
}

/**
 * The two classes of a clone without correlations, for `isotropicClasses`, which predicts their density of states.
 *
 * @example
 * ```ts
 * import { cloneClasses, isotropicClasses, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 400, separation: 1, seed: 'patterns' });
 * const classes = cloneClasses(data, { kind: 'isotropic', patterns: 40 });
 * console.log(isotropicClasses(classes).entropy); // of 40 patterns with the means and variances of `data`
 * ```
 * @throws TypeError if `data` is not a data set, `kind` is not 'isotropic' or 'shared', or an option is unknown.
 * @throws RangeError if a count or the separation is out of range, a needed class of `data` is empty, or its labels are
 * classes.
 */
export function cloneClasses(
  data: Dataset,
  options: CloneClassesOptions,
): { readonly positive: CloneClass; readonly negative: CloneClass } {
  requireOptions('cloneClasses', options, CLONE_OPTIONS);
  const { kind, patterns, positives, separation } = checkCloneOptions(data, options);
  if (kind === 'full') {
    throw new TypeError(
      "a 'full' clone has correlations; choose 'isotropic' or 'shared', or predict its density of states with annealed(clone)",
    );
  }
  const { positive, negative } = classMoments(data);
  const classOf = (count: number, { mean, variance }: Moments): CloneClass => ({
    patterns: count,
    mean: mean.map((value) => separation * value),
    variance: kind === 'shared' ? Math.sqrt(positive.variance * negative.variance) : variance,
  });
  return { positive: classOf(positives, positive), negative: classOf(patterns - positives, negative) };
}

/**
 * A Gaussian clone of labelled data (Mele et al., TMLR 2025): normal patterns with the class means of the data and
 * those parts of their class covariances that `kind` selects. The moments are those of the given patterns: estimate
 * them from many (`mnistPair({ patterns: 2000, … })`), and ask for a clone of any size. With fewer patterns than inputs
 * the covariances are singular, which is allowed: the clone then varies only in the directions in which the data do.
 *
 * @example
 * ```ts
 * import { classAngle, gaussianClone, mnistPair } from 'weightspace';
 *
 * const digits = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 100, size: [7, 7], seed: 'digits' });
 * const clone = gaussianClone(digits, { kind: 'full', patterns: 40, seed: 'clone' });
 * console.log(classAngle(digits), classAngle(clone));
 * ```
 * @throws TypeError if `data` is not a data set, `kind` is none of the three, `seed` is missing, or an option is
 * unknown.
 * @throws RangeError if a count or the separation is out of range, a needed class of `data` is empty, its labels are
 * classes, or the grid cannot hold the numbers.
 */
export function gaussianClone(data: Dataset, options: GaussianCloneOptions): Dataset {
  requireOptions('gaussianClone', options, [...CLONE_OPTIONS, 'seed', 'scale']);
  const { kind, patterns, positives, separation } = checkCloneOptions(data, options);
  const { seed, scale } = options;
  const moments = classMoments(data);
  const noise = noiseOf(kind, moments);
  const { rows, labels } = gaussianClasses({ inputs: data.inputs, patterns, positives, seed }, (label, normals) => {
    const { mean } = label === 1 ? moments.positive : moments.negative;
    return (label === 1 ? noise.positive : noise.negative)(normals).map((value, i) => separation * mean[i] + value);
  });
  return fromArrays(rows, labels, {
    scale,
    source: `${data.provenance.source}, ${CAPTIONS[kind]}`,
    parameters: {
      kind,
      patterns,
      positives,
      separation,
      seed: checkSeed(seed),
      of: { parameters: data.provenance.parameters, checksum: data.provenance.checksum },
    },
    notice: data.provenance.notice,
  });
}

/** Turns standard normal numbers into the noise of a class. */
type Noise = (normals: Float64Array) => Float64Array;

function noiseOf(kind: 'full' | 'isotropic' | 'shared', moments: ReturnType<typeof classMoments>) {
  const { positive, negative } = moments;
  if (kind === 'full') return { positive: correlated(positive), negative: correlated(negative) };
  const [v1, v0] = [positive.variance, negative.variance];
  if (kind === 'isotropic') return { positive: isotropic(v1), negative: isotropic(v0) };
  return { positive: isotropic(Math.sqrt(v1 * v0)), negative: isotropic(Math.sqrt(v1 * v0)) };
}

function isotropic(variance: number): Noise {
  const deviation = Math.sqrt(variance);
  return (normals) => normals.map((value) => deviation * value);
}

/** V √λ of the covariance V λ Vᵀ. Unlike a Cholesky factor it exists if some λ are 0, or −1e-16 by rounding. */
function correlated({ covariance }: Moments): Noise {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition([...covariance], {
    assumeSymmetric: true,
  });
  const deviations = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
  const factor = eigenvectorMatrix.to2DArray().map((row) => Float64Array.from(row, (v, k) => v * deviations[k]));
  return (normals) => Float64Array.from(factor, (row) => row.reduce((sum, v, k) => sum + v * normals[k], 0));
}
