import { requireOptions } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import { checkTeacherSizes } from './check-sizes.js';
import { logBinomials } from './log-binomials.js';
import { LogSums } from './log-sums.js';
import { probabilityCurve } from './probability-curve.js';

/** The sizes of a perceptron and of its data set. */
export interface TeacherSizes {
  /** N, inputs and weights of the perceptron. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
}

/**
 * S(E), E = 0 … P, of a ±1 perceptron on random patterns labelled by a random ±1 teacher, averaged over patterns:
 * p(E) = 2^−N Σ_d C(N, d) Bin(P, θ_d/π)(E). A student that differs from the teacher in d weights stands at the angle
 * θ_d = acos(1 − 2d/N), and errs where a random pattern falls between the two hyperplanes. Exact for Gaussian patterns;
 * for ±1 patterns up to order 1/N. (Mele et al. 2025; the angle as in Györgyi 1990.)
 * @throws where a size is not a whole number of at least 1.
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
  if (p === 0) return ways.map((_, energy) => (energy === 0 ? 0 : -Infinity));
  if (p === 1) return ways.map((_, energy) => (energy === patterns ? 0 : -Infinity));
  const logWrong = Math.log(p);
  const logRight = Math.log1p(-p);
  return ways.map((count, energy) => count + energy * logWrong + (patterns - energy) * logRight);
}
