import { checkPositive } from '../check.js';
import { fixedPoint } from './fixed-point.js';
import { gaussianAverage } from './gaussian-average.js';
import { logGaussianTail } from './gaussian-tail.js';
import { logTwoCosh } from './log-two-cosh.js';

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
  /** acos(q)/π, the error rate on new patterns. */
  readonly generalisationError: number;
}

/**
 * A ±1 perceptron that learns from a ±1 teacher on random patterns, at E = 0, replica symmetric (Györgyi 1990; Sompolinsky,
 * Tishby & Seung 1990): q = ∫Dz tanh(√q̂ z + q̂), q̂ = 2α/(1−q) ∫Dz G(u)²/H(u) with u = −√(q/(1−q)) z, and
 * s = −½q̂(1+q) + ∫Dz ln 2cosh(√q̂ z + q̂) + 2α ∫Dz H ln H. Above `replicaTeacherTransition` only the teacher is left:
 * q = 1, s = 0.
 * @throws where the load is not above 0.
 */
export function replicaTeacher(load: number): TeacherState {
  checkPositive('load', load);
  const state = learningState(load);
  if (state.overlap < 1 && state.entropy > 0) return state;
  return { load, overlap: 1, conjugate: Infinity, entropy: 0, generalisationError: 0 };
}

/** The solution with the least overlap: stable up to the transition, metastable with s < 0 up to α ≈ 1.49, then q = 1. */
export function learningState(load: number): TeacherState {
  const overlap = fixedPoint((q) => overlapOf(conjugateOf(q, load)), 0, `a teacher at load ${load}`);
  const conjugate = conjugateOf(overlap, load);
  const slope = fieldSlope(overlap);
  const root = Math.sqrt(conjugate);
  const entropy =
    (-conjugate * (1 + overlap)) / 2 +
    gaussianAverage((z) => logTwoCosh(root * z + conjugate)) +
    2 * load * gaussianAverage((z) => tailEntropy(slope * z));
  return { load, overlap, conjugate, entropy, generalisationError: Math.acos(overlap) / Math.PI };
}

/** q of q̂. */
function overlapOf(conjugate: number): number {
  if (conjugate === Infinity) return 1;
  const root = Math.sqrt(conjugate);
  return gaussianAverage((z) => Math.tanh(root * z + conjugate));
}

/** q̂ of q; ∞ where q is 1 to the last digits. */
function conjugateOf(overlap: number, load: number): number {
  if (1 - overlap < 1e-9) return Infinity;
  const slope = fieldSlope(overlap);
  const ratio = (u: number) => Math.exp(-u * u - Math.log(2 * Math.PI) - logGaussianTail(u));
  return ((2 * load) / (1 - overlap)) * gaussianAverage((z) => ratio(slope * z));
}

/** u/z; its sign, here dropped, does not matter under ∫Dz. */
function fieldSlope(overlap: number): number {
  return Math.sqrt(overlap / (1 - overlap));
}

/** H ln H. */
function tailEntropy(u: number): number {
  const logTail = logGaussianTail(u);
  return Math.exp(logTail) * logTail;
}
