import { checkCount, inWords, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { twoClassCurve } from './annealed.js';
import { checkLabelledData, type LabelledData, type MeanCorrelations, signedCorrelations } from './correlations.js';
import { layeredCorrelation } from './majority.js';

/**
 * A network with one or more hidden layers of sign units, the first of which see all inputs, and one sign unit as
 * output.
 */
export interface HiddenLayer {
  /**
   * The number of hidden units: odd, so that votes never tie, or Infinity. For several layers, a list of odd numbers.
   */
  readonly hidden: number | readonly number[];
}

export interface AnnealedCommitteeOptions extends HiddenLayer {
  /**
   * M, which only sets the scale of S. Default N·H, as in a committee machine; a sign network [N, H, 1] has (N + 1)·H
   * weights. Required if `hidden` is Infinity or a list.
   */
  readonly weights?: number;
}

/**
 * S(E), E = 0 … P, of a network with hidden layers, predicted from the data alone. The outputs are treated as those of
 * a perceptron with the correlations sin(½π m_μν), which gives every pair of patterns its exact probability of two
 * errors (m_μν as in `committeeVariance`); the rest is as in `annealed`. The higher moments are those of Gaussian
 * fields, which the sum of votes approaches for many hidden units. With one hidden unit it equals `annealed`. (After
 * Mele et al., TMLR 2025.)
 *
 * @example
 * ```ts
 * import { annealedCommittee, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(annealedCommittee(data, { hidden: 5 }).entropy);
 * ```
 * @throws TypeError if `data` is not a data set, or if an option is unknown.
 * @throws RangeError if `hidden` is not an odd number, Infinity or a list of odd numbers, `weights` is not a whole
 * number of at least 1, the shapes of `data` do not fit, a label is not ±1, a pattern is all zeros or not finite, or
 * all patterns of one label are the same up to sign.
 */
export function annealedCommittee(data: LabelledData, options: AnnealedCommitteeOptions): EntropyCurve {
  checkLabelledData(data);
  requireOptions('annealedCommittee', options, ['hidden', 'weights']);
  const { hidden } = options;
  checkHidden(hidden);
  const { weights = data.inputs * Number(hidden) } = options;
  checkCount('weights', weights, 'give the number of weights of the network');
  const units = hidden === Infinity ? 'many' : typeof hidden === 'number' ? hidden : hidden.join('-');
  return twoClassCurve(
    `annealed, ${units} hidden ${hidden === 1 ? 'unit' : 'units'}`,
    weights,
    outputCorrelations(data, hidden),
  );
}

/**
 * The variance of E over random ±1 weights of a network with hidden layers: P/4 + ½ Σ_{ν<μ} m((2/π) asin r_μν), with
 * r_μν as in `annealedVariance`. For one layer, m is the correlation of two majorities of H votes; for several, see
 * `layeredCorrelation`. On two patterns each hidden unit votes independently of the others, with correlation (2/π) asin
 * r, and the output is the majority. A committee machine and a network with ±1 output weights have the same variance,
 * because output weights only flip votes. The result is exact where the fields of the hidden units are Gaussian, that
 * is, for many inputs of similar size. With one hidden unit it equals `annealedVariance`.
 *
 * @example
 * ```ts
 * import { committeeVariance, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(committeeVariance(data, { hidden: 5 }), committeeVariance(data, { hidden: [5, 3] }));
 * ```
 * @throws TypeError if `data` is not a data set, or if an option is unknown.
 * @throws RangeError if `hidden` is not an odd number, Infinity or a list of odd numbers, the shapes of `data` do not
 * fit, a label is not ±1, or a pattern is all zeros or not finite.
 */
export function committeeVariance(data: LabelledData, options: HiddenLayer): number {
  requireOptions('committeeVariance', options, ['hidden']);
  const { hidden } = options;
  checkHidden(hidden);
  const correlation = layeredCorrelation(hidden);
  let sum = 0;
  signedCorrelations(data, (rho) => {
    sum += correlation((2 / Math.PI) * Math.asin(rho));
  });
  return data.patterns / 4 + sum / 2;
}

/** The most units of a single hidden layer, and of each of several layers, whose correlations take about a second. */
const MOST_UNITS = { one: 99_999, several: 999 };

/** @throws RangeError unless `hidden` is odd or Infinity, or a list of odd numbers. */
function checkHidden(hidden: number | readonly number[]): void {
  const isOdd = (units: number, most: number) =>
    Number.isInteger(units) && units > 0 && units <= most && units % 2 === 1;
  if (hidden === Infinity || (typeof hidden === 'number' && isOdd(hidden, MOST_UNITS.one))) return;
  const most = Array.isArray(hidden) && hidden.length === 1 ? MOST_UNITS.one : MOST_UNITS.several;
  if (Array.isArray(hidden) && hidden.length > 0 && hidden.every((units) => isOdd(units, most))) return;
  throw new RangeError(
    `\`hidden\` is ${inWords(hidden)}; give an odd number of hidden units up to ${MOST_UNITS.one}, or Infinity, or a list of odd numbers up to ${MOST_UNITS.several}`,
  );
}

/** The correlations that Gaussian outputs would have, averaged over the pairs with the same two labels. */
function outputCorrelations(data: LabelledData, hidden: HiddenLayer['hidden']): MeanCorrelations {
  const { labels, patterns } = data;
  const correlation = layeredCorrelation(hidden);
  const sums = { positive: 0, negative: 0, between: 0 };
  signedCorrelations(data, (rho, mu, nu) => {
    const pairs = labels[mu] !== labels[nu] ? 'between' : labels[mu] === 1 ? 'positive' : 'negative';
    sums[pairs] += Math.sin((Math.PI / 2) * correlation((2 / Math.PI) * Math.asin(rho)));
  });
  const positive = Array.from(labels).filter((label) => label === 1).length;
  const negative = patterns - positive;
  const mean = (sum: number, pairs: number) => (pairs === 0 ? 0 : sum / pairs);
  return {
    positive,
    negative,
    withinPositive: mean(sums.positive, (positive * (positive - 1)) / 2),
    withinNegative: mean(sums.negative, (negative * (negative - 1)) / 2),
    between: mean(sums.between, positive * negative),
  };
}
