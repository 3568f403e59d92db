import { checkEach, checkInteger, checkWithin, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { twoClassCurve } from './annealed.js';
import { checkLabelledData, type LabelledData, meanCorrelations } from './correlations.js';
import type { ClassSeparation } from './gaussian-classes.js';
import { checkWeightsAndPatterns, probabilityCurve } from './prediction.js';
import { twoClassErrors } from './two-classes.js';

/** Two Gaussian classes with opposite means, some of the labels wrong. */
export interface Mislabelling extends ClassSeparation {
  /** f, how many of the P labels are flipped. */
  readonly flipped: number;
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on separated classes with f flipped labels: p(E) = `∫Dz [Bin(P − f, Φ(−mz)) ∗
 * Bin(f, Φ(mz))](E)`, since the flipped patterns feel the field −mz. For large m the peaks stand at f and P − f.
 * (Mele et al. 2025.)
 * @throws where a size, the separation (0 … 10⁶) or `flipped` (0 … P) is out of range.
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
 * S(E), E = 0 … P, of a ±1 perceptron on data of which some labels are wrong, predicted from the data alone. `data` has the
 * right labels, which say what patterns are alike; `labels` are those that the perceptron is given. As in `annealed` the
 * patterns of a class share a field, and those with the wrong label err where the others are right: with f1 of P1 flipped,
 * Bin(P1 − f1, ε1) ∗ Bin(f1, 1 − ε1) errors in a class of error rate ε1. The closed form for two Gaussian classes is
 * `mislabelling`. `annealed` of the mislabelled data misses this: it takes a label for a class.
 * @throws as `annealed` does, and where `labels` are not P labels ±1.
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
