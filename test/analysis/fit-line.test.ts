import { expect, test } from 'vitest';
import { fitLine } from '#src/analysis/fit-line.js';

test('a line through points on it, and by hand through points beside it', () => {
  expect(fitLine([1, 3, 4], [2, 8, 11])).toEqual({
    slope: expect.closeTo(3, 12),
    intercept: expect.closeTo(-1, 12),
    slopeError: expect.closeTo(0, 7),
  });
  // Residuals 1, −2, 1 about y = 2 + 0.5 x; √(6 / 1 / 2).
  const { slope, intercept, slopeError } = fitLine([-1, 0, 1], [2.5, 0, 3.5]);
  expect([slope, intercept, slopeError]).toEqual([
    expect.closeTo(0.5, 12),
    expect.closeTo(2, 12),
    expect.closeTo(Math.sqrt(3), 12),
  ]);
  expect(fitLine([0, 1], [0, 1]).slopeError).toBeNaN();
});

test('what has no line is refused in a sentence', () => {
  expect(() => fitLine([1, 2], [1])).toThrow('there are 2 x and 1 y');
  expect(() => fitLine([1, 1], [1, 2])).toThrow('points at two different x');
  expect(() => fitLine([1, 2], [1, Infinity])).toThrow('not finite');
});
