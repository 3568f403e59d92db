import { checkEach, checkWithin } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { checkSamePatterns } from './log-probabilities.js';

/** A sampled curve beside the exact one. */
export interface ExactComparison {
  /** S − S_exact at each level that both have, in nats, by rising energy. */
  readonly errors: Float64Array;
  /** (S − S_exact) / σ, with σ the standard error that the curve claims, at those of these levels that have one. */
  readonly pulls: Float64Array;
  /** The largest |S − S_exact|, in nats; ∞ where a level was missed. */
  readonly largest: number;
  /** √⟨(S − S_exact)²⟩ over the levels that both have, in nats. */
  readonly rootMeanSquare: number;
  /** Levels with configurations that the curve has not found. */
  readonly missed: number;
}

/**
 * Holds a curve to the exact one. Error bars are honest where about two in three pulls lie within 1 and one in twenty beyond 2.
 * A level that is 0 standard errors wide and right has no pull.
 * @throws where the curves differ in P or levels, or the curve has no level that exists.
 */
export function compareToExact(curve: EntropyCurve, exact: EntropyCurve): ExactComparison {
  checkSamePatterns(curve, exact);
  if (curve.levels.length !== exact.levels.length) {
    throw new RangeError(
      `'${curve.name}' has ${curve.levels.length} levels and '${exact.name}' ${exact.levels.length}; compare curves of one kind`,
    );
  }
  const other = Array.from(curve.levels).findIndex((level, k) => level !== exact.levels[k]);
  if (other >= 0) {
    throw new RangeError(
      `'${curve.name}' has a level ${curve.levels[other]} where '${exact.name}' has ${exact.levels[other]}; compare curves of one kind`,
    );
  }
  const existing = [...Array.from(exact.levels).keys()].filter((k) => exact.entropy[k] !== -Infinity);
  const found = existing.filter((k) => curve.entropy[k] !== -Infinity);
  if (found.length === 0)
    throw new RangeError(`'${curve.name}' has no level of '${exact.name}'; there is nothing to compare`);
  const errors = Float64Array.from(found, (k) => curve.entropy[k]! - exact.entropy[k]!);
  const pulls = found.map((k, i) => errors[i]! / (curve.standardError?.[k] ?? Number.NaN));
  const claimed = found.map((k) => curve.standardError?.[k] ?? Infinity);
  const missed = existing.length - found.length;
  return {
    errors,
    pulls: Float64Array.from(pulls.filter((pull, i) => claimed[i] !== Infinity && !Number.isNaN(pull))),
    largest: missed > 0 ? Infinity : errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0),
    rootMeanSquare: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length),
    missed,
  };
}

/**
 * The share of pulls within a number of standard errors: of Gaussian ones 0.683, 0.954 and 0.997 within 1, 2 and 3.
 * @throws where there are no pulls or one is not a number, or `standardErrors` is below 0.
 */
export function shareWithin(pulls: ArrayLike<number>, standardErrors: number): number {
  checkEach('pulls', pulls, (pull) => !Number.isNaN(pull), 'leave out what has no pull');
  checkWithin('standardErrors', standardErrors, 0, Infinity);
  if (pulls.length === 0) throw new RangeError('there are no pulls; a share needs at least one');
  return Array.from(pulls).filter((pull) => Math.abs(pull) <= standardErrors).length / pulls.length;
}
