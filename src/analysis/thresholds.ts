import { checkEach, checkNumbers } from '../base/check.js';
import { mean } from '../base/statistics.js';

/** Where the share of successes falls through one half. */
export interface Threshold {
  /**
   * `'fitted'`: the numbers below are known. `'all'` and `'none'`: every trial succeeded, or none did; the threshold is
   * above all x, or below. `'unresolved'`: the trials do not determine it, because at most one x has both successes and
   * failures between x that have only one of them, because the share does not fall clearly, or because the fit puts it
   * outside of the measured range.
   */
  readonly kind: 'fitted' | 'all' | 'none' | 'unresolved';
  /** The x at which half of the trials succeed; null unless `'fitted'`. */
  readonly threshold: number | null;
  /** One standard error of the threshold, from the curvature of the likelihood; null unless `'fitted'`. */
  readonly standardError: number | null;
  /** s of the logistic curve 1/(1 + e^((x − threshold)/s)): the share falls from 73 to 27 % in 2 s; null unless `'fitted'`. */
  readonly width: number | null;
  /**
   * What is known without a fit: up to the first number more than half of the trials succeed at every x, from the second
   * on fewer than half. −∞ and ∞ where there is no such x.
   */
  readonly between: readonly [number, number];
}

/**
 * The logistic curve, by maximum likelihood, through shares of successes that fall with x: such as the loads up to which
 * an algorithm solves, from the number of data sets it solved at each. The trials must be independent.
 *
 * @example
 * ```ts
 * import { fitThreshold } from 'weightspace';
 *
 * const loads = [0.5, 0.6, 0.7, 0.8];
 * console.log(fitThreshold(loads, [20, 17, 6, 1], [20, 20, 20, 20])); // the load at which half of 20 runs succeed
 * ```
 * @throws TypeError if one of the columns is not an array.
 * @throws RangeError if they are empty or differ in length, if an x is not a finite number or not above the one before,
 * or if the numbers are not whole with 0 ≤ successes ≤ trials and at least one trial.
 */
export function fitThreshold(x: ArrayLike<number>, successes: ArrayLike<number>, trials: ArrayLike<number>): Threshold {
  checkCounts(x, successes, trials);
  const [xs, good, all] = [Array.from(x), Array.from(successes), Array.from(trials)];
  const places = [...xs.keys()];
  const unknown = { threshold: null, standardError: null, width: null, between: bracket(xs, good, all) };
  if (places.every((k) => good[k] === all[k])) return { kind: 'all', ...unknown };
  if (places.every((k) => good[k] === 0)) return { kind: 'none', ...unknown };
  const firstFailure = places.findIndex((k) => good[k]! < all[k]!);
  const lastSuccess = places.findLastIndex((k) => good[k]! > 0);
  // Otherwise the likelihood has its maximum at width 0, where its curvature says nothing.
  const fit = firstFailure < lastSuccess ? fitLogistic(xs, good, all) : undefined;
  if (fit === undefined || fit.threshold < xs[0]! || fit.threshold > xs.at(-1)!)
    return { kind: 'unresolved', ...unknown };
  return { kind: 'fitted', ...fit, between: unknown.between };
}

function checkCounts(x: ArrayLike<number>, successes: ArrayLike<number>, trials: ArrayLike<number>): void {
  checkNumbers('x', x);
  checkEach('trials', trials, (value) => Number.isSafeInteger(value) && value >= 1, 'give whole numbers of at least 1');
  const isShare = (value: number) => Number.isSafeInteger(value) && value >= 0;
  checkEach('successes', successes, isShare, 'give whole numbers of at least 0');
  if (x.length === 0) throw new RangeError('there are no x; a threshold needs trials at several');
  if (successes.length !== x.length || trials.length !== x.length) {
    throw new RangeError(
      `there are ${x.length} x, ${successes.length} successes and ${trials.length} trials; give one of each for each x`,
    );
  }
  for (let k = 0; k < x.length; k++) {
    if (successes[k]! > trials[k]!) {
      throw new RangeError(`\`successes[${k}]\` is ${successes[k]}, of ${trials[k]} trials; give at most as many`);
    }
    if (k > 0 && !(x[k]! > x[k - 1]!)) {
      throw new RangeError(`\`x[${k}]\` is ${x[k]}, after ${x[k - 1]}; give the x in rising order, each once`);
    }
  }
}

function bracket(xs: readonly number[], good: readonly number[], all: readonly number[]): [number, number] {
  const belowHalf = (k: number) => 2 * good[k]! < all[k]!;
  const aboveHalf = (k: number) => 2 * good[k]! > all[k]!;
  const firstNotAbove = [...xs.keys()].findIndex((k) => !aboveHalf(k));
  const lastNotBelow = [...xs.keys()].findLastIndex((k) => !belowHalf(k));
  return [firstNotAbove < 0 ? xs.at(-1)! : (xs[firstNotAbove - 1] ?? -Infinity), xs[lastNotBelow + 1] ?? Infinity];
}

/** The slope must be this many of its standard errors below zero: otherwise the share may not fall at all. */
const CLEARLY = 2;

/**
 * Newton's method on the logarithm of the likelihood of the share 1/(1 + e^−(a + b z)), z being x in units of its spread.
 * The function is concave: halving a step that overshoots suffices.
 */
function fitLogistic(xs: readonly number[], good: readonly number[], all: readonly number[]) {
  const centre = mean(xs);
  const scale = Math.sqrt(mean(xs.map((x) => (x - centre) ** 2)));
  const z = xs.map((x) => (x - centre) / scale);
  let [a, b] = [0, 0];
  let present = logLikelihood(z, good, all, a, b);
  for (let step = 0; step < 200; step++) {
    const { gradient, information, determinant } = derivatives(z, good, all, a, b);
    let da = (information[2] * gradient[0] - information[1] * gradient[1]) / determinant;
    let db = (information[0] * gradient[1] - information[1] * gradient[0]) / determinant;
    let next = logLikelihood(z, good, all, a + da, b + db);
    for (let halving = 0; halving < 60 && !(next >= present); halving++) {
      [da, db] = [da / 2, db / 2];
      next = logLikelihood(z, good, all, a + da, b + db);
    }
    if (!(next >= present)) break;
    [a, b, present] = [a + da, b + db, next];
    if (Math.abs(da) + Math.abs(db) < 1e-12 * (1 + Math.abs(a) + Math.abs(b))) break;
  }
  const { information, determinant } = derivatives(z, good, all, a, b);
  const [varianceA, covariance, varianceB] = [information[2], -information[1], information[0]].map(
    (entry) => entry / determinant,
  ) as [number, number, number];
  // Not `b > …`: a slope without a finite error is not clear either.
  if (!(b < -CLEARLY * Math.sqrt(varianceB))) return undefined;
  const root = -a / b;
  const variance = (varianceA + 2 * root * covariance + root ** 2 * varianceB) / b ** 2;
  return { threshold: centre + scale * root, standardError: scale * Math.sqrt(variance), width: -scale / b };
}

function logLikelihood(z: readonly number[], good: readonly number[], all: readonly number[], a: number, b: number) {
  return z.reduce((sum, value, k) => {
    const logit = a + b * value;
    const logOfSum = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
    return sum + good[k]! * logit - all[k]! * logOfSum;
  }, 0);
}

function derivatives(z: readonly number[], good: readonly number[], all: readonly number[], a: number, b: number) {
  const gradient: [number, number] = [0, 0];
  const information: [number, number, number] = [0, 0, 0];
  for (const [k, value] of z.entries()) {
    const share = 1 / (1 + Math.exp(-(a + b * value)));
    const excess = good[k]! - all[k]! * share;
    const weight = all[k]! * share * (1 - share);
    gradient[0] += excess;
    gradient[1] += excess * value;
    information[0] += weight;
    information[1] += weight * value;
    information[2] += weight * value ** 2;
  }
  return { gradient, information, determinant: information[0] * information[2] - information[1] ** 2 };
}
