import { checkEach, checkInteger, checkPositive, requireOptions } from '../base/check.js';
import { type EntropyCurve, logSumExp } from '../base/curve.js';
import { gaussianTail, logGaussianTail } from './numerics/gaussian-tail.js';
import { LogSums, logBinomials, logPower, logTwoCosh } from './numerics/log-sums.js';
import { gaussianAverage } from './numerics/quadrature.js';
import { findRoot, fixedPoint } from './numerics/roots.js';
import { checkTeacherSizes, probabilityCurve } from './prediction.js';
import { tailArgument } from './replicas.js';

/** The sizes of a perceptron and of its data set. */
export interface TeacherSizes {
  /** N, the number of inputs and of weights of the perceptron. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on random patterns labelled by a random ±1 teacher, averaged over patterns: p(E)
 * = 2^−N Σ_d C(N, d) Bin(P, θ_d/π)(E). A student that differs from the teacher in d weights makes the angle θ_d =
 * acos(1 − 2d/N) with it, and errs where a random pattern falls between the two hyperplanes. Exact for Gaussian
 * patterns; up to order 1/N for ±1 patterns. (Mele et al. 2025; the angle as in Györgyi 1990.)
 *
 * @example
 * ```ts
 * import { annealedTeacher } from 'weightspace';
 *
 * console.log(annealedTeacher({ inputs: 21, patterns: 15 }).entropy);
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `inputs` or `patterns` is not a whole number of at least 1, `patterns` is above a million, or
 * their product is above a billion.
 */
export function annealedTeacher(sizes: TeacherSizes): EntropyCurve {
  requireOptions('annealedTeacher', sizes, ['inputs', 'patterns']);
  const { inputs, patterns } = sizes;
  checkTeacherSizes(inputs, patterns);
  const students = logBinomials(inputs);
  const ways = logBinomials(patterns);
  const sums = new LogSums(patterns + 1);
  for (let d = 0; d <= inputs; d++) {
    sums.add(0, logBinomial(ways, Math.acos(1 - (2 * d) / inputs) / Math.PI), students[d]);
  }
  return probabilityCurve('annealed, teacher', inputs, sums.values());
}

/** ln Bin(P, p)(E), from ln C(P, E). */
function logBinomial(ways: Float64Array, p: number): Float64Array {
  const patterns = ways.length - 1;
  const logWrong = Math.log(p);
  const logRight = Math.log1p(-p);
  return ways.map((count, energy) => count + logPower(energy, logWrong) + logPower(patterns - energy, logRight));
}

export interface TeacherDistanceOptions extends TeacherSizes {
  /** E, from 0 to P. */
  readonly energy: number;
  /**
   * The first and last distance in each bin, as the axis of a joint density of states has them. Default: one bin for
   * each distance.
   */
  readonly axis?: { readonly lowest: ArrayLike<number>; readonly highest: ArrayLike<number> };
}

/**
 * S(E, d), in nats: the logarithm of the number of ±1 perceptrons that make E errors and differ in d weights from the
 * teacher, averaged over patterns: ln C(N, d) + ln Bin(P, θ_d/π)(E) with θ_d = acos(1 − 2d/N). `annealedTeacher` is its
 * sum over d. Because the teacher is a random one of its own solutions, the same holds for the distance from any
 * typical solution.
 *
 * @example
 * ```ts
 * import { annealedTeacherDistance } from 'weightspace';
 *
 * console.log(annealedTeacherDistance({ inputs: 21, patterns: 15, energy: 0 })); // solutions at each distance, in nats
 * ```
 * @throws TypeError if an option is unknown, or if an end of `axis` is not an array.
 * @throws RangeError if `inputs` or `patterns` is not a whole number of at least 1, `patterns` is above a million,
 * their product is above a billion, `energy` is not a whole number from 0 to P, or a bin of `axis` does not have two
 * distances from 0 to N.
 */
export function annealedTeacherDistance(options: TeacherDistanceOptions): Float64Array {
  requireOptions('annealedTeacherDistance', options, ['inputs', 'patterns', 'energy', 'axis']);
  const { inputs, patterns, energy, axis } = options;
  checkTeacherSizes(inputs, patterns);
  checkInteger('energy', energy, 0, patterns);
  const students = logBinomials(inputs);
  const ways = logBinomials(patterns)[energy];
  const entropy = students.map((count, d) => {
    const p = Math.acos(1 - (2 * d) / inputs) / Math.PI;
    return count + ways + logPower(energy, Math.log(p)) + logPower(patterns - energy, Math.log1p(-p));
  });
  if (axis === undefined) return entropy;
  const { lowest, highest } = axis ?? {};
  const isDistance = (d: number) => Number.isInteger(d) && d >= 0 && d <= inputs;
  checkEach('axis.lowest', lowest, isDistance, `give distances from 0 to ${inputs}`);
  checkEach('axis.highest', highest, isDistance, `give distances from 0 to ${inputs}`);
  if (lowest.length !== highest.length) {
    throw new RangeError(
      `the axis has ${lowest.length} first and ${highest.length} last distances; give one of each for every bin`,
    );
  }
  return Float64Array.from(lowest, (low, bin) => logSumExp(entropy.subarray(low, highest[bin] + 1)));
}

/** Networks that agree with a teacher on all patterns, per weight, in the limit of many weights. */
export interface TeacherState {
  /** α = P/N. */
  readonly load: number;
  /** q, the overlap of two such networks, which is also their overlap with the teacher. */
  readonly overlap: number;
  /** q̂, conjugate to q; ∞ at q = 1. */
  readonly conjugate: number;
  /** s = S(0)/N in nats. */
  readonly entropy: number;
  /** acos(q)/π, the error rate of one such network on new patterns (Gibbs). */
  readonly generalisationError: number;
  /** acos(√q)/π, the error rate of the vote of all such networks, which is the least possible (Bayes). */
  readonly bayesError: number;
  /** acos(2Φ(√q̂) − 1)/π, the error rate of the ±1 network that takes the majority of them in each weight. */
  readonly clippedBayesError: number;
}

/**
 * A ±1 perceptron that learns from a ±1 teacher on random patterns, at E = 0 and replica symmetric (Györgyi 1990;
 * Sompolinsky, Tishby & Seung 1990): q = ∫Dz tanh(√q̂ z + q̂), q̂ = 2α/(1−q) ∫Dz φ(v)²/Φ(v) with v = √(q/(1−q)) z, and
 * s = −½q̂(1+q) + ∫Dz ln 2cosh(√q̂ z + q̂) + 2α ∫Dz Φ(v) ln Φ(v). Above `replicaTeacherTransition` the teacher is the only
 * solution: q = 1, s = 0.
 *
 * @example
 * ```ts
 * import { replicaTeacher } from 'weightspace';
 *
 * console.log(replicaTeacher(1).generalisationError);
 * ```
 * @throws RangeError if `load` is not a finite number above 0.
 */
export function replicaTeacher(load: number): TeacherState {
  checkPositive('load', load);
  const state = learningState(load);
  if (state.overlap < 1 && state.entropy > 0) return state;
  const noErrors = { generalisationError: 0, bayesError: 0, clippedBayesError: 0 };
  return { load, overlap: 1, conjugate: Infinity, entropy: 0, ...noErrors };
}

/**
 * The solution with the smallest overlap: stable up to the transition, metastable (s < 0) up to α ≈ 1.49, then q = 1.
 */
function learningState(load: number): TeacherState {
  const overlap = fixedPoint((q) => overlapOf(conjugateOf(q, load)), 0, `a teacher at load ${load}`);
  const conjugate = conjugateOf(overlap, load);
  const u = tailArgument(overlap, 0);
  const root = Math.sqrt(conjugate);
  const entropy =
    (-conjugate * (1 + overlap)) / 2 +
    gaussianAverage((z) => logTwoCosh(root * z + conjugate)) +
    2 * load * gaussianAverage((z) => tailEntropy(u(z)));
  return {
    ...{ load, overlap, conjugate, entropy },
    generalisationError: Math.acos(overlap) / Math.PI,
    bayesError: Math.acos(Math.sqrt(overlap)) / Math.PI,
    // The mean weights are tanh(√q̂ z + q̂) in units of the teacher's, and have its sign with probability Φ(√q̂).
    clippedBayesError: Math.acos(1 - 2 * gaussianTail(root)) / Math.PI,
  };
}

/** q of q̂. */
function overlapOf(conjugate: number): number {
  if (conjugate === Infinity) return 1;
  const root = Math.sqrt(conjugate);
  return gaussianAverage((z) => Math.tanh(root * z + conjugate));
}

/** q̂ of q; ∞ where q is 1 to within rounding. */
function conjugateOf(overlap: number, load: number): number {
  if (1 - overlap < 1e-9) return Infinity;
  const u = tailArgument(overlap, 0);
  const ratio = (x: number) => Math.exp(-x * x - Math.log(2 * Math.PI) - logGaussianTail(x));
  return ((2 * load) / (1 - overlap)) * gaussianAverage((z) => ratio(u(z)));
}

/** H ln H. */
function tailEntropy(u: number): number {
  const logTail = logGaussianTail(u);
  return Math.exp(logTail) * logTail;
}

/**
 * α ≈ 1.245, the load above which a ±1 perceptron knows its ±1 teacher perfectly: the entropy of all other networks
 * vanishes (Györgyi 1990). Accurate to 1e-10.
 *
 * @example
 * ```ts
 * import { replicaTeacherTransition } from 'weightspace';
 *
 * console.log(replicaTeacherTransition()); // 1.245
 * ```
 */
export function replicaTeacherTransition(): number {
  return findRoot((load) => learningState(load).entropy, 1, 1.4, 1e-10);
}
