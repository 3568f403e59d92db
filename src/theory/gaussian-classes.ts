import {
  checkChoice,
  checkCount,
  checkInteger,
  checkNumbers,
  checkPositive,
  checkWithin,
  inWords,
  requireOptions,
} from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { checkWeightsAndPatterns, probabilityCurve } from './prediction.js';
import type { Sizes } from './random-labels.js';
import { sphericalFieldErrors, twoClassErrors } from './two-classes.js';

/** Two Gaussian classes with opposite means. */
export interface ClassSeparation extends Sizes {
  /** m = |μ|/√N, the length of a class mean divided by √N, where the noise has variance 1; 0 or more. */
  readonly separation: number;
  /**
   * The average over directions of μ. `'gaussian'` (default): z is Gaussian, the limit of many inputs. `'sphere'`: exact
   * for N = `weights`, where z is √N times one component of a random unit vector.
   */
  readonly directions?: 'gaussian' | 'sphere';
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on patterns ξ = σμ + noise: p(E) = C(P, E) ∫Dz Φ(mz)^(P−E) Φ(−mz)^E, because all
 * stabilities share the field w·μ/√N = mz. Exactly flat, p = 1/(P + 1), at m = 1; one peak at P/2 below, two at 0 and P
 * above. The relative size of the two classes does not matter. (Mele et al. 2025.)
 *
 * With few inputs z = w·μ/(m√N) is not Gaussian: its kurtosis is 3N/(N + 2) for means in random directions, so Var(E)
 * is a little larger where m is of order 1. `directions: 'sphere'` averages over these directions.
 *
 * @example
 * ```ts
 * import { classSeparation, density } from 'weightspace';
 *
 * const curve = classSeparation({ weights: 25, patterns: 40, separation: 1 });
 * console.log(density(curve)); // flat at m = 1
 * ```
 * @throws TypeError if an option is unknown or of the wrong type.
 * @throws RangeError if `weights` or `patterns` is not a whole number of at least 1, `patterns` is above a million,
 * `separation` is not from 0 to 10⁶, or `weights` is 1 and `directions` is 'sphere'.
 */
export function classSeparation(classes: ClassSeparation): EntropyCurve {
  requireOptions('classSeparation', classes, ['weights', 'patterns', 'separation', 'directions']);
  const { weights, patterns, separation, directions = 'gaussian' } = classes;
  checkWeightsAndPatterns(weights, patterns);
  checkWithin('separation', separation, 0, 1e6);
  checkChoice('directions', directions, ['gaussian', 'sphere']);
  if (directions === 'sphere') checkInteger('weights', weights, 2, Number.MAX_SAFE_INTEGER);
  const logProbability =
    directions === 'sphere'
      ? sphericalFieldErrors(patterns, weights, separation)
      : twoClassErrors({
          positive: patterns,
          negative: 0,
          positiveVariance: separation ** 2,
          negativeVariance: 0,
        });
  return probabilityCurve(`annealed, separation ${separation}`, weights, logProbability);
}

/** Two Gaussian classes whose means may point in any two directions. */
export interface MeanDirections {
  /** M = N, the weights of the perceptron. */
  readonly weights: number;
  /** P1, the number of patterns with label +1; it may be 0 if P0 is not. */
  readonly positive: number;
  /** P0, the number of patterns with label −1; it may be 0 if P1 is not. */
  readonly negative: number;
  /** m = |μ1|/√N, where the noise has variance 1; 0 or more. */
  readonly separation: number;
  /** l, from −1 (opposite means) to 1 (the same mean): μ0 = l μ1 + (1 − |l|) ν, with ν ⟂ μ1 and |ν| = |μ1|. */
  readonly alignment: number;
}

/**
 * S(E), E = 0 … P1 + P0, of a ±1 perceptron on two Gaussian classes: E = Bin(P1, Φ(−h1)) + Bin(P0, Φ(h0)), where (h1,
 * h0) is Gaussian with covariance μ_a·μ_b/N. Means on one side (l > 0, m large) put both classes in one half-space,
 * with peaks at P0 and P1; opposite means lead to peaks at 0 and P. A random ν is orthogonal to μ1 up to 1/√N. (Mele et
 * al. 2025.)
 *
 * @example
 * ```ts
 * import { meanDirections, peaks } from 'weightspace';
 *
 * const curve = meanDirections({ weights: 25, positive: 30, negative: 10, separation: 3, alignment: 1 });
 * console.log(peaks(curve)); // near E = 10 and E = 30, where all patterns have one label
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `weights` is not a whole number of at least 1, `positive` or `negative` is not a whole number
 * from 0 to 10⁶, both are 0, `separation` is not from 0 to 10⁶, or `alignment` is not from −1 to 1.
 */
export function meanDirections(classes: MeanDirections): EntropyCurve {
  requireOptions('meanDirections', classes, ['weights', 'positive', 'negative', 'separation', 'alignment']);
  const { weights, positive, negative, separation, alignment } = classes;
  checkCount('weights', weights, 'a network needs at least 1');
  checkInteger('positive', positive, 0, 1e6);
  checkInteger('negative', negative, 0, 1e6);
  checkCount('positive + negative', positive + negative, 'a data set needs at least 1 pattern');
  checkWithin('separation', separation, 0, 1e6);
  checkWithin('alignment', alignment, -1, 1);
  const square = separation ** 2;
  const logProbability = twoClassErrors({
    positive,
    negative,
    positiveVariance: square,
    negativeVariance: square * (alignment ** 2 + (1 - Math.abs(alignment)) ** 2),
    covariance: -alignment * square,
  });
  return probabilityCurve(`annealed, separation ${separation}, alignment ${alignment}`, weights, logProbability);
}

/** One Gaussian class: its patterns are a mean plus uncorrelated noise. */
export interface IsotropicClass {
  /** P1 or P0, the number of patterns; 0 is allowed for one of the two classes. */
  readonly patterns: number;
  /** The mean pattern, N numbers. */
  readonly mean: ArrayLike<number>;
  /** The variance of the noise of each input, above 0. */
  readonly variance: number;
}

/** The classes with label +1 and −1. */
export interface IsotropicClasses {
  /** The class with label +1. */
  readonly positive: IsotropicClass;
  /** The class with label −1. */
  readonly negative: IsotropicClass;
}

/**
 * S(E), E = 0 … P1 + P0, of a ±1 perceptron on two Gaussian classes with any means: E = Bin(P1, Φ(−h1)) + Bin(P0,
 * Φ(h0)), where (h1, h0) is Gaussian with covariance μ_a·μ_b/(N √(v_a v_b)). This is the theory of clones without
 * correlations (`gaussianClone` of kind 'isotropic' and 'shared'), with means and variances from `classMoments`;
 * `meanDirections` is the special case of equal noise. Exact where w·μ is Gaussian, that is, where the means spread
 * over many inputs. (Mele et al. 2025.)
 *
 * @example
 * ```ts
 * import { cloneClasses, isotropicClasses, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 400, separation: 1, seed: 'patterns' });
 * const classes = cloneClasses(data, { kind: 'isotropic', patterns: 40 });
 * console.log(isotropicClasses(classes).entropy); // of 40 patterns with the means and variances of `data`
 * ```
 * @throws TypeError if a class is not an object with `patterns`, `mean` and `variance`, or if an option is unknown.
 * @throws RangeError if a count, a mean or a variance is out of range, the means differ in length, or both classes are
 * empty.
 */
export function isotropicClasses(classes: IsotropicClasses): EntropyCurve {
  requireOptions('isotropicClasses', classes, ['positive', 'negative']);
  const { positive, negative } = classes;
  checkClass('positive', positive);
  checkClass('negative', negative);
  checkCount('patterns', positive.patterns + negative.patterns, 'a data set needs at least 1');
  const inputs = positive.mean.length;
  if (negative.mean.length !== inputs) {
    throw new RangeError(`the means have ${inputs} and ${negative.mean.length} inputs; give means of the same length`);
  }
  const product = (a: IsotropicClass, b: IsotropicClass) =>
    Array.from(a.mean).reduce((sum, value, i) => sum + value * b.mean[i], 0) / inputs;
  const logProbability = twoClassErrors({
    positive: positive.patterns,
    negative: negative.patterns,
    positiveVariance: product(positive, positive) / positive.variance,
    negativeVariance: product(negative, negative) / negative.variance,
    covariance: -product(positive, negative) / Math.sqrt(positive.variance * negative.variance),
  });
  return probabilityCurve('annealed, two Gaussian classes', inputs, logProbability);
}

function checkClass(name: string, isotropic: IsotropicClass): void {
  if (!isotropic?.mean) {
    throw new TypeError(`\`${name}\` is ${inWords(isotropic)}; give a class as { patterns, mean, variance }`);
  }
  const { patterns, mean, variance } = isotropic;
  checkInteger(`${name}.patterns`, patterns, 0, 1e6);
  checkPositive(`${name}.variance`, variance);
  checkNumbers(`${name}.mean`, mean);
  if (mean.length === 0) throw new RangeError(`\`${name}.mean\` is empty; give one number per input`);
}
