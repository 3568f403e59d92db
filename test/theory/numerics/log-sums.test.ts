import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { LogSums, logBinomials } from '#src/theory/numerics/log-sums.js';

test('the sums are those of logSumExp, in any order and at any size', () => {
  const term = fc.oneof(fc.double({ min: -5000, max: 5000, noNaN: true }), fc.constant(-Infinity));
  fc.assert(
    fc.property(fc.array(term, { maxLength: 20 }), fc.double({ min: -10, max: 10, noNaN: true }), (terms, shift) => {
      const sums = new LogSums(3);
      for (const value of terms) sums.add(1, Float64Array.of(value), shift);
      const expected = logSumExp(terms) + shift;
      const [before, here, after] = sums.values();
      expect([before, after]).toEqual([-Infinity, -Infinity]);
      if (expected === -Infinity) expect(here).toBe(-Infinity);
      else expect(here).toBeCloseTo(expected, 10);
    }),
  );
});

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
