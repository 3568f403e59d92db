import { logBinomials } from './log-sums.js';

/**
 * Pr[A > |B| + threshold] for sums A and B of `shared` and `different` random signs: both A + B and A − B are above the
 * threshold. Exact to rounding, also where it is tiny.
 */
export function bothAbove(shared: number, different: number, threshold = 0): number {
  const a = logThrows(shared).map(Math.exp);
  const b = logThrows(different).map(Math.exp);
  // Of the values of |B| = |2k − d|, those below A − threshold, which grows with the number j of plus signs in A.
  let probability = 0;
  let below = 0;
  let next = different % 2;
  for (let j = Math.max(0, Math.floor((shared + threshold) / 2) + 1); j <= shared; j++) {
    const room = 2 * j - shared - threshold;
    for (; next < room && next <= different; next += 2) {
      below += b[(different + next) / 2] * (next === 0 ? 1 : 2);
    }
    probability += a[j] * below;
  }
  return probability;
}

/** ln 2^−n C(n, k), the distribution of k heads in n throws. */
function logThrows(n: number): Float64Array {
  return logBinomials(n).map((count) => count - n * Math.LN2);
}
