import { normalise } from '../curve.js';
import { joinVisits, type WindowVisits } from './join.js';
import type { Window } from './windows.js';

/** Entropies with their errors, indexed by energy. */
export interface Estimate {
  /** S(E) in nats, normalised to Σ g = 2^M; −∞ where not visited. */
  readonly entropy: Float64Array;
  /** One standard error in nats; ∞ where fewer than two walkers visited the level. */
  readonly standardError: Float64Array;
}

/**
 * S(E) = S_w(E) + ln h(E), normalised to Σ g = 2^M, with h from the visits of independent walkers that ran with the same
 * weights S_w (`joinVisits`; in one window h is just the sum of their visits). The error is the jackknife's (Efron, 1982):
 * the spread of the estimates that leave one walker out. A level that only one walker visited has no such spread: its error
 * is ∞. `leftOut` are those estimates. `mirrored` imposes g(E) = g(P − E), for symmetric S_w.
 */
export function jackknife(
  logWeights: Float64Array,
  walkers: readonly (readonly WindowVisits[])[],
  { weights, mirrored }: { readonly weights: number; readonly mirrored: boolean },
): Estimate & { readonly leftOut: readonly Float64Array[] } {
  // Where the weights are largest most configurations are: what is not joined to that level is not normalised.
  const anchor = logWeights.indexOf(logWeights.reduce((a, b) => Math.max(a, b)));
  const estimate = (windows: readonly WindowVisits[]) => {
    const joined = joinVisits(windows, mirrored, anchor);
    return normalise(
      joined.map((value, level) => logWeights[level] + value),
      weights,
    );
  };
  const summed = sumWindows(walkers);
  if (summed.every(({ visits }) => visits.every((count) => count === 0))) {
    // Stopped before the count: known at once, whatever the number of walkers.
    const entropy = logWeights.map(() => -Infinity);
    return { entropy, standardError: entropy.map(() => Infinity), leftOut: walkers.map(() => entropy) };
  }
  const leftOut = walkers.map((walker) => estimate(leaveOut(summed, walker)));
  const standardError = logWeights.map((_, level) => jackknifeError(leftOut.map((entropy) => entropy[level])));
  return { entropy: estimate(summed), standardError, leftOut };
}

/** One standard error of a number, from what it is when one walker after the other is left out; ∞ where that is not known. */
export function jackknifeError(leftOut: readonly number[]): number {
  if (leftOut.length < 2 || !leftOut.every(Number.isFinite)) return Infinity;
  return Math.sqrt(leftOut.length - 1) * deviation(leftOut);
}

interface SummedVisits extends WindowVisits {
  /** How many walkers have this window. */
  readonly walkers: number;
}

const isSame = (one: Window, other: Window) => one.lowest === other.lowest && one.highest === other.highest;

/** The visits of all walkers, added up where their windows are the same. */
function sumWindows(walkers: readonly (readonly WindowVisits[])[]): SummedVisits[] {
  const sums = new Map<string, SummedVisits>();
  for (const { window, visits } of walkers.flat()) {
    const key = `${window.lowest}–${window.highest}`;
    const before = sums.get(key);
    if (before === undefined) sums.set(key, { window, visits: visits.slice(), walkers: 1 });
    else {
      for (let level = 0; level < visits.length; level++) before.visits[level] += visits[level];
      sums.set(key, { ...before, walkers: before.walkers + 1 });
    }
  }
  return [...sums.values()];
}

/** The sums without one of the walkers. Counts are whole numbers: to subtract them is exact. */
function leaveOut(summed: readonly SummedVisits[], walker: readonly WindowVisits[]): WindowVisits[] {
  return summed.flatMap(({ window, visits, walkers }) => {
    const own = walker.filter((one) => isSame(one.window, window));
    if (own.length === walkers) return [];
    return [{ window, visits: own.reduce((left, one) => left.map((count, k) => count - one.visits[k]), visits) }];
  });
}

/** Mean and standard error of independently normalised runs, level by level; ∞ where fewer than two found the level. */
export function meanOfRuns(runs: readonly Float64Array[], weights: number): Estimate {
  const found = runs[0].map((_, level) => runs.filter((entropy) => entropy[level] !== -Infinity).length);
  const mean = found.map((count, level) => {
    const values = runs.map((entropy) => entropy[level]).filter((entropy) => entropy !== -Infinity);
    return count === 0 ? -Infinity : values.reduce((sum, value) => sum + value, 0) / count;
  });
  const standardError = found.map((count, level) => {
    if (count < 2) return Infinity;
    const values = runs.map((entropy) => entropy[level]).filter((entropy) => entropy !== -Infinity);
    return deviation(values) / Math.sqrt(count - 1);
  });
  return { entropy: normalise(mean, weights), standardError };
}

/** Root mean square distance from the mean. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
