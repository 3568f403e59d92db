import { logSumExp, normalise } from '../base/curve.js';
import { isInside, type Window } from './windows.js';

/** Entropies with their errors, indexed by energy. */
export interface Estimate {
  /** S(E) in nats, normalised to Σ g = 2^M; −∞ where never visited. */
  readonly entropy: Float64Array;
  /** One standard error in nats; ∞ where fewer than two walkers visited the level. */
  readonly standardError: Float64Array;
}

/** A number of configurations that is known exactly: of all of them, or of those in some levels together. */
export interface KnownCount {
  /** ln of the number of configurations in these levels. */
  readonly logCount: number;
  readonly levels: readonly number[];
}

/** What the entropies are normalised by: Σ g = 2^M or, where the walks went over a part of the levels only, a known count. */
export interface Normalisation {
  readonly weights: number;
  readonly known?: KnownCount | undefined;
}

/** The entropies shifted by one constant so that the known count is right; −∞ where the levels of that count were not found. */
export function normalisedBy(entropy: Float64Array, { weights, known }: Normalisation): Float64Array {
  if (known === undefined) return normalise(entropy, weights);
  const found = logSumExp(known.levels.map((level) => entropy[level]!));
  return entropy.map((value) => (found === -Infinity ? -Infinity : value + known.logCount - found));
}

/**
 * S(E) = S_w(E) + ln h(E), normalised to Σ g = 2^M or by a known count, with h from the visits of independent walkers that ran with the
 * same weights S_w (`joinVisits`; in one window h is the sum of their visits). The error is the jackknife's (Efron,
 * 1982): the spread of the estimates that leave one walker out (`leftOut`). If only one walker visited a level, there
 * is no such spread, and its error is ∞. `mirrored` imposes g(E) = g(P − E), for symmetric S_w.
 */
export function jackknife(
  logWeights: Float64Array,
  walkers: readonly (readonly WindowVisits[])[],
  options: Normalisation & { readonly mirrored: boolean },
): Estimate & { readonly leftOut: readonly Float64Array[] } {
  // The level with most configurations: what is not joined to it cannot be normalised.
  const anchor = logWeights.indexOf(logWeights.reduce((a, b) => Math.max(a, b)));
  const estimate = (windows: readonly WindowVisits[]) => {
    const joined = joinVisits(windows, options.mirrored, anchor);
    return normalisedBy(
      joined.map((value, level) => logWeights[level] + value),
      options,
    );
  };
  const summed = sumWindows(walkers);
  if (summed.every(({ visits }) => visits.every((count) => count === 0))) {
    // Stopped before the count: nothing to compute.
    const entropy = logWeights.map(() => -Infinity);
    return { entropy, standardError: entropy.map(() => Infinity), leftOut: walkers.map(() => entropy) };
  }
  const leftOut = walkers.map((walker) => estimate(leaveOut(summed, walker)));
  const standardError = logWeights.map((_, level) => jackknifeError(leftOut.map((entropy) => entropy[level])));
  return { entropy: estimate(summed), standardError, leftOut };
}

/** One standard error from the leave-one-out estimates; ∞ if one of them is unknown. */
export function jackknifeError(leftOut: readonly number[]): number {
  if (leftOut.length < 2 || !leftOut.every(Number.isFinite)) return Infinity;
  return Math.sqrt(leftOut.length - 1) * deviation(leftOut);
}

interface SummedVisits extends WindowVisits {
  /** How many walkers have this window. */
  readonly walkers: number;
}

const isSame = (one: Window, other: Window) => one.lowest === other.lowest && one.highest === other.highest;

/** The visits of all walkers, added up for equal windows. */
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

/** The sums without one of the walkers. Counts are whole numbers, so subtracting them is exact. */
function leaveOut(summed: readonly SummedVisits[], walker: readonly WindowVisits[]): WindowVisits[] {
  return summed.flatMap(({ window, visits, walkers }) => {
    const own = walker.filter((one) => isSame(one.window, window));
    if (own.length === walkers) return [];
    return [
      { window, visits: own.reduce((remaining, one) => remaining.map((count, k) => count - one.visits[k]), visits) },
    ];
  });
}

/**
 * The standard errors that n independent visits of a part p of the configurations would have at least, (1 − p)/√n; 0 where there
 * were none. Visits of a walk are not independent, so no error bar is smaller: two walkers that happen to agree have a spread
 * that is. With `mirrored`, E and P − E are estimated from the visits of both.
 */
export function errorsIfIndependent(
  visits: Float64Array,
  entropy: Float64Array,
  { weights, known, mirrored }: Normalisation & { readonly mirrored: boolean },
): Float64Array {
  const total = known?.logCount ?? weights * Math.LN2;
  return entropy.map((value, level) => {
    const count = visits[level]! + (mirrored ? visits[visits.length - 1 - level]! : 0);
    const fixes = known === undefined || known.levels.includes(level);
    const part = fixes ? Math.min(1, Math.exp(value - total)) : 0;
    return count > 0 ? (1 - part) / Math.sqrt(count) : 0;
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

/**
 * The mean of curves S(E) that are each known up to a constant. Each curve is shifted so that it agrees on average with
 * the mean of the previous ones at the levels that both know (−∞ is unknown). This also joins overlapping windows.
 */
export function alignedMean(curves: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(curves[0]!.length);
  const count = new Float64Array(sum.length);
  for (const curve of curves) {
    const both = [...curve.keys()].filter((level) => count[level] > 0 && curve[level] !== -Infinity);
    const differences = both.map((level) => sum[level] / count[level] - curve[level]);
    const shift = differences.reduce((total, value) => total + value, 0) / Math.max(1, both.length);
    for (const [level, value] of curve.entries()) {
      if (value === -Infinity) continue;
      sum[level] += value + shift;
      count[level]++;
    }
  }
  return sum.map((total, level) => (count[level] === 0 ? -Infinity : total / count[level]));
}

/** Visits of walkers with one set of weights, window by window. */
export interface WindowVisits {
  readonly window: Window;
  readonly visits: Float64Array;
}

const MOST_ITERATIONS = 10_000;
const PRECISION = 1e-12;

/**
 * ln h(E), up to a constant, where h(E) = g(E) exp(−S_w(E)) and the walkers of each window visit its levels in
 * proportion to h: the maximum-likelihood joining h(E) = Σ_k H_k(E) / Σ_{k ∋ E} n_k / Z_k with Z_k = Σ_{E ∈ k} h(E),
 * iterated to its fixed point (multiple-histogram method: Ferrenberg and Swendsen, Phys. Rev. Lett. 63, 1195, 1989).
 * With `mirrored`, h(E) and h(P − E) are equal and estimated together.
 *
 * Windows are joined by levels that were visited in both. Levels that are not joined to `anchor` in this way have no
 * known ratio to it and get −∞, as do levels without visits.
 */
export function joinVisits(windows: readonly WindowVisits[], mirrored: boolean, anchor: number): Float64Array {
  const levels = windows[0]!.visits.length;
  const fold = (values: Float64Array) => (mirrored ? values.map((value, k) => value + values[levels - 1 - k]) : values);
  const joint = joinedTo(
    anchor,
    windows.map(({ window, visits }) => ({ window, moves: sum(visits), visits: fold(visits) })),
  );
  const total = Float64Array.from({ length: levels }, (_, level) => sum(joint.map(({ visits }) => visits[level])));
  let shares = joint.map(() => 1);
  let joined = new Float64Array(levels);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const exposure = new Float64Array(levels);
    for (const [k, { window, moves }] of joint.entries()) {
      for (let level = window.lowest; level <= window.highest; level++) exposure[level] += moves / shares[k]!;
    }
    const exposed = fold(exposure);
    joined = total.map((count, level) => (count === 0 ? 0 : count / exposed[level]));
    const norm = sum(joined);
    if (norm === 0) break;
    joined = joined.map((value) => value / norm);
    const next = joint.map(({ window }) => sum(joined.filter((_, level) => isInside(window, level))));
    const change = Math.max(...next.map((share, k) => Math.abs(share / shares[k]! - 1)));
    shares = next.map((share) => (share > 0 ? share : 1));
    if (!(change > PRECISION)) break;
  }
  return joined.map(Math.log);
}

/** The windows joined to the level `anchor`: those that visited it, or a level that a joined window visited. */
function joinedTo<Visited extends { readonly visits: Float64Array }>(
  anchor: number,
  windows: readonly Visited[],
): Visited[] {
  if (windows.length === 1) return [...windows];
  const reached = new Uint8Array(windows[0]!.visits.length);
  reached[anchor] = 1;
  const joined = new Set<Visited>();
  for (;;) {
    const next = windows.find(
      (window) => !joined.has(window) && window.visits.some((count, level) => count > 0 && reached[level] === 1),
    );
    if (next === undefined) return [...joined];
    joined.add(next);
    next.visits.forEach((count, level) => {
      if (count > 0) reached[level] = 1;
    });
  }
}

/** The fraction of the configurations by which the density is judged. */
const BULK = 0.999;

/** The levels, largest first, that together hold 99.9 % of the configurations. */
export function bulkOf({ entropy }: Pick<Estimate, 'entropy'>): number[] {
  const largest = entropy.reduce((a, b) => Math.max(a, b), -Infinity);
  const share = (level: number) => Math.exp(entropy[level]! - largest);
  const levels = [...entropy.keys()].filter((level) => share(level) > 0).sort((a, b) => share(b) - share(a));
  const total = sum(levels.map(share));
  const bulk: number[] = [];
  let held = 0;
  for (const level of levels) {
    if (held >= BULK * total) break;
    bulk.push(level);
    held += share(level);
  }
  return bulk;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k];
  return total;
}
