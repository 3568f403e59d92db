import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitThreshold } from '#src/analysis/thresholds.js';
import { randomStream } from '#src/base/seed.js';

const loads = [0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9];
const shareAt = (x: number, threshold: number, width: number) => 1 / (1 + Math.exp((x - threshold) / width));

describe('the threshold of falling shares', () => {
  test('from exact shares it is the one they were made with, with the error of its Fisher information', () => {
    const trials = loads.map(() => 1e9);
    const good = loads.map((x) => Math.round(1e9 * shareAt(x, 0.66, 0.04)));
    const { kind, threshold, standardError, width } = fitThreshold(loads, good, trials);
    expect(kind).toBe('fitted');
    expect(threshold).toBeCloseTo(0.66, 8);
    expect(width).toBeCloseTo(0.04, 8);
    // In the parameters threshold and width the information of a trial is p (1 − p) u uᵀ, u = (1, (x − threshold)/s)/s.
    const weights = loads.map((x) => 1e9 * shareAt(x, 0.66, 0.04) * (1 - shareAt(x, 0.66, 0.04)));
    const moment = (power: number) =>
      loads.reduce((sum, x, k) => sum + (weights[k]! * ((x - 0.66) / 0.04) ** power) / 0.04 ** 2, 0);
    const variance = moment(2) / (moment(0) * moment(2) - moment(1) ** 2);
    expect(standardError! / Math.sqrt(variance)).toBeCloseTo(1, 6);
  });

  test('over many synthetic studies it is unbiased, and its error bar is its scatter', () => {
    const pulls: number[] = [];
    const stream = randomStream('synthetic', 'trials');
    for (let study = 0; study < 400; study++) {
      const good = loads.map((x) => {
        let solved = 0;
        for (let trial = 0; trial < 40; trial++) if (stream.uniform() < shareAt(x, 0.68, 0.05)) solved++;
        return solved;
      });
      const fit = fitThreshold(
        loads,
        good,
        loads.map(() => 40),
      );
      expect(fit.kind).toBe('fitted');
      pulls.push((fit.threshold! - 0.68) / fit.standardError!);
    }
    const mean = pulls.reduce((sum, pull) => sum + pull) / pulls.length;
    const square = pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length;
    // Standard errors of these two: 0.05 and, of a mean square of 1, 0.07.
    expect(Math.abs(mean)).toBeLessThan(0.2);
    expect(Math.abs(square - 1)).toBeLessThan(0.28);
  });

  test('other units of x change nothing but units', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (a, b) => {
          const good = [10, 10, 9, 7, 6, 2, 1, 0];
          const trials = good.map(() => 10);
          const plain = fitThreshold(loads, good, trials);
          const scaled = fitThreshold(
            loads.map((x) => a + b * x),
            good,
            trials,
          );
          expect((scaled.threshold! - a) / b).toBeCloseTo(plain.threshold!, 7);
          expect(scaled.standardError! / b).toBeCloseTo(plain.standardError!, 7);
          expect(scaled.width! / b).toBeCloseTo(plain.width!, 7);
        },
      ),
    );
  });
});

describe('where the trials do not determine it, it says so and gives no number', () => {
  const none = { threshold: null, standardError: null, width: null };
  const of10 = (good: number[]) =>
    fitThreshold(
      good.map((_, k) => k + 1),
      good,
      good.map(() => 10),
    );

  test('all succeed, or none', () => {
    expect(of10([10, 10, 10])).toEqual({ kind: 'all', ...none, between: [3, Infinity] });
    expect(of10([0, 0, 0])).toEqual({ kind: 'none', ...none, between: [-Infinity, 1] });
    expect(fitThreshold([0.5], [3], [3]).kind).toBe('all');
  });

  test('a step without an overlap: a width of 0 has no error bar', () => {
    expect(of10([10, 10, 0, 0])).toEqual({ kind: 'unresolved', ...none, between: [2, 3] });
    expect(of10([10, 5, 0])).toEqual({ kind: 'unresolved', ...none, between: [1, 3] });
    expect(of10([10, 8, 0])).toEqual({ kind: 'unresolved', ...none, between: [2, 3] });
  });

  test('shares that rise, that do not fall clearly, or reach one half only outside of the range', () => {
    expect(of10([0, 5, 10]).kind).toBe('unresolved');
    expect(of10([5, 5, 5])).toEqual({ kind: 'unresolved', ...none, between: [-Infinity, Infinity] });
    expect(of10([6, 5, 5]).kind).toBe('unresolved');
    expect(of10([10, 10, 9, 8])).toEqual({ kind: 'unresolved', ...none, between: [4, Infinity] });
    expect(of10([2, 1, 0, 0])).toEqual({ kind: 'unresolved', ...none, between: [-Infinity, 1] });
    expect(of10([3]).kind).toBe('unresolved');
  });

  test('never a number that is not finite, whatever the counts', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, (good) => {
        const { kind, threshold, standardError, width, between } = fitThreshold(
          good.map((_, k) => k),
          good,
          good.map(() => 12),
        );
        expect(between[0]).toBeLessThan(between[1]);
        for (const value of [threshold, standardError, width]) {
          if (kind === 'fitted') expect(value !== null && Number.isFinite(value)).toBe(true);
          else expect(value).toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('columns that do not fit are errors in a sentence', () => {
  expect(() => fitThreshold([], [], [])).toThrow('there are no x');
  expect(() => fitThreshold([1, 2], [1], [2, 2])).toThrow('there are 2 x, 1 successes and 2 trials');
  expect(() => fitThreshold([1, 1], [1, 0], [2, 2])).toThrow('rising order');
  expect(() => fitThreshold([1, 2], [3, 0], [2, 2])).toThrow('of 2 trials');
  expect(() => fitThreshold([1, 2], [0.5, 0], [2, 2])).toThrow('whole numbers');
  expect(() => fitThreshold([1, 2], [0, 0], [0, 2])).toThrow('at least 1');
  expect(() => fitThreshold([1, Number.NaN], [0, 0], [2, 2])).toThrow('finite');
});
