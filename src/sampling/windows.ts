import type { Problem } from '../kernel/problem.js';
import { Walk } from '../kernel/walk.js';
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

/** Energies above a ceiling that walks go to: configurations whose neighbours all lie above it would be cut off from them. */
const ABOVE_CEILING = 2;

/** Nats by which the weight of a level falls with each level that it lies outside a window. */
const SLOPE = 1;

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
export function layWindows({ rows, known, count, mirrored }: Layout): Window[] {
  const covered = mirrored ? known.filter((energy) => energy <= (rows - 1) / 2) : known;
  const last = covered.length - 1;
  const width = Math.max(NARROWEST, Math.ceil(last / (1 + (1 - OVERLAP) * (count - 1))));
  const starts = Array.from({ length: count }, (_, k) => Math.round((k * (last - width)) / Math.max(1, count - 1)));
  const distinct = last > width ? [...new Set(starts)] : [0];
  const mirror = (energy: number) => rows - 1 - energy;
  return distinct.map((start, k) => {
    const lowest = k === 0 ? 0 : covered[start]!;
    if (k < distinct.length - 1) return { lowest, highest: covered[start + width]! };
    return { lowest, highest: mirrored ? mirror(lowest) : rows - 1 };
  });
}

const LEVELS_PER_WINDOW = 32;

/** Energies in units of their spread, from which on one walk seldom crosses them: about 6 for two digits, 30 or more for random labels. */
const BROADEST = 20;

/** Random configurations by which the spread of the energy is known to a tenth. */
const CONFIGURATIONS = 64;

/**
 * The default number of windows for `found` energies, of which they cover `toCover`: 1 for less than 128 of these or for a
 * density so broad that one walk crosses it, otherwise one for every 32.
 */
export function defaultWindows(problem: Problem, found: number, toCover: number): number {
  if (toCover < 4 * LEVELS_PER_WINDOW || found < BROADEST * spreadOf(problem)) return 1;
  return Math.floor(toCover / LEVELS_PER_WINDOW);
}

/** The standard deviation of the energy over random configurations, the same ones in every run. */
function spreadOf(problem: Problem): number {
  const energies = Array.from({ length: CONFIGURATIONS }, (_, k) => new Walk(problem, `spread ${k}`).view().energy);
  const mean = energies.reduce((sum, energy) => sum + energy, 0) / CONFIGURATIONS;
  return Math.sqrt(energies.reduce((sum, energy) => sum + (energy - mean) ** 2, 0) / CONFIGURATIONS);
}

/** Windows over the levels with a finite entropy: the number in the plan, or the default for the energies to cover. */
export function windowsOver(
  entropy: Float64Array,
  problem: Problem,
  plan: Pick<OneOverTPlan, 'windows' | 'symmetry'>,
): LaidWindow[] {
  const { stride, ceiling = Infinity } = problem;
  const rows = rowsWalked(problem);
  const mirrored = isMirrored(problem, plan);
  const isKnown = (energy: number) =>
    entropy.subarray(energy * stride, (energy + 1) * stride).some((value) => Number.isFinite(value));
  const known = Array.from({ length: rows }, (_, energy) => energy).filter(
    (energy) => isKnown(energy) || (mirrored && isKnown(rows - 1 - energy)),
  );
  const toCover = mirrored ? known.length / 2 : known.length;
  const count = plan.windows ?? (stride === 1 ? defaultWindows(problem, known.length, toCover) : 1);
  // Each energy has `stride` levels.
  const levelsOf = ({ lowest, highest }: Window) => ({ lowest: lowest * stride, highest: (highest + 1) * stride - 1 });
  return layWindows({ rows, known, count, mirrored }).map(({ lowest, highest }) => ({
    ...levelsOf({ lowest, highest }),
    counted: levelsOf({ lowest, highest: Math.min(highest, ceiling) }),
  }));
}

/** The number of energies that the walks may go to. */
function rowsWalked({ levels, stride, ceiling = Infinity }: Problem): number {
  return Math.min(levels / stride, ceiling + ABOVE_CEILING + 1);
}

export function isInside({ lowest, highest }: Window, level: number): boolean {
  return level >= lowest && level <= highest;
}

/** The energies by which each level lies outside a window; a level beyond it is at least one away, in whichever bin. */
export function distances({ lowest, highest }: Window, { levels, stride }: Problem): Float64Array {
  return Float64Array.from({ length: levels }, (_, level) =>
    Math.ceil(Math.max(0, lowest - level, level - highest) / stride),
  );
}

/** The entropies inside a window, and +∞ outside, so that no move leaves it. */
export function confine(entropy: Float64Array, window: Window): Float64Array {
  return entropy.map((value, level) => (isInside(window, level) ? value : Infinity));
}

/**
 * The weights of a walk that counts in a window: outside it they fall by one nat with each level. Where no move leaves a window,
 * configurations whose neighbours all lie outside are cut off from the walk, which finds too few at the ends (1 % at N = 25);
 * from a few levels outside the walk comes to all of them, and counts them without bias.
 */
export function drawnTo(window: Window, logWeights: Float64Array, problem: Problem): Float64Array {
  const away = distances(window, problem);
  const end = rowsWalked(problem) * problem.stride;
  return logWeights.map((value, level) => (level < end ? value + SLOPE * away[level]! : Infinity));
}
