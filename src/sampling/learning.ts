import type { Seed } from '../base/seed.js';
import { BLOCK } from '../kernel/kernel.js';
import type { Task } from '../run/task.js';
import { type DiscoveryState, discoverLevels, startDiscovery } from './discovery.js';
import { alignedMean } from './estimate.js';
import {
  cut,
  type EntryState,
  enterWindows,
  exchangeReplicas,
  type Replicas,
  startEntry,
  startReplicas,
  type Window,
  windowsOver,
} from './windows.js';

/**
 * S_w with a value at the levels that are not known: that of the nearest known level of the same energy (`stride` levels side by
 * side have one), or else the smallest that is known; 0 where none is.
 *
 * A walk that meets a level whose S_w is too small by x nats stays there for about e^x moves. New energies are rarer than all
 * known ones, so the smallest value will do. With a second axis most new levels lie at the edge of an energy that has many
 * configurations, far more than the rarest level known: these need the value of their neighbour.
 */
export function completeWeights(weights: Float64Array, stride = 1): Float64Array {
  const smallest = weights.reduce((least, value) => (value === -Infinity ? least : Math.min(least, value)), Infinity);
  const fallback = smallest === Infinity ? 0 : smallest;
  return weights.map((value, level) =>
    value === -Infinity ? (nearestKnown(weights, level, stride) ?? fallback) : value,
  );
}

/** The value of the nearest known level of the same energy, the larger one of two. */
function nearestKnown(weights: Float64Array, level: number, stride: number): number | undefined {
  const first = Math.floor(level / stride) * stride;
  for (let distance = 1; distance < stride; distance++) {
    const sides = [level - distance, level + distance].filter((side) => side >= first && side < first + stride);
    const largest = Math.max(...sides.map((side) => weights[side]));
    if (largest > -Infinity) return largest;
  }
  return undefined;
}

/** Blocks between two looks at the histogram: in a schedule of few looks logF would fall before the walk has been around. */
function blocksPerCheck(levels: number): number {
  return Math.min(400, 2 * levels);
}

/** Moves of a learning walk in each window where they are not given, for each level found. */
const MOVES_PER_LEVEL = 400_000;
const LEAST_LEVELS = 10;
/** The same for the bins of a second axis, found or not. */
const MOVES_PER_BIN = 40_000;
const LEAST_BINS = 250;

/** What a Wang–Landau walk has learned. */
export interface Learned {
  /** S(E), not normalised; −∞ where never visited. */
  readonly entropy: Float64Array;
  readonly stages: number;
  /** Moves of all its walks, those of the discovery and on the way into the windows included. */
  readonly moves: number;
  /** Moves of the schedule that were wanted in each window. */
  readonly planned: number;
  /** False where the walk ended, or was cancelled, before its schedule did. */
  readonly finished: boolean;
}

export interface LearningPlan {
  readonly seed: Seed;
  readonly levels: number;
  /** Levels that have the same energy (of a second axis). */
  readonly stride: number;
  /** Moves in each window; `undefined` for so many for each level that is found. */
  readonly moves: number | undefined;
  /** Windows wanted; `undefined` for as many as the levels found call for. */
  readonly windows: number | undefined;
  /** True where g(E) = g(P − E), so that windows need to cover one half only. */
  readonly mirrored: boolean;
}

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
  readonly left: number[];
  checks: number;
}

/** The part of the learning that one stage may take at most, but never less than so many checks. */
const LONGEST_STAGE = 1 / 10;
const SHORTEST_WAIT = 5;

export function startLearning(levels: number): LearningState {
  return {
    discovery: startDiscovery(levels),
    entry: startEntry(),
    stages: [],
    replicas: startReplicas(0),
    left: [],
    checks: 0,
  };
}

/**
 * Wang–Landau with the 1/t schedule (Belardinelli and Pereyra, 2007): the log modification factor starts at 1 and is
 * halved as soon as every known level has been visited in the stage; once it has come down to (levels)/t, with t the moves
 * made, it follows (levels)/t, and the error falls as t^(−1/2). A level that turns up late starts its stage again.
 *
 * Some levels are found once and hardly ever again. A stage that waited in vain for a tenth of `moves` ends, and later ones
 * do not wait for these levels; they get an entropy of visited ones (see `completeWeights`), because a level left behind would
 * hold the walk for ever when it comes back.
 *
 * In several windows, each follows the schedule by itself, and their walks change places (replica exchange).
 */
export async function learn(task: Task<LearningState>, plan: LearningPlan): Promise<Learned> {
  const { state } = task;
  if (task.walks.length === 0) await task.addWalk(`${plan.seed}/0`);
  const discovered = await discoverLevels(task, plan.stride);
  const schedule = scheduleOf(state, plan);
  if (discovered) {
    if (state.stages.length === 0) await openWindows(task, plan);
    if (await enterAndCut(task, plan, schedule)) await followSchedules(task, plan, schedule);
  }
  const views = await Promise.all(task.walks.map((walk) => walk.look()));
  const pieces = state.stages.map((stage, k) => {
    const view = views[state.replicas.walkOf[k]!];
    // Where a window was not entered yet there is nothing to join.
    if (view === undefined || state.checks === 0) return new Float64Array(plan.levels).fill(-Infinity);
    return view.entropy.map((value, level) => inside(stage, level, value));
  });
  return {
    entropy: pieces.length === 0 ? new Float64Array(plan.levels).fill(-Infinity) : alignedMean(pieces),
    stages: Math.max(1, ...state.stages.map((stage) => stage.stages)),
    moves: views.reduce((sum, view) => sum + view.moves, 0),
    planned: schedule.checks * schedule.blocks * BLOCK,
    finished: state.checks === schedule.checks && state.stages.every((stage) => stage.slow),
  };
}

/** How many looks at the histogram a schedule has, and the blocks between two of them. */
interface Schedule {
  readonly checks: number;
  readonly blocks: number;
}

/** Moves of a learning walk in each window, where `found` levels, or bins of a second axis, are to be learned. */
export function defaultLearningMoves(found: number, axis: boolean): number {
  return axis ? MOVES_PER_BIN * Math.max(LEAST_BINS, found) : MOVES_PER_LEVEL * Math.max(LEAST_LEVELS, found);
}

function scheduleOf({ discovery }: LearningState, { levels, stride, moves }: LearningPlan): Schedule {
  // Bins of a second axis go on being found long after the discovery.
  const found = stride === 1 ? knownLevels(discovery.found).length : levels;
  const blocks = blocksPerCheck(Math.max(found, LEAST_LEVELS));
  const wanted = moves ?? defaultLearningMoves(found, stride > 1);
  return { checks: Math.ceil(wanted / (blocks * BLOCK)), blocks };
}

function inside({ lowest, highest }: Window, level: number, value: number): number {
  return level < lowest || level > highest ? -Infinity : value;
}

/** Lays the windows over the levels found, and opens a walk for each. */
async function openWindows(
  task: Task<LearningState>,
  { seed, levels, stride, windows, mirrored }: LearningPlan,
): Promise<void> {
  const { state } = task;
  const laid = windowsOver(state.discovery.found, { levels, stride, windows, mirrored });
  for (const [k, { lowest, highest }] of laid.entries()) {
    if (k > 0) await task.addWalk(`${seed}/${k}`);
    state.stages.push({ lowest, highest, logF: 1, stages: 1, checks: 0, slow: false, known: 0, rare: [] });
  }
  Object.assign(state.replicas, startReplicas(laid.length));
}

/** Brings the walks into their windows, and closes these. */
async function enterAndCut(
  task: Task<LearningState>,
  { levels, stride }: LearningPlan,
  { blocks }: Schedule,
): Promise<boolean> {
  const { state } = task;
  if (state.left.length > 0) return true;
  if (!(await enterWindows(task, state.stages, levels, stride))) return false;
  for (const [k, stage] of state.stages.entries()) {
    await task.walks[k]!.setEntropy(cut(state.discovery.found, stage));
    await task.walks[k]!.clearVisits();
    state.left.push(blocks);
  }
  return true;
}

async function followSchedules(
  task: Task<LearningState>,
  plan: LearningPlan,
  { checks, blocks }: Schedule,
): Promise<void> {
  const { state } = task;
  const { replicas, stages } = state;
  const windowOf = (walk: number) => stages[replicas.walkOf.indexOf(walk)]!;
  let told = {};
  while (state.checks < checks) {
    const stage = Math.min(...stages.map((window) => window.stages));
    const detail = { detail: `learning, stage ${stage}`, ...told };
    if (!(await task.advance(state.left, (walk) => windowOf(walk).logF, detail))) return;
    state.checks++;
    state.left.fill(blocks);
    for (const [k, window] of stages.entries()) {
      const walk = task.walks[replicas.walkOf[k]!]!;
      const { entropy, visits } = await walk.look();
      const known = knownLevels(entropy);
      if (plan.stride === 1) told = { levels: known.length, ...extremes(known, visits) };
      const limit = known.length / (state.checks * blocks * BLOCK);
      if (!window.slow) {
        window.checks++;
        const found = known.length > window.known;
        const missing = known.filter((level) => visits[level] === 0 && !window.rare.includes(level));
        const overdue = window.checks >= Math.max(SHORTEST_WAIT, checks * LONGEST_STAGE);
        if ((!found && missing.length === 0) || overdue) {
          window.rare.push(...missing);
          await walk.setEntropy(liftUnvisited(entropy, visits, plan.stride));
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
    if (stages.length > 1) await exchangeReplicas(task, replicas, plan.seed);
  }
}

/** Known levels without a visit get the value that `completeWeights` gives to unknown ones: the smallest, without a second axis. */
export function liftUnvisited(entropy: Float64Array, visits: Float64Array, stride = 1): Float64Array {
  const visited = entropy.map((value, level) => (visits[level] > 0 ? value : -Infinity));
  const lifted = completeWeights(visited, stride);
  return entropy.map((value, level) => (Number.isFinite(value) ? lifted[level] : value));
}

/** Levels with a known entropy. */
export function knownLevels(entropy: Float64Array): number[] {
  return [...entropy.keys()].filter((level) => Number.isFinite(entropy[level]));
}

/** The least and the most visited of these levels, as progress tells of them. */
export function extremes(levels: readonly number[], visits: Float64Array) {
  const mean = levels.reduce((sum, level) => sum + visits[level], 0) / levels.length;
  if (!(mean > 0)) return {};
  const share = (level: number) => ({ level, share: visits[level] / mean });
  const sorted = [...levels].sort((a, b) => visits[a] - visits[b]);
  return { leastVisited: share(sorted[0]!), mostVisited: share(sorted.at(-1)!) };
}
