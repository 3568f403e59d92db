import { checkChoice, checkPositive, type NameOf, requireOptions } from '../base/check.js';
import { bulkOf, type Estimate } from './estimate.js';

/**
 * How accurate a result should be: the largest standard error of S(E), in nats, over all levels that were found; or,
 * `of: 'density'`, the largest relative error of ρ over the levels that together hold 99.9 % of the configurations.
 */
export type Accuracy = number | { readonly of: 'density'; readonly relative: number };

const ACCURACY = ['of', 'relative'] as const satisfies readonly NameOf<Exclude<Accuracy, number>>[];

/** What was asked for by `accuracy`, and what came of it. */
export interface ReachedAccuracy {
  /** All levels found, or those that make up the density. */
  readonly of: 'entropy' | 'density';
  /** The largest standard error asked for, in nats. */
  readonly asked: number;
  /** The largest standard error of the result, in nats; ∞ if a level has no error bar. */
  readonly reached: number;
  /** The energy at which it is. */
  readonly level: number;
  /** True if it is small enough. */
  readonly isReached: boolean;
}

/**
 * @throws TypeError if `accuracy` is not a number or { of: 'density', relative }.
 * @throws RangeError if the number is not above 0.
 */
export function checkAccuracy(accuracy: Accuracy): void {
  if (typeof accuracy !== 'object' || accuracy === null) {
    checkPositive('accuracy', accuracy);
    return;
  }
  requireOptions('accuracy', accuracy, ACCURACY);
  checkChoice('accuracy.of', accuracy.of, ['density']);
  checkPositive('accuracy.relative', accuracy.relative);
}

/** The accuracy of an estimate beside the one asked for. */
export function accuracyOf(estimate: Estimate, accuracy: Accuracy): ReachedAccuracy {
  const { entropy, standardError } = estimate;
  const isDensity = typeof accuracy === 'object';
  const asked = isDensity ? accuracy.relative : accuracy;
  const found = [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
  const levels = isDensity ? bulkOf(estimate) : found;
  const level = levels.reduce(
    (worst, one) => (standardError[one]! > standardError[worst]! ? one : worst),
    levels[0] ?? 0,
  );
  const reached = levels.length === 0 ? Infinity : standardError[level]!;
  return { of: isDensity ? 'density' : 'entropy', asked, reached, level, isReached: reached <= asked };
}
