import { expect, test } from 'vitest';
import { overlap, pairOverlaps } from '#src/analysis/configurations.js';
import { randomStream } from '#src/base/seed.js';

const stream = randomStream('overlaps', 'configurations');
const random = (weights: number) => Int8Array.from({ length: weights }, () => stream.sign());

test('q = 1 − 2d/M', () => {
  const w = random(20);
  expect(overlap(w, w)).toBe(1);
  expect(
    overlap(
      w,
      w.map((weight) => -weight),
    ),
  ).toBe(-1);
  expect(
    overlap(
      w,
      w.map((weight, k) => (k < 5 ? -weight : weight)),
    ),
  ).toBe(0.5);
});

test('the mean over pairs is that of the summed configurations', () => {
  const all = Array.from({ length: 7 }, () => random(30));
  const sum = Array.from({ length: 30 }, (_, k) => all.reduce((total, w) => total + w[k]!, 0));
  const square = sum.reduce((total, value) => total + value * value, 0);
  const { pairs, mean } = pairOverlaps(all);
  expect(pairs).toHaveLength(21);
  expect(mean).toBeCloseTo((square / 30 - 7) / 42, 12);
});

test('its error is right: independent configurations have q = 0', () => {
  const pulls = Array.from({ length: 300 }, () => {
    const { mean, standardError } = pairOverlaps(Array.from({ length: 40 }, () => random(100)));
    return mean / standardError;
  });
  const size = Math.sqrt(pulls.reduce((total, pull) => total + pull * pull, 0) / pulls.length);
  // The jackknife errs on the safe side where the mean is a degenerate one, as here.
  expect(size).toBeGreaterThan(0.5);
  expect(size).toBeLessThan(1.2);
});

test('there must be something to compare', () => {
  expect(() => pairOverlaps([random(3)])).toThrow(/there are 1 configurations/);
  expect(() => overlap(random(3), random(4))).toThrow(/have 3 and 4 weights/);
  expect(pairOverlaps([random(3), random(3)]).standardError).toBeNaN();
});
