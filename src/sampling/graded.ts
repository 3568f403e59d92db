import { logSumExp } from '../base/curve.js';
import type { Problem } from '../kernel/problem.js';
import type { Production } from './production.js';

/** The part of a count that is spent at the last level, which holds about half of all configurations. */
const SHARE_OF_BULK = 0.25;

/**
 * Weights with which a walk by graded errors spends more time the lower its level: in proportion to 1/(1 + φ − φ₀), φ₀ being the
 * lowest level known. Low levels are where a walk is longest in one place, and where error bars are largest.
 */
export function tilted(logWeights: Float64Array, lowest: number): Float64Array {
  const last = logWeights.length - 1;
  const tilt = logWeights.map((_, level) => Math.log(1 + Math.max(0, level - lowest)));
  const below = logSumExp([...tilt.subarray(lowest, last)].map((value) => -value));
  tilt[last] = Math.log((1 - SHARE_OF_BULK) / SHARE_OF_BULK) - below;
  return logWeights.map((value, level) => value + tilt[level]!);
}

/** What walkers counted, by errors: as if they had walked with weights of E. */
export interface CountedErrors {
  readonly logWeights: Float64Array;
  /** Visits are weighted: with h visits at E, S(E) = S_w(E) + ln h up to a constant. */
  readonly produced: readonly Production[];
}

/**
 * The visits of graded levels as visits of errors: g(E) ∝ Σ_φ H(E, φ) exp S_w(φ). Only those of at most P/2 errors count, and
 * stand for P − E as well: the walks meet more errors only by chance.
 */
export function countedErrors(
  produced: readonly Production[],
  logWeights: Float64Array,
  { patterns }: Problem,
): CountedErrors {
  const last = logWeights.length - 1;
  // At E errors φ lies between E and 3E.
  const reference = Float64Array.from({ length: patterns + 1 }, (_, errors) => {
    const least = Math.min(errors, patterns - errors);
    return logWeights[Math.min(last, 2 * least)]!;
  });
  const all = { lowest: 0, highest: patterns };
  const weighted = (sums: Float64Array) => {
    const visits = new Float64Array(patterns + 1);
    for (const [place, count] of sums.entries()) {
      if (count === 0) continue;
      const [level, errors] = [Math.floor(place / (patterns + 1)), place % (patterns + 1)];
      if (2 * errors <= patterns) visits[errors] += count * Math.exp(logWeights[level]! - reference[errors]!);
    }
    return {
      window: all,
      visits: visits.map((count, errors) => (2 * errors <= patterns ? count : visits[patterns - errors]!)),
    };
  };
  const walkers = produced.map((walker) => {
    const [whole, early] = [weighted(walker.sums), weighted(walker.earlySums)];
    return { ...walker, windows: [whole], early: [early], visits: whole.visits };
  });
  return { logWeights: reference, produced: walkers };
}

/** Visits of each number of errors, whatever the level. */
export function visitsOfErrors(produced: readonly Production[], { patterns }: Problem): Float64Array {
  const visits = new Float64Array(patterns + 1);
  for (const { sums } of produced) for (const [place, count] of sums.entries()) visits[place % (patterns + 1)] += count;
  return visits;
}
