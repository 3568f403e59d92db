import { checkChoice, checkCount, checkInteger, checkPositive, type NameOf, requireOptions } from '../base/check.js';
import type { Seed } from '../base/seed.js';
import { canBeGuided, levelsBelowCeiling, type Problem } from '../kernel/problem.js';
import type { Checkpoint } from '../run/checkpoint.js';

/**
 * Production moves of each walker: in total (`until`, or just a number), or in addition to those of the checkpoint from
 * which the run resumes (`more`).
 */
export type Moves = number | { readonly until: number } | { readonly more: number };

/**
 * How accurate a result should be: the largest standard error of S(E), in nats, over all levels that were found; or,
 * `of: 'density'`, the largest relative error of ρ over the levels that together hold 99.9 % of the configurations.
 */
export type Accuracy = number | { readonly of: 'density'; readonly relative: number };

/** The default: learn the entropies with the 1/t schedule, then count with fixed weights. */
export interface OneOverTProtocol {
  /** The 1/t schedule; `'paper'` takes the options of `PaperProtocol` instead. */
  readonly protocol?: '1/t';
  /** Independent production walkers, from whose spread the error bars come. Default 16, at least 2. */
  readonly walkers?: number;
  /**
   * Production moves of each walker, in each window. Default 2·10⁵ for each level found, at least 5·10⁶, but 10¹²/P of all
   * walkers and windows together at most: few patterns get moves by their levels, many get a fixed amount of work. With
   * `accuracy` the most of them; default a hundred times as many.
   */
  readonly moves?: Moves;
  /**
   * Count until every error bar is at most this large, and the walkers have made their round trips: a standard error
   * of S(E) in nats at all levels found, or `{ of: 'density', relative: 0.01 }`, the relative error of ρ. It is judged
   * each time that the count has doubled. If `moves` are spent before, the verdict says what more would cost. Default:
   * the run makes all its `moves`.
   */
  readonly accuracy?: Accuracy;
  /**
   * Moves of each of the two learning walks, in each window. Default 4·10⁵ for each level found, at least 4·10⁶, but 10¹²/P
   * of both and of all windows together at most.
   */
  readonly learningMoves?: number;
  /**
   * Overlapping windows of energy. In every walker each window has its own walk, and walks in neighbouring windows
   * change places (replica exchange). Default: one for every 32 levels, but only 1 below 128 levels, and where the
   * levels found extend over less than 20 standard deviations of the energy of random configurations: one walk crosses
   * such a broad density many times. Few levels have fewer windows. Where g(E) = g(P − E) is imposed, half of the levels
   * count for the windows.
   */
  readonly windows?: number;
  /**
   * `'impose'` (default): if g(E) = g(P − E) holds, both are estimated together, from twice the visits. `'measure'`:
   * each is estimated separately, so that their difference is a check.
   */
  readonly symmetry?: 'impose' | 'measure';
  /**
   * `'depth'`: the walks climb not by their errors but by graded errors φ, which count a pattern once, twice or three times
   * where it is wrong by one, two or more flips. Low energies, and solutions above all, are then found and left again
   * many times more often; the errors are counted along, so that the estimate of S(E) stays unbiased. For perceptrons
   * on ±1 data with an odd number of inputs, whose symmetry is imposed. `'errors'`: the walks climb by E. Default: 'errors', but
   * 'depth' where an accuracy of S(E) is asked for and P ≤ N. Beyond the capacity, walks by errors can be the more accurate ones
   * (docs/accuracy.md).
   */
  readonly guide?: 'depth' | 'errors';
}

/** The paper's own protocol: halving until flat, no production run. */
export interface PaperProtocol {
  /** The paper's schedule. */
  readonly protocol: 'paper';
  /** Independent runs; the result is their mean and its standard error. Default 4; the paper shows one. */
  readonly walkers?: number;
  /** Moves after which a run stops, finished or not. Default 10¹⁰. */
  readonly mostMoves?: number;
}

/** The names of the options of the paper's protocol. */
export const PAPER = ['protocol', 'walkers', 'mostMoves'] as const;

/**
 * Moves before the count, in which a walk forgets where it started, as a fraction of the usual moves of the count. It
 * does not depend on `moves`, so that a run that is extended is the same run.
 */
export const BURN_IN = 0.05;

/** Production moves for each energy found, and for each bin of a second axis. */
const MOVES_PER_LEVEL = 200_000;
const MOVES_PER_BIN = 20_000;
const LEAST_MOVES = 5_000_000;

/** The names of the options of the default protocol. */
export const ONE_OVER_T = [
  'protocol',
  'walkers',
  'moves',
  'accuracy',
  'learningMoves',
  'windows',
  'symmetry',
  'guide',
] as const;

/** `Asked` is the kind of accuracy that may be asked for. */
export interface OneOverTPlan<Asked = Accuracy> {
  readonly protocol: '1/t';
  readonly walkers: number;
  /** `null` for the default, which depends on the levels found. */
  readonly moves: number | null;
  readonly accuracy?: Asked;
  readonly learningMoves: number | null;
  readonly windows: number | null;
  readonly symmetry: 'impose' | 'measure';
  readonly guide?: 'depth';
  readonly seed: Seed;
}

/** The default number of walkers of the two protocols. */
export const WALKERS = 16;
export const PAPER_WALKERS = 4;

export type PaperPlan = Required<PaperProtocol> & { readonly seed: Seed };

/** The options of the paper's protocol, checked, with their defaults. */
export function paperPlan({
  walkers = PAPER_WALKERS,
  mostMoves = 1e10,
  seed,
}: PaperProtocol & { seed: Seed }): PaperPlan {
  checkInteger('walkers', walkers, 1, 10_000);
  checkCount('mostMoves', mostMoves, 'give the number of moves after which a run stops');
  return { protocol: 'paper', walkers, mostMoves, seed };
}

/** The options of the default protocol, checked. When a run resumes, its checkpoint has the defaults. */
export function oneOverTPlan(options: OneOverTProtocol & { seed: Seed }, saved: Checkpoint | undefined): OneOverTPlan {
  if (options.protocol !== undefined) checkChoice('protocol', options.protocol, ['1/t', 'paper']);
  const started = (saved?.identity ?? {}) as Partial<OneOverTPlan>;
  const {
    walkers = started.walkers ?? WALKERS,
    learningMoves = started.learningMoves ?? null,
    symmetry = started.symmetry ?? 'impose',
    windows = started.windows ?? null,
  } = options;
  checkInteger('walkers', walkers, 2, 10_000);
  // `null` means the default in a checkpoint; as an option it is an error.
  if (options.learningMoves !== undefined) {
    checkCount('learningMoves', options.learningMoves, 'the learning needs moves, a million or more');
  }
  if (options.windows !== undefined) checkInteger('windows', options.windows, 1, 64);
  checkChoice('symmetry', symmetry, ['impose', 'measure']);
  const moves = options.moves === undefined ? null : totalMoves(options.moves, saved?.completed ?? 0);
  const { accuracy, guide = started.guide ?? 'errors' } = options;
  checkChoice('guide', guide, ['depth', 'errors']);
  if (accuracy !== undefined) checkAccuracy(accuracy);
  const asked = accuracy === undefined ? {} : { accuracy };
  const plan = {
    protocol: '1/t',
    walkers,
    moves,
    ...asked,
    learningMoves,
    windows,
    symmetry,
    seed: options.seed,
  } as const;
  return guide === 'depth' ? guidedPlan(plan) : plan;
}

/** @throws RangeError if a guide does not go with the windows or the symmetry of the plan. */
function guidedPlan(plan: OneOverTPlan): OneOverTPlan {
  if (plan.windows !== null && plan.windows > 1) {
    throw new RangeError(
      `\`windows\` is ${plan.windows}, and walks with a \`guide\` have one; leave one of the two out`,
    );
  }
  if (plan.symmetry === 'measure') {
    throw new RangeError(
      "`symmetry` is 'measure', and walks with a `guide` count few errors only, not many; leave one of the two out",
    );
  }
  return { ...plan, guide: 'depth', windows: 1 };
}

/**
 * The plan with a guide, where that is the default: where S(E) is to be accurate at all levels, of which the lowest take longest.
 * `npm run bench -- accuracy` compares both guides.
 */
export function withDefaultGuide(plan: OneOverTPlan, problem: Problem): OneOverTPlan {
  const asksForAll = typeof plan.accuracy === 'number' && (plan.windows ?? 1) === 1 && plan.symmetry === 'impose';
  return asksForAll && canBeGuided(problem) && problem.patterns <= problem.inputs ? guidedPlan(plan) : plan;
}

const ACCURACY = ['of', 'relative'] as const satisfies readonly NameOf<Exclude<Accuracy, number>>[];

/**
 * @throws TypeError if `accuracy` is not a number or { of: 'density', relative }.
 * @throws RangeError if the number is not above 0.
 */
function checkAccuracy(accuracy: Accuracy): void {
  if (typeof accuracy !== 'object' || accuracy === null) {
    checkPositive('accuracy', accuracy);
    return;
  }
  requireOptions('accuracy', accuracy, ACCURACY);
  checkChoice('accuracy.of', accuracy.of, ['density']);
  checkPositive('accuracy.relative', accuracy.relative);
}

function totalMoves(moves: Moves, completed: number): number {
  const choice = typeof moves === 'object' && moves !== null ? moves : { until: moves };
  const more = 'more' in choice;
  const value = more ? choice.more : choice.until;
  checkCount(more ? 'more' : 'moves', value, 'each production walker needs moves, a million or more');
  return more ? completed + value : value;
}

/** True if g(E) = g(P − E) holds, and both are estimated together. */
export function isMirrored(problem: Problem, { symmetry }: Pick<OneOverTPlan, 'symmetry'>): boolean {
  return problem.symmetry === 'odd' && symmetry === 'impose';
}

/** With an accuracy, the most moves by default, in units of the usual ones, and the first at which it is judged. */
const MOST_MOVES = 100;
const FIRST_ROUND = 1 / 8;

/**
 * The moves of each production walker in each window at which it is decided whether the count goes on, in ascending
 * order; without an accuracy only those at which it ends. They do not depend on the accuracy, and only the last on
 * the most moves: a run that is extended is the same run.
 */
export function roundsOf({ moves, accuracy }: OneOverTPlan<unknown>, usual: number): number[] {
  if (accuracy === undefined) return [moves ?? usual];
  const most = moves ?? MOST_MOVES * usual;
  const rounds: number[] = [];
  for (let round = Math.ceil(FIRST_ROUND * usual); round < most; round *= 2) rounds.push(round);
  return [...rounds, most];
}

/** The usual moves of each production walker in each window, if `found` levels were learned. */
export function usualMoves(problem: Problem, found: number): number {
  const moves = problem.axis === undefined ? MOVES_PER_LEVEL * found : MOVES_PER_BIN * levelsBelowCeiling(problem);
  return Math.max(LEAST_MOVES, moves);
}

/** The most moves of a default learning or a default count times the patterns, of all walks together. */
const MOST_WORK = 1e12;

/** Default moves of each of `walks` walks: as many as usual, or what they have together is the most work. */
export function withinBudget(
  { axis, patterns }: Pick<Problem, 'axis' | 'patterns'>,
  usual: number,
  walks: number,
): number {
  return axis === undefined ? Math.min(usual, Math.ceil(MOST_WORK / (patterns * walks))) : usual;
}
