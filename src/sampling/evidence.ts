import { logSumExp } from '../base/curve.js';
import { studentWidth } from '../base/statistics.js';
import type { Problem } from '../kernel/problem.js';
import type { ReachedAccuracy } from './accuracy.js';
import type { NotFound } from './diagnostics.js';
import { type Estimate, jackknife, type KnownCount, type Normalisation, type WindowVisits } from './estimate.js';
import type { Learned } from './learning.js';
import type { Production } from './production.js';

/** What a sampled result is judged by. */
export interface Evidence {
  readonly problem: Problem;
  /** From `possibleLevels`. */
  readonly possible: Uint8Array;
  readonly estimate: Estimate;
  /** What the estimate is normalised by, if the walks were confined to low energies. */
  readonly known?: KnownCount | undefined;
  /** The estimate without the symmetry imposed; `null` if there is no symmetry to check. */
  readonly unfolded: Estimate | null;
  /** True if g(E) = g(P − E) was imposed. */
  readonly mirrored: boolean;
  readonly learned: readonly Learned[];
  /** Empty for the paper's protocol. */
  readonly produced: readonly Production[];
  /** The energies between which round trips across the bulk were counted (see `TripEnds`); equal ones where none were. */
  readonly bulk: readonly [lowest: number, highest: number];
  readonly missed: MissedLevels;
  readonly unsettled: readonly number[];
  /** True if the estimate is what was learned, because too little was counted. */
  readonly learnedOnly: boolean;
  /** What was asked for, if the count ended when it was reached. */
  readonly accuracy?: ReachedAccuracy | undefined;
  readonly cancelled: boolean;
}

/** Levels that the learning had found and the count did not reach. */
export interface MissedLevels {
  readonly levels: readonly number[];
  /**
   * How much too large they may make all other entropies, in nats: ln(1 + their share), by the learned entropies.
   * Missing configurations raise the others, because Σ g is fixed. Where a known count of some levels is fixed instead, only
   * configurations missing there do so.
   */
  readonly error: number;
}

/** `learned` and `counted` are entropies, −∞ where a level was not found; `normalising` are the levels whose sum is fixed. */
export function missedLevels(
  learned: Float64Array,
  counted: Float64Array,
  normalising: readonly number[] = [...learned.keys()],
): MissedLevels {
  const isKnown = (level: number) => Number.isFinite(learned[level]);
  const levels = [...learned.keys()].filter((level) => isKnown(level) && counted[level] === -Infinity);
  const fixed = normalising.filter(isKnown);
  const [missing, reached] = [true, false].map((isMissing) =>
    fixed.filter((level) => (counted[level] === -Infinity) === isMissing),
  );
  if (missing!.length === 0 || reached!.length === 0) return { levels, error: 0 };
  const logWeight = (part: readonly number[]) => logSumExp(part.map((level) => learned[level]!));
  const ratio = logWeight(missing!) - logWeight(reached!);
  // ln(1 + e^x), which is x for large x.
  return { levels, error: ratio > 30 ? ratio : Math.log1p(Math.exp(ratio)) };
}

/** Standard errors by which the two parts of a count may differ by chance at a level. */
const LARGEST_PULL = 4;

/** Walkers that must have reached a level in one part of the count for its absence from the other to be significant. */
const ENOUGH_WALKERS = 4;

/**
 * Compares the first part of a count with the second. Equilibrated walks see the same in both. If they had not
 * equilibrated, all of them can be wrong in the same way, which the spread of the walkers does not show. Returns the
 * unsettled levels, and |S(first) − S(second)| in nats, ∞ where only one part reached a level.
 */
export function compareParts(
  logWeights: Float64Array,
  produced: readonly Production[],
  options: Normalisation & { readonly mirrored: boolean },
): { unsettled: number[]; differences: Float64Array } {
  const first = produced.map(({ early }) => early);
  const second = produced.map(({ windows, early }) => windows.map((window, k) => withoutEarly(window, early[k]!)));
  const [before, after] = [jackknife(logWeights, first, options), jackknife(logWeights, second, options)];
  const width = studentWidth(produced.length - 1);
  const visitors = (part: readonly (readonly WindowVisits[])[], level: number) =>
    part.filter((windows) => windows.some(({ visits }) => visits[level]! > 0)).length;
  const differences = before.entropy.map((entropy, level) => {
    const difference = Math.abs(entropy - after.entropy[level]!);
    return Number.isNaN(difference) ? 0 : difference;
  });
  const unsettled = [...differences.keys()].filter((level) => {
    if (differences[level] === Infinity) {
      return Math.max(visitors(first, level), visitors(second, level)) >= ENOUGH_WALKERS;
    }
    const error = Math.hypot(before.standardError[level]!, after.standardError[level]!);
    return differences[level]! > LARGEST_PULL * width * error;
  });
  return { unsettled, differences };
}

function withoutEarly({ window, visits }: WindowVisits, early: WindowVisits): WindowVisits {
  return { window, visits: visits.map((count, level) => count - early.visits[level]!) };
}

/** After n independent trials without a success their rate is below 3/n with 95 % confidence, because e^−3 = 0.05. */
const RULE_OF_THREE = Math.log(3);

/** What a run says about the levels that it did not find. `roundTrips` are those of all walkers. */
export function notFound({ problem, possible, estimate, learnedOnly }: Evidence, roundTrips: number): NotFound {
  const { entropy } = estimate;
  // Most bins of a second axis cannot exist, so nothing is said of them.
  if (problem.axis !== undefined) {
    return { absent: [], missed: [], below: null, expected: { lowest: null, highest: null } };
  }
  const unseen = [...entropy.keys()].filter((level) => entropy[level] === -Infinity);
  const found = [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
  const missed = unseen.filter((level) => possible[level] === 1);
  const isMissed = {
    lowest: missed.some((level) => level < found[0]!),
    highest: missed.some((level) => level > found.at(-1)!),
  };
  return {
    absent: unseen.filter((level) => possible[level] === 0),
    missed,
    below: missed.length === 0 || learnedOnly || roundTrips === 0 ? null : boundOf(found, entropy, roundTrips),
    expected: {
      lowest: isMissed.lowest ? extrapolated(found.slice(0, 3), entropy) : null,
      highest: isMissed.highest ? extrapolated(found.slice(-3).reverse(), entropy) : null,
    },
  };
}

/**
 * The largest S, in nats, that a level may have without being found. A walk reaches the rarest level that it knows once
 * in each round trip. A level of the same weight with r times as many configurations is reached in a fraction r of the
 * trips, so n trips without a visit imply r < 3/n.
 */
function boundOf(found: readonly number[], entropy: Float64Array, roundTrips: number): number {
  const rarest = found.reduce((least, level) => Math.min(least, entropy[level]!), Infinity);
  return rarest + RULE_OF_THREE - Math.log(roundTrips);
}

/** Extrapolates the quadratic through the outermost three levels to the next level beyond. */
function extrapolated(outermost: readonly number[], entropy: Float64Array): number | null {
  const [a, b, c] = outermost;
  if (a === undefined || b === undefined || c === undefined) return null;
  const step = Math.sign(a - b);
  const at = (x: number) => {
    const terms = [
      [a, (x - b) * (x - c), (a - b) * (a - c)],
      [b, (x - a) * (x - c), (b - a) * (b - c)],
      [c, (x - a) * (x - b), (c - a) * (c - b)],
    ] as const;
    return terms.reduce((sum, [level, over, under]) => sum + (entropy[level]! * over) / under, 0);
  };
  return at(a + step);
}
