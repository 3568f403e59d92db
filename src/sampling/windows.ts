import { randomStream } from '../base/seed.js';
import type { Problem } from '../kernel/problem.js';
import type { Task } from '../run/task.js';
import { ANNEALING_BLOCKS, ANNEALING_STEPS, annealingBeta } from './discovery.js';
import { isMirrored, type OneOverTPlan } from './plan.js';

/** A range of levels, both ends included, in which one replica walks at a time. */
export interface Window {
  lowest: number;
  highest: number;
}

/** A window, and the part of it in which visits are counted. */
export interface LaidWindow extends Window {
  readonly counted: Window;
}

/** The fraction of a window that its neighbour covers too. */
const OVERLAP = 0.75;

/**
 * Levels next to an end of a window that are not counted if another window continues there: configurations whose
 * neighbours all lie outside are cut off from the walk, which therefore finds too few (1 % at N = 25).
 */
const MARGIN = 2;

/** Steps from the lowest to the highest level of the narrowest window: the counted parts of neighbours must overlap. */
const NARROWEST = 8;

/** What determines the windows. */
export interface Layout {
  /** Energies are 0 … rows − 1. */
  readonly rows: number;
  /** The energies known to exist, ascending. */
  readonly known: readonly number[];
  /** Windows wanted. */
  readonly count: number;
  /** True if g(E) = g(P − E). */
  readonly mirrored: boolean;
}

/**
 * Lays `count` windows with equal numbers of known energies; fewer if there are few energies. The outer ones extend to
 * the ends of the range. Mirrored windows cover the lower half only, and the last of them reaches as far beyond the
 * middle as below it: an end in the middle would cut off configurations whose neighbours all lie beyond it.
 */
export function layWindows({ rows, known, count, mirrored }: Layout): LaidWindow[] {
  const covered = mirrored ? known.filter((energy) => energy <= (rows - 1) / 2) : known;
  const last = covered.length - 1;
  const width = Math.max(NARROWEST, Math.ceil(last / (1 + (1 - OVERLAP) * (count - 1))));
  const starts = Array.from({ length: count }, (_, k) => Math.round((k * (last - width)) / Math.max(1, count - 1)));
  const distinct = last > width ? [...new Set(starts)] : [0];
  const mirror = (energy: number) => rows - 1 - energy;
  return distinct.map((start, k) => {
    const [isFirst, isLast] = [k === 0, k === distinct.length - 1];
    const from = (steps: number) => (isFirst ? 0 : covered[start + steps]!);
    const to = (steps: number) => {
      if (!isLast) return covered[start + width - steps]!;
      return mirrored ? mirror(from(steps)) : rows - 1;
    };
    return { lowest: from(0), highest: to(0), counted: { lowest: from(MARGIN), highest: to(MARGIN) } };
  });
}

const LEVELS_PER_WINDOW = 32;

/** The default number of windows: 1 below 128 energies, otherwise one for every 32. */
export function defaultWindows(energies: number): number {
  return energies < 4 * LEVELS_PER_WINDOW ? 1 : Math.floor(energies / LEVELS_PER_WINDOW);
}

/** Windows over the levels with a finite entropy: the number in the plan, or the default for the energies to cover. */
export function windowsOver(
  entropy: Float64Array,
  problem: Problem,
  plan: Pick<OneOverTPlan, 'windows' | 'symmetry'>,
): LaidWindow[] {
  const { levels, stride } = problem;
  const rows = levels / stride;
  const mirrored = isMirrored(problem, plan);
  const isKnown = (energy: number) =>
    entropy.subarray(energy * stride, (energy + 1) * stride).some((value) => Number.isFinite(value));
  const known = Array.from({ length: rows }, (_, energy) => energy).filter(
    (energy) => isKnown(energy) || (mirrored && isKnown(rows - 1 - energy)),
  );
  const toCover = mirrored ? known.length / 2 : known.length;
  const count = plan.windows ?? (stride === 1 ? defaultWindows(toCover) : 1);
  return layWindows({ rows, known, count, mirrored }).map((window) => levelsOf(window, stride));
}

/** Converts a window of energies to a window of levels; each energy has `stride` levels. */
function levelsOf({ lowest, highest, counted }: LaidWindow, stride: number): LaidWindow {
  const scaled = (window: Window) => ({ lowest: window.lowest * stride, highest: (window.highest + 1) * stride - 1 });
  return { ...scaled({ lowest, highest }), counted: scaled(counted) };
}

export function isInside({ lowest, highest }: Window, level: number): boolean {
  return level >= lowest && level <= highest;
}

/** The entropies inside a window, and +∞ outside, so that no move leaves it. */
export function confine(entropy: Float64Array, window: Window): Float64Array {
  return entropy.map((value, level) => (isInside(window, level) ? value : Infinity));
}

export interface EntryState {
  /** The number of walks that are in their windows. */
  entered: number;
  step: number;
  readonly remaining: number[];
}

export function startEntry(): EntryState {
  return { entered: 0, step: 0, remaining: [] };
}

/**
 * Brings each walk k into window k, by simulated annealing with S = β · (distance from the window). A window that
 * cannot be entered is widened to include the level of its walk. False if the run was stopped.
 */
export async function enterWindows(
  task: Task<{ readonly entry: EntryState }>,
  windows: readonly Window[],
): Promise<boolean> {
  const { entry } = task.state;
  while (entry.entered < windows.length) {
    const [walk, window] = [task.walks[entry.entered]!, windows[entry.entered]!];
    const { energy } = await walk.view();
    if (isInside(window, energy) || entry.step === ANNEALING_STEPS) {
      window.lowest = Math.min(window.lowest, energy);
      window.highest = Math.max(window.highest, energy);
      entry.entered++;
      entry.step = 0;
      entry.remaining.fill(0);
      continue;
    }
    if (!entry.remaining.some((blocks) => blocks > 0)) {
      entry.remaining.splice(
        0,
        Infinity,
        ...task.walks.map((_, k): number => (k === entry.entered ? ANNEALING_BLOCKS : 0)),
      );
      await walk.setEntropy(
        distances(window, task.run.problem).map((distance) => annealingBeta(entry.step) * distance),
      );
    }
    if (!(await task.advance(entry.remaining, () => 0, { detail: 'entering the windows' }))) return false;
    entry.step++;
  }
  return true;
}

function distances({ lowest, highest }: Window, { levels, stride }: Problem): Float64Array {
  return Float64Array.from({ length: levels }, (_, level) =>
    Math.floor(Math.max(0, lowest - level, level - highest) / stride),
  );
}

/** Which walk is in which window, and which end it visited last. */
export interface Replicas {
  /** For each window, the index of its walk. */
  readonly walkOf: number[];
  /** For each walk, the end it visited last: −1 the lowest window, +1 the highest, 0 neither yet. */
  readonly lastEnd: number[];
  halfTrips: number;
  /** Rounds of exchanges, and the exchanges tried and made in them. */
  rounds: number;
  tried: number;
  exchanged: number;
}

export function startReplicas(count: number): Replicas {
  return {
    walkOf: Array.from({ length: count }, (_, k) => k),
    lastEnd: Array.from({ length: count }, () => 0),
    halfTrips: 0,
    rounds: 0,
    tried: 0,
    exchanged: 0,
  };
}

/**
 * Replica exchange: walks in neighbouring windows i and j, at levels X and Y, change places with probability
 * min{1, exp(S_i(X) − S_i(Y) + S_j(Y) − S_j(X))} (Vogel et al., Phys. Rev. Lett. 110, 210603, 2013), even and odd pairs in
 * turn.
 */
export async function exchangeReplicas(task: Task<object>, replicas: Replicas): Promise<void> {
  const { walkOf, lastEnd } = replicas;
  const random = randomStream(task.seed, `exchange ${replicas.rounds}`);
  for (let window = replicas.rounds % 2; window + 1 < walkOf.length; window += 2) {
    const [first, second] = [task.walks[walkOf[window]!]!, task.walks[walkOf[window + 1]!]!];
    const [a, b] = await Promise.all([first.view(), second.view()]);
    replicas.tried++;
    const gain = a.entropy[a.energy]! - a.entropy[b.energy]! + b.entropy[b.energy]! - b.entropy[a.energy]!;
    if (!(Math.log(1 - random.uniform()) <= gain)) continue;
    await first.exchange(second);
    walkOf.splice(window, 2, walkOf[window + 1]!, walkOf[window]!);
    replicas.exchanged++;
  }
  replicas.rounds++;
  for (const [end, walk] of [
    [-1, walkOf[0]!],
    [1, walkOf.at(-1)!],
  ] as const) {
    if (lastEnd[walk] === -end) replicas.halfTrips++;
    lastEnd[walk] = end;
  }
}
