import { expect, test } from 'vitest';
import { compareToExact, shareWithin } from '#src/analysis/compare-to-exact.js';
import { curveOf, withoutErrors } from '../curves.js';

const exact = { ...curveOf([1, 2, 0, 4], [0, 0, 0, 0]), kind: 'exact' as const };

test('by hand: errors, pulls, the largest, and what was missed', () => {
  const near = curveOf([1, 2 * Math.exp(0.1), 0, 4 * Math.exp(-0.2)], [0.1, 0.05, Infinity, 0.1]);
  const { errors, pulls, largest, rootMeanSquare, missed } = compareToExact(near, exact);
  expect([...errors]).toEqual([expect.closeTo(0, 12), expect.closeTo(0.1, 12), expect.closeTo(-0.2, 12)]);
  expect([...pulls]).toEqual([expect.closeTo(0, 12), expect.closeTo(2, 12), expect.closeTo(-2, 12)]);
  expect(largest).toBeCloseTo(0.2, 12);
  expect(rootMeanSquare).toBeCloseTo(Math.sqrt(0.05 / 3), 12);
  expect(missed).toBe(0);

  const short = compareToExact(curveOf([0, 2, 0, 4], [Infinity, Infinity, Infinity, 0.1]), exact);
  expect([short.missed, short.largest, short.errors.length, short.pulls.length]).toEqual([1, Infinity, 2, 1]);
  expect(compareToExact(withoutErrors(near), exact).pulls).toHaveLength(0);
});

test('the share of pulls within so many standard errors', () => {
  expect(shareWithin([0, -1, 1.5, 4], 1)).toBe(0.5);
  expect(shareWithin([0, -1, 1.5, 4], 3)).toBe(0.75);
});

test('what cannot be compared is refused in a sentence', () => {
  expect(() => compareToExact(curveOf([1, 2], [0, 0]), exact)).toThrow(/has 1 patterns and .* 3/);
  expect(() => compareToExact(curveOf([0, 0, 1, 0], [0, 0, 0, 0]), exact)).toThrow('there is nothing to compare');
  expect(() => shareWithin([], 1)).toThrow('there are no pulls');
});
