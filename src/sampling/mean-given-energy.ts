import { logSumExp } from '../base/curve.js';
import { studentWidth } from '../base/statistics.js';
import type { Counts } from '../kernel/walk.js';
import { jackknifeError } from './estimate.js';

/** A number for each energy, with its error. */
export interface ByEnergy {
  /** NaN where no configuration of the energy was found. */
  readonly mean: Float64Array;
  /** One standard error: 0 where exact, ∞ where unknown. */
  readonly standardError: Float64Array;
}

/** ⟨Q⟩ at each energy, exact, from all configurations. `bins` adjacent levels have the same energy. */
export function exactMeans({ visits, sums }: Counts, bins: number): ByEnergy {
  const counts = byEnergy(visits, bins).map(total);
  const mean = Float64Array.from(byEnergy(sums, bins), (row, energy) => total(row) / counts[energy]!);
  return { mean, standardError: new Float64Array(mean.length) };
}

/** The count of the production walkers: S(E, Q), its leave-one-out estimates, and what all and each of them counted. */
export interface SampledCounts extends Counts {
  readonly entropy: Float64Array;
  readonly leftOut: readonly Float64Array[];
  readonly walkers: readonly Counts[];
}

/**
 * ⟨Q⟩ at each energy: the mean over the visits in each bin, whose configurations are all visited alike, weighted with
 * exp S(E, bin). The error is the jackknife's, which leaves one walker out of both. A bin that was learned but not
 * counted is represented by its middle.
 */
export function sampledMeans(sampled: SampledCounts, middles: Float64Array): ByEnergy {
  const { entropy, leftOut, walkers } = sampled;
  const bins = middles.length;
  const estimate = (logWeights: Float64Array, without?: Counts) => {
    const inBin = sampled.sums.map((sum, level) => {
      const visits = sampled.visits[level]! - (without?.visits[level] ?? 0);
      return visits > 0 ? (sum - (without?.sums[level] ?? 0)) / visits : middles[level % bins]!;
    });
    const means = byEnergy(inBin, bins);
    return Float64Array.from(byEnergy(logWeights, bins), (row, energy) => weightedMean(row, means[energy]!));
  };
  const runs = leftOut.map((one, walker) => estimate(one, walkers[walker]));
  const mean = estimate(entropy);
  return { mean, standardError: mean.map((_, energy) => widenedError(runs.map((run) => run[energy]!))) };
}

/** The jackknife's error, widened for few walkers; ∞ if unknown. */
export function widenedError(leftOut: readonly number[]): number {
  const error = jackknifeError(leftOut);
  return error === Infinity ? error : studentWidth(leftOut.length - 1) * error;
}

/** The levels of each energy, one energy after the other. */
export function byEnergy(values: Float64Array, bins: number): Float64Array[] {
  return Array.from({ length: values.length / bins }, (_, energy) =>
    values.subarray(energy * bins, (energy + 1) * bins),
  );
}

/** S(E) of a joint density of states, summed over the bins of each energy. */
export function marginalOf(entropy: Float64Array, bins: number): Float64Array {
  return Float64Array.from(byEnergy(entropy, bins), logSumExp);
}

/** The mean of values with weights exp(entropy); NaN if all weights are zero. */
function weightedMean(entropy: Float64Array, values: Float64Array): number {
  const logTotal = logSumExp(entropy);
  return entropy.reduce((sum, one, k) => sum + Math.exp(one - logTotal) * values[k]!, 0);
}

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}
