import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSumExp } from '#src/curve.js';
import { LogSums } from '#src/theory/log-sums.js';

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
