import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { compareToUniform } from '#src/solution/compare-to-uniform.js';

const list = Array.from({ length: 8 }, (_, index) => [index & 1 ? 1 : -1, index & 2 ? 1 : -1, index & 4 ? 1 : -1]);

describe('compareToUniform', () => {
  test('one solution found again and again is as far from uniform as can be', () => {
    const { counts, distinct, divergence, standardError } = compareToUniform(list, [list[3]!, list[3]!, list[3]!]);
    expect(Array.from(counts)).toEqual([0, 0, 0, 3, 0, 0, 0, 0]);
    expect([distinct, divergence, standardError]).toEqual([1, Math.log(8), 0]);
  });

  test('known frequencies have the divergence of the formula', () => {
    const found = [...Array(6).fill(list[0]), ...Array(2).fill(list[5])];
    const entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    const { divergence, standardError, places } = compareToUniform(list, found);
    expect(places).toEqual([0, 0, 0, 0, 0, 0, 5, 5]);
    expect(divergence).toBeCloseTo(Math.log(8) - entropy - 1 / 16, 12);
    const square = 0.75 * Math.log(0.75) ** 2 + 0.25 * Math.log(0.25) ** 2;
    expect(standardError).toBeCloseTo(Math.sqrt((square - entropy ** 2) / 8), 12);
  });

  test('the correction takes most of the bias: uniform draws diverge by nearly nothing', () => {
    const random = randomStream('uniform', 'draws');
    const many = Array.from({ length: 256 }, (_, index) =>
      Array.from({ length: 8 }, (_, i) => ((index >> i) & 1 ? 1 : -1)),
    );
    const repeats = Array.from({ length: 40 }, () => {
      const found = Array.from({ length: 1000 }, () => many[random.integer(256)]!);
      return compareToUniform(many, found).divergence;
    });
    const mean = repeats.reduce((sum, value) => sum + value, 0) / 40;
    // Without the correction it would be 255/2000 = 0.13.
    expect(Math.abs(mean)).toBeLessThan(0.02);
  });

  test('what is not in the list is an error', () => {
    expect(() => compareToUniform(list.slice(1), [list[0]!])).toThrow(/found\[0\].*not in the list/);
    expect(() => compareToUniform(list, [])).toThrow(/at least 1/);
    expect(() => compareToUniform([list[0]!, list[0]!], [list[0]!])).toThrow(/twice/);
  });
});
