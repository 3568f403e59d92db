import { BLOCK } from '../kernel/kernel.js';
import type { Seed } from '../seed.js';
import type { WindowVisits } from './join.js';
import { extremes } from './learning.js';
import type { Task } from './task.js';
import {
  countedPart,
  cut,
  type EntryState,
  enterWindows,
  exchangeReplicas,
  isInside,
  type Replicas,
  startEntry,
  startReplicas,
  type Window,
} from './windows.js';

/** What one production walker counted, in one window or, with a replica in each, in several. */
export interface Production {
  readonly windows: readonly WindowVisits[];
  /** Visits of all windows together. */
  readonly visits: Float64Array;
  readonly moves: number;
  readonly accepted: number;
  readonly roundTrips: number;
  /** Replica exchanges tried, and made. */
  readonly tried: number;
  readonly exchanged: number;
}

export interface ProductionPlan {
  readonly seed: Seed;
  /** S_w, complete. */
  readonly weights: Float64Array;
  /** The levels between which round trips are counted. */
  readonly ends: readonly [lowest: number, highest: number];
  readonly windows: readonly Window[];
  readonly stride: number;
  /** Moves of each replica before the count begins, in which the walk forgets where it started. */
  readonly burnIn: number;
  /** Moves of each replica that are counted. */
  readonly until: number;
}

export interface ProductionState {
  readonly entry: EntryState;
  readonly replicas: Replicas;
  /** Empty until all walks are open. */
  readonly windows: Window[];
  phase: 'entering' | 'burning in' | 'counting';
  /** Blocks of the present phase that are done, and of the present chunk. */
  done: number;
  chunk: number;
  readonly left: number[];
  /** Moves, and accepted ones, before the count began. */
  movesBefore: number;
  acceptedBefore: number;
}

export function startProduction(): ProductionState {
  return {
    entry: startEntry(),
    replicas: startReplicas(0),
    windows: [],
    phase: 'entering',
    done: 0,
    chunk: 0,
    left: [],
    movesBefore: 0,
    acceptedBefore: 0,
  };
}

/** Blocks between two attempts to exchange replicas; of a single walk, between two looks at its visits. */
const BLOCKS_PER_EXCHANGE = 200;
const BLOCKS_PER_LOOK = 2000;

/**
 * A run with fixed weights exp(−S_w(E)) (multicanonical; Berg and Neuhaus, Phys. Rev. Lett. 68, 9, 1992): the visits estimate
 * g(E) exp(−S_w(E)) without bias, whatever the weights. In several windows the walks change places now and then.
 */
export async function produce(task: Task<ProductionState>, plan: ProductionPlan): Promise<Production> {
  const { state } = task;
  if (state.windows.length === 0) {
    for (const [k, window] of plan.windows.entries()) {
      await task.addWalk(`${plan.seed}/${k}`);
      state.windows.push({ ...window });
    }
    Object.assign(state.replicas, startReplicas(state.windows.length));
  }
  if (state.phase === 'entering') await enter(task, plan);
  if (state.phase === 'burning in' && (await walkOn(task, plan, plan.burnIn))) await beginCount(task, plan);
  if (state.phase === 'counting') await walkOn(task, plan, plan.until);
  return result(task, plan);
}

async function enter(task: Task<ProductionState>, { weights, stride }: ProductionPlan): Promise<void> {
  const { state } = task;
  if (!(await enterWindows(task, state.windows, weights.length, stride))) return;
  for (const [k, window] of state.windows.entries()) await task.walks[k]!.setEntropy(cut(weights, window));
  state.phase = 'burning in';
}

async function beginCount(task: Task<ProductionState>, { ends }: ProductionPlan): Promise<void> {
  const { state } = task;
  for (const walk of task.walks) await walk.clearVisits(...ends);
  const { moves, accepted } = await totals(task);
  Object.assign(state, { phase: 'counting', done: 0, chunk: 0, movesBefore: moves, acceptedBefore: accepted });
  Object.assign(state.replicas, { halfTrips: 0, tried: 0, exchanged: 0 });
}

/** Walks until `moves` of each replica are made in this phase; false where the run was stopped before. */
async function walkOn(task: Task<ProductionState>, plan: ProductionPlan, moves: number): Promise<boolean> {
  const { state } = task;
  const blocks = Math.ceil(moves / BLOCK);
  const single = task.walks.length === 1;
  let told = {};
  while (state.done < blocks || state.left.some((left) => left > 0)) {
    if (state.chunk === 0) {
      state.chunk = Math.min(blocks - state.done, single ? BLOCKS_PER_LOOK : BLOCKS_PER_EXCHANGE);
      state.left.splice(0, Infinity, ...task.walks.map(() => state.chunk));
    }
    if (!(await task.advance(state.left, () => 0, { detail: 'production', ...told }))) return false;
    state.done += state.chunk;
    state.chunk = 0;
    if (!single) await exchangeReplicas(task, state.replicas, plan.seed);
    if (state.phase === 'counting' && single) told = await tell(task, plan);
  }
  return true;
}

async function tell(task: Task<ProductionState>, { ends, stride }: ProductionPlan) {
  // Bins of a second axis have no energy to be named by.
  if (stride > 1) return {};
  const { visits } = await task.walks[0]!.look();
  const levels = [...visits.keys()].filter((level) => visits[level] > 0);
  return {
    levels: levels.length,
    ...extremes(
      levels.filter((level) => level >= ends[0] && level <= ends[1]),
      visits,
    ),
  };
}

async function result(task: Task<ProductionState>, { weights, stride }: ProductionPlan): Promise<Production> {
  const { replicas, ...state } = task.state;
  const counting = state.phase === 'counting';
  const { moves, accepted, halfTrips } = await totals(task);
  const windows = await Promise.all(
    state.windows.map(async (window, k) => {
      const { visits } = await task.walks[replicas.walkOf[k]!]!.look();
      const counted = countedPart(window, weights.length, stride);
      const isCounted = (level: number) => counting && isInside(counted, level);
      return { window: counted, visits: visits.map((count, level) => (isCounted(level) ? count : 0)) };
    }),
  );
  return {
    windows,
    visits: weights.map((_, level) => windows.reduce((sum, { visits }) => sum + visits[level], 0)),
    moves: counting ? moves - state.movesBefore : 0,
    accepted: counting ? accepted - state.acceptedBefore : 0,
    roundTrips: Math.floor((windows.length === 1 ? halfTrips : replicas.halfTrips) / 2),
    tried: replicas.tried,
    exchanged: replicas.exchanged,
  };
}

async function totals(task: Task<ProductionState>) {
  const views = await Promise.all(task.walks.map((walk) => walk.look()));
  return {
    moves: views.reduce((sum, view) => sum + view.moves, 0),
    accepted: views.reduce((sum, view) => sum + view.accepted, 0),
    halfTrips: views.reduce((sum, view) => sum + view.halfTrips, 0),
  };
}
