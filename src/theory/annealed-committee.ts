import { checkCount, requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { checkHidden, type HiddenLayer } from './committee-variance.js';
import { checkLabelledData, type LabelledData } from './labelled-data.js';
import { layeredCorrelation } from './layered-correlation.js';
import type { MeanCorrelations } from './mean-correlations.js';
import { signedCorrelations } from './signed-correlations.js';
import { twoClassCurve } from './two-class-curve.js';

export interface AnnealedCommitteeOptions extends HiddenLayer {
  /**
   * M, for the scale of S alone. Default N·H, that of a committee machine; a sign network [N, H, 1] has (N + 1)·H weights.
   * Needed where `hidden` is Infinity or a list.
   */
  readonly weights?: number;
}

/**
 * S(E), E = 0 … P, of a network with hidden layers, predicted from the data alone. The outputs are taken for those of a
 * perceptron with the correlations sin(½π m_μν), which gives every pair of patterns its exact probability of two errors (m_μν
 * as in `committeeVariance`); from there on as in `annealed`. The higher moments are those of Gaussian fields, which the sum
 * of votes becomes for many hidden units. One hidden unit gives `annealed`. (After Mele et al., TMLR 2025.)
 * @throws where `hidden` is not odd, `weights` not a count, and as `annealed` does.
 */
export function annealedCommittee(data: LabelledData, options: AnnealedCommitteeOptions): EntropyCurve {
  checkLabelledData(data);
  requireOptions('annealedCommittee', options, ['hidden', 'weights']);
  const { hidden } = options;
  checkHidden(hidden);
  const { weights = data.inputs * Number(hidden) } = options;
  checkCount('weights', weights, 'say how many weights the network has');
  const units = hidden === Infinity ? 'many' : typeof hidden === 'number' ? hidden : hidden.join('-');
  return twoClassCurve(
    `annealed, ${units} hidden ${hidden === 1 ? 'unit' : 'units'}`,
    weights,
    outputCorrelations(data, hidden),
  );
}

/** The means over pairs of labels of the correlations that Gaussian outputs would have. */
function outputCorrelations(data: LabelledData, hidden: HiddenLayer['hidden']): MeanCorrelations {
  const { labels } = data;
  const correlation = layeredCorrelation(hidden);
  const [positive, negative, between] = [new Mean(), new Mean(), new Mean()];
  signedCorrelations(data, (rho, mu, nu) => {
    const pairs = labels[mu] !== labels[nu] ? between : labels[mu] === 1 ? positive : negative;
    pairs.add(Math.sin((Math.PI / 2) * correlation((2 / Math.PI) * Math.asin(rho))));
  });
  const positives = Array.from(labels).filter((label) => label === 1).length;
  return {
    positive: positives,
    negative: data.patterns - positives,
    withinPositive: positive.value,
    withinNegative: negative.value,
    between: between.value,
  };
}

/** A running mean; 0 for no terms, as `MeanCorrelations` has it. */
class Mean {
  #sum = 0;
  #count = 0;

  add(value: number): void {
    this.#sum += value;
    this.#count++;
  }

  get value(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }
}
