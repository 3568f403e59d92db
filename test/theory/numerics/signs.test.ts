import { expect, test } from 'vitest';
import { bothAbove } from '#src/theory/numerics/signs.js';

test('the probability that A + B and A − B are above a threshold, counted over all signs', () => {
  const sum = (bits: number, count: number) => 2 * bits.toString(2).replaceAll('0', '').length - count;
  for (const [shared, different] of [
    [3, 2],
    [0, 4],
    [5, 0],
    [4, 4],
    [0, 0],
  ] as const) {
    for (let threshold = -7; threshold <= 6; threshold++) {
      let both = 0;
      for (let a = 0; a < 2 ** shared; a++) {
        for (let b = 0; b < 2 ** different; b++) {
          if (sum(a, shared) > Math.abs(sum(b, different)) + threshold) both++;
        }
      }
      expect(bothAbove(shared, different, threshold)).toBeCloseTo(both / 2 ** (shared + different), 14);
    }
  }
});

test('a tail that a difference from 1 would lose', () => {
  expect(bothAbove(100, 0, 99) * 2 ** 100).toBeCloseTo(1, 12);
  expect(bothAbove(100, 0, 97) * 2 ** 100).toBeCloseTo(101, 10);
});
