import { bulkOf, type Estimate } from './estimate.js';
import type { Accuracy } from './plan.js';

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
