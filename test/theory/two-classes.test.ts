import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { annealedVariance } from '#src/theory/annealed.js';
import { logGaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { logBinomials } from '#src/theory/numerics/log-sums.js';
import { type TwoClasses, twoClassErrors } from '#src/theory/two-classes.js';

const oneClass = (patterns: number, variance: number): TwoClasses => ({
  positive: patterns,
  negative: 0,
  positiveVariance: variance,
  negativeVariance: 0,
});

const anyClasses = fc
  .record({
    positive: fc.integer({ min: 0, max: 8 }),
    negative: fc.integer({ min: 0, max: 8 }),
    positiveVariance: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e4, noNaN: true })),
    negativeVariance: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e4, noNaN: true })),
    cosine: fc.oneof(fc.constantFrom(-1, 0, 1), fc.double({ min: -1, max: 1, noNaN: true })),
  })
  .map(({ cosine, ...classes }) => ({
    ...classes,
    covariance: cosine * Math.sqrt(classes.positiveVariance * classes.negativeVariance),
  }));

test('p adds up to 1, is the same for −w, and has the variance of Gaussian orthants', () => {
  fc.assert(
    fc.property(anyClasses, (classes) => {
      const { positive, negative, positiveVariance: v1, negativeVariance: v0, covariance } = classes;
      const patterns = positive + negative;
      const p = twoClassErrors(classes).map(Math.exp);
      expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 9);
      expect(p.toReversed().every((value, energy) => Math.abs(value - p[energy]) < 1e-9)).toBe(true);
      const variance = p.reduce((sum, value, energy) => sum + value * (energy - patterns / 2) ** 2, 0);
      const expected = annealedVariance({
        positive,
        negative,
        withinPositive: v1 / (1 + v1),
        withinNegative: v0 / (1 + v0),
        between: covariance / Math.sqrt((1 + v1) * (1 + v0)),
      });
      expect(variance).toBeCloseTo(expected, 7);
    }),
  );
});

test('the two classes may change places', () => {
  fc.assert(
    fc.property(anyClasses, (classes) => {
      const swapped = twoClassErrors({
        positive: classes.negative,
        negative: classes.positive,
        positiveVariance: classes.negativeVariance,
        negativeVariance: classes.positiveVariance,
        covariance: classes.covariance,
      });
      twoClassErrors(classes).forEach((value, energy) => {
        expect(swapped[energy]).toBeCloseTo(value, 8);
      });
    }),
    { numRuns: 50 },
  );
});

test.each([1, 10, 1000])('exactly flat for one class of %d patterns with variance 1', (patterns) => {
  for (const value of twoClassErrors(oneClass(patterns, 1))) expect(value).toBeCloseTo(-Math.log(patterns + 1), 9);
});

test('two independent flat classes: a trapezium', () => {
  const [positive, negative] = [30, 70];
  const p = twoClassErrors({ positive, negative, positiveVariance: 1, negativeVariance: 1 });
  p.forEach((value, energy) => {
    const ways = Math.min(energy, positive, positive + negative - energy) + 1;
    expect(value).toBeCloseTo(Math.log(ways / ((positive + 1) * (negative + 1))), 9);
  });
});

test('opposite fields of variance 1: p(0) = ∫u^P1 (1−u)^P0 du, down to 1e-304', () => {
  for (const half of [5, 100, 500]) {
    const p = twoClassErrors({
      positive: half,
      negative: half,
      positiveVariance: 1,
      negativeVariance: 1,
      covariance: -1,
    });
    expect(p[0]).toBeCloseTo(-Math.log(2 * half + 1) - logBinomials(2 * half)[half], 9);
  }
});

test('no shared field: the binomial distribution', () => {
  const p = twoClassErrors({ positive: 400, negative: 600, positiveVariance: 0, negativeVariance: 0 });
  logBinomials(1000).forEach((ways, energy) => {
    expect(p[energy]).toBeCloseTo(ways - 1000 * Math.LN2, 9);
  });
});

test('the tail E = 0 against a brute trapezoid in logarithms, for weak to strong fields', () => {
  const z = Float64Array.from({ length: 400_001 }, (_, k) => (k - 200_000) * 2e-4);
  for (const slope of [0.01, 0.1, 1, 10, 100]) {
    const terms = z.map((value) => 300 * logGaussianTail(-slope * value) - value ** 2 / 2);
    const expected = logSumExp(terms) + Math.log(2e-4 / Math.sqrt(2 * Math.PI));
    expect(twoClassErrors(oneClass(300, slope ** 2))[0]).toBeCloseTo(expected, 9);
  }
});

test('frequencies of 200 000 draws of fields and noise', () => {
  const stream = randomStream('two-class-errors', 'draws');
  const draws = 200_000;
  const [positive, negative] = [3, 4];
  const counts = new Float64Array(positive + negative + 1);
  for (let draw = 0; draw < draws; draw++) {
    const z = stream.normal();
    const h1 = 1.5 * z;
    const h0 = -0.8 * z + 0.6 * stream.normal();
    let energy = 0;
    for (let mu = 0; mu < positive; mu++) if (h1 + stream.normal() < 0) energy++;
    for (let mu = 0; mu < negative; mu++) if (h0 + stream.normal() < 0) energy++;
    counts[energy]++;
  }
  const p = twoClassErrors({ positive, negative, positiveVariance: 2.25, negativeVariance: 1, covariance: -1.2 });
  p.map(Math.exp).forEach((value, energy) => {
    expect(Math.abs(counts[energy] / draws - value)).toBeLessThan(4 * Math.sqrt(value / draws));
  });
});
