import { normalise } from '../curve.js';

/** Entropies with their errors, indexed by energy. */
export interface Estimate {
  /** S(E) in nats, normalised to Σ g = 2^M; −∞ where not visited. */
  readonly entropy: Float64Array;
  /** One standard error in nats; ∞ where fewer than two walkers visited the level. */
  readonly standardError: Float64Array;
}

/**
 * S(E) = S_w(E) + ln H(E) from the visits H of independent walkers that ran with the same weights S_w, normalised to
 * Σ g = 2^M. The error is the jackknife's (Efron, 1982): the spread of the estimates that leave one walker out. A level
 * that only one walker visited has no such spread: its error is ∞.
 */
export function jackknife(logWeights: Float64Array, visits: readonly Float64Array[], weights: number): Estimate {
  const total = logWeights.map((_, level) => visits.reduce((sum, histogram) => sum + histogram[level], 0));
  const estimate = (histogram: Float64Array) =>
    normalise(
      histogram.map((count, level) => logWeights[level] + Math.log(count)),
      weights,
    );
  const leftOut = visits.map((histogram) => estimate(total.map((count, level) => count - histogram[level])));
  const standardError = logWeights.map((_, level) => {
    const values = leftOut.map((entropy) => entropy[level]);
    if (visits.length < 2 || values.includes(-Infinity)) return Infinity;
    return Math.sqrt(visits.length - 1) * deviation(values);
  });
  return { entropy: estimate(total), standardError };
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
