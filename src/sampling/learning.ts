import { normalise } from '../base/curve.js';
import { levelsBelowCeiling, type Problem } from '../kernel/problem.js';
import { BLOCK, type WalkView } from '../kernel/walk.js';
import type { ProgressDetail } from '../run/progress.js';
import type { Task } from '../run/task.js';
import { type DiscoveryState, discoverLevels, startDiscovery } from './discovery.js';
import { alignedMean, type Normalisation, normalisedBy } from './estimate.js';
import { learnedErrors } from './graded.js';
import { marginalOf } from './mean-given-energy.js';
import { type OneOverTPlan, withinBudget } from './plan.js';
import {
  type EntryState,
  enterWindows,
  exchangeReplicas,
  type Replicas,
  startEntry,
  startReplicas,
} from './replicas.js';
import { extremes, knownLevels, liftUnvisited } from './weights.js';
import { confine, type Window, windowsOver } from './windows.js';

/** Blocks between two checks of the histogram. With few checks logF would fall before the walk has seen all levels. */
function blocksPerCheck(levels: number): number {
  return Math.min(400, 2 * levels);
}

/** Default moves of a learning walk in each window, for each level found. */
const MOVES_PER_LEVEL = 400_000;
const LEAST_LEVELS = 10;
/** The default for each bin of a second axis, found or not. */
const MOVES_PER_BIN = 40_000;
const LEAST_BINS = 250;

/** What a Wang–Landau walk has learned. */
export interface Learned {
  /** S(E), not normalised; −∞ where never visited. */
  readonly entropy: Float64Array;
  readonly stages: number;
  /** Moves of all its walks, including discovery and entry into the windows. */
  readonly moves: number;
  /** Moves of the full schedule in each window. */
  readonly planned: number;
  /** False if the walk ended, or was cancelled, before its schedule was complete. */
  readonly finished: boolean;
}

/** The options that the learning depends on. */
type LearningPlan = Pick<OneOverTPlan, 'learningMoves' | 'windows' | 'symmetry'> & Pick<Normalisation, 'known'>;

/** A window's place in its schedule. */
interface Stage extends Window {
  logF: number;
  stages: number;
  /** Checks since the stage began. */
  checks: number;
  slow: boolean;
  known: number;
  /** Levels that later stages do not wait for. */
  readonly rare: number[];
}

export interface LearningState {
  readonly discovery: DiscoveryState;
  readonly entry: EntryState;
  readonly stages: Stage[];
  readonly replicas: Replicas;
  readonly remaining: number[];
  checks: number;
}

/** The largest part of the learning that one stage may take. */
const LONGEST_STAGE = 1 / 10;
/** Checks that every stage may take. */
const SHORTEST_WAIT = 5;

export function startLearning(problem: Problem): LearningState {
  return {
    discovery: startDiscovery(problem),
    entry: startEntry(),
    stages: [],
    replicas: startReplicas(0),
    remaining: [],
    checks: 0,
  };
}

/**
 * Wang–Landau with the 1/t schedule (Belardinelli and Pereyra, 2007): the log modification factor starts at 1 and is
 * halved as soon as every known level has been visited in the stage; once it has come down to (levels)/t, with t the
 * moves made, it follows (levels)/t, and the error falls as t^(−1/2). A level found late restarts its stage.
 *
 * Some levels are found once and hardly ever again. A stage that has waited for them for a tenth of the learning ends,
 * and later stages do not wait for them. They get the entropy of visited levels (see `completeWeights`), because a
 * level with too small an entropy would hold a returning walk for ever.
 *
 * With several windows, each follows the schedule on its own, and their walks change places (replica exchange).
 */
export async function learn(task: Task<LearningState>, plan: LearningPlan): Promise<Learned> {
  const { state } = task;
  const { levels } = task.run.problem;
  if (task.walks.length === 0) await task.addWalk(`${task.seed}/0`);
  const discovered = await discoverLevels(task);
  if (discovered && state.stages.length === 0) await openWindows(task, plan);
  const schedule = scheduleOf(task, plan);
  if (discovered) {
    if (await enterAndConfine(task, schedule)) await followSchedules(task, schedule, plan);
  }
  const views = await Promise.all(task.walks.map((walk) => walk.view()));
  const pieces = state.stages.map((stage, k) => {
    const view = views[state.replicas.walkOf[k]!];
    // A window that was not entered yet has nothing to join.
    if (view === undefined || state.checks === 0) return new Float64Array(levels).fill(-Infinity);
    return inWindow(stage, view.entropy);
  });
  return {
    entropy: pieces.length === 0 ? new Float64Array(levels).fill(-Infinity) : alignedMean(pieces),
    stages: Math.max(1, ...state.stages.map((stage) => stage.stages)),
    moves: views.reduce((sum, view) => sum + view.moves, 0),
    planned: schedule.checks * schedule.blocks * BLOCK,
    finished: state.checks === schedule.checks && state.stages.every((stage) => stage.slow),
  };
}

/** The number of checks of the histogram in a schedule, and the blocks between two of them. */
interface Schedule {
  readonly checks: number;
  readonly blocks: number;
}

/** The learning walks of a run. */
export const LEARNERS = 2;

/** Default moves of a learning walk in each of `windows` windows, to learn `found` levels or bins of a second axis. */
export function defaultLearningMoves(problem: Problem, found: number, windows: number): number {
  const usual =
    problem.axis === undefined
      ? MOVES_PER_LEVEL * Math.max(LEAST_LEVELS, found)
      : MOVES_PER_BIN * Math.max(LEAST_BINS, found);
  return withinBudget(problem, usual, LEARNERS * windows);
}

function scheduleOf({ state, run: { problem } }: Task<LearningState>, { learningMoves }: LearningPlan): Schedule {
  // Bins of a second axis are still found long after the discovery.
  const found = problem.axis === undefined ? knownLevels(state.discovery.found).length : levelsBelowCeiling(problem);
  const blocks = blocksPerCheck(Math.max(found, LEAST_LEVELS));
  const moves = learningMoves ?? defaultLearningMoves(problem, found, Math.max(1, state.stages.length));
  return { checks: Math.ceil(moves / (blocks * BLOCK)), blocks };
}

function inside({ lowest, highest }: Window, level: number, value: number): number {
  return level < lowest || level > highest ? -Infinity : value;
}

/** Lays the windows over the levels found, and opens a walk for each. */
async function openWindows(task: Task<LearningState>, plan: LearningPlan): Promise<void> {
  const { state } = task;
  const laid = windowsOver(state.discovery.found, task.run.problem, plan);
  for (const [k, { lowest, highest }] of laid.entries()) {
    if (k > 0) await task.addWalk(`${task.seed}/${k}`);
    state.stages.push({ lowest, highest, logF: 1, stages: 1, checks: 0, slow: false, known: 0, rare: [] });
  }
  Object.assign(state.replicas, startReplicas(laid.length));
}

/** Brings the walks into their windows, which no move leaves afterwards. */
async function enterAndConfine(task: Task<LearningState>, { blocks }: Schedule): Promise<boolean> {
  const { state } = task;
  if (state.remaining.length > 0) return true;
  if (!(await enterWindows(task, state.stages))) return false;
  for (const [k, stage] of state.stages.entries()) {
    await task.walks[k]!.setEntropy(confine(state.discovery.found, stage));
    await task.walks[k]!.clearVisits();
    state.remaining.push(blocks);
  }
  return true;
}

async function followSchedules(
  task: Task<LearningState>,
  { checks, blocks }: Schedule,
  normalisation: Pick<Normalisation, 'known'>,
): Promise<void> {
  const { problem } = task.run;
  const { state } = task;
  const { replicas, stages } = state;
  const windowOf = (walk: number) => stages[replicas.walkOf.indexOf(walk)]!;
  const latest: Pick<WalkView, 'entropy' | 'sums'>[] = [];
  let progress: ProgressDetail = {};
  let curve: ProgressDetail = {};
  while (state.checks < checks) {
    const stage = Math.min(...stages.map((window) => window.stages));
    const detail = { detail: `learning, stage ${stage}`, ...progress, ...curve };
    if (!(await task.advance(state.remaining, (walk) => windowOf(walk).logF, detail))) return;
    state.checks++;
    state.remaining.fill(blocks);
    // What was learned last is seen while the production runs.
    const isCurveDue = task.run.isCurveDue() || (curve.entropy !== undefined && state.checks === checks);
    for (const [k, window] of stages.entries()) {
      const walk = task.walks[replicas.walkOf[k]!]!;
      const view = await walk.view({ sums: isCurveDue && (problem.graded ?? false) });
      const { entropy, visits } = view;
      const known = knownLevels(entropy);
      latest[k] = view;
      if (problem.stride === 1 && !problem.graded) progress = { levels: known.length, ...extremes(known, visits) };
      const limit = known.length / (state.checks * blocks * BLOCK);
      if (!window.slow) {
        window.checks++;
        const found = known.length > window.known;
        const missing = known.filter((level) => visits[level] === 0 && !window.rare.includes(level));
        const overdue = window.checks >= Math.max(SHORTEST_WAIT, checks * LONGEST_STAGE);
        if ((!found && missing.length === 0) || overdue) {
          window.rare.push(...missing);
          await walk.setEntropy(liftUnvisited(entropy, visits, problem));
          window.logF /= 2;
          window.stages++;
          window.checks = 0;
          window.slow = window.logF <= limit;
        }
        if (found || missing.length === 0 || overdue) await walk.clearVisits();
        window.known = known.length;
      }
      if (window.slow) window.logF = limit;
    }
    if (isCurveDue) curve = { entropy: curveOf(latest, stages, problem, normalisation) };
    if (stages.length > 1) await exchangeReplicas(task, replicas);
  }
  if (curve.entropy !== undefined) task.run.moved(0, curve);
}

/** S(E) of what the windows learned, up to the ceiling; of a joint run its marginal, and of a guided one that of the errors. */
function curveOf(
  windows: readonly Pick<WalkView, 'entropy' | 'sums'>[],
  stages: readonly Stage[],
  problem: Problem,
  { known }: Pick<Normalisation, 'known'>,
): Float64Array {
  const learned = alignedMean(windows.map(({ entropy }, k) => inWindow(stages[k]!, entropy)));
  const below = learned.subarray(0, levelsBelowCeiling(problem));
  const entropy = normalisedBy(below, { weights: problem.weights, known });
  if (!problem.graded) return marginalOf(entropy, problem.stride);
  return normalise(learnedErrors(windows, entropy, problem), problem.weights);
}

/** The entropies inside a window; −∞ outside. */
function inWindow(window: Window, entropy: Float64Array): Float64Array {
  return entropy.map((value, level) => inside(window, level, value));
}
