import { checkChoice, checkInteger, checkNumber } from '../check.js';
import type { Seed } from '../seed.js';
import { checkSizes, twoClasses } from './check-dataset.js';
import type { Dataset } from './dataset.js';

export interface GaussianCloneOptions {
  /**
   * What the clone keeps of the data beside the class means: `'full'` (default), the covariance matrix of each class;
   * `'isotropic'`, one variance v per class, that of all inputs of all its patterns about their common mean, and no
   * correlations; `'shared'`, one variance √(v1 v0) for both classes. The paper's GM, ISOGM and 2ISO. Since v holds the
   * contrast of the mean picture too, the last two are noisier than the data; the published curves are those of this v.
   */
  readonly kind?: 'full' | 'isotropic' | 'shared';
  /** P of the clone. Default: as many patterns as the data have. */
  readonly patterns?: number;
  /** P1 of the clone. Default: the data's share of labels +1, rounded. */
  readonly positives?: number;
  /** The factor m on both class means. Default 1; at 0 the classes differ in their covariances only. */
  readonly separation?: number;
  readonly seed: Seed;
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums hold. */
  readonly scale?: number | undefined;
}

/** What the clones are called in captions. */
export const CAPTIONS = {
  full: 'Gaussian clone',
  isotropic: 'Gaussian clone with one variance per class',
  shared: 'Gaussian clone with one variance',
} as const;

/** What the clones share of their options. */
export const CLONE_OPTIONS = ['kind', 'patterns', 'positives', 'separation'] as const;

/** The options with their defaults. Throws the sentences of `gaussianClone`. */
export function checkedClone(data: Dataset, options: Omit<GaussianCloneOptions, 'seed' | 'scale'>) {
  const { positive, negative } = twoClasses(data);
  const { kind = 'full', patterns = data.patterns, separation = 1 } = options;
  const { positives = Math.round((patterns * positive) / data.patterns) } = options;
  checkChoice('kind', kind, Object.keys(CAPTIONS));
  checkSizes({ inputs: data.inputs, patterns });
  checkInteger('positives', positives, 0, patterns);
  checkNumber('separation', separation);
  const both = kind === 'shared';
  if (((both || positives > 0) && positive === 0) || ((both || positives < patterns) && negative === 0)) {
    throw new RangeError(
      `the data have ${positive} patterns with label +1 and ${negative} with −1; a clone of both classes needs some of each`,
    );
  }
  return { kind, patterns, positives, separation };
}
