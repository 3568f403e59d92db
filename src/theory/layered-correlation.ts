import { logBinomials } from './log-binomials.js';
import { majorityCorrelation } from './majority-correlation.js';

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
