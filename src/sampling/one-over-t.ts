import { studentWidth } from '../base/statistics.js';
import { levelsBelowCeiling, type Problem } from '../kernel/problem.js';
import type { Counts, TripEnds } from '../kernel/walk.js';
import type { LongRun } from '../run/long-run.js';
import { type ReachedAccuracy, standingOf } from './accuracy.js';
import type { Diagnostics } from './diagnostics.js';
import { DISCOVERY_MOVES } from './discovery.js';
import {
  alignedMean,
  bulkOf,
  type Estimate,
  errorsIfIndependent,
  jackknife,
  type KnownCount,
  normalisedBy,
  type WindowVisits,
} from './estimate.js';
import { compareParts, missedLevels } from './evidence.js';
import { countedErrors, learnedErrors, tilted, visitsOfErrors } from './graded.js';
import { defaultLearningMoves, LEARNERS, type Learned, learn, startLearning } from './learning.js';
import { marginalOf } from './mean-given-energy.js';
import { BURN_IN, isMirrored, type OneOverTPlan, roundsOf, usualMoves, withinBudget } from './plan.js';
import { type Count, type Production, produce, startProduction } from './production.js';
import { Rounds } from './rounds.js';
import { judge, roundTripsNeeded } from './verdict.js';
import { completeWeights, knownLevels } from './weights.js';
import { defaultWindows, windowsOver } from './windows.js';

export interface Sampled extends Estimate {
  /** The leave-one-out estimates, one for each walker. */
  readonly leftOut: readonly Float64Array[];
  /** Of all walkers together. */
  readonly visits: Float64Array;
  readonly sums: Float64Array;
  readonly walkers: readonly Counts[];
  readonly diagnostics: Diagnostics;
  /** The options whose defaults depend on the run. */
  readonly resolved: { readonly moves?: number; readonly learningMoves?: number; readonly windows?: number };
}

/** What a count yields, before it is judged. */
export type Counted = Omit<Sampled, 'diagnostics' | 'resolved'>;

/**
 * Learns the entropies, then counts with them as weights (see `wangLandau`). `possible` comes from `possibleLevels`. Below a
 * ceiling, the entropies are normalised by `known`. `reached` says how accurate a count is beside the accuracy of the plan.
 */
export async function runOneOverT(
  run: LongRun,
  plan: OneOverTPlan<unknown>,
  possible: Uint8Array,
  reached: (counted: Counted) => ReachedAccuracy,
  known?: KnownCount,
): Promise<Sampled> {
  const { problem } = run;
  const most = mostWork(problem, plan);
  run.expect(most);
  const learned = await run.runTasks('learner', LEARNERS, startLearning, (task) => learn(task, { ...plan, known }));
  const count = planCount(problem, plan, learned);
  const learning = learned.reduce((sum, walk) => sum + walk.moves, 0);
  const expectCount = (moves: number) =>
    run.expect(Math.min(most, learning + plan.walkers * count.windows.length * (count.burnIn + moves)));
  expectCount(count.rounds[0]!);
  let moves = count.rounds.at(-1)!;
  const rounds: Rounds<Production> = new Rounds(plan.walkers, (reports, round) => {
    moves = count.rounds[round]!;
    const judged = estimateOf(reports, count, problem, known);
    const hasMixed = isMixed(reports, count, judged);
    const accuracy = reached(countedBy(reports, judged, problem));
    if (hasMixed && accuracy.isReached) return false;
    rounds.standing = hasMixed ? standingOf(accuracy) : 'not mixed yet';
    moves = count.rounds[round + 1]!;
    expectCount(moves);
    return true;
  });
  const produced = await run.runTasks('walker', plan.walkers, startProduction, (task, walker) =>
    produce(task, count, walker, rounds),
  );
  if (!run.stopped) run.complete(moves);
  const { produced: seen, ...result } = estimateOf(produced, count, problem, known);
  const counted = countedBy(produced, result, problem);
  const hasUnfolded = problem.symmetry === 'odd' && count.windows.length === 1;
  return {
    ...counted,
    diagnostics: judge({
      ...result,
      known,
      problem,
      possible,
      mirrored: count.mirrored,
      unfolded: hasUnfolded ? estimateOf(produced, { ...count, mirrored: false }, problem).estimate : null,
      learned,
      produced: seen,
      bulk: count.trips.bulk,
      accuracy: plan.accuracy === undefined ? undefined : reached(counted),
      cancelled: run.cancelled,
    }),
    resolved: {
      moves,
      learningMoves: plan.learningMoves ?? learned[0]!.planned,
      windows: count.windows.length,
    },
  };
}

/** The most moves that a run can take, as known before it begins: those of a run that finds every level. */
function mostWork(problem: Problem, plan: OneOverTPlan<unknown>): number {
  const { axis, levels, patterns } = problem;
  const energies = axis === undefined ? levels : patterns + 1;
  const windowCount = plan.windows ?? (axis === undefined ? defaultWindows(problem, energies, energies) : 1);
  const learning = plan.learningMoves ?? defaultLearningMoves(problem, levelsBelowCeiling(problem), windowCount);
  const usual = usualMoves(problem, energies);
  const counting = BURN_IN * usual + countRounds(problem, plan, usual, windowCount).at(-1)!;
  return LEARNERS * (DISCOVERY_MOVES + windowCount * learning) + plan.walkers * windowCount * counting;
}

/** Where moves are given, the rounds before the last do not depend on the windows; a run that is extended has them too. */
function countRounds(problem: Problem, plan: OneOverTPlan<unknown>, usual: number, windows: number): number[] {
  return roundsOf(plan, plan.moves === null ? withinBudget(problem, usual, plan.walkers * windows) : usual);
}

/** Plans the count from what was learned. */
function planCount(problem: Problem, plan: OneOverTPlan<unknown>, learned: readonly Learned[]): Count {
  const mirrored = isMirrored(problem, plan);
  const mean = mirroredMean(alignedMean(learned.map(({ entropy }) => entropy)), mirrored);
  const learnedBelow = mean.map((value, level) => (level < levelsBelowCeiling(problem) ? value : -Infinity));
  const known = knownLevels(learnedBelow);
  const usual = usualMoves(problem, known.length);
  const windows = windowsOver(mean, problem, plan);
  const weights = completeWeights(mean, problem);
  return {
    learned: learnedBelow,
    logWeights: problem.graded && known.length > 1 ? tilted(weights, known[0]!) : weights,
    trips: tripEnds(learnedBelow, problem, isMirrored(problem, plan)),
    windows,
    mirrored,
    burnIn: BURN_IN * usual,
    rounds: countRounds(problem, plan, usual, windows.length),
  };
}

/**
 * The ends of round trips, by the learned entropies. Flipping all weights takes a walk from E to P − E and changes none of its
 * probabilities; where the visits of both are counted together, a walk has crossed the bulk once it has crossed half of it.
 */
export function tripEnds(learned: Float64Array, { stride }: Pick<Problem, 'stride'>, folded: boolean): TripEnds {
  const known = knownLevels(learned);
  if (known.length === 0) return { ends: [0, 0], bulk: [0, 0], folded };
  const byEnergy = marginalOf(learned, stride);
  const last = byEnergy.length - 1;
  const bulk = bulkOf({ entropy: byEnergy }).map((energy) => (folded ? Math.min(energy, last - energy) : energy));
  return { ends: [known[0]!, known.at(-1)!], bulk: [Math.min(...bulk), Math.max(...bulk)], folded };
}

/** True if the walks have mixed: the error bars of those that have not are too small. */
function isMixed(
  produced: readonly Production[],
  { trips }: Count,
  { learnedOnly }: ReturnType<typeof estimateOf>,
): boolean {
  const [lowest, highest] = trips.ends;
  const roundTrips = produced.reduce((sum, walker) => sum + walker.roundTrips, 0);
  return !learnedOnly && (lowest === highest || roundTrips >= roundTripsNeeded(produced.length));
}

function countedBy(
  produced: readonly Production[],
  { estimate }: Pick<ReturnType<typeof estimateOf>, 'estimate'>,
  problem: Problem,
): Counted {
  return {
    ...estimate,
    visits: visitsOf(produced, problem),
    sums: sumOf(produced.map((walker) => walker.sums)),
    walkers: produced,
  };
}

/** The least standard error, in nats: that of rounding. */
const ROUNDING = 1e-12;

/**
 * The missed share of the configurations, as ln(1 + ratio), beyond which the learning is more accurate than the count.
 */
const MISSED_TOO_MUCH = Math.LN2;

/**
 * The estimate from the count, with error bars that are widened where levels are missing or the two parts disagree. If
 * the count missed most of the configurations, the estimate is what was learned, without error bars.
 */
function estimateOf(
  byLevel: readonly Production[],
  { logWeights: levelWeights, learned, mirrored }: Count,
  problem: Problem,
  known?: KnownCount,
) {
  const { weights, graded = false } = problem;
  const options = { weights, mirrored, known };
  const atLevels = jackknife(levelWeights, windowsOf(byLevel), options);
  const missedAtLevels = missedLevels(learned, atLevels.entropy, known?.levels);
  // Graded errors that were missed are no energies.
  const missed = graded ? { ...missedAtLevels, levels: [] } : missedAtLevels;
  const { logWeights, produced } = graded
    ? countedErrors(byLevel, levelWeights, problem)
    : { logWeights: levelWeights, produced: byLevel };
  const spread = graded ? jackknife(logWeights, windowsOf(produced), options) : atLevels;
  const isCounted = spread.entropy.some((entropy) => entropy > -Infinity);
  if (missed.error > MISSED_TOO_MUCH || (!graded && !isCounted)) {
    const normalised = normalisedBy(learned, options);
    const unbounded = graded ? learnedErrors(byLevel, normalised, problem) : normalised;
    // A level that was found has a configuration: S below 0 only means that the learning is far from its end.
    const entropy = unbounded.map((value) => (value === -Infinity ? value : Math.max(0, value)));
    const estimate = { entropy, standardError: entropy.map(() => Infinity), leftOut: [] };
    return { produced, estimate, missed, unsettled: [], learnedOnly: true };
  }
  const width = studentWidth(produced.length - 1);
  const parts = compareParts(logWeights, produced, options);
  const visits = visitsOf(produced, problem);
  // Those of few errors stand for those of many.
  const counts = graded ? visits.map((_, errors) => visits[Math.min(errors, visits.length - 1 - errors)]!) : visits;
  const independent = errorsIfIndependent(counts, spread.entropy, options);
  const standardError = spread.standardError.map((error, level) =>
    Math.max(
      Math.hypot(width * error, missed.error, parts.unsettled.includes(level) ? parts.differences[level]! : 0),
      independent[level]!,
      ROUNDING,
      // A level that was found has at least one configuration, so S is not below 0.
      spread.entropy[level]! < 0 && spread.entropy[level]! > -Infinity ? -spread.entropy[level]! : 0,
    ),
  );
  return { produced, estimate: { ...spread, standardError }, missed, unsettled: parts.unsettled, learnedOnly: false };
}

function visitsOf(produced: readonly Production[], problem: Problem): Float64Array {
  return problem.graded ? visitsOfErrors(produced, problem) : sumOf(produced.map(({ visits }) => visits));
}

function windowsOf(walkers: readonly Production[]): (readonly WindowVisits[])[] {
  return walkers.map(({ windows }) => windows);
}

/** S(E) and S(P − E) with their mean for both. */
function mirroredMean(entropy: Float64Array, mirrored: boolean): Float64Array {
  return mirrored ? alignedMean([entropy, entropy.toReversed()]) : entropy;
}

function sumOf(histograms: readonly Float64Array[]): Float64Array {
  return histograms[0]!.map((_, level) => histograms.reduce((sum, one) => sum + one[level], 0));
}
