import { checkCount, checkInteger, requireOptions } from '../base/check.js';
import { logBinomials } from './numerics/log-sums.js';
import { bothAbove } from './numerics/signs.js';
import type { TeacherSizes } from './teacher.js';

/**
 * The logarithm, in nats, of the mean number of ordered pairs of solutions that differ in d = 0 … N weights, averaged
 * over random ±1 patterns with random labels: 2^N C(N, d) P_d^P. Of the two stabilities A + B and A − B, where A is a
 * sum of N − d signs and B of d, both are above 0 with probability P_d = Pr[A > |B|]. Exact for any N; a tie counts as
 * an error. At d = 0 it is the mean number of solutions. −∞ where there are none: a mirror image makes opposite errors.
 *
 * @example
 * ```ts
 * import { annealedPairs } from 'weightspace';
 *
 * console.log(annealedPairs({ inputs: 21, patterns: 10 })); // for each distance, in nats
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `inputs` is not a whole number from 1 to 10 000, or `patterns` is not one of at least 1.
 */
export function annealedPairs(sizes: TeacherSizes): Float64Array {
  requireOptions('annealedPairs', sizes, ['inputs', 'patterns']);
  const { inputs, patterns } = sizes;
  checkInteger('inputs', inputs, 1, 10_000);
  checkCount('patterns', patterns, 'a data set needs at least 1');
  return logBinomials(inputs).map(
    (ways, d) => inputs * Math.LN2 + ways + patterns * Math.log(bothAbove(inputs - d, d)),
  );
}
