import { requireOptions } from '../check.js';
import { classMoments, type Moments } from './class-moments.js';
import { CLONE_OPTIONS, checkedClone, type GaussianCloneOptions } from './clone-options.js';
import type { Dataset } from './dataset.js';

export interface CloneClassesOptions extends Omit<GaussianCloneOptions, 'kind' | 'seed' | 'scale'> {
  readonly kind: 'isotropic' | 'shared';
}

/** What the patterns of one class of a clone without correlations are drawn from. */
export interface CloneClass {
  /** P1 or P0. */
  readonly patterns: number;
  /** N numbers, the class mean of the data times `separation`. */
  readonly mean: Float64Array;
  /** The variance of each input. */
  readonly variance: number;
}

/**
 * The two classes of a clone without correlations, for `isotropicClasses`, which predicts its density of states. Throws as
 * `gaussianClone` does, and for `'full'`, which has correlations.
 */
export function cloneClasses(
  data: Dataset,
  options: CloneClassesOptions,
): { readonly positive: CloneClass; readonly negative: CloneClass } {
  requireOptions('cloneClasses', options, CLONE_OPTIONS);
  const { kind, patterns, positives, separation } = checkedClone(data, options);
  if (kind === 'full') {
    throw new TypeError(
      "a 'full' clone has correlations; choose 'isotropic' or 'shared', or predict it by `annealed(clone)`",
    );
  }
  const { positive, negative } = classMoments(data);
  const classOf = (count: number, { mean, variance }: Moments): CloneClass => ({
    patterns: count,
    mean: mean.map((value) => separation * value),
    variance: kind === 'shared' ? Math.sqrt(positive.variance * negative.variance) : variance,
  });
  return { positive: classOf(positives, positive), negative: classOf(patterns - positives, negative) };
}
