import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../kernel/problem.js';
import { BLOCK, type TripEnds } from '../kernel/walk.js';
import type { Task } from '../run/task.js';
import type { WindowVisits } from './estimate.js';
import {
  type EntryState,
  enterWindows,
  exchangeReplicas,
  type Replicas,
  startEntry,
  startReplicas,
} from './replicas.js';
import type { Rounds } from './rounds.js';
import { extremes } from './weights.js';
import { drawnTo, isInside, type LaidWindow } from './windows.js';

/** What one production walker counted, in one window or, with a replica in each, in several. */
export interface Production {
  readonly windows: readonly WindowVisits[];
  /** The first part of the count: a quarter to a half of it. */
  readonly early: readonly WindowVisits[];
  /** Visits of all windows together. */
  readonly visits: Float64Array;
  /**
   * With a second axis, its value summed over these visits; with graded errors, the visits of each level with 0, 1, …, P
   * errors; otherwise empty.
   */
  readonly sums: Float64Array;
  /** With graded errors the same of the first part of the count; otherwise empty. */
  readonly earlySums: Float64Array;
  /** Moves of the count. */
  readonly moves: number;
  /** Moves before it: entry into the windows, and burn-in. */
  readonly movesBefore: number;
  readonly accepted: number;
  readonly roundTrips: number;
  /** Round trips across the bulk; in several windows the fewest across the part of the bulk in one of them. */
  readonly bulkRoundTrips: number;
  /** Replica exchanges tried, and made. */
  readonly tried: number;
  readonly exchanged: number;
}

/** The plan of a count with fixed weights, the same for every walker. */
export interface Count {
  /** S(E) as learned, not normalised; −∞ where unknown, and above a ceiling. */
  readonly learned: Float64Array;
  /** S_w: the learned S(E), with values at all levels (see `completeWeights`). */
  readonly logWeights: Float64Array;
  /** Between which round trips are counted: the levels known, and the energies that hold almost all configurations. */
  readonly trips: TripEnds;
  readonly windows: readonly LaidWindow[];
  /** True if g(E) = g(P − E) is imposed. */
  readonly mirrored: boolean;
  /** Moves of each replica before the count begins, in which the walk forgets where it started. */
  readonly burnIn: number;
  /** Counted moves of each replica at the ends of the rounds (see `roundsOf`). */
  readonly rounds: readonly number[];
}

export interface ProductionState {
  readonly entry: EntryState;
  readonly replicas: Replicas;
  /** Empty until all walks are open. */
  readonly windows: LaidWindow[];
  phase: 'entering' | 'burning in' | 'counting';
  /** Blocks done in the present phase. */
  done: number;
  /** Blocks of the present chunk. */
  chunk: number;
  readonly remaining: number[];
  /** Moves, and accepted ones, before the count began. */
  movesBefore: number;
  acceptedBefore: number;
  /**
   * Visits in each window at the last two times that the number of blocks counted was a power of two; with graded errors
   * then those of each number of errors.
   */
  marks: Float64Array[][];
}

export function startProduction(): ProductionState {
  return {
    entry: startEntry(),
    replicas: startReplicas(0),
    windows: [],
    phase: 'entering',
    done: 0,
    chunk: 0,
    remaining: [],
    movesBefore: 0,
    acceptedBefore: 0,
    marks: [],
  };
}

/** Blocks between two attempts to exchange replicas. */
const BLOCKS_PER_EXCHANGE = 200;

/** Milliseconds after which a task that waits for the others looks whether a checkpoint is due. */
const WAIT = 200;

/** Blocks between two progress reports of a single walk. */
const BLOCKS_PER_REPORT = 2000;

/**
 * A run with fixed weights exp(−S_w(E)) (multicanonical; Berg and Neuhaus, Phys. Rev. Lett. 68, 9, 1992): the visits
 * estimate g(E) exp(−S_w(E)) without bias, whatever the weights. In several windows the walks change places regularly.
 */
export async function produce(
  task: Task<ProductionState>,
  count: Count,
  walker: number,
  rounds: Rounds<Production>,
): Promise<Production> {
  const { state } = task;
  try {
    if (state.windows.length === 0) {
      for (const [k, window] of count.windows.entries()) {
        await task.addWalk(`${task.seed}/${k}`);
        state.windows.push({ ...window });
      }
      Object.assign(state.replicas, startReplicas(state.windows.length));
    }
    if (state.phase === 'entering') await enter(task, count);
    if (state.phase === 'burning in' && (await makeMoves(task, count, count.burnIn, rounds))) {
      await beginCount(task, count);
    }
    if (state.phase === 'counting') await countInRounds(task, count, walker, rounds);
    return await result(task, count);
  } finally {
    rounds.leave();
  }
}

async function countInRounds(
  task: Task<ProductionState>,
  count: Count,
  walker: number,
  rounds: Rounds<Production>,
): Promise<void> {
  for (const [round, end] of count.rounds.entries()) {
    // Done before the run was resumed.
    if (Math.ceil(end / BLOCK) < task.state.done) continue;
    rounds.enter(round);
    if (!(await makeMoves(task, count, end, rounds))) return;
    // Nothing is decided at the end of the last round, so that no task waits there for the others.
    if (round === count.rounds.length - 1) return;
    if (!(await keptMeanwhile(task, rounds.finish(walker, round, await result(task, count))))) return;
  }
}

/** The answer, once it is there; until then the state of the task is kept whenever a checkpoint is due. */
async function keptMeanwhile(task: Task<ProductionState>, answer: Promise<boolean>): Promise<boolean> {
  let known: boolean | undefined;
  const answered = answer.then((value) => {
    known = value;
  });
  while (known === undefined) {
    await Promise.race([answered, sleep(WAIT, undefined, { ref: false })]);
    if (known === undefined) await task.mayContinue();
  }
  return known;
}

async function enter(task: Task<ProductionState>, { logWeights }: Count): Promise<void> {
  const { state } = task;
  if (!(await enterWindows(task, state.windows))) return;
  for (const [k, window] of state.windows.entries()) {
    await task.walks[k]!.setEntropy(drawnTo(window, logWeights, task.run.problem));
  }
  state.phase = 'burning in';
}

async function beginCount(task: Task<ProductionState>, { trips }: Count): Promise<void> {
  const { state } = task;
  for (const [k, window] of state.windows.entries()) {
    await task.walks[state.replicas.walkOf[k]!]!.clearVisits(tripsIn(window, trips, task.run.problem));
  }
  const { moves, accepted } = await totals(task);
  Object.assign(state, { phase: 'counting', done: 0, chunk: 0, movesBefore: moves, acceptedBefore: accepted });
  Object.assign(state.replicas, { halfTrips: 0, tried: 0, exchanged: 0 });
}

/** The ends of round trips in a window: where it holds a part of the bulk, the ends of that. */
export function tripsIn(
  { counted }: LaidWindow,
  trips: TripEnds,
  { levels, stride }: Pick<Problem, 'levels' | 'stride'>,
) {
  const last = levels / stride - 1;
  const fold = (energy: number) => (trips.folded ? Math.min(energy, last - energy) : energy);
  const [from, to] = [counted.lowest, counted.highest].map((level) => Math.floor(level / stride)) as [number, number];
  const middle = Math.floor(last / 2);
  const hasMiddle = trips.folded && from <= middle && to >= middle;
  const lowest = Math.max(trips.bulk[0], Math.min(fold(from), fold(to)));
  const highest = Math.min(trips.bulk[1], hasMiddle ? middle : Math.max(fold(from), fold(to)));
  return { ...trips, bulk: lowest < highest ? [lowest, highest] : [0, 0] } satisfies TripEnds;
}

/** Advances each replica to `moves` in this phase; false if the run was stopped before. */
async function makeMoves(
  task: Task<ProductionState>,
  count: Count,
  moves: number,
  rounds: Rounds<Production>,
): Promise<boolean> {
  const { state } = task;
  const blocks = Math.ceil(moves / BLOCK);
  const single = task.walks.length === 1;
  const pause = single ? BLOCKS_PER_REPORT : BLOCKS_PER_EXCHANGE;
  let progress = {};
  while (state.done < blocks || state.remaining.some((one) => one > 0)) {
    if (state.chunk === 0) {
      state.chunk = Math.min(blocks, nextStop(state, pause)) - state.done;
      state.remaining.splice(0, Infinity, ...task.walks.map(() => state.chunk));
    }
    const detail = rounds.standing === '' ? 'production' : `production, ${rounds.standing}`;
    if (!(await task.advance(state.remaining, () => 0, { detail, ...progress }))) return false;
    state.done += state.chunk;
    state.chunk = 0;
    if (!single && state.done % pause === 0) await exchangeReplicas(task, state.replicas);
    if (state.phase === 'counting' && isPowerOfTwo(state.done)) {
      state.marks = [...state.marks.slice(-1), await visitsByWindow(task)];
    }
    if (state.phase === 'counting' && single && !task.run.problem.graded) progress = await progressOf(task, count);
  }
  return true;
}

/** Exchanges happen at the same blocks wherever the run ends, so that a run that is extended is the same run. */
function nextStop({ phase, done }: ProductionState, pause: number): number {
  const next = (Math.floor(done / pause) + 1) * pause;
  return phase === 'counting' ? Math.min(next, 2 ** Math.floor(Math.log2(Math.max(done, 0.5)) + 1)) : next;
}

function isPowerOfTwo(blocks: number): boolean {
  return Number.isInteger(Math.log2(blocks));
}

async function visitsByWindow({ walks, state, run }: Task<ProductionState>): Promise<Float64Array[]> {
  const sums = run.problem.graded ?? false;
  const views = await Promise.all(state.windows.map((_, k) => walks[state.replicas.walkOf[k]!]!.view({ sums })));
  return [...views.map(({ visits }) => visits), ...(sums ? views.map((view) => view.sums) : [])];
}

async function progressOf(task: Task<ProductionState>, { trips: { ends } }: Count) {
  // Bins of a second axis have no level to name.
  if (task.run.problem.stride > 1) return {};
  const { visits } = await task.walks[0]!.view();
  const levels = [...visits.keys()].filter((level) => visits[level] > 0);
  return {
    levels: levels.length,
    ...extremes(
      levels.filter((level) => level >= ends[0] && level <= ends[1]),
      visits,
    ),
  };
}

async function result(task: Task<ProductionState>, { logWeights, trips }: Count): Promise<Production> {
  const { state } = task;
  const { replicas } = state;
  const counting = state.phase === 'counting';
  const { moves, accepted, halfTrips } = await totals(task);
  const now = task.walks.length === state.windows.length ? await visitsByWindow(task) : [];
  const part = (visits: readonly Float64Array[]): WindowVisits[] =>
    state.windows.map(({ counted }, k) => {
      const isCounted = (level: number) => counting && isInside(counted, level);
      return {
        window: counted,
        visits: logWeights.map((_, level) => (isCounted(level) ? (visits[k]?.[level] ?? 0) : 0)),
      };
    });
  const windows = part(now);
  return {
    windows,
    // The older of two marks lies at a quarter to a half of the count.
    early: part(state.marks.length === 2 ? state.marks[0]! : []),
    visits: logWeights.map((_, level) => windows.reduce((sum, { visits }) => sum + visits[level], 0)),
    sums: await sumsOf(task, windows),
    earlySums: task.run.problem.graded && state.marks.length === 2 ? state.marks[0]![1]! : new Float64Array(),
    moves: counting ? moves - state.movesBefore : 0,
    movesBefore: counting ? state.movesBefore : moves,
    accepted: counting ? accepted - state.acceptedBefore : 0,
    roundTrips: Math.floor((windows.length === 1 ? halfTrips : replicas.halfTrips) / 2),
    bulkRoundTrips: await bulkRoundTrips(task, trips),
    tried: replicas.tried,
    exchanged: replicas.exchanged,
  };
}

async function sumsOf(task: Task<ProductionState>, windows: readonly WindowVisits[]): Promise<Float64Array> {
  const { walks, state, run } = task;
  const { axis, graded, levels } = run.problem;
  if (graded && state.phase === 'counting') return (await walks[0]!.view({ sums: true })).sums;
  const sums = new Float64Array(axis === undefined ? 0 : levels);
  if (state.phase !== 'counting' || sums.length === 0) return sums;
  for (const [k, { window }] of windows.entries()) {
    const view = await walks[state.replicas.walkOf[k]!]!.view({ sums: true });
    view.sums.forEach((sum, level) => {
      if (isInside(window, level)) sums[level]! += sum;
    });
  }
  return sums;
}

async function bulkRoundTrips({ walks, state, run }: Task<ProductionState>, trips: TripEnds): Promise<number> {
  if (state.phase !== 'counting') return 0;
  const crossed = state.windows.flatMap((window, k) => {
    const [lowest, highest] = tripsIn(window, trips, run.problem).bulk;
    return lowest < highest ? [walks[state.replicas.walkOf[k]!]!] : [];
  });
  const halfTrips = await Promise.all(crossed.map(async (walk) => (await walk.view()).bulkHalfTrips));
  return halfTrips.length === 0 ? 0 : Math.floor(Math.min(...halfTrips) / 2);
}

async function totals(task: Task<ProductionState>) {
  const views = await Promise.all(task.walks.map((walk) => walk.view()));
  return {
    moves: views.reduce((sum, view) => sum + view.moves, 0),
    accepted: views.reduce((sum, view) => sum + view.accepted, 0),
    halfTrips: views.reduce((sum, view) => sum + view.halfTrips, 0),
  };
}
