import { expect, test } from 'vitest';
import { logSumExp } from '#src/curve.js';
import { logBinomials } from '#src/theory/log-binomials.js';

/** C(n, k) for k = 0 … n by Pascal's rule. */
function pascal(n: number): bigint[] {
  let row = [1n];
  for (let size = 0; size < n; size++) row = [1n, ...row.slice(1).map((value, k) => value + row[k]), 1n];
  return row;
}

test.each([0, 1, 2, 7, 52, 1000])('ln C(%d, k) to a relative 1e-13', (n) => {
  const row = logBinomials(n);
  expect(row).toHaveLength(n + 1);
  pascal(n).forEach((exact, k) => {
    const text = exact.toString();
    const log = Math.log(Number(text.slice(0, 17))) + Math.max(0, text.length - 17) * Math.LN10;
    expect(Math.abs(row[k] - log)).toBeLessThanOrEqual(1e-13 * log);
  });
  expect(logSumExp(row)).toBeCloseTo(n * Math.LN2, 9);
});
