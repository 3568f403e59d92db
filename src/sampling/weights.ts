import type { Problem } from '../kernel/problem.js';

/** What the weights ask of a problem. */
type Strided = Pick<Problem, 'stride'>;

/** Without a second axis each level has its own energy. */
const ONE_AXIS: Strided = { stride: 1 };

/**
 * S_w with values at the unknown levels: that of the nearest known level of the same energy (`stride` adjacent levels
 * share one), or else the smallest known value; 0 if no level is known.
 *
 * A walk that meets a level whose S_w is too small by x nats stays there for about e^x moves. New energies are rarer
 * than all known ones, so the smallest value is right for them. With a second axis most new levels lie at the edge of
 * an energy that has many configurations, far more than the rarest known level, so they need the value of their
 * neighbour.
 */
export function completeWeights(weights: Float64Array, { stride }: Strided = ONE_AXIS): Float64Array {
  const smallest = weights.reduce((least, value) => (value === -Infinity ? least : Math.min(least, value)), Infinity);
  const fallback = smallest === Infinity ? 0 : smallest;
  return weights.map((value, level) =>
    value === -Infinity ? (nearestKnown(weights, level, stride) ?? fallback) : value,
  );
}

/** The value of the nearest known level of the same energy, the larger of two. */
function nearestKnown(weights: Float64Array, level: number, stride: number): number | undefined {
  const first = Math.floor(level / stride) * stride;
  for (let distance = 1; distance < stride; distance++) {
    const sides = [level - distance, level + distance].filter((side) => side >= first && side < first + stride);
    const largest = Math.max(...sides.map((side) => weights[side]));
    if (largest > -Infinity) return largest;
  }
  return undefined;
}

/** Gives known levels without visits the values that `completeWeights` gives to unknown ones. */
export function liftUnvisited(entropy: Float64Array, visits: Float64Array, problem: Strided = ONE_AXIS): Float64Array {
  const visited = entropy.map((value, level) => (visits[level] > 0 ? value : -Infinity));
  const lifted = completeWeights(visited, problem);
  return entropy.map((value, level) => (Number.isFinite(value) ? lifted[level] : value));
}

/** Levels with a known entropy. */
export function knownLevels(entropy: Float64Array): number[] {
  return [...entropy.keys()].filter((level) => Number.isFinite(entropy[level]));
}

/** The least and the most visited of these levels, for progress reports. */
export function extremes(levels: readonly number[], visits: Float64Array) {
  const mean = levels.reduce((sum, level) => sum + visits[level], 0) / levels.length;
  if (!(mean > 0)) return {};
  const share = (level: number) => ({ level, share: visits[level] / mean });
  const sorted = [...levels].sort((a, b) => visits[a] - visits[b]);
  return { leastVisited: share(sorted[0]!), mostVisited: share(sorted.at(-1)!) };
}
