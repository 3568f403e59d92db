import { logBinomials } from './numerics/log-sums.js';

/**
 * The correlation of the outputs for two patterns over random ±1 weights, as a function of the correlation c of the
 * votes of one unit of the first hidden layer. `hidden` lists the numbers of units of the hidden layers, all odd. For
 * one layer it is `majorityCorrelation`. For several, the number k of units that vote alike is followed from layer to
 * layer: given k of H, each unit of the next layer, the sign of a sum of H random votes, votes alike independently with
 * probability a(k), so that the next number is Bin(H′, a(k)).
 */
export function layeredCorrelation(hidden: number | readonly number[]): (votes: number) => number {
  const units = typeof hidden === 'number' ? [hidden] : hidden;
  if (units.length === 1) return majorityCorrelation(units[0]!);
  const [first, ...later] = units as [number, ...number[]];
  // The correlation of the outputs given k equal votes, from the last layer back to the first.
  let correlations = alike(units.at(-1)!).map((a) => 2 * a - 1);
  for (let layer = later.length - 1; layer >= 0; layer--) {
    const [next, mean] = [correlations, binomialMean(later[layer]!)];
    correlations = alike(units[layer]!).map((a) => mean(next, a));
  }
  const mean = binomialMean(first);
  return (votes) => mean(correlations, (1 + votes) / 2);
}

/**
 * a(k), k = 0 … H: the probability that the sum of H random votes (H odd) keeps its sign when H − k of them are
 * flipped. It does where the sum over the k others is the larger of the two.
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
 * The correlation of two majorities of `hidden` votes (odd), as a function of the correlation c of each pair of votes:
 * Σ_k W_k c^k over odd k, with the Fourier weights of the majority function W_k = C(H, k) [C((H−1)/2, (k−1)/2) / C(H−1,
 * k−1) · 2^(1−H) C(H−1, (H−1)/2)]² (R. O'Donnell, Analysis of Boolean Functions, 2014, theorem 5.19). For one vote it
 * is c; for infinitely many it is (2/π) asin c (Sheppard 1899).
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
