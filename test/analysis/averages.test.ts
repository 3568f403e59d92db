import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageCurves, correlation, fitLine } from '#src/analysis/averages.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';
import { curveOf, withoutErrors } from '../curves.js';

const weights = 4;
const curve = (entropy: number[], errors?: number[]) => ({
  ...curveOf(entropy.map(Math.exp), errors),
  entropy,
  weights,
});

test('of entropies: mean, spread and standard error by hand', () => {
  const average = averageCurves([curve([1, 2]), curve([3, 2]), curve([5, 2])], { of: 'entropy' });
  expect(average).toMatchObject({ name: 'mean of 3 curves', kind: 'sampled', patterns: 1, weights, curves: 3 });
  expect([...average.entropy]).toEqual([3, 2]);
  expect([...average.spread]).toEqual([2, 0]);
  expect(average.standardError[0]).toBeCloseTo(2 / Math.sqrt(3), 14);
  expect([...average.foundBy]).toEqual([3, 3]);
});

test('of counts: ln of the mean of g, with its relative spread', () => {
  const average = averageCurves(
    [curveOf([1, 7]), curveOf([3, 5])].map((c) => ({ ...c, weights: 3 })),
    {
      of: 'count',
      name: 'mine',
    },
  );
  expect(average.name).toBe('mine');
  expect(average.entropy[0]).toBeCloseTo(Math.log(2), 14);
  expect(average.spread[0]).toBeCloseTo(Math.SQRT2 / 2, 14);
  expect(average.standardError[0]).toBeCloseTo(0.5, 14);
});

test('the mean count lies above the mean entropy (Jensen), and neither overflows', () => {
  const entropies = fc.array(fc.double({ min: -5, max: 900, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(entropies, entropies, (a, b) => {
      const [typical, annealed] = (['entropy', 'count'] as const).map((of) =>
        averageCurves([curve(a), curve(b)], { of }),
      );
      annealed.entropy.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(typical.entropy[k] - 1e-9);
      });
    }),
  );
});

test('the mean count over random labels is the annealed curve within its standard errors', async () => {
  const curves = await Promise.all(
    Array.from({ length: 40 }, (_, k) =>
      enumerate(perceptron(11), randomPatterns({ inputs: 11, patterns: 8, seed: k })),
    ),
  );
  const average = averageCurves(curves, { of: 'count' });
  const exact = annealedRandomLabels({ weights: 11, patterns: 8 });
  const pulls = Array.from(exact.entropy, (s, e) => (Math.exp(s - average.entropy[e]) - 1) / average.standardError[e]);
  expect(Math.hypot(...pulls) / Math.sqrt(9)).toBeLessThan(2);
});

test('a level that a sampled curve did not find is not shown as known', () => {
  const [a, b] = [curve([1, 2], [0.1, 0.1]), curve([-Infinity, 2], [Infinity, 0.1])];
  const typical = averageCurves([a, b], { of: 'entropy' });
  expect([typical.entropy[0], typical.standardError[0], typical.spread[0]]).toEqual([-Infinity, Infinity, Infinity]);
  const annealed = averageCurves([a, b], { of: 'count' });
  expect(annealed.entropy[0]).toBeCloseTo(1 - Math.LN2, 14);
  expect(annealed.standardError[0]).toBe(Infinity);
  expect([...annealed.foundBy]).toEqual([1, 2]);
});

test('exact curves without a level have g = 0 there', () => {
  const annealed = averageCurves([curve([0, 2]), curve([-Infinity, 2])], { of: 'count' });
  expect(annealed.entropy[0]).toBeCloseTo(-Math.LN2, 14);
  expect(annealed.standardError[0]).toBeCloseTo(1, 14);
});

test('the average of theories is a theory', () => {
  const theory = withoutErrors(curve([1, 2]));
  expect(averageCurves([theory, theory], { of: 'entropy' }).kind).toBe('theory');
});

test('curves that cannot be averaged give a sentence', () => {
  const a = curve([1, 2]);
  expect(() => averageCurves([a], { of: 'entropy' })).toThrow(
    'there are 1 curves; an average with its spread needs at least 2',
  );
  expect(() => averageCurves([a, curve([1, 2, 3])], { of: 'entropy' })).toThrow(
    "'counts' (P = 2, M = 4) and 'counts' (P = 1, M = 4) do not have the same levels",
  );
  expect(() => averageCurves([a, { ...a, levels: [0, 0.5] }], { of: 'count' })).toThrow('do not have the same levels');
  expect(() => averageCurves([a, a], { of: 'mean' as 'count' })).toThrow("`of` is mean; choose 'entropy'");
});

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

test('a correlation by hand, of points on a line, and of what does not vary', () => {
  expect(correlation([1, 2, 3], [-2, -4, -6])).toBeCloseTo(-1, 12);
  // Deviations −1, 0, 1 and −1, −1, 2: 3/√(2 · 6).
  expect(correlation([1, 2, 3], [0, 0, 3])).toBeCloseTo(3 / Math.sqrt(12), 12);
  expect(correlation([-1, 0, 1], [1, 0, 1])).toBeCloseTo(0, 12);
  expect(correlation([1, 2, 1e300], [3, 1, 1e300])).toBeCloseTo(1, 12);
  expect(() => correlation([1, 2], [3, 3])).toThrow('all y are the same');
  expect(() => correlation([1, 1], [3, 4])).toThrow('all x are the same');
});
