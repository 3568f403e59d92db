import { logSumExp } from '../base/curve.js';
import type { Problem } from '../kernel/problem.js';
import type { Production } from './production.js';

/** The part of a count that is spent at the last level, which holds about half of all configurations. */
const SHARE_OF_BULK = 0.05;

/** Levels above the lowest one over which the time spent at a level falls to a quarter. */
const SCALE = 15;

/**
 * Weights with which a walk by graded errors spends more time the lower its level: in proportion to 1/(1 + (φ − φ₀)/15)², φ₀
 * being the lowest level known. Error bars are largest at low energies, and are made by how often a walk comes down to them, not by
 * how long it stays in the few configurations of the very lowest: 1/(1 + φ − φ₀), with five times as much of the bulk, came down
 * 2.4 times less often at N = 101, P = 80, and had error bars larger by a tenth at P = 50 and by 15 % at N = 1001, P = 100.
 */
export function tilted(logWeights: Float64Array, lowest: number): Float64Array {
  const last = logWeights.length - 1;
  const tilt = logWeights.map((_, level) => 2 * Math.log(1 + Math.max(0, level - lowest) / SCALE));
  const below = logSumExp([...tilt.subarray(lowest, last)].map((value) => -value));
  tilt[last] = Math.log((1 - SHARE_OF_BULK) / SHARE_OF_BULK) - below;
  return logWeights.map((value, level) => value + tilt[level]!);
}

/** What walkers counted, by errors: as if they had walked with weights of E. */
export interface CountedErrors {
  readonly logWeights: Float64Array;
  /** Visits are weighted: with h visits at E, S(E) = S_w(E) + ln h up to a constant. */
  readonly produced: readonly Production[];
}

/**
 * The visits of graded levels as visits of errors: g(E) ∝ Σ_φ H(E, φ) exp S_w(φ). Only those of at most P/2 errors count, and
 * stand for P − E as well: the walks meet more errors only by chance.
 */
export function countedErrors(
  produced: readonly Production[],
  logWeights: Float64Array,
  { patterns }: Problem,
): CountedErrors {
  // The largest weight with which each number of errors was seen: visits then weigh at most 1, whatever was learned.
  const reference = new Float64Array(patterns + 1).fill(-Infinity);
  for (const { level, errors } of produced.flatMap((walker) => cellsOf(walker.sums, patterns))) {
    if (2 * errors > patterns) continue;
    reference[errors] = Math.max(reference[errors]!, logWeights[level]!);
    reference[patterns - errors] = reference[errors]!;
  }
  const all = { lowest: 0, highest: patterns };
  const weighted = (sums: Float64Array) => {
    const visits = new Float64Array(patterns + 1);
    for (const { level, errors, count } of cellsOf(sums, patterns)) {
      if (2 * errors <= patterns) visits[errors] += count * Math.exp(logWeights[level]! - reference[errors]!);
    }
    return {
      window: all,
      visits: visits.map((count, errors) => (2 * errors <= patterns ? count : visits[patterns - errors]!)),
    };
  };
  const walkers = produced.map((walker) => {
    const [whole, early] = [weighted(walker.sums), weighted(walker.earlySums)];
    return { ...walker, windows: [whole], early: [early], visits: whole.visits };
  });
  return { logWeights: reference, produced: walkers };
}

/**
 * What was learned of graded errors, for errors: g(E) = Σ_φ g(φ) H(E, φ)/H(φ) over the levels that a count visited, for at most
 * P/2 errors and their mirror images.
 */
export function learnedErrors(
  produced: readonly Pick<Production, 'sums'>[],
  learned: Float64Array,
  { patterns }: Problem,
): Float64Array {
  const cells = produced.flatMap((walker) => cellsOf(walker.sums, patterns));
  const visits = new Float64Array(learned.length);
  for (const { level, count } of cells) visits[level] += count;
  const parts: number[][] = Array.from({ length: patterns + 1 }, () => []);
  for (const { level, errors, count } of cells) {
    if (2 * errors <= patterns) parts[errors]!.push(learned[level]! + Math.log(count / visits[level]!));
  }
  return Float64Array.from(parts, (_, errors) => logSumExp(parts[Math.min(errors, patterns - errors)]!));
}

/** Visits of each number of errors, whatever the level. */
export function visitsOfErrors(produced: readonly Production[], { patterns }: Problem): Float64Array {
  const visits = new Float64Array(patterns + 1);
  for (const { sums } of produced) for (const { errors, count } of cellsOf(sums, patterns)) visits[errors] += count;
  return visits;
}

interface Cell {
  readonly level: number;
  readonly errors: number;
  readonly count: number;
}

/** The visits of each level with each number of errors that it was seen with; of 713 × 501 pairs at N = 1001, P = 500 most were not. */
function cellsOf(sums: Float64Array, patterns: number): Cell[] {
  const cells: Cell[] = [];
  sums.forEach((count, place) => {
    if (count > 0) cells.push({ level: Math.floor(place / (patterns + 1)), errors: place % (patterns + 1), count });
  });
  return cells;
}
