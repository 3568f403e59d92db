import { checkEach, checkInteger, checkWithin, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { twoClassCurve } from './annealed.js';
import { checkLabelledData, type LabelledData, meanCorrelations } from './correlations.js';
import type { ClassSeparation } from './gaussian-classes.js';
import { checkWeightsAndPatterns, probabilityCurve } from './prediction.js';
import { twoClassErrors } from './two-classes.js';

/** Two Gaussian classes with opposite means and some wrong labels. */
export interface Mislabelling extends ClassSeparation {
  /** f, the number of flipped labels, from 0 to P. */
  readonly flipped: number;
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on separated classes with f flipped labels: p(E) = `∫Dz [Bin(P − f, Φ(−mz)) ∗
 * Bin(f, Φ(mz))](E)`, because the flipped patterns feel the field −mz. For large m the peaks lie at f and P − f. (Mele
 * et al. 2025.)
 *
 * @example
 * ```ts
 * import { mislabelling, peaks } from 'weightspace';
 *
 * const curve = mislabelling({ weights: 25, patterns: 40, flipped: 8, separation: 5 });
 * console.log(peaks(curve)); // near E = 8 and E = 32
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `weights` or `patterns` is not a whole number of at least 1, `patterns` is above a million,
 * `separation` is not from 0 to 10⁶, or `flipped` is not a whole number from 0 to P.
 */
export function mislabelling(classes: Mislabelling): EntropyCurve {
  requireOptions('mislabelling', classes, ['weights', 'patterns', 'separation', 'flipped']);
  const { weights, patterns, separation, flipped } = classes;
  checkWeightsAndPatterns(weights, patterns);
  checkWithin('separation', separation, 0, 1e6);
  checkInteger('flipped', flipped, 0, patterns);
  const square = separation ** 2;
  const logProbability = twoClassErrors({
    positive: patterns - flipped,
    negative: flipped,
    positiveVariance: square,
    negativeVariance: square,
    covariance: -square,
  });
  return probabilityCurve(`annealed, separation ${separation}, ${flipped} flipped`, weights, logProbability);
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on data with some wrong labels, predicted from the data alone. `data` has the
 * right labels, which say which patterns are alike; `labels` are those that the perceptron is given. As in `annealed`,
 * the patterns of a class share a field, and a pattern with the wrong label is an error where it would otherwise be
 * right: a class of error rate ε1 with f1 of its P1 labels flipped makes Bin(P1 − f1, ε1) ∗ Bin(f1, 1 − ε1) errors. For
 * two Gaussian classes `mislabelling` has the closed form. Calling `annealed` on the mislabelled data misses this
 * effect, because it takes each label for a class.
 *
 * @example
 * ```ts
 * import { annealedMislabelled, flipLabels, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * const flipped = flipLabels(data, { flips: 8, seed: 'flips' });
 * console.log(annealedMislabelled(data, flipped.labels).entropy);
 * ```
 * @throws TypeError if `data` is not a data set, or if `labels` is not an array.
 * @throws RangeError if the shapes of `data` do not fit, a label is not ±1, a pattern is all zeros or not finite, all
 * patterns of one label are the same up to sign, or `labels` does not have P entries.
 */
export function annealedMislabelled(data: LabelledData, labels: ArrayLike<number>): EntropyCurve {
  checkLabelledData(data);
  checkEach('labels', labels, (label) => label === 1 || label === -1, 'a label is −1 or +1');
  if (labels.length !== data.patterns) {
    throw new RangeError(`\`labels\` has ${labels.length} entries; give one for each of the ${data.patterns} patterns`);
  }
  const flipped = { positiveFlipped: 0, negativeFlipped: 0 };
  for (let mu = 0; mu < labels.length; mu++) {
    if (labels[mu] === data.labels[mu]) continue;
    if (data.labels[mu] === 1) flipped.positiveFlipped++;
    else flipped.negativeFlipped++;
  }
  return twoClassCurve('annealed, some labels flipped', data.inputs, meanCorrelations(data), flipped);
}
