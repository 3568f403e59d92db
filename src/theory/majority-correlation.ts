import { logBinomials } from './log-binomials.js';

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
