import { expect, test } from 'vitest';
import { deviation, mean, studentProbability, studentQuantile, studentWidth } from '#src/base/statistics.js';

test('Student’s t has its tabulated quantiles', () => {
  // Abramowitz and Stegun, table 26.10: two-sided 95 % and 99 %.
  const table = [
    [1, 12.706, 63.657],
    [2, 4.303, 9.925],
    [3, 3.182, 5.841],
    [4, 2.776, 4.604],
    [15, 2.131, 2.947],
    [120, 1.98, 2.617],
  ] as const;
  for (const [freedom, within95, within99] of table) {
    expect(studentQuantile(0.95, freedom)).toBeCloseTo(within95, 3);
    expect(studentQuantile(0.99, freedom)).toBeCloseTo(within99, 3);
    expect(studentProbability(studentQuantile(0.7, freedom), freedom)).toBeCloseTo(0.7, 12);
  }
});

test('two and three widened errors cover as much as those of a Gaussian, and none is narrowed', () => {
  for (const freedom of [1, 2, 3, 4, 7, 15, 31]) {
    const width = studentWidth(freedom);
    expect(studentProbability(2 * width, freedom)).toBeGreaterThanOrEqual(0.9545 - 1e-12);
    expect(studentProbability(3 * width, freedom)).toBeGreaterThanOrEqual(0.9973 - 1e-12);
  }
  expect(studentWidth(15)).toBeCloseTo(1.2, 1);
  expect(studentWidth(3)).toBeCloseTo(3.07, 2);
  expect(studentWidth(1_000)).toBeCloseTo(1, 2);
});

test('mean and standard deviation of a sample, which a single number does not have', () => {
  expect([mean([2, 4, 9]), deviation([2, 4, 9])]).toEqual([5, Math.sqrt(13)]);
  expect([mean([7]), deviation([7]), mean([])]).toEqual([7, Number.NaN, Number.NaN]);
});
