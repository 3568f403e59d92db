import { expect, test } from 'vitest';
import { range } from '#src/study/range.js';

test('a range has both ends, without rounding', () => {
  expect(range(1, 3)).toEqual([1, 2, 3]);
  expect(range(3, 3)).toEqual([3]);
  expect(range(3, 10, 4)).toEqual([3, 7]);
  expect(range(0, 0.6, 0.1)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
});

test('a range of nothing gives a sentence', () => {
  expect(() => range(2, 1)).toThrow('a range from 2 to 1 has no numbers');
  expect(() => range(0, 1, 0)).toThrow('`step` is 0');
  expect(() => range(0, Number.NaN)).toThrow('`last` is NaN; give a finite number');
});
