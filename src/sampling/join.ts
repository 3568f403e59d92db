import { isInside, type Window } from './windows.js';

/**
 * The mean of curves S(E) that are each known up to a constant: one after the other is shifted so that it agrees on average
 * with the mean of those before where both are known (−∞ is not), which also joins windows that overlap.
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
 * ln h(E), up to a constant, where h(E) = g(E) exp(−S_w(E)) and the walkers of each window visit its levels in proportion
 * to h: the maximum-likelihood joining h(E) = Σ_k H_k(E) / Σ_{k ∋ E} n_k / Z_k with Z_k = Σ_{E ∈ k} h(E), iterated to its
 * fixed point (multiple-histogram method: Ferrenberg and Swendsen, Phys. Rev. Lett. 63, 1195, 1989). With `mirrored`, h(E)
 * and h(P − E) are known to be the same and are estimated together.
 *
 * Windows are joined by levels that both have visited. Levels that are not joined to `anchor` in this way have no known
 * ratio to it: they get −∞, as do levels without visits.
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

/** The windows that are joined to the level `anchor`: it was visited in them, or a level that joined ones have visited. */
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

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k];
  return total;
}
