import { checkChoice, checkCount, checkInteger } from '../base/check.js';
import { normalise } from '../base/curve.js';
import { type Seed, subSeed } from '../base/seed.js';
import { studentWidth } from '../base/statistics.js';
import type { Counts } from '../kernel/kernel.js';
import type { Problem } from '../kernel/problem.js';
import type { Checkpoint } from '../run/checkpoint.js';
import type { LongRun } from '../run/long-run.js';
import type { Diagnostics } from './diagnostics.js';
import { DISCOVERY_MOVES } from './discovery.js';
import { alignedMean, type Estimate, jackknife } from './estimate.js';
import { compareParts, missedLevels } from './evidence.js';
import { completeWeights, defaultLearningMoves, knownLevels, learn, startLearning } from './learning.js';
import { type Production, produce, startProduction } from './production.js';
import { judge } from './verdict.js';
import { defaultWindows, windowsOver } from './windows.js';

/**
 * Production moves of each walker: in all (`until`, or just a number), or in addition to those of the checkpoint that the run
 * goes on from (`more`).
 */
export type Moves = number | { readonly until: number } | { readonly more: number };

/** The default: learn the entropies with the 1/t schedule, then count with fixed weights. */
export interface OneOverTProtocol {
  readonly protocol?: '1/t';
  /** Independent production walkers, from whose spread the error bars come. Default 16, at least 2. */
  readonly walkers?: number;
  /** Production moves of each walker, in each window. Default 2·10⁵ for each level that was found, at least 5·10⁶. */
  readonly moves?: Moves;
  /** Moves of each of the two learning walks, in each window. Default 4·10⁵ for each level found, at least 4·10⁶. */
  readonly learningMoves?: number;
  /**
   * Overlapping windows of energy, each with a walk of its own in every walker, that exchange their places (replica
   * exchange). Default: one for every 32 levels to cover, from 128 levels on. Fewer are laid where there are few levels.
   */
  readonly windows?: number;
  /**
   * `'impose'` (default): where g(E) = g(P − E) must hold, both are estimated together, from twice the visits. `'measure'`:
   * each separately, so that their difference is a check.
   */
  readonly symmetry?: 'impose' | 'measure';
}

const LEARNERS = 2;

/**
 * Moves before the count, in which a walk forgets where it started, as a part of the default moves of the count. It does not
 * depend on the moves that are asked for, so that a run that goes on is the same run.
 */
const BURN_IN = 0.05;

/** Production moves for each energy that was found, and for each bin where there is a second axis. */
const MOVES_PER_LEVEL = 200_000;
const MOVES_PER_BIN = 20_000;
const LEAST_MOVES = 5_000_000;

/** The names of the protocol's options. */
export const ONE_OVER_T = ['protocol', 'walkers', 'moves', 'learningMoves', 'windows', 'symmetry'] as const;

export interface OneOverTPlan {
  readonly protocol: '1/t';
  readonly walkers: number;
  /** `null` for the default, which depends on the levels that are found. */
  readonly moves: number | null;
  readonly learningMoves: number | null;
  readonly windows: number | null;
  readonly symmetry: 'impose' | 'measure';
  readonly seed: Seed;
}

/** The options, checked; where a run goes on, what its checkpoint began with is the default. */
export function oneOverTPlan(options: OneOverTProtocol, saved: Checkpoint | undefined): Omit<OneOverTPlan, 'seed'> {
  if (options.protocol !== undefined) checkChoice('protocol', options.protocol, ['1/t', 'paper']);
  const begun = (saved?.identity ?? {}) as Partial<OneOverTPlan>;
  const {
    walkers = begun.walkers ?? 16,
    learningMoves = begun.learningMoves ?? null,
    symmetry = begun.symmetry ?? 'impose',
    windows = begun.windows ?? null,
  } = options;
  checkInteger('walkers', walkers, 2, 10_000);
  // `null` stands for the default in a checkpoint; as an option it is nothing.
  if (options.learningMoves !== undefined) {
    checkCount('learningMoves', options.learningMoves, 'the learning needs moves, a million or more');
  }
  if (options.windows !== undefined) checkInteger('windows', options.windows, 1, 64);
  checkChoice('symmetry', symmetry, ['impose', 'measure']);
  const moves = options.moves === undefined ? null : totalMoves(options.moves, saved?.completed ?? 0);
  return { protocol: '1/t', walkers, moves, learningMoves, windows, symmetry };
}

function totalMoves(moves: Moves, completed: number): number {
  const choice = typeof moves === 'object' && moves !== null ? moves : { until: moves };
  const more = 'more' in choice;
  const value = more ? choice.more : choice.until;
  checkCount(more ? 'more' : 'moves', value, 'each production walker needs moves, a million or more');
  return more ? completed + value : value;
}

export interface Sampled extends Estimate {
  /** The estimates that leave one walker out. */
  readonly leftOut: readonly Float64Array[];
  /** Of all walkers together. */
  readonly visits: Float64Array;
  readonly sums: Float64Array;
  readonly walkers: readonly Counts[];
  readonly diagnostics: Diagnostics;
  /** The options with their defaults, as far as these depend on the run. */
  readonly resolved: { readonly moves?: number; readonly learningMoves?: number; readonly windows?: number };
}

/** Learns the entropies, then counts with them as weights (see `wangLandau`). `possible` is of `possibleLevels`. */
export async function runOneOverT(run: LongRun, plan: OneOverTPlan, possible: Uint8Array): Promise<Sampled> {
  const { problem } = run;
  const { levels } = problem;
  const stride = problem.axis?.bins ?? 1;
  const mirrored = problem.symmetric && plan.symmetry === 'impose';
  const windows = plan.windows ?? undefined;
  const most = mostWork(problem, plan);
  run.expect(most);

  const learned = await run.each(
    'learner',
    LEARNERS,
    () => startLearning(levels),
    (task, k) =>
      learn(task, {
        seed: subSeed(plan.seed, `learner/${k}`),
        levels,
        stride,
        moves: plan.learningMoves ?? undefined,
        windows,
        mirrored,
      }),
  );
  const mean = mirroredMean(alignedMean(learned.map((learner) => learner.entropy)), mirrored);
  const known = knownLevels(mean);
  const moves = plan.moves ?? defaultMoves(problem, known.length);
  const burnIn = BURN_IN * defaultMoves(problem, known.length);
  const laid = windowsOver(mean, { levels, stride, windows, mirrored });
  const learning = learned.reduce((sum, walk) => sum + walk.moves, 0);
  run.expect(Math.min(most, learning + plan.walkers * laid.length * (burnIn + moves)));
  const logWeights = completeWeights(mean, stride);
  const produced = await run.each(
    'walker',
    plan.walkers,
    () => startProduction(burnIn),
    (task, k) =>
      produce(task, {
        seed: subSeed(plan.seed, `walker/${k}`),
        weights: logWeights,
        ends: known.length === 0 ? [0, 0] : [known[0]!, known.at(-1)!],
        windows: laid,
        stride,
        until: moves,
      }),
  );
  if (!run.stopped) run.complete(moves);
  const count = { logWeights, learned: mean, mirrored, weights: problem.weights };
  const result = estimateOf(produced, count);
  return {
    ...result.estimate,
    visits: sumOf(produced.map((walker) => walker.visits)),
    sums: sumOf(produced.map((walker) => walker.sums)),
    walkers: produced,
    diagnostics: judge({
      ...result,
      problem,
      possible,
      mirrored,
      unfolded:
        problem.symmetric && laid.length === 1 ? estimateOf(produced, { ...count, mirrored: false }).estimate : null,
      learned,
      produced,
      cancelled: run.cancelled,
    }),
    resolved: { moves, learningMoves: plan.learningMoves ?? learned[0]!.planned, windows: laid.length },
  };
}

/** The moves of a run that finds every level: what there is to do at most, as far as is known before it begins. */
function mostWork(problem: Problem, plan: OneOverTPlan): number {
  const { axis, levels, patterns } = problem;
  const moves = defaultMoves(problem, patterns + 1);
  const windows = plan.windows ?? (axis === undefined ? defaultWindows(patterns + 1) : 1);
  const learning = plan.learningMoves ?? defaultLearningMoves(levels, axis !== undefined);
  const counting = BURN_IN * moves + (plan.moves ?? moves);
  return LEARNERS * (DISCOVERY_MOVES + windows * learning) + plan.walkers * windows * counting;
}

function defaultMoves({ axis, levels }: Problem, found: number): number {
  return Math.max(LEAST_MOVES, axis === undefined ? MOVES_PER_LEVEL * found : MOVES_PER_BIN * levels);
}

interface Count {
  readonly logWeights: Float64Array;
  /** S(E) as learned, not normalised; −∞ where not known. */
  readonly learned: Float64Array;
  readonly mirrored: boolean;
  /** M. */
  readonly weights: number;
}

/** No entropy is known better than its rounding, in nats. */
const ROUNDING = 1e-12;

/** The share of the configurations, as ln(1 + ratio), from which on a count that left it out says less than the learning. */
const MISSED_TOO_MUCH = Math.LN2;

/**
 * The estimate of the count with its error bars, widened where levels are missing from it and where its parts disagree. Where
 * the count missed most of the configurations, what was learned is all there is, and has no error bars.
 */
function estimateOf(produced: readonly Production[], { logWeights, learned, mirrored, weights }: Count) {
  const options = { weights, mirrored };
  const counted = produced.map((walker) => walker.windows);
  const spread = jackknife(logWeights, counted, options);
  const missed = missedLevels(learned, spread.entropy);
  const isCounted = spread.entropy.some((entropy) => entropy > -Infinity);
  if (!isCounted || missed.error > MISSED_TOO_MUCH) {
    // A level that was found has a configuration: S below 0 says only that the learning is far from its end.
    const entropy = normalise(learned, weights).map((value) => (value === -Infinity ? value : Math.max(0, value)));
    const estimate = { entropy, standardError: entropy.map(() => Infinity), leftOut: [] };
    return { estimate, missed, unsettled: [], learnedOnly: true };
  }
  const width = studentWidth(produced.length - 1);
  const parts = compareParts(logWeights, produced, options);
  const standardError = spread.standardError.map((error, level) =>
    Math.max(
      Math.hypot(width * error, missed.error, parts.unsettled.includes(level) ? parts.differences[level]! : 0),
      ROUNDING,
      // Of a level that was found there is one configuration at least: S is not below 0.
      spread.entropy[level]! < 0 && spread.entropy[level]! > -Infinity ? -spread.entropy[level]! : 0,
    ),
  );
  return { estimate: { ...spread, standardError }, missed, unsettled: parts.unsettled, learnedOnly: false };
}

/** S(E) and S(P − E) with their mean for both. */
function mirroredMean(entropy: Float64Array, mirrored: boolean): Float64Array {
  return mirrored ? alignedMean([entropy, entropy.toReversed()]) : entropy;
}

function sumOf(histograms: readonly Float64Array[]): Float64Array {
  return histograms[0]!.map((_, level) => histograms.reduce((sum, one) => sum + one[level], 0));
}
