import { checkCount, checkInteger, checkNumbers, checkPositive, inWords, requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { probabilityCurve } from './probability-curve.js';
import { twoClassErrors } from './two-class-errors.js';

/** One Gaussian class: patterns of a mean and uncorrelated noise. */
export interface IsotropicClass {
  /** P1 or P0, how many patterns; may be 0 for one of the two. */
  readonly patterns: number;
  /** N numbers, the mean pattern. */
  readonly mean: ArrayLike<number>;
  /** The variance of the noise of each input, above 0. */
  readonly variance: number;
}

/** The classes with label +1 and −1. */
export interface IsotropicClasses {
  readonly positive: IsotropicClass;
  readonly negative: IsotropicClass;
}

/**
 * S(E), E = 0 … P1 + P0, of a ±1 perceptron on two Gaussian classes with any means: E = Bin(P1, Φ(−h1)) + Bin(P0, Φ(h0)), with
 * (h1, h0) Gaussian of covariance μ_a·μ_b/(N √(v_a v_b)). The theory of the clones without correlations (`gaussianClone` of kind
 * 'isotropic' and 'shared'), with means and variances of `classMoments`; `meanDirections` is its case of equal noise. Exact
 * where w·μ is Gaussian, that is where the means spread over many inputs. (Mele et al. 2025.)
 * @throws where a count, a mean or a variance is out of range, the means differ in length, or both classes are empty.
 */
export function isotropicClasses(classes: IsotropicClasses): EntropyCurve {
  requireOptions('isotropicClasses', classes, ['positive', 'negative']);
  const { positive, negative } = classes;
  checkClass('positive', positive);
  checkClass('negative', negative);
  checkCount('patterns', positive.patterns + negative.patterns, 'a data set needs at least 1');
  const inputs = positive.mean.length;
  if (negative.mean.length !== inputs) {
    throw new RangeError(`the means have ${inputs} and ${negative.mean.length} inputs; give means of one length`);
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
