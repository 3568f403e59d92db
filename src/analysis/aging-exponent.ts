import { checkCount, checkList, checkNumbers, inWords } from '../base/check.js';
import { mean } from '../base/statistics.js';
import { fitLine } from './averages.js';

/** A correlation or a displacement as a function of the lag, after one waiting time. */
export interface AgedCurve {
  /** t_w, above 0. */
  readonly wait: number;
  /** t, above 0 and in ascending order. */
  readonly lags: ArrayLike<number>;
  /** C or Δ after each lag. */
  readonly values: ArrayLike<number>;
}

/** How the times of a system grow with its age. */
export interface AgingExponent {
  /** μ. */
  readonly exponent: number;
  /** One standard error of the fit; `null` if there are no more points than constants. */
  readonly standardError: number | null;
  /** The points of the fit, for a figure: at the waiting time t_w, the lag after which the level is reached. */
  readonly points: readonly { readonly level: number; readonly wait: number; readonly lag: number }[];
}

/**
 * μ of aging curves that collapse as functions of t/t_w^μ: 1 is full aging, 0 none, and between them is subaging. Each
 * of the `levels` is reached after a lag τ(t_w), found by interpolation linear in ln t, and ln τ = μ ln t_w + a constant
 * of the level: μ is the one slope of the least-squares fit to all levels. A level that a curve does not cross does not
 * count for that curve.
 *
 * @example
 * ```ts
 * import { agingExponent } from 'weightspace';
 *
 * const lags = [1, 2, 4, 8, 16, 32, 64];
 * const curves = [4, 8, 16].map((wait) => ({ wait, lags, values: lags.map((lag) => Math.exp(-lag / wait)) }));
 * console.log(agingExponent(curves, [0.3, 0.7]).exponent); // 1: the curves are functions of t/t_w
 * ```
 * @throws TypeError if curves or levels are not arrays of numbers.
 * @throws RangeError if a curve has not one value for each of at least two ascending lags, a time is not above 0, a
 * number is not finite, or no level is crossed after two different waiting times.
 */
export function agingExponent(curves: readonly AgedCurve[], levels: readonly number[]): AgingExponent {
  checkList('curves', curves, 'curves, each { wait, lags, values }');
  for (const curve of curves) checkCurve(curve);
  checkNumbers('levels', levels);
  const groups = Array.from(levels, (level) => crossings(curves, level)).filter(
    (points) => new Set(points.map(({ wait }) => wait)).size > 1,
  );
  if (groups.length === 0) {
    throw new RangeError('no level is crossed after two different waiting times; give levels that the curves cross');
  }
  const centred = groups.map((points) => ({
    x: aroundMean(points.map(({ wait }) => Math.log(wait))),
    y: aroundMean(points.map(({ lag }) => Math.log(lag))),
  }));
  const [x, y] = [centred.flatMap((group) => group.x), centred.flatMap((group) => group.y)];
  const { slope, slopeError } = fitLine(x, y);
  // The line takes off one constant, and each level has its own.
  const free = x.length - groups.length - 1;
  return {
    exponent: slope,
    standardError: free > 0 ? slopeError * Math.sqrt((x.length - 2) / free) : null,
    points: groups.flat(),
  };
}

function crossings(curves: readonly AgedCurve[], level: number): AgingExponent['points'] {
  return curves.flatMap((curve) => {
    const lag = firstCrossing(curve, level);
    return lag === undefined ? [] : [{ level, wait: curve.wait, lag }];
  });
}

/** The first lag at which the curve has this value. */
function firstCrossing({ lags, values }: AgedCurve, level: number): number | undefined {
  for (let k = 1; k < lags.length; k++) {
    const [before, after] = [values[k - 1]! - level, values[k]! - level];
    if (before === after || before * after > 0) continue;
    const share = before / (before - after);
    return Math.exp(Math.log(lags[k - 1]!) * (1 - share) + Math.log(lags[k]!) * share);
  }
  return undefined;
}

function aroundMean(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

function checkCurve(curve: AgedCurve): void {
  if (Object(curve) !== curve) throw new TypeError(`a curve is ${inWords(curve)}; give { wait, lags, values }`);
  const { wait, lags, values } = curve;
  checkNumbers('lags', lags);
  checkNumbers('values', values);
  checkCount('the lags of a curve beyond the first', lags.length - 1, 'give at least two');
  if (values.length !== lags.length) {
    throw new RangeError(`a curve has ${values.length} values and ${lags.length} lags; give one value for each lag`);
  }
  const ascending = [wait, ...Array.from(lags)].every((time, k, times) => time > 0 && (k < 2 || time > times[k - 1]!));
  if (!(ascending && Number.isFinite(wait))) {
    throw new RangeError(
      `the curve after t_w = ${inWords(wait)} has times that are not above 0 and ascending; leave t_w = 0 and t = 0 out`,
    );
  }
}
