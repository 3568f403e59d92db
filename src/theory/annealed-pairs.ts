import { checkCount, checkInteger, requireOptions } from '../base/check.js';
import { logBinomials } from './numerics/log-sums.js';
import type { TeacherSizes } from './teacher.js';

/** ln 2^−n C(n, k), the distribution of k heads in n throws. */
function logThrows(n: number): Float64Array {
  return logBinomials(n).map((count) => count - n * Math.LN2);
}

/**
 * The logarithm, in nats, of the mean number of ordered pairs of solutions that differ in d = 0 … N weights, averaged
 * over random ±1 patterns with random labels: 2^N C(N, d) P_d^P. Of the two stabilities A + B and A − B, where A is a
 * sum of N − d signs and B of d, both are above 0 with probability P_d = Pr[A > |B|]. Exact for any N; a tie counts as
 * an error. At d = 0 it is the mean number of solutions. −∞ where there are none: a mirror image makes opposite errors.
 *
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

/** Pr[A > |B|] for sums A and B of `shared` and `different` signs. */
function bothAbove(shared: number, different: number): number {
  const a = logThrows(shared).map(Math.exp);
  const b = logThrows(different).map(Math.exp);
  // Of the values of |B| = |2k − d|, those below A, which grows with the number j of plus signs: A = 2j − shared.
  let probability = 0;
  let below = 0;
  let next = different % 2;
  for (let j = Math.floor(shared / 2) + 1; j <= shared; j++) {
    const sum = 2 * j - shared;
    for (; next < sum && next <= different; next += 2) {
      below += b[(different + next) / 2] * (next === 0 ? 1 : 2);
    }
    probability += a[j] * below;
  }
  return probability;
}
