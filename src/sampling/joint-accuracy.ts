import { checkChoice, checkInteger, checkPositive, requireOptions } from '../base/check.js';
import type { ReachedAccuracy } from './accuracy.js';
import type { Estimate } from './estimate.js';
import { type SampledCounts, sampledMeans } from './mean-given-energy.js';

/** How accurate a joint density of states should be, at all energies found or at one. */
export interface JointAccuracy {
  /**
   * `'mean'`: the mean of the second axis at each energy (`meanGivenEnergy`), such as the mean test error. `'entropy'`:
   * S(E, Q) in every bin found.
   */
  readonly of: 'mean' | 'entropy';
  /** The largest standard error: in units of the second axis for a mean, in nats for an entropy. */
  readonly error: number;
  /** The energy at which it is asked for. Default: every energy that is found. */
  readonly level?: number;
}

/**
 * @throws TypeError if `accuracy` is not an object, or has an unknown option.
 * @throws RangeError if `error` is not above 0, or if `level` is not a whole number from 0 to `highest`.
 */
export function checkJointAccuracy(accuracy: JointAccuracy, highest: number): void {
  requireOptions('accuracy', accuracy, ['of', 'error', 'level']);
  checkChoice('accuracy.of', accuracy.of, ['mean', 'entropy']);
  checkPositive('accuracy.error', accuracy.error);
  if (accuracy.level !== undefined) checkInteger('accuracy.level', accuracy.level, 0, highest);
}

/** The accuracy of a joint count beside the one asked for. `middles` are those of the bins. */
export function jointAccuracyOf(
  counted: Estimate & SampledCounts,
  { of, error, level }: JointAccuracy,
  middles: Float64Array,
): ReachedAccuracy {
  const bins = middles.length;
  const errors = of === 'mean' ? errorsOfMeans(counted, middles) : errorsOfEntropies(counted, bins);
  const asked = errors.filter(({ energy }) => level === undefined || energy === level);
  // An energy that is asked for and was not found has no error bar.
  const none = { energy: level ?? 0, error: Infinity };
  const worst = asked.reduce((most, one) => (one.error > most.error ? one : most), asked[0] ?? none);
  const isOneLevel = level === undefined ? {} : { isOneLevel: true as const };
  return {
    of,
    asked: error,
    reached: worst.error,
    level: worst.energy,
    ...isOneLevel,
    isReached: worst.error <= error,
  };
}

interface ErrorAt {
  readonly energy: number;
  readonly error: number;
}

function errorsOfMeans(counted: SampledCounts, middles: Float64Array): ErrorAt[] {
  const { mean, standardError } = sampledMeans(counted, middles);
  const found = [...mean.keys()].filter((energy) => !Number.isNaN(mean[energy]));
  return found.map((energy) => ({ energy, error: standardError[energy]! }));
}

function errorsOfEntropies({ entropy, standardError }: Estimate, bins: number): ErrorAt[] {
  const found = [...entropy.keys()].filter((bin) => entropy[bin] !== -Infinity);
  return found.map((bin) => ({ energy: Math.floor(bin / bins), error: standardError[bin]! }));
}
