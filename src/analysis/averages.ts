import { checkChoice, checkList, checkNumbers, checkText, requireOptions } from '../base/check.js';
import { checkCurve, type EntropyCurve, logSumExp } from '../base/curve.js';
import { deviation, mean } from '../base/statistics.js';

/** The mean of repeated measurements. */
export interface Mean {
  /** The mean of the values. */
  readonly mean: number;
  /** One standard error of the mean: `spread` / √n. NaN for one value. */
  readonly standardError: number;
  /** One standard deviation of the values. NaN for one value. */
  readonly spread: number;
}

/**
 * The mean of the values, with its standard error from their spread.
 *
 * @example
 * ```ts
 * import { meanOf } from 'weightspace';
 *
 * console.log(meanOf([9, 11, 10, 14])); // mean, standard error and spread
 * ```
 * @throws TypeError if `values` is not an array.
 * @throws RangeError if it is empty, or if a value is not a finite number.
 */
export function meanOf(values: ArrayLike<number>): Mean {
  checkNumbers('values', values);
  if (values.length === 0) throw new RangeError('there are no values; a mean needs at least one');
  const spread = deviation(values);
  return { mean: mean(values), standardError: spread / Math.sqrt(values.length), spread };
}

export interface AverageCurvesOptions {
  /**
   * `'entropy'`: the mean of S = ln g, the typical curve (a quenched average). `'count'`: ln of the mean of g, which is
   * dominated by the curves with the most configurations (an annealed average).
   */
  readonly of: 'entropy' | 'count';
  /** For a legend. Default 'mean of 10 curves', or 'mean count of 10 curves'. */
  readonly name?: string;
}

/** The average of curves of several data sets or runs. */
export interface AveragedCurve extends EntropyCurve {
  /** Mean S, or ln of mean g, in nats. */
  readonly entropy: Float64Array;
  /** One standard error of the average, in nats: `spread` / √curves. ∞ where a sampled curve did not find the level. */
  readonly standardError: Float64Array;
  /** One standard deviation over the curves, in nats: of S, or of g relative to its mean. */
  readonly spread: Float64Array;
  /** The number of curves that have configurations at each level. */
  readonly foundBy: Int32Array;
  /** The number of curves averaged. */
  readonly curves: number;
}

/**
 * The average of two or more curves of the same P and M at each level. Its standard error comes from their spread,
 * which includes the errors of the curves themselves. At a level where some curve has no configurations, the mean
 * entropy is −∞; in a mean count such curves have g = 0. An average of entropies is not normalised: its counts add up
 * to less than 2^M.
 *
 * @example
 * ```ts
 * import { averageCurves, enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const draw = (seed: number) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns: 10, seed }));
 * const average = averageCurves([await draw(1), await draw(2), await draw(3)], { of: 'entropy' });
 * console.log(average.entropy[5], '±', average.standardError[5]); // the mean of S(5)
 * ```
 * @throws TypeError if `curves` is not an array of entropy curves, or if an option is wrong.
 * @throws RangeError if there are fewer than two curves, or if they differ in P, M or levels.
 */
export function averageCurves(curves: readonly EntropyCurve[], options: AverageCurvesOptions): AveragedCurve {
  requireOptions('averageCurves', options, ['of', 'name']);
  const { of, name } = options;
  checkChoice('of', of, ['entropy', 'count']);
  if (name !== undefined) checkText('name', name);
  const first = checkCurves(curves);
  const columns = Array.from(first.levels, (_, k) => Float64Array.from(curves, ({ entropy }) => entropy[k]));
  const averages = columns.map(of === 'entropy' ? averageEntropy : averageCount);
  const sampled = curves.some(({ kind }) => kind === 'sampled');
  const unknown = columns.map((column) => sampled && column.includes(-Infinity));
  const size = Math.sqrt(curves.length);
  return {
    name: name ?? `mean ${of === 'count' ? 'count ' : ''}of ${curves.length} curves`,
    kind: curves.every(({ kind }) => kind === 'theory') ? 'theory' : 'sampled',
    patterns: first.patterns,
    weights: first.weights,
    levels: Float64Array.from(first.levels),
    entropy: Float64Array.from(averages, ({ mean }) => mean),
    standardError: Float64Array.from(averages, ({ spread }, k) => (unknown[k] ? Infinity : spread / size)),
    spread: Float64Array.from(averages, ({ spread }, k) => (unknown[k] ? Infinity : spread)),
    foundBy: Int32Array.from(columns, (column) => column.filter((entropy) => entropy > -Infinity).length),
    curves: curves.length,
  };
}

interface Average {
  readonly mean: number;
  readonly spread: number;
}

function averageEntropy(entropies: Float64Array): Average {
  if (entropies.includes(-Infinity)) return { mean: -Infinity, spread: Infinity };
  return { mean: mean(entropies), spread: deviation(entropies) };
}

function averageCount(entropies: Float64Array): Average {
  const logMean = logSumExp(entropies) - Math.log(entropies.length);
  if (logMean === -Infinity) return { mean: logMean, spread: Infinity };
  return { mean: logMean, spread: deviation(entropies.map((entropy) => Math.exp(entropy - logMean))) };
}

function checkCurves(curves: readonly EntropyCurve[]): EntropyCurve {
  checkList('curves', curves, 'entropy curves');
  if (curves.length < 2) {
    throw new RangeError(`there are ${curves.length} curves; an average with its spread needs at least 2`);
  }
  for (const curve of curves) checkCurve(curve);
  const [first, ...others] = curves;
  for (const { name, patterns, weights, levels } of others) {
    const haveSameLevels =
      levels.length === first.levels.length && Array.from(levels).every((e, k) => e === first.levels[k]);
    if (patterns === first.patterns && weights === first.weights && haveSameLevels) continue;
    throw new RangeError(
      `'${name}' (P = ${patterns}, M = ${weights}) and '${first.name}' (P = ${first.patterns}, M = ${first.weights}) do not have the same levels; average curves of the same size`,
    );
  }
  return first;
}

/** A straight line y = intercept + slope · x. */
export interface Line {
  /** In units of y per unit of x. */
  readonly slope: number;
  /** y at x = 0. */
  readonly intercept: number;
  /** One standard error of the slope, from the scatter of the points about the line; NaN for two points. */
  readonly slopeError: number;
}

/**
 * The least-squares line through points of equal weight.
 *
 * @example
 * ```ts
 * import { fitLine } from 'weightspace';
 *
 * console.log(fitLine([1, 2, 3, 4], [2, 4, 5, 9])); // slope and intercept
 * ```
 * @throws TypeError if `x` or `y` is not an array.
 * @throws RangeError if they differ in length, a number is not finite, or all x are the same.
 */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  checkList('x', x, 'numbers');
  checkList('y', y, 'numbers');
  const [xs, ys] = [Array.from(x), Array.from(y)];
  if (xs.length !== ys.length)
    throw new RangeError(`there are ${xs.length} x and ${ys.length} y; give one y for each x`);
  if (![...xs, ...ys].every(Number.isFinite)) throw new RangeError('a point is not finite; leave it out');
  const [centreX, centreY] = [mean(xs), mean(ys)];
  const square = xs.reduce((sum, value) => sum + (value - centreX) ** 2, 0);
  if (!(square > 0)) throw new RangeError('all x are the same; a line needs points at two different x');
  const slope = xs.reduce((sum, value, k) => sum + (value - centreX) * (ys[k]! - centreY), 0) / square;
  const intercept = centreY - slope * centreX;
  const residual = xs.reduce((sum, value, k) => sum + (ys[k]! - intercept - slope * value) ** 2, 0);
  const slopeError = xs.length > 2 ? Math.sqrt(residual / (xs.length - 2) / square) : Number.NaN;
  return { slope, intercept, slopeError };
}

/**
 * Pearson's correlation r of two quantities, from −1 to 1: 0 if they are independent.
 *
 * @example
 * ```ts
 * import { correlation } from 'weightspace';
 *
 * console.log(correlation([1, 2, 3, 4], [2, 4, 5, 9]));
 * ```
 * @throws TypeError if `x` or `y` is not an array.
 * @throws RangeError if they differ in length, a number is not finite, or all x or all y are the same.
 */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkList('x', x, 'numbers');
  checkList('y', y, 'numbers');
  const [xs, ys] = [ofLargest(x), ofLargest(y)];
  const { slope } = fitLine(xs, ys);
  const spread = deviation(ys);
  if (!(spread > 0)) throw new RangeError('all y are the same; a correlation needs two different ones');
  return Math.max(-1, Math.min(1, (slope * deviation(xs)) / spread));
}

/** The numbers in units of the largest, so that squares of huge ones stay finite. */
function ofLargest(values: ArrayLike<number>): number[] {
  const numbers = Array.from(values);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 ? numbers.map((value) => value / largest) : numbers;
}
