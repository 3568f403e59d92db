import { bulkOf, type Estimate } from './estimate.js';
import type { Accuracy } from './plan.js';

/** What was asked for by `accuracy`, and what came of it. */
export interface ReachedAccuracy {
  /** S at all levels (bins) found, at those that make up the density, or the mean of a second axis at each energy. */
  readonly of: 'entropy' | 'density' | 'mean';
  /** The largest standard error asked for, in nats, or in units of the second axis. */
  readonly asked: number;
  /** The largest standard error of the result; ∞ if a level has no error bar. */
  readonly reached: number;
  /** The energy at which it is. */
  readonly level: number;
  /** True if it was asked for at this energy alone. */
  readonly isOneLevel?: true;
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

/** What a running count says of its accuracy: 'S ±0.08 at E = 0, ±0.02 asked for'. */
export function standingOf({ of, asked, reached, level }: ReachedAccuracy): string {
  const what = { entropy: 'S', density: 'ρ', mean: 'mean' }[of];
  const error = Number.isFinite(reached) ? `±${reached.toPrecision(2)}` : 'without error bar';
  return `${what} ${error} at E = ${level}, ±${asked} asked for`;
}
