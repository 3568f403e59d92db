import { gaussianHazard, logGaussianTail } from './numerics/gaussian-tail.js';
import { LogSums, logBinomials } from './numerics/log-sums.js';
import { type Nodes, probitNodes } from './numerics/quadrature.js';
import { findRoot } from './numerics/roots.js';

/** Two classes of patterns whose stabilities share a field: stability of a pattern = noise z (variance 1) + field of its class. */
export interface TwoClasses {
  /** P1 and P0, the patterns of each class; one of them may be 0. */
  readonly positive: number;
  readonly negative: number;
  /** Variances of the fields h1 and h0 over random weights, in units of the noise of their class. */
  readonly positiveVariance: number;
  readonly negativeVariance: number;
  /** Covariance of h1 and h0, in the same units; at most the geometric mean of the variances. Default 0. */
  readonly covariance?: number;
  /** How many patterns of each class have the wrong label: these err where the others are right. Default 0. */
  readonly positiveFlipped?: number;
  readonly negativeFlipped?: number;
}

/**
 * ln p(E) for E = 0 … P1 + P0, the probability that random weights make E errors: with the fields given, patterns are
 * independent and err with probability H(h), so that E = Bin(P1, H(h1)) + Bin(P0, H(h0)), averaged over the Gaussian
 * (h1, h0). The average runs over h1 = k1 z1 and h0 = c z1 + k0 z0 with independent z1, z0, in logarithms throughout:
 * p may be far below 1e-300. Takes about a second for P1 = P0 = 500.
 */
export function twoClassErrors(classes: TwoClasses): Float64Array {
  const { positive, negative, positiveVariance, negativeVariance, covariance = 0 } = classes;
  const { positiveFlipped = 0, negativeFlipped = 0 } = classes;
  const k1 = Math.sqrt(positiveVariance);
  const c = k1 > 0 ? covariance / k1 : 0;
  const rest = negativeVariance - c * c;
  // What rounding leaves of fully correlated fields would cost a second integral.
  const k0 = rest > 1e-15 * negativeVariance ? Math.sqrt(rest) : 0;
  const ofPositive = errors(positive, positiveFlipped);
  const ofNegative = errors(negative, negativeFlipped);
  const sums = new LogSums(positive + negative + 1);
  const { z, logWeight } = sharedNodes(positive, k1, negative, Math.abs(c));
  for (let i = 0; i < z.length; i++) {
    const first = ofPositive(k1 * z[i]);
    const second = averageErrors(negative, ofNegative, c * z[i], k0);
    for (let m = 0; m <= positive; m++) sums.add(m, second, logWeight[i] + first[m]);
  }
  return sums.values();
}

/** field ↦ ln of the distribution of the errors of `patterns` patterns in that field, `flipped` of them with the wrong label. */
function errors(patterns: number, flipped: number): (field: number) => Float64Array {
  const ofRight = binomial(patterns - flipped);
  if (flipped === 0) return ofRight;
  const ofWrong = binomial(flipped);
  return (field) => {
    const sums = new LogSums(patterns + 1);
    const row = ofRight(field);
    for (const [m, logProbability] of ofWrong(-field).entries()) sums.add(m, row, logProbability);
    return sums.values();
  };
}

/** field ↦ ln of the binomial distribution of the errors of `patterns` patterns in that field. */
function binomial(patterns: number): (field: number) => Float64Array {
  const logWays = logBinomials(patterns);
  return (field) => {
    const wrong = logGaussianTail(field);
    const right = logGaussianTail(-field);
    const row = new Float64Array(patterns + 1);
    for (let n = 0; n <= patterns; n++) row[n] = logWays[n] + n * wrong + (patterns - n) * right;
    return row;
  };
}

/** ln ∫Dz Bin(P, H(slope·z + offset)). */
function averageErrors(
  patterns: number,
  distribution: (field: number) => Float64Array,
  offset: number,
  slope: number,
): Float64Array {
  if (slope === 0) return distribution(offset);
  const sums = new LogSums(patterns + 1);
  const { z, logWeight } = conditionalNodes(patterns, slope, offset);
  for (let j = 0; j < z.length; j++) sums.add(0, distribution(slope * z[j] + offset), logWeight[j]);
  return sums.values();
}

/** Nodes in z1, on which both classes pull. */
function sharedNodes(positive: number, k1: number, negative: number, c: number): Nodes {
  const pull = (z: number) => positive * k1 * gaussianHazard(-k1 * z) + negative * c * gaussianHazard(-c * z);
  const high = balance(pull);
  return probitNodes({ slope: Math.max(k1, c), offset: 0, factors: positive + negative, low: -high, high });
}

/** Nodes in z0 for patterns in the field slope·z0 + offset. */
function conditionalNodes(patterns: number, slope: number, offset: number): Nodes {
  const high = balance((z) => patterns * slope * gaussianHazard(-slope * z - offset));
  const low = -balance((z) => patterns * slope * gaussianHazard(-slope * z + offset));
  return probitNodes({ slope, offset, factors: patterns, low, high });
}

/** Where the Gaussian's restoring force z equals a pull that falls with z: the maximum of e^(−z²/2) Φ(…)^P, z ≥ 0. */
function balance(pull: (z: number) => number): number {
  return findRoot((z) => z - pull(z), 0, 1 + pull(0), 1e-3);
}
