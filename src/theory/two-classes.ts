import { gaussianHazard, logGaussianTail } from './numerics/gaussian-tail.js';
import { LogSums, logBinomials } from './numerics/log-sums.js';
import { type Nodes, probitNodes } from './numerics/quadrature.js';
import { findRoot } from './numerics/roots.js';

/**
 * Two classes whose patterns share a field: the stability of a pattern is noise z (variance 1) plus the field of its
 * class.
 */
export interface TwoClasses {
  /** P1 and P0, the numbers of patterns in the classes; one of them may be 0. */
  readonly positive: number;
  readonly negative: number;
  /** Variances of the fields h1 and h0 over random weights, each in units of the noise of its class. */
  readonly positiveVariance: number;
  readonly negativeVariance: number;
  /** Covariance of h1 and h0, in the same units; at most the geometric mean of the variances. Default 0. */
  readonly covariance?: number;
  /**
   * The number of patterns in each class that have the wrong label: each is an error where it would otherwise be right.
   * Default 0.
   */
  readonly positiveFlipped?: number;
  readonly negativeFlipped?: number;
}

/**
 * ln p(E) for E = 0 … P1 + P0, the probability that random weights make E errors. For given fields the patterns are
 * independent and misclassified with probability Φ(−h), so that E = Bin(P1, Φ(−h1)) + Bin(P0, Φ(−h0)), averaged over the
 * Gaussian (h1, h0). The average runs over h1 = k1 z1 and h0 = c z1 + k0 z0 with independent z1 and z0, in logarithms
 * throughout, because p may be far below 1e-300. Takes about a second for P1 = P0 = 500.
 */
export function twoClassErrors(classes: TwoClasses): Float64Array {
  const { positive, negative, positiveVariance, negativeVariance, covariance = 0 } = classes;
  const { positiveFlipped = 0, negativeFlipped = 0 } = classes;
  const k1 = Math.sqrt(positiveVariance);
  const c = k1 > 0 ? covariance / k1 : 0;
  const ownVariance = negativeVariance - c * c;
  // For fully correlated fields a remainder from rounding would cost a second integral.
  const k0 = ownVariance > 1e-15 * negativeVariance ? Math.sqrt(ownVariance) : 0;
  const positiveErrors = errorDistribution(positive, positiveFlipped);
  const negativeErrors = errorDistribution(negative, negativeFlipped);
  const sums = new LogSums(positive + negative + 1);
  const { z, logWeight } = sharedNodes(positive, k1, negative, Math.abs(c));
  for (let i = 0; i < z.length; i++) {
    const first = positiveErrors(k1 * z[i]);
    const second = averageErrors(negative, negativeErrors, c * z[i], k0);
    for (let m = 0; m <= positive; m++) sums.add(m, second, logWeight[i] + first[m]);
  }
  return sums.values();
}

const ANGLES = 4001;

/**
 * ln p(E) up to a constant, E = 0 … P, for patterns that share the field `slope`·z, where z is √N times one component of
 * a random unit vector in N ≥ 2 dimensions: z = √N sin θ with a density of θ proportional to cos^(N−2) θ.
 */
export function sphericalFieldErrors(patterns: number, inputs: number, slope: number): Float64Array {
  const errors = binomial(patterns);
  const sums = new LogSums(patterns + 1);
  for (let k = 0; k < ANGLES; k++) {
    const angle = ((k + 0.5) / ANGLES - 0.5) * Math.PI;
    const field = slope * Math.sqrt(inputs) * Math.sin(angle);
    sums.add(0, errors(field), (inputs - 2) * Math.log(Math.cos(angle)));
  }
  return sums.values();
}

/**
 * field ↦ ln of the distribution of the errors of `patterns` patterns in that field, `flipped` of which have the wrong
 * label.
 */
function errorDistribution(patterns: number, flipped: number): (field: number) => Float64Array {
  const rightlyLabelled = binomial(patterns - flipped);
  if (flipped === 0) return rightlyLabelled;
  const wronglyLabelled = binomial(flipped);
  return (field) => {
    const sums = new LogSums(patterns + 1);
    const row = rightlyLabelled(field);
    for (const [m, logProbability] of wronglyLabelled(-field).entries()) sums.add(m, row, logProbability);
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

/** ln ∫Dz Bin(P, Φ(−slope·z − offset)). */
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

/** Nodes in z1, which both classes depend on. */
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
