import { logSumExp } from '../curve.js';
import type { Counts } from '../kernel/kernel.js';
import { studentWidth } from '../statistics.js';
import { jackknifeError } from './jackknife.js';
import type { ByEnergy } from './joint-density-of-states.js';

/** ⟨Q⟩ at each energy, from all configurations: exact. `bins` levels side by side have the same energy. */
export function exactMeans({ visits, sums }: Counts, bins: number): ByEnergy {
  const counts = byEnergy(visits, bins).map(total);
  const mean = Float64Array.from(byEnergy(sums, bins), (row, energy) => total(row) / counts[energy]!);
  return { mean, standardError: new Float64Array(mean.length) };
}

/** What production walkers give: S(E, Q) of all of them, of all but one after the other, and what all and each counted. */
export interface SampledCounts extends Counts {
  readonly entropy: Float64Array;
  readonly leftOut: readonly Float64Array[];
  readonly walkers: readonly Counts[];
}

/**
 * ⟨Q⟩ at each energy: the mean over the visits in each bin, whose configurations are all visited alike, weighted with
 * exp S(E, bin). The error is the jackknife's over the walkers, which leaves one out of both. A bin that was learned and not
 * counted stands with its middle, `middles`.
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

/** The jackknife's error, widened as that of few walkers must be; ∞ where it is not known. */
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

/** The mean of values with weights exp(entropy); NaN where there are none. */
function weightedMean(entropy: Float64Array, values: Float64Array): number {
  const logTotal = logSumExp(entropy);
  return entropy.reduce((sum, one, k) => sum + Math.exp(one - logTotal) * values[k]!, 0);
}

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}
