import { checkCount, inWords, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { checkLabelledData, type LabelledData, type MeanCorrelations, signedCorrelations } from './correlations.js';
import { logBinomials } from './numerics/log-sums.js';
import { twoClassCurve } from './two-classes.js';

/**
 * The correlation of the outputs of two patterns over random ±1 weights, as a function of the correlation c of the votes that
 * they get from one unit of the first hidden layer. `hidden` are the units of the hidden layers, odd numbers. For one layer
 * it is `majorityCorrelation`. For more, the number k of units that vote alike is followed from layer to layer: given k of H,
 * the units of the next layer, each the sign of a sum of H random votes, vote alike on their own with probability a(k), so
 * that the next number is Bin(H′, a(k)).
 */
export function layeredCorrelation(hidden: number | readonly number[]): (votes: number) => number {
  const units = typeof hidden === 'number' ? [hidden] : hidden;
  if (units.length === 1) return majorityCorrelation(units[0]!);
  const [first, ...later] = units as [number, ...number[]];
  // The correlation of the outputs given k votes alike, from the last layer back to the first.
  let given = alike(units.at(-1)!).map((a) => 2 * a - 1);
  for (let layer = later.length - 1; layer >= 0; layer--) {
    const [next, mean] = [given, binomialMean(later[layer]!)];
    given = alike(units[layer]!).map((a) => mean(next, a));
  }
  const mean = binomialMean(first);
  return (votes) => mean(given, (1 + votes) / 2);
}

/**
 * a(k), k = 0 … H: the probability that H random votes, an odd number, have the same sign as they have with all but k of them
 * turned over: the sum over the k is the larger of the two.
 */
function alike(units: number): Float64Array {
  const sums = Array.from({ length: units + 1 }, (_, n) => {
    const binomials = logBinomials(n);
    return binomials.map((value) => Math.exp(value - n * Math.LN2));
  });
  return Float64Array.from(sums, (kept, k) => {
    let larger = 0;
    kept.forEach((p, i) => {
      sums[units - k]!.forEach((q, j) => {
        if (Math.abs(2 * i - k) > Math.abs(2 * j - (units - k))) larger += p * q;
      });
    });
    return larger;
  });
}

/** The mean of values over Bin(n, p). */
function binomialMean(n: number): (values: Float64Array, p: number) => number {
  const binomials = logBinomials(n);
  return (values, p) => {
    if (p <= 0 || p >= 1) return values[p <= 0 ? 0 : n]!;
    const [yes, no] = [Math.log(p), Math.log1p(-p)];
    let sum = 0;
    for (let k = 0; k <= n; k++) sum += values[k]! * Math.exp(binomials[k]! + k * yes + (n - k) * no);
    return sum;
  };
}

/**
 * The correlation of two majorities of `hidden` votes (odd), as a function of the correlation c of the votes in each of the
 * pairs: Σ_k W_k c^k over odd k, with the Fourier weights of the majority function
 * W_k = C(H, k) [C((H−1)/2, (k−1)/2) / C(H−1, k−1) · 2^(1−H) C(H−1, (H−1)/2)]² (R. O'Donnell, Analysis of Boolean Functions,
 * 2014, theorem 5.19). One vote gives c; infinitely many give (2/π) asin c (Sheppard 1899).
 */
export function majorityCorrelation(hidden: number): (votes: number) => number {
  if (hidden === Infinity) return (votes) => (2 / Math.PI) * Math.asin(votes);
  const weights = fourierWeights(hidden);
  return (votes) => {
    const square = votes * votes;
    let sum = 0;
    for (let k = weights.length - 1; k >= 0; k--) sum = sum * square + weights[k];
    return sum * votes;
  };
}

/** W1, W3, … W_H, which add up to 1. */
function fourierWeights(hidden: number): Float64Array {
  const half = (hidden - 1) / 2;
  const [all, others, pairs] = [logBinomials(hidden), logBinomials(hidden - 1), logBinomials(half)];
  const middle = others[half] - (hidden - 1) * Math.LN2;
  return Float64Array.from({ length: half + 1 }, (_, j) =>
    Math.exp(all[2 * j + 1] + 2 * (pairs[j] - others[2 * j] + middle)),
  );
}

/** A network with hidden layers of sign units, the first of which see all inputs, and a sign unit for output. */
export interface HiddenLayer {
  /** The hidden units: an odd number, so that votes do not tie, or Infinity; with several layers the odd number of each. */
  readonly hidden: number | readonly number[];
}

/**
 * The variance of E over random ±1 weights of a network with hidden layers: P/4 + ½ Σ_{ν<μ} m((2/π) asin ρ_μν), with
 * ρ_μν as in `annealedVariance` and m, for one layer, the correlation of two majorities of H votes (for more see
 * `layeredCorrelation`). Hidden units vote alike on two patterns
 * with correlation (2/π) asin ρ, each on its own, and the output is their majority. The same for a committee machine and for
 * ±1 output weights, which only turn votes over. Exact where the fields of the hidden units are Gaussian, that is for many
 * inputs of similar size. One hidden unit gives `annealedVariance`.
 * @throws where `hidden` is not odd, and as `annealed` does.
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

/** The most units of one hidden layer, and of each of several, whose correlations take about a second. */
const MOST_UNITS = { one: 99_999, several: 999 };

/** @throws RangeError unless `hidden` is odd or Infinity, or a list of odd numbers. */
export function checkHidden(hidden: number | readonly number[]): void {
  const isOdd = (units: number, most: number) =>
    Number.isInteger(units) && units > 0 && units <= most && units % 2 === 1;
  if (hidden === Infinity || (typeof hidden === 'number' && isOdd(hidden, MOST_UNITS.one))) return;
  const most = Array.isArray(hidden) && hidden.length === 1 ? MOST_UNITS.one : MOST_UNITS.several;
  if (Array.isArray(hidden) && hidden.length > 0 && hidden.every((units) => isOdd(units, most))) return;
  throw new RangeError(
    `\`hidden\` is ${inWords(hidden)}; give an odd number of hidden units up to ${MOST_UNITS.one}, or Infinity, or a list of odd numbers up to ${MOST_UNITS.several}`,
  );
}

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
