import { Matrix } from 'ml-matrix';
import { mean as average } from '../base/statistics.js';
import { twoClasses } from './check-dataset.js';
import { type Dataset, inputsOf } from './dataset.js';

/** Mean and covariance of the patterns of one class, in the units of the inputs. */
export interface Moments {
  /** The number of patterns of the class. */
  readonly patterns: number;
  /** N means, one per input; NaN for a class without patterns. */
  readonly mean: Float64Array;
  /** N rows of N: the unbiased estimate, divided by patterns − 1. All 0 for fewer than two patterns. */
  readonly covariance: readonly Float64Array[];
  /**
   * The variance of all inputs of all patterns about one common mean, which includes the contrast of the mean picture.
   * NaN for a class without patterns.
   */
  readonly variance: number;
}

/**
 * The moments of the patterns with label +1 and −1. Covariances of 784 inputs take about a second.
 *
 * @example
 * ```ts
 * import { classMoments, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 400, separation: 1, seed: 'patterns' });
 * const { positive } = classMoments(data);
 * console.log(positive.patterns, positive.mean, positive.variance);
 * ```
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its labels are classes.
 */
export function classMoments(data: Dataset): { readonly positive: Moments; readonly negative: Moments } {
  twoClasses(data);
  return { positive: momentsOf(data, 1), negative: momentsOf(data, -1) };
}

/**
 * N means, one per input, of the patterns with label +1 and −1, in the units of the inputs; NaN for an empty class.
 *
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its labels are classes.
 */
export function classMeans(data: Dataset): { readonly positive: Float64Array; readonly negative: Float64Array } {
  twoClasses(data);
  const mean = (label: number) => meanOf(patternsOf(data, label), data.inputs);
  return { positive: mean(1), negative: mean(-1) };
}

function momentsOf(data: Dataset, label: number): Moments {
  const rows = patternsOf(data, label);
  const mean = meanOf(rows, data.inputs);
  return { patterns: rows.length, mean, covariance: covarianceOf(rows, mean), variance: varianceOf(rows, mean) };
}

function covarianceOf(rows: readonly Float64Array[], mean: Float64Array): Float64Array[] {
  if (rows.length < 2) return Array.from(mean, () => new Float64Array(mean.length));
  const centred = new Matrix(rows.map((row) => row.map((value, i) => value - mean[i])));
  const products = centred.transposeMultiply(centred).div(rows.length - 1);
  return products.to2DArray().map((row) => Float64Array.from(row));
}

function varianceOf(rows: readonly Float64Array[], mean: Float64Array): number {
  const level = average(mean);
  let squares = 0;
  for (const row of rows) {
    for (const value of row) squares += (value - level) ** 2;
  }
  return squares / (rows.length * mean.length);
}

function meanOf(rows: readonly Float64Array[], inputs: number): Float64Array {
  const sum = new Float64Array(inputs);
  for (const row of rows) {
    for (let i = 0; i < inputs; i++) sum[i] += row[i];
  }
  return sum.map((value) => value / rows.length);
}

function patternsOf(data: Dataset, label: number): Float64Array[] {
  const members = [...data.labels.keys()].filter((pattern) => data.labels[pattern] === label);
  return members.map((pattern) => inputsOf(data, pattern));
}
