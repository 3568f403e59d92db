import { checkCount, checkInteger } from '../check.js';
import { normalise } from '../curve.js';
import type { Problem } from '../kernel/problem.js';
import { type Seed, subSeed } from '../seed.js';
import type { Checkpoint } from './checkpoint.js';
import { completeWeights } from './complete-weights.js';
import type { Diagnostics } from './density-of-states.js';
import { DISCOVERY_MOVES } from './discovery.js';
import { type Estimate, jackknife } from './jackknife.js';
import { alignedMean } from './join.js';
import { knownLevels, learn, startLearning } from './learning.js';
import type { LongRun } from './long-run.js';
import { missedLevels } from './missed-levels.js';
import { produce, startProduction } from './production.js';
import { judge } from './verdict.js';
import { layWindows, rowsOf } from './windows.js';

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
  /** Production moves of each walker, in each window. Default 2·10⁵ for each of the P + 1 levels, at least 5·10⁶. */
  readonly moves?: Moves;
  /** Moves of each of the two learning walks, in each window. Default 2 · `moves`. */
  readonly learningMoves?: number;
  /**
   * Overlapping windows of energy, each with a walk of its own in every walker, that change places (replica exchange).
   * Default: one for every 32 levels to cover, from 128 levels on.
   */
  readonly windows?: number;
  /**
   * `'impose'` (default): where g(E) = g(P − E) must hold, both are estimated together, from twice the visits. `'measure'`:
   * each by itself, so that their difference is a check.
   */
  readonly symmetry?: 'impose' | 'measure';
}

const LEARNERS = 2;
const LEVELS_PER_WINDOW = 32;

/** The part of a production run, before its count begins, in which a walk forgets where it started. */
const BURN_IN = 0.1;

export type OneOverTPlan = Required<Omit<OneOverTProtocol, 'moves'>> & {
  readonly moves: number;
  readonly burnIn: number;
  readonly seed: Seed;
};

/** The options with their defaults; where a run goes on, what its checkpoint began with is the default. */
export function oneOverTPlan(
  options: OneOverTProtocol,
  problem: Problem,
  saved: Checkpoint | undefined,
): Omit<OneOverTPlan, 'seed'> {
  if (options.protocol !== undefined && options.protocol !== '1/t') {
    throw new TypeError(`\`protocol\` is ${String(options.protocol)}; choose '1/t' or 'paper'`);
  }
  const begun = (saved?.identity ?? {}) as Partial<OneOverTPlan>;
  const { moves: wanted = defaultMoves(problem) } = options;
  const moves = totalMoves(wanted, saved?.completed ?? 0);
  const {
    walkers = begun.walkers ?? 16,
    learningMoves = begun.learningMoves ?? 2 * moves,
    symmetry = begun.symmetry ?? 'impose',
    windows = begun.windows ?? defaultWindows(problem, symmetry),
  } = options;
  checkInteger('walkers', walkers, 2, 10_000);
  checkCount('learningMoves', learningMoves, 'the learning needs moves, a million or more');
  checkInteger('windows', windows, 1, 64);
  if (symmetry !== 'impose' && symmetry !== 'measure') {
    throw new TypeError(`\`symmetry\` is ${String(symmetry)}; choose 'impose' or 'measure'`);
  }
  return { protocol: '1/t', walkers, moves, learningMoves, windows, symmetry, burnIn: begun.burnIn ?? BURN_IN * moves };
}

function totalMoves(moves: Moves, completed: number): number {
  const choice = typeof moves === 'object' && moves !== null ? moves : { until: moves };
  const more = 'more' in choice;
  const value = more ? choice.more : choice.until;
  checkCount(more ? 'more' : 'moves', value, 'each production walker needs moves, a million or more');
  return more ? completed + value : value;
}

function defaultMoves({ levels, axis }: Problem): number {
  return axis === undefined ? 200_000 * Math.max(25, levels) : 20_000 * Math.max(250, levels);
}

function defaultWindows(problem: Problem, symmetry: 'impose' | 'measure'): number {
  if (problem.axis !== undefined) return 1;
  const toCover = problem.symmetric && symmetry === 'impose' ? problem.patterns / 2 : problem.patterns;
  return toCover < 4 * LEVELS_PER_WINDOW ? 1 : Math.floor(toCover / LEVELS_PER_WINDOW);
}

export interface Sampled extends Estimate {
  /** The estimates that leave one walker out. */
  readonly leftOut: readonly Float64Array[];
  readonly visits: Float64Array;
  readonly diagnostics: Diagnostics;
}

/** Learns the entropies, then counts with them as weights (see `wangLandau`). */
export async function runOneOverT(run: LongRun, plan: OneOverTPlan): Promise<Sampled> {
  const { problem } = run;
  const { levels, weights } = problem;
  const stride = problem.axis?.bins ?? 1;
  const mirrored = problem.symmetric && plan.symmetry === 'impose';
  const learningMoves = LEARNERS * (plan.learningMoves * plan.windows + DISCOVERY_MOVES);
  const productionMoves = plan.walkers * plan.windows * (plan.burnIn + plan.moves);
  run.expect(learningMoves + productionMoves);

  const learned = await run.each(
    'learner',
    LEARNERS,
    () => startLearning(levels, plan.windows),
    (task, k) =>
      learn(task, {
        seed: subSeed(plan.seed, `learner/${k}`),
        levels,
        stride,
        moves: plan.learningMoves,
        windows: plan.windows,
        mirrored,
      }),
  );
  const mean = mirroredMean(alignedMean(learned.map((learner) => learner.entropy)), mirrored);
  const logWeights = completeWeights(mean, stride);
  const known = knownLevels(mean);
  const ends = known.length === 0 ? ([0, 0] as const) : ([known[0]!, known.at(-1)!] as const);
  const rows = levels / stride;
  const [lowest, highest] = ends.map((level) => Math.floor(level / stride)) as [number, number];
  const windows = layWindows({ rows, lowest, highest, count: plan.windows, mirrored }).map((window) =>
    rowsOf(window, stride),
  );
  const produced = await run.each('walker', plan.walkers, startProduction, (task, k) =>
    produce(task, {
      seed: subSeed(plan.seed, `walker/${k}`),
      weights: logWeights,
      ends,
      windows,
      stride,
      burnIn: plan.burnIn,
      until: plan.moves,
    }),
  );
  if (!run.stopped) run.complete(plan.moves);
  const counted = produced.map((walker) => walker.windows);
  const visits = sumVisits(produced.map((walker) => walker.visits));
  if (visits.every((count) => count === 0)) {
    // Stopped before the count began: what was learned is all there is.
    const estimate = { entropy: normalise(mean, weights), standardError: mean.map(() => Infinity), leftOut: [] };
    const evidence = {
      problem,
      estimate,
      unfolded: null,
      mirrored,
      learned,
      produced: [],
      cancelled: run.cancelled,
      uncounted: true,
    };
    return { ...estimate, visits, diagnostics: judge(evidence) };
  }
  const spread = jackknife(logWeights, counted, { weights, mirrored });
  const missed = missedLevels(mean, spread.entropy);
  const standardError = spread.standardError.map((error) => Math.hypot(error, missed.error));
  const estimate = { ...spread, standardError };
  // Each level by itself, where the walkers went over all of them: that the mirrored ones agree is a check.
  const unfolded =
    problem.symmetric && windows.length === 1 ? jackknife(logWeights, counted, { weights, mirrored: false }) : null;
  return {
    ...estimate,
    visits,
    diagnostics: judge({ problem, estimate, unfolded, mirrored, learned, produced, missed, cancelled: run.cancelled }),
  };
}

/** S(E) and S(P − E) with their mean for both. */
function mirroredMean(entropy: Float64Array, mirrored: boolean): Float64Array {
  return mirrored ? alignedMean([entropy, entropy.toReversed()]) : entropy;
}

function sumVisits(histograms: readonly Float64Array[]): Float64Array {
  return histograms[0]!.map((_, level) => histograms.reduce((sum, visits) => sum + visits[level], 0));
}
