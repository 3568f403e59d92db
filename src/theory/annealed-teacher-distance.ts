import { checkEach, checkInteger, requireOptions } from '../check.js';
import { logSumExp } from '../curve.js';
import type { TeacherSizes } from './annealed-teacher.js';
import { checkTeacherSizes } from './check-sizes.js';
import { logBinomials } from './log-binomials.js';

export interface TeacherDistanceOptions extends TeacherSizes {
  /** E, from 0 to P. */
  readonly energy: number;
  /** The first and last distance of each bin, as the axis of a joint density of states has them. Default: each by itself. */
  readonly axis?: { readonly lowest: ArrayLike<number>; readonly highest: ArrayLike<number> };
}

/**
 * S(E, d): how many ±1 perceptrons make E errors and differ in d weights from the teacher, averaged over patterns, in nats:
 * ln C(N, d) + ln Bin(P, θ_d/π)(E) with θ_d = acos(1 − 2d/N), of which `annealedTeacher` is the sum over d. The teacher being
 * one of its solutions drawn at random, the same holds for the distance from any typical solution.
 * @throws where a size is not a count, the energy not from 0 to P, or a bin not a range of distances from 0 to N.
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
    return count + ways + times(energy, Math.log(p)) + times(patterns - energy, Math.log1p(-p));
  });
  if (axis === undefined) return entropy;
  const { lowest, highest } = axis ?? {};
  const isDistance = (d: number) => Number.isInteger(d) && d >= 0 && d <= inputs;
  checkEach('axis.lowest', lowest, isDistance, `give distances from 0 to ${inputs}`);
  checkEach('axis.highest', highest, isDistance, `give distances from 0 to ${inputs}`);
  if (lowest.length !== highest.length) {
    throw new RangeError(
      `the axis has ${lowest.length} first and ${highest.length} last distances; give one of each a bin`,
    );
  }
  return Float64Array.from(lowest, (low, bin) => logSumExp(entropy.subarray(low, highest[bin] + 1)));
}

/** n · x, with 0 · (−∞) = 0. */
function times(n: number, x: number): number {
  return n === 0 ? 0 : n * x;
}
