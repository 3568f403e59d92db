import type { Diagnostics } from './diagnostics.js';

/** What format version 1 kept of a run's diagnostics, as far as it is used. */
interface Earlier {
  readonly entropy: readonly (number | null)[];
  readonly standardError: readonly (number | null)[];
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
      levels: standardError.map((error) => trusted && error !== null && error <= LARGE_ERROR),
    },
    notFound: {
      absent: [],
      missed: entropy.flatMap((value, level) => (value === null ? level : [])),
      below: null,
      expected: { lowest: null, highest: null },
    },
    doubts: cancelled ? [{ kind: 'cancelled', affects: 'ends' }] : [],
  };
}
