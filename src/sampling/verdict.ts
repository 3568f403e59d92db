import { canBeGuided } from '../kernel/problem.js';
import type { Diagnostics, Doubt, NotFound } from './diagnostics.js';
import { bulkOf, type Estimate } from './estimate.js';
import { type Evidence, notFound } from './evidence.js';
import type { Production } from './production.js';
import { sentences } from './sentences.js';

/**
 * Round trips, of all walkers together, that show that the walks have mixed: from end to end for the ends of S(E), across the
 * bulk for the density.
 */
export function roundTripsNeeded(walkers: number): number {
  return 2 * walkers;
}

/** The largest error, in nats, that levels that were not reached may cause in the others. */
const MISSED_ERROR = 0.001;

/** A standard error, in nats, beyond which an entropy says little. */
const LARGE_ERROR = 0.5;

/** Standard errors (root mean square over the levels) by which S(E) and S(P − E) may differ. */
const LARGEST_PULL = 3;

/** Judges which parts of a result are reliable within their error bars, and why. */
export function judge(evidence: Evidence): Diagnostics {
  const { known, learned, produced, problem, estimate, mirrored } = evidence;
  const walkers = produced.length;
  const independent = walkers > 0 ? walkers : learned.length;
  const roundTrips = sum(produced.map((walk) => walk.roundTrips));
  const bulkRoundTrips = sum(produced.map((walk) => walk.bulkRoundTrips));
  const counted = sum(produced.map((walk) => walk.moves));
  const windows = Math.max(1, ...produced.map((walk) => walk.windows.length));
  const foundBy = countFinders(evidence);
  const symmetryResidual = evidence.unfolded === null ? null : residual(evidence.unfolded);
  const missing = notFound(evidence, roundTrips);
  const doubts = doubtsOf(evidence, { roundTrips, bulkRoundTrips, symmetryResidual, missing });
  const unreliable = new Set(doubts.flatMap((doubt) => ('levels' in doubt ? doubt.levels : [])));
  const enough = Math.max(2, independent / 2);
  const levels = Array.from(
    estimate.entropy,
    (entropy, level) =>
      entropy !== -Infinity && !evidence.learnedOnly && !unreliable.has(level) && foundBy[level]! >= enough,
  );
  const bulk = bulkOf(estimate);
  const doubted = (part: Doubt['affects']) => doubts.some(({ affects }) => affects === part);
  const facts: Omit<Diagnostics, 'verdict'> = {
    moves: sum(learned.map((walk) => walk.moves)) + sum(produced.map((walk) => walk.moves + walk.movesBefore)),
    counted,
    walkers,
    degreesOfFreedom: evidence.learnedOnly || independent < 2 ? null : independent - 1,
    stages: Math.max(...learned.map((walk) => walk.stages)),
    acceptance: counted > 0 ? sum(produced.map((walk) => walk.accepted)) / counted : null,
    roundTrips,
    ...(walkers > 0 && { bulkRoundTrips }),
    windows,
    exchanged: windows > 1 ? ratio(produced, 'exchanged', 'tried') : null,
    foundBy,
    symmetryResidual,
    ...(evidence.accuracy !== undefined && { accuracy: evidence.accuracy }),
    cancelled: evidence.cancelled,
    reliable: {
      density: !doubted('density') && bulk.length > 0 && bulk.every((level) => levels[level]!),
      ends: !doubted('density') && !doubted('ends'),
      levels,
    },
    notFound: missing,
    doubts,
  };
  return {
    ...facts,
    verdict: sentences(facts, {
      estimate,
      axis: problem.axis !== undefined,
      below: known && { ceiling: problem.ceiling!, logCount: known.logCount },
      mirrored,
      absence:
        problem.symmetry === 'even'
          ? 'some conditions hold in every state, or in none'
          : 'identical patterns are misclassified together',
      needsGuide:
        walkers > 0 &&
        canBeGuided(problem) &&
        doubts.some(({ kind, affects }) => kind === 'few-round-trips' && affects === 'ends'),
      runs: learned.length,
    }),
  };
}

/** The number of walkers, or of learning runs if there is no production, that found each level. */
function countFinders({ produced, learned, estimate, mirrored }: Evidence): number[] {
  const last = estimate.entropy.length - 1;
  const found =
    produced.length > 0
      ? produced.map(
          ({ visits }) =>
            (level: number) =>
              visits[level]! > 0,
        )
      : learned.map(
          ({ entropy }) =>
            (level: number) =>
              entropy[level]! > -Infinity,
        );
  return Array.from(
    estimate.entropy,
    (_, level) => found.filter((isFound) => isFound(level) || (mirrored && isFound(last - level))).length,
  );
}

interface Seen {
  readonly roundTrips: number;
  readonly bulkRoundTrips: number;
  readonly symmetryResidual: Diagnostics['symmetryResidual'];
  readonly missing: NotFound;
}

function doubtsOf(evidence: Evidence, seen: Seen): Doubt[] {
  const { roundTrips, bulkRoundTrips, symmetryResidual, missing } = seen;
  const { estimate, produced, learned, missed, problem } = evidence;
  const { standardError, entropy } = estimate;
  const bulk = new Set(bulkOf(estimate));
  const found = levelsWhere(estimate, () => true);
  const doubts: Doubt[] = [];
  const affected = (levels: readonly number[]) =>
    levels.some((level) => bulk.has(level)) ? ({ affects: 'density' } as const) : ({ affects: 'ends' } as const);
  const addDoubt = (levels: readonly number[], make: (levels: readonly number[]) => Doubt) => {
    if (levels.length > 0) doubts.push(make(levels));
  };

  if (evidence.cancelled) doubts.push({ kind: 'cancelled', affects: 'ends' });
  if (evidence.learnedOnly) doubts.push({ kind: 'learned-only', affects: 'density' });
  // A count does not depend on finished learning; the paper's protocol has no count.
  if (produced.length === 0 && learned.some((walk) => !walk.finished)) {
    doubts.push({ kind: 'unfinished', affects: 'density' });
  }
  const needed = roundTripsNeeded(produced.length);
  if (found.length > 1 && roundTrips < needed) {
    doubts.push({ kind: 'few-round-trips', affects: 'ends', roundTrips, needed });
  }
  const [lowest, highest] = evidence.bulk;
  if (lowest < highest && bulkRoundTrips < needed) {
    doubts.push({ kind: 'few-round-trips', affects: 'density', roundTrips: bulkRoundTrips, needed });
  }
  if (missed.error > MISSED_ERROR && !evidence.learnedOnly) {
    doubts.push({ kind: 'missed', affects: 'density', ...missed });
  }
  addDoubt(evidence.unsettled, (levels) => ({ kind: 'unsettled', ...affected(levels), levels }));
  if (!evidence.learnedOnly) {
    addDoubt(
      found.filter((level) => standardError[level] === Infinity),
      (levels) => ({ kind: 'no-error-bar', ...affected(levels), levels }),
    );
  }
  addDoubt(
    found.filter((level) => Number.isFinite(standardError[level]) && standardError[level]! > LARGE_ERROR),
    (levels) => ({ kind: 'vague', ...affected(levels), levels, error: LARGE_ERROR }),
  );
  addDoubt(
    // The error bar of such a level was widened to reach 0.
    found.filter((level) => -entropy[level]! > LARGE_ERROR),
    (levels) => ({ kind: 'below-one', ...affected(levels), levels }),
  );
  if (symmetryResidual !== null && symmetryResidual.pull > LARGEST_PULL) {
    doubts.push({ kind: 'asymmetric', affects: 'density', pull: symmetryResidual.pull });
  }
  // Bins of a second axis are empty for many reasons.
  if (problem.axis === undefined && missing.missed.length > 0 && !(missing.below !== null && missing.below < 0)) {
    const { below, expected } = missing;
    const most = Math.max(below ?? -Infinity, expected.lowest ?? -Infinity, expected.highest ?? -Infinity);
    doubts.push({ kind: 'open-end', affects: 'ends', levels: missing.missed, below: most === -Infinity ? null : most });
  }
  return doubts;
}

/** The largest |S(E) − S(P − E)|, and its root mean square in standard errors, over pairs of levels with error bars. */
function residual({ entropy, standardError }: Estimate): Diagnostics['symmetryResidual'] {
  const last = entropy.length - 1;
  const pairs = Array.from({ length: Math.ceil(last / 2) }, (_, level) => ({
    difference: Math.abs(entropy[level]! - entropy[last - level]!),
    error: Math.hypot(standardError[level]!, standardError[last - level]!),
  })).filter(({ error }) => Number.isFinite(error) && error > 0);
  if (pairs.length === 0) return null;
  const squares = sum(pairs.map(({ difference, error }) => (difference / error) ** 2));
  return {
    largest: Math.max(...pairs.map(({ difference }) => difference)),
    pull: Math.sqrt(squares / pairs.length),
  };
}

function levelsWhere({ entropy }: Estimate, holds: (level: number) => boolean): number[] {
  return [...entropy.keys()].filter((level) => entropy[level] !== -Infinity && holds(level));
}

function ratio(produced: readonly Production[], part: 'exchanged', whole: 'tried'): number | null {
  const all = sum(produced.map((walk) => walk[whole]));
  return all === 0 ? null : sum(produced.map((walk) => walk[part])) / all;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
