import { expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';

test('the mean of g(E) over all labels of 4 patterns and all networks of 5 weights, exactly', () => {
  const [weights, patterns] = [5, 4];
  const stream = randomStream('annealed-random-labels', 'patterns');
  const xi = Array.from({ length: patterns }, () => Array.from({ length: weights }, () => stream.sign()));
  const sum = new Float64Array(patterns + 1);
  for (let w = 0; w < 2 ** weights; w++) {
    for (let labels = 0; labels < 2 ** patterns; labels++) {
      const wrong = xi.filter((pattern, mu) => {
        const field = pattern.reduce((total: number, x, i) => total + ((w >> i) & 1 ? x : -x), 0);
        return field > 0 !== ((labels >> mu) & 1) > 0;
      });
      sum[wrong.length]++;
    }
  }
  const { entropy } = annealedRandomLabels({ weights, patterns });
  sum.forEach((count, energy) => {
    expect(Math.exp(entropy[energy])).toBeCloseTo(count / 2 ** patterns, 10);
  });
});

test('counts add up to 2^M at the sizes of the paper', () => {
  const curve = annealedRandomLabels({ weights: 784, patterns: 784 });
  expect(logSumExp(curve.entropy)).toBeCloseTo(784 * Math.LN2, 9);
  expect(curve.entropy[0]).toBeCloseTo(0, 9);
  expect(curve).toMatchObject({ name: 'annealed, random labels', kind: 'theory', patterns: 784, weights: 784 });
  expect(curve.levels[784]).toBe(784);
});

test('sizes must be whole numbers of at least 1', () => {
  expect(() => annealedRandomLabels({ weights: 5, patterns: 0 })).toThrow(
    '`patterns` is 0; a data set needs at least 1',
  );
  expect(() => annealedRandomLabels({ weights: -1, patterns: 3 })).toThrow('`weights` is -1');
  expect(() => annealedRandomLabels({ weights: Number.NaN, patterns: 3 })).toThrow('`weights` is NaN');
  expect(() => annealedRandomLabels({ weights: 5, patterns: 2.5 })).toThrow('`patterns` is 2.5');
});
