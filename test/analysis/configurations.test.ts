import { expect, test } from 'vitest';
import { generalisationError, meanWeights, overlap, pairOverlaps } from '#src/analysis/configurations.js';
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

test('the mean of each weight; its square is the mean overlap, each with each and itself', () => {
  expect([...meanWeights([Int8Array.of(1, -1), Int8Array.of(1, 1)])]).toEqual([1, 0]);
  const all = Array.from({ length: 6 }, () => random(15));
  const square = meanWeights(all).reduce((sum, mean) => sum + mean ** 2, 0) / 15;
  expect(square).toBeCloseTo((6 + 30 * pairOverlaps(all).mean) / 36, 12);
  expect(() => meanWeights([])).toThrow('there are no configurations');
  expect(() => meanWeights([random(3), random(4)])).toThrow('have 3 and 4 weights');
});

test('the generalisation error is how often Gaussian patterns are told apart from the teacher', () => {
  expect(generalisationError([1, 1, -1], [1, 1, -1])).toBe(0);
  expect(generalisationError([1, 1, -1], [-1, -1, 1])).toBe(1);
  expect(generalisationError([0.2, 0], [0, 3])).toBe(0.5);
  const [student, teacher] = [random(11), random(11)];
  const patterns = 20_000;
  const field = (weights: Int8Array, pattern: number[]) => pattern.reduce((sum, x, i) => sum + x * weights[i]!, 0);
  const wrong = Array.from({ length: patterns }, () => student.length).filter((inputs) => {
    const pattern = Array.from({ length: inputs }, () => stream.normal());
    return field(student, pattern) * field(teacher, pattern) < 0;
  }).length;
  const error = generalisationError(student, teacher);
  expect(Math.abs(wrong / patterns - error)).toBeLessThan(4 * Math.sqrt((error * (1 - error)) / patterns));
  expect(() => generalisationError([0, 0], [1, 1])).toThrow('no direction');
  expect(() => generalisationError([1], [1, 1])).toThrow('have 1 and 2 weights');
});
