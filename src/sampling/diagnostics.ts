import type { ReachedAccuracy } from './accuracy.js';

/**
 * A reason not to rely on a part of a result. `affects` says which part: the density ρ, or the ends of S(E).
 *
 * - 'cancelled': the run was stopped.
 * - 'learned-only': too little was counted; the entropies are those learned before the count, without error bars.
 * - 'unfinished': the paper's protocol stopped before its last stage.
 * - 'few-round-trips': the walkers made `roundTrips`, fewer than `needed`: between the lowest and the highest level, which
 *   affects the ends; or across the energies that hold 99.9 % of the configurations, which affects the density.
 * - 'missed': no walker reached levels that the learning had found; `error` bounds the error of all others, in nats.
 * - 'unsettled': at these levels the two parts of the count disagree.
 * - 'no-error-bar': only one walker reached these levels, or only one connects them to the other levels.
 * - 'vague': the standard errors of these levels are above `error` nats.
 * - 'below-one': these levels have fewer than one configuration, by more than 0.5 nats.
 * - 'asymmetric': S(E) and S(P − E), which must agree, differ by `pull` standard errors (root mean square).
 * - 'open-end': these levels may exist but were not found; `below` is the largest S in nats that one of them may have.
 */
export type Doubt = { readonly affects: 'density' | 'ends' } & (
  | { readonly kind: 'cancelled' | 'learned-only' | 'unfinished' }
  | { readonly kind: 'few-round-trips'; readonly roundTrips: number; readonly needed: number }
  | { readonly kind: 'missed' | 'vague'; readonly levels: readonly number[]; readonly error: number }
  | { readonly kind: 'unsettled' | 'no-error-bar' | 'below-one'; readonly levels: readonly number[] }
  | { readonly kind: 'asymmetric'; readonly pull: number }
  | { readonly kind: 'open-end'; readonly levels: readonly number[]; readonly below: number | null }
);

/** The levels that were not found. */
export interface NotFound {
  /**
   * Levels without any configuration: all were counted, or identical patterns, misclassified together, exclude them.
   */
  readonly absent: readonly number[];
  /** Levels that the data allow but no walk reached. */
  readonly missed: readonly number[];
  /**
   * An upper bound on S of each missed level, in nats, at 95 % confidence, provided walks reach it as easily as the
   * rarest level that was found. Below 0 the level is empty under this assumption. `null` if the run gives no bound.
   */
  readonly below: number | null;
  /**
   * S in nats of the missed levels next to the lowest and the highest level found, by quadratic extrapolation. `null`
   * if no level is missed at that end, or if fewer than three are known.
   */
  readonly expected: { readonly lowest: number | null; readonly highest: number | null };
}

/** What a run recorded: the grounds of its verdict. */
export interface Diagnostics {
  /** Proposals made by all walks: discovery, learning, entry, burn-in and count. For an enumeration, configurations. */
  readonly moves: number;
  /** Proposals whose visits were counted, of all walkers together. */
  readonly counted: number;
  /** Independent production walkers (0 for an enumeration). */
  readonly walkers: number;
  /** Degrees of freedom of the error bars: independent walkers minus one. `null` if there are no error bars. */
  readonly degreesOfFreedom: number | null;
  /** Stages of the modification factor that the learning went through. */
  readonly stages: number;
  /** Fraction of accepted production moves; `null` if none were made. */
  readonly acceptance: number | null;
  /**
   * Round trips between the lowest and the highest level, all production walkers together; with a `guide`, between the lowest
   * level and those that most configurations have.
   */
  readonly roundTrips: number;
  /**
   * Round trips across the energies that hold 99.9 % of the configurations by the learned entropies, all production walkers
   * together; from the outermost of these energies to the innermost where g(E) = g(P − E) is imposed. In several windows each is
   * crossed on its own, and the one that was crossed least counts. 0 if all is one energy; absent without production walkers, and in results of earlier versions.
   */
  readonly bulkRoundTrips?: number;
  /** Overlapping windows of each walker; 1 if it walked over all levels. */
  readonly windows: number;
  /** Fraction of attempted replica exchanges that were made; `null` in one window. */
  readonly exchanged: number | null;
  /** The number of production walkers that found each level. */
  readonly foundBy: readonly number[];
  /**
   * If g(E) = g(P − E) holds: the largest |S(E) − S(P − E)| in nats, and the root mean square of these differences in
   * standard errors (about 1 if the error bars are right), each level estimated separately. `null` if the symmetry does
   * not hold, or if the walkers covered only one half.
   */
  readonly symmetryResidual: { readonly largest: number; readonly pull: number } | null;
  /** What was asked for by the option `accuracy`, and what was reached; absent if nothing was asked for. */
  readonly accuracy?: ReachedAccuracy;
  /** True if the run was stopped before its end. */
  readonly cancelled: boolean;
  /** What is reliable within its error bars. */
  readonly reliable: {
    /** The density ρ(E/P): all levels that together hold 99.9 % of the configurations. */
    readonly density: boolean;
    /** The ends of S(E): where the levels begin and end, and the entropies there. */
    readonly ends: boolean;
    /** Each level’s entropy. */
    readonly levels: readonly boolean[];
  };
  /** The levels that were not found. */
  readonly notFound: NotFound;
  /** The reasons not to rely on a part of the result; none if it is reliable. */
  readonly doubts: readonly Doubt[];
  /** The fields above in sentences. */
  readonly verdict: readonly string[];
}

/** The part of format version 1 that is used. */
interface Earlier {
  readonly entropy: Float64Array;
  readonly standardError: Float64Array;
  readonly diagnostics: unknown;
}

/** An error above which version 1 did not trust a level, in nats. */
const LARGE_ERROR = 0.5;

/** The diagnostics of a result in format version 1, which had one flag, `trusted`, and sentences. */
export function earlierDiagnostics({ entropy, standardError, diagnostics }: Earlier): Diagnostics {
  const stored = diagnostics as Diagnostics & { readonly trusted: boolean };
  const { trusted, ...others } = stored;
  // Version 1 kept this only in its sentences, which no longer change.
  const cancelled = stored.verdict.includes('The run was cancelled before its end.');
  return {
    ...others,
    counted: stored.walkers > 0 ? stored.moves : 0,
    degreesOfFreedom: stored.walkers > 1 ? stored.walkers - 1 : null,
    cancelled,
    reliable: {
      density: trusted,
      ends: trusted,
      levels: Array.from(standardError, (error) => trusted && error <= LARGE_ERROR),
    },
    notFound: {
      absent: [],
      missed: [...entropy.keys()].filter((level) => entropy[level] === -Infinity),
      below: null,
      expected: { lowest: null, highest: null },
    },
    doubts: cancelled ? [{ kind: 'cancelled', affects: 'ends' }] : [],
  };
}
