import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { densityPeak, type Peak, peaks } from '#src/analysis/peaks.js';
import type { EntropyCurve } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { classSeparation, meanDirections } from '#src/theory/gaussian-classes.js';
import { mislabelling } from '#src/theory/mislabelling.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';
import { annealedTeacher } from '#src/theory/teacher.js';
import { curveOf } from '../curves.js';
import { publishedAbsent, publishedCurve, publishedNote } from '../published-curves.js';

const energies = (found: Peak[], patterns: number) => found.map(({ energyFraction }) => energyFraction * patterns);

/** The curve as sampling would give it: noise of `error` nats on every level. */
function noisy(curve: EntropyCurve, error: number, seed: number): EntropyCurve {
  const stream = randomStream(seed, 'noise');
  return {
    ...curve,
    kind: 'sampled',
    entropy: Float64Array.from(curve.entropy, (entropy) => entropy + error * stream.normal()),
    standardError: Float64Array.from(curve.entropy, () => error),
  };
}

describe('on theory', () => {
  const sizes = { weights: 41, patterns: 60 };

  test('one peak at P/2 below m = 1, none at m = 1 where ρ is flat, two at 0 and P above', () => {
    const at = (separation: number) => energies(peaks(classSeparation({ ...sizes, separation })), 60);
    expect(at(0.5)).toEqual([30]);
    expect(at(1)).toEqual([]);
    expect(at(1.5)).toEqual([0, 60]);
  });

  test('peaks at f and P − f of mislabelled classes, one at P/2 for f = P/2', () => {
    for (const [separation, height] of [
      [0.7, 7.43],
      [1, 9.58],
      [1.3, 12.95],
    ]) {
      const [peak, ...others] = peaks(mislabelling({ ...sizes, separation, flipped: 30 }));
      expect(others).toEqual([]);
      expect(peak.energyFraction).toBeCloseTo(0.5, 12);
      expect(Math.abs(peak.density / height - 1)).toBeLessThan(0.002);
    }
    const [low, high] = energies(peaks(mislabelling({ ...sizes, separation: 5, flipped: 12 })), 60);
    expect(low).toBeCloseTo(12, 0);
    expect(high).toBeCloseTo(48, 0);
  });

  test('peaks at P0 and P1 of classes on one side, at 0 and P of opposite ones', () => {
    const at = (alignment: number) =>
      energies(peaks(meanDirections({ weights: 41, positive: 10, negative: 50, separation: 5, alignment })), 60);
    expect(at(0.75).map(Math.round)).toContain(10);
    expect(at(1).map(Math.round)).toEqual([10, 50]);
    expect(at(-1)).toEqual([0, 60]);
  });

  test('with the heights of the teacher, and no errors', () => {
    const [peak] = peaks(annealedTeacher({ inputs: 251, patterns: 25 }));
    expect(peak.density).toBeCloseTo(3.80112, 4);
    expect(peak.energyFraction).toBeCloseTo(0.5, 9);
    expect([peak.densityError, peak.energyFractionError]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('on exact counts', () => {
  test('position by the parabola, the middle of a plateau, or the end; no errors', () => {
    const gauss = (mean: number) => Array.from({ length: 9 }, (_, e) => Math.exp(-((e - mean) ** 2) / 3));
    const [peak] = peaks(curveOf(gauss(3.3)));
    expect(peak.energyFraction * 8).toBeCloseTo(3.3, 10);
    expect([peak.energyFractionError, peak.densityError]).toEqual([0, 0]);
    expect(energies(peaks(curveOf([1, 5, 5, 1])), 3)).toEqual([1.5]);
    expect(energies(peaks(curveOf([9, 5, 2, 4])), 3)).toEqual([0, 3]);
  });

  test('there is no highest one without configurations', () => {
    const empty = curveOf([0, 0, 0]);
    expect(() => densityPeak(empty)).toThrow('has no level with configurations, and so no peak; give another');
  });

  test('the highest is the one that densityPeak finds, and mirrored curves have mirrored peaks', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(counts, (g) => {
        const curve = curveOf(g);
        const found = peaks(curve);
        const patterns = g.length - 1;
        if (found.length > 0) {
          expect(Math.max(...found.map(({ density }) => density))).toBe(densityPeak(curve).density);
        }
        const mirrored = peaks(curveOf(g.toReversed())).toReversed();
        if (new Set(g).size < g.length) return;
        expect(mirrored).toHaveLength(found.length);
        mirrored.forEach(({ energyFraction, prominence }, k) => {
          expect(energyFraction * patterns).toBeCloseTo(patterns - found[k].energyFraction * patterns, 9);
          expect(prominence).toBeCloseTo(found[k].prominence, 12);
        });
      }),
    );
  });

  test('prominence: a bump counts by its height above the saddle', () => {
    const curve = curveOf([1, 8, 4, 5, 1]);
    expect(peaks(curve).map(({ prominence }) => prominence)).toEqual([
      expect.closeTo(Math.log(8), 12),
      expect.closeTo(Math.log(5 / 4), 12),
    ]);
    expect(energies(peaks(curve, { prominence: 0.3 }), 4)).toHaveLength(1);
  });
});

describe('within errors', () => {
  test('noise makes no peaks, whatever its size', () => {
    for (let seed = 0; seed < 30; seed++) {
      const error = 10 ** -(seed % 4);
      expect(peaks(noisy(classSeparation({ weights: 41, patterns: 300, separation: 1 }), error, seed))).toEqual([]);
      expect(peaks(noisy(annealedRandomLabels({ weights: 201, patterns: 100 }), error / 10, seed))).toHaveLength(1);
    }
  });

  test('the error of a position is the scatter of positions over noisy curves', () => {
    const theory = mislabelling({ weights: 41, patterns: 60, separation: 1.3, flipped: 15 });
    const found = Array.from({ length: 100 }, (_, seed) => peaks(noisy(theory, 0.003, seed))[0]);
    const positions = found.map(({ energyFraction }) => energyFraction);
    const mean = positions.reduce((sum, value) => sum + value, 0) / 100;
    const scatter = Math.sqrt(positions.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 99);
    const told = found.reduce((sum, { energyFractionError }) => sum + energyFractionError / 100, 0);
    expect(told / scatter).toBeGreaterThan(0.6);
    expect(told / scatter).toBeLessThan(1.6);
    for (const { density, densityError } of found) expect(densityError).toBeCloseTo(0.003 * density, 12);
  });

  test('one seed gives the same errors again', () => {
    const curve = noisy(annealedRandomLabels({ weights: 41, patterns: 30 }), 0.01, 3);
    expect(peaks(curve)).toEqual(peaks(curve));
    expect(peaks(curve, { seed: 'other' })).not.toEqual(peaks(curve));
  });

  test('levels that were not found, or have no error bar, are passed over', () => {
    const curve = curveOf([0, 2, 90, 4, 8, 4], [Infinity, 0.01, Infinity, 0.01, 0.01, 0.01]);
    expect(energies(peaks(curve), 5)).toEqual([4]);
  });
});

test.skipIf(publishedAbsent).each([
  ['MNIST/01_a01u_P1_39', 78, 2.54],
  ['MNIST/01_a1u_P1_392', 784, 2.56],
])(`%s has its cusp at one half, with the published height${publishedNote}`, (name, _patterns, height) => {
  const found = peaks(publishedCurve(name, 784), { prominence: 0.3 });
  expect(found).toHaveLength(1);
  expect(Math.abs(found[0].energyFraction - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(found[0].density / height - 1)).toBeLessThan(0.01);
});

test.skipIf(publishedAbsent).each([123, 243, 541])(
  `MNIST with %d of 784 patterns in one class has peaks near P0/P and P1/P${publishedNote}`,
  (positives) => {
    const found = energies(peaks(publishedCurve(`MNIST/01_a1u_P1_${positives}`, 784), { prominence: 0.1 }), 784);
    const expected = [positives, 784 - positives].sort((a, b) => a - b);
    expect(found).toHaveLength(2);
    found.forEach((energy, k) => {
      expect(Math.abs(energy - expected[k])).toBeLessThan(40);
    });
  },
);

test('thresholds that are none give a sentence', () => {
  const curve = curveOf([1, 2, 1]);
  expect(() => peaks(curve, { prominence: -1 })).toThrow('`prominence` is -1; give a number of at least 0');
  expect(() => peaks(curve, { significance: Number.NaN })).toThrow('`significance` is NaN');
  expect(() => peaks({ ...curve, patterns: 0 })).toThrow('`patterns` is 0');
});
