/** S(E) of one network on one data set, wherever it comes from: counted, sampled or predicted. */
export interface EntropyCurve {
  /** For a legend: 'enumeration', 'Wang–Landau', 'annealed'. */
  readonly name: string;
  readonly kind: 'exact' | 'sampled' | 'theory';
  /** P, the number of patterns; energies run from 0 to P. */
  readonly patterns: number;
  /** M, the number of ±1 weights; the entropies of a complete curve add up to M ln 2. */
  readonly weights: number;
  /** Energies (misclassified patterns), ascending. Theory may give fractions. */
  readonly levels: ArrayLike<number>;
  /** S = ln g in nats at each level; −∞ where no configuration has been found. */
  readonly entropy: ArrayLike<number>;
  /** One standard error of each entropy, in nats: 0 where exact, ∞ where not known. Absent for theory and published runs. */
  readonly standardError?: ArrayLike<number>;
}

/** ln Σ exp(x) without overflow; −∞ for no terms or only terms of −∞. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, values[k]);
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += Math.exp(values[k] - largest);
  return largest + Math.log(sum);
}

/** The density ρ(E/P) = P g(E) / 2^M of each level (the paper's y axis; its integral over E/P is 1). */
export function density(curve: EntropyCurve): Float64Array {
  return Float64Array.from(curve.entropy, (entropy) => curve.patterns * Math.exp(entropy - curve.weights * Math.LN2));
}

/** The entropies shifted by one constant so that the counts add up to 2^weights. −∞ stays −∞, also where all are. */
export function normalise(entropy: ArrayLike<number>, weights: number): Float64Array {
  const total = logSumExp(entropy);
  const shift = total === -Infinity ? 0 : weights * Math.LN2 - total;
  return Float64Array.from(entropy, (value) => value + shift);
}
