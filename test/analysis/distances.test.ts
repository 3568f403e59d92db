import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageCurves } from '#src/analysis/averages.js';
import {
  compareToExact,
  densityDistance,
  kullbackLeibler,
  shareWithin,
  totalVariation,
} from '#src/analysis/distances.js';
import { classSeparation } from '#src/theory/gaussian-classes.js';
import { mislabelling } from '#src/theory/mislabelling.js';
import { replicaCurve } from '#src/theory/replica-curve.js';
import { curveOf, withoutErrors } from '../curves.js';
import { publishedAbsent, publishedCurve, publishedNote } from '../published-curves.js';

const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 });

test('by hand', () => {
  const [a, b] = [curveOf([1, 3]), curveOf([2, 2])];
  expect(totalVariation(a, b)).toBeCloseTo(0.25, 14);
  expect(kullbackLeibler(a, b)).toBeCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), 14);
  expect(kullbackLeibler(curveOf([0, 4]), b)).toBeCloseTo(Math.LN2, 14);
  expect(kullbackLeibler(b, curveOf([0, 4]))).toBe(Infinity);
  expect(totalVariation(curveOf([0, 4]), curveOf([4, 0]))).toBeCloseTo(1, 14);
});

test('total variation is a distance, and Pinsker’s inequality holds', () => {
  fc.assert(
    fc.property(counts, counts, counts, (x, y, z) => {
      const [a, b, c] = [curveOf(x), curveOf(y), curveOf(z)];
      expect(totalVariation(a, a)).toBe(0);
      expect(totalVariation(a, b)).toBeCloseTo(totalVariation(b, a), 14);
      expect(totalVariation(a, c)).toBeLessThanOrEqual(totalVariation(a, b) + totalVariation(b, c) + 1e-12);
      expect(2 * totalVariation(a, b) ** 2).toBeLessThanOrEqual(kullbackLeibler(a, b) + 1e-12);
    }),
  );
});

describe('the distance of densities', () => {
  test('of one P is what quadrature gives, and 0 from a curve to itself', () => {
    fc.assert(
      fc.property(counts, counts, (x, y) => {
        const [a, b] = [curveOf(x), curveOf(y)];
        expect(densityDistance(a, a)).toBe(0);
        const rho = (values: number[], place: number) => {
          const area = values.reduce((sum, v) => sum + v, 0) - (values[0] + values[5]) / 2;
          const k = Math.min(4, Math.floor(place));
          return (5 * (values[k] + (place - k) * (values[k + 1] - values[k]))) / area;
        };
        let sum = 0;
        for (let k = 0; k < 50_000; k++) {
          const place = (5 * (k + 0.5)) / 50_000;
          sum += Math.abs(rho(x, place) - rho(y, place)) / 50_000 / 2;
        }
        expect(densityDistance(a, b)).toBeCloseTo(sum, 6);
      }),
      { numRuns: 20 },
    );
  });

  test('of different P is small where the curves collapse and 1 where they are apart', () => {
    const at = (patterns: number, separation: number) => classSeparation({ weights: 41, patterns, separation });
    expect(densityDistance(at(60, 1), at(30, 1))).toBeLessThan(1e-9);
    expect(densityDistance(at(200, 1.4), at(400, 1.4))).toBeLessThan(0.02);
    const [low, high] = [curveOf([5, 5, 0, 0, 0, 0, 0]), curveOf([0, 0, 0, 1])];
    expect(densityDistance(low, high)).toBeCloseTo(1, 12);
  });
});

// The curve is the same for every share of the classes, P1.
test.skipIf(publishedAbsent).each([0.5, 1, 1.5])(
  `the published curves of class separation m = %d are theory to 0.008${publishedNote}`,
  (separation) => {
    const published = [1, 10, 20, 30, 39, 49, 59].map((positives) =>
      publishedCurve(`SILICO/UNBALANCING/N41_P60_m${separation.toFixed(1)}_P1_${positives}`, 41),
    );
    const theory = classSeparation({ weights: 41, patterns: 60, separation });
    expect(totalVariation(averageCurves(published, { of: 'count' }), theory)).toBeLessThan(0.008);
  },
);

test.skipIf(publishedAbsent).each([0, 1, 3, 5, 10, 15])(
  `a published run with %d of 30 labels flipped is near theory${publishedNote}`,
  (flipped) => {
    const theory = mislabelling({ weights: 41, patterns: 30, separation: 1, flipped });
    const run = publishedCurve(`SILICO/MISLABELLING/N41_P30_m1.0_f${flipped}`, 41);
    expect(totalVariation(run, theory)).toBeLessThan(0.1);
  },
);

test('curves that cannot be compared give a sentence', () => {
  const curve = curveOf([1, 2, 1]);
  expect(() => totalVariation(curve, curveOf([1, 1]))).toThrow(
    "'counts' has 2 patterns and 'counts' 1; compare curves",
  );
  expect(() => kullbackLeibler(curve, curveOf([0, 0, 0]))).toThrow("'counts' has no level with configurations");
  const replica = replicaCurve({ weights: 40, patterns: 2, points: 3 });
  expect(() => totalVariation(curve, { ...replica, levels: [0.5, 1, 1.5] })).toThrow(
    "'replica symmetric' has a level 0.5",
  );
  expect(() => totalVariation(curve, { ...curve, entropy: [0, Number.NaN, 0] })).toThrow(
    '`entropy[1]` is NaN; give finite numbers, or −∞',
  );
  expect(() => totalVariation(curve, { ...curve, entropy: [0, 0] })).toThrow(
    "'counts' has 3 levels and 2 numbers in `entropy`",
  );
  expect(() => densityDistance(curve, { ...curve, patterns: 0 })).toThrow('`patterns` is 0');
});

const exact = { ...curveOf([1, 2, 0, 4], [0, 0, 0, 0]), kind: 'exact' as const };

test('by hand: errors, pulls, the largest, and what was missed', () => {
  const near = curveOf([1, 2 * Math.exp(0.1), 0, 4 * Math.exp(-0.2)], [0.1, 0.05, Infinity, 0.1]);
  const { errors, pulls, largest, rootMeanSquare, missed } = compareToExact(near, exact);
  expect([...errors]).toEqual([expect.closeTo(0, 12), expect.closeTo(0.1, 12), expect.closeTo(-0.2, 12)]);
  expect([...pulls]).toEqual([expect.closeTo(0, 12), expect.closeTo(2, 12), expect.closeTo(-2, 12)]);
  expect(largest).toBeCloseTo(0.2, 12);
  expect(rootMeanSquare).toBeCloseTo(Math.sqrt(0.05 / 3), 12);
  expect(missed).toBe(0);

  const short = compareToExact(curveOf([0, 2, 0, 4], [Infinity, Infinity, Infinity, 0.1]), exact);
  expect([short.missed, short.largest, short.errors.length, short.pulls.length]).toEqual([1, Infinity, 2, 1]);
  expect(compareToExact(withoutErrors(near), exact).pulls).toHaveLength(0);
});

test('the share of pulls within so many standard errors', () => {
  expect(shareWithin([0, -1, 1.5, 4], 1)).toBe(0.5);
  expect(shareWithin([0, -1, 1.5, 4], 3)).toBe(0.75);
});

test('what cannot be compared is refused in a sentence', () => {
  expect(() => compareToExact(curveOf([1, 2], [0, 0]), exact)).toThrow(/has 1 patterns and .* 3/);
  expect(() => compareToExact(curveOf([0, 0, 1, 0], [0, 0, 0, 0]), exact)).toThrow('there is nothing to compare');
  expect(() => shareWithin([], 1)).toThrow('there are no pulls');
});
