/** A reason not to rely on a part of a result, as data. `affects` says which part. */
export type Doubt = { readonly affects: 'density' | 'ends' } & (
  | { readonly kind: 'cancelled' }
  /** Nothing was counted, or hardly anything: the entropies are those that the learning had, without error bars. */
  | { readonly kind: 'learned-only' }
  /** The paper’s protocol gave up before its last stage. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'few-round-trips'; readonly roundTrips: number; readonly needed: number }
  /** Levels that the learning knew and no walker came to; `error` is what they may take from all others, in nats. */
  | { readonly kind: 'missed'; readonly levels: readonly number[]; readonly error: number }
  /** Levels at which the first part of the count and the rest disagree. */
  | { readonly kind: 'unsettled'; readonly levels: readonly number[] }
  /** Levels without an error bar: one walker alone came there, or alone joins them to the other levels. */
  | { readonly kind: 'no-error-bar'; readonly levels: readonly number[] }
  /** Levels whose standard error is above `error` nats. */
  | { readonly kind: 'vague'; readonly levels: readonly number[]; readonly error: number }
  /** Levels with less than one configuration, by more than their error bars. */
  | { readonly kind: 'below-one'; readonly levels: readonly number[] }
  /** S(E) and S(P − E), which must be equal, differ by `pull` standard errors (root mean square). */
  | { readonly kind: 'asymmetric'; readonly pull: number }
  /** Levels that may exist and were not found; `below` is the S in nats that one of them may have. */
  | { readonly kind: 'open-end'; readonly levels: readonly number[]; readonly below: number | null }
);

/** The levels that were not found. */
export interface NotFound {
  /** Levels without any configuration: counted one by one, or excluded because identical patterns err together. */
  readonly absent: readonly number[];
  /** Levels that the data allow and that no walk came to. */
  readonly missed: readonly number[];
  /**
   * An upper bound on S of each missed level, in nats, with 95 % confidence, if walks come to it as easily as to the rarest
   * level that was found; below 0 the level is empty under this assumption. `null` where the run cannot tell.
   */
  readonly below: number | null;
  /**
   * S in nats of the missed level next to the lowest found one, and next to the highest, if S(E) goes on as it does there
   * (quadratic extrapolation); `null` where no level is missed at that end or fewer than three are known.
   */
  readonly expected: { readonly lowest: number | null; readonly highest: number | null };
}

/** What a run saw on its way: the grounds of its verdict. */
export interface Diagnostics {
  /** Proposals made by all walks: discovery, learning, entry, burn-in and count. For an enumeration the configurations. */
  readonly moves: number;
  /** Proposals whose visits count, of all walkers together. */
  readonly counted: number;
  /** Independent production walkers (0 for an enumeration). */
  readonly walkers: number;
  /** Degrees of freedom of the error bars: independent walkers less one. `null` where there are no error bars to have any. */
  readonly degreesOfFreedom: number | null;
  /** Stages of the modification factor that the learning went through. */
  readonly stages: number;
  /** Fraction of accepted production moves; `null` where none were made. */
  readonly acceptance: number | null;
  /** Round trips between the lowest and the highest level, all production walkers together. */
  readonly roundTrips: number;
  /** Overlapping windows of each walker; 1 where it went over all levels. */
  readonly windows: number;
  /** Fraction of attempted replica exchanges that were made; `null` in one window. */
  readonly exchanged: number | null;
  /** By how many production walkers each level was found. */
  readonly foundBy: readonly number[];
  /**
   * Where g(E) = g(P − E) must hold: the largest |S(E) − S(P − E)| in nats, and the root mean square of the same
   * differences in standard errors (about 1 when the error bars are right), each level estimated separately. `null` where
   * the symmetry does not hold, and where the walkers went over one half only.
   */
  readonly symmetryResidual: { readonly largest: number; readonly pull: number } | null;
  /** True where the run was stopped before its end. */
  readonly cancelled: boolean;
  /** What can be relied on within its error bars. */
  readonly reliable: {
    /** The density ρ(E/P): all levels that hold 99.9 % of the configurations. */
    readonly density: boolean;
    /** The ends of S(E): where the levels begin and end, and the entropies there. */
    readonly ends: boolean;
    /** Each level’s entropy. */
    readonly levels: readonly boolean[];
  };
  readonly notFound: NotFound;
  readonly doubts: readonly Doubt[];
  /** The same in sentences, made of the fields above. */
  readonly verdict: readonly string[];
}

/** What format version 1 kept of a run's diagnostics, as far as it is used. */
interface Earlier {
  readonly entropy: Float64Array;
  readonly standardError: Float64Array;
  readonly diagnostics: unknown;
}

/** An error above which version 1 did not trust a level, in nats. */
const LARGE_ERROR = 0.5;

/** The diagnostics of a result that format version 1 kept: it knew one flag, `trusted`, and sentences. */
export function earlierDiagnostics({ entropy, standardError, diagnostics }: Earlier): Diagnostics {
  const stored = diagnostics as Diagnostics & { readonly trusted: boolean };
  const { trusted, ...others } = stored;
  // Version 1 kept this in its sentences alone, which no longer change.
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
