import { expect, test } from 'vitest';
import { meanOf } from '#src/analysis/averages.js';
import { comparePublished } from '#src/analysis/published.js';
import { randomStream } from '#src/base/seed.js';

test('a pull is the difference in units of its standard error', () => {
  const here = meanOf([9, 11, 10, 14]);
  const [exactly, asOneDraw, asFour] = comparePublished([
    { quantity: 'a', paper: 10, here },
    { quantity: 'b', paper: 10, paperDraws: 1, here },
    { quantity: 'c', paper: 10, paperDraws: 4, here },
  ]);
  expect(exactly).toMatchObject({ quantity: 'a', paper: 10, here });
  expect(exactly!.pull).toBeCloseTo(1 / here.standardError, 12);
  expect(asOneDraw!.pull).toBeCloseTo(1 / (here.spread * Math.sqrt(1 + 1 / 4)), 12);
  expect(asFour!.pull).toBeCloseTo(1 / (here.standardError * Math.SQRT2), 12);
});

test('pulls of two measurements of one quantity have a standard deviation of one', () => {
  const { normal } = randomStream('published', 'draws');
  const draws = (count: number) => Array.from({ length: count }, () => 5 + 2 * normal());
  const pulls = Array.from({ length: 2000 }, () => {
    const paper = meanOf(draws(4)).mean;
    return comparePublished([{ quantity: 'q', paper, paperDraws: 4, here: meanOf(draws(40)) }])[0]!.pull;
  });
  expect(Math.abs(meanOf(pulls).spread - 1)).toBeLessThan(0.08);
  expect(Math.abs(meanOf(pulls).mean)).toBeLessThan(0.1);
});

test('a rounded number has pulls with a standard deviation of one too', () => {
  const { uniform } = randomStream('published', 'steps');
  const pulls = Array.from({ length: 2000 }, () => {
    const value = 100 * uniform();
    const here = { value, error: 0.01 };
    return comparePublished([{ quantity: 'q', paper: Math.round(value), paperStep: 1, here }])[0]!.pull;
  });
  expect(Math.abs(meanOf(pulls).spread - 1)).toBeLessThan(0.05);
});

test('without an error there is no pull', () => {
  const [one, exact] = comparePublished([
    { quantity: 'one draw', paper: 1, here: meanOf([2]) },
    { quantity: 'counted', paper: 1, here: { value: 2, error: 0 } },
  ]);
  expect(one!.pull).toBeNaN();
  expect(exact!.pull).toBeNaN();
});

test('what cannot be compared is an error', () => {
  const here = { value: 2, error: 0.1 };
  expect(() => comparePublished([{ quantity: 'q', paper: 1, paperDraws: 1, here }])).toThrow(
    /no spread over data sets/,
  );
  expect(() => comparePublished([{ quantity: 'q', paper: 1, here: 2 as never }])).toThrow(/number with its error/);
  expect(() => comparePublished([{ quantity: 'q', paper: 1, paperStep: 0, here }])).toThrow(/`paperStep`/);
  expect(() => comparePublished([{ quantity: 'q', paper: Number.NaN, here }])).toThrow(RangeError);
});
