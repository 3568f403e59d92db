import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlap, overlaps, principalComponents } from '#src/analysis/configurations.js';
import { randomStream } from '#src/base/seed.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';

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
  const { pairs, mean } = overlaps(all);
  expect(pairs).toHaveLength(21);
  expect(mean).toBeCloseTo((square / 30 - 7) / 42, 12);
});

test('its error is right: independent configurations have q = 0', () => {
  const pulls = Array.from({ length: 300 }, () => {
    const { mean, standardError } = overlaps(Array.from({ length: 40 }, () => random(100)));
    return mean / standardError;
  });
  const size = Math.sqrt(pulls.reduce((total, pull) => total + pull * pull, 0) / pulls.length);
  // The jackknife errs on the safe side where the mean is a degenerate one, as here.
  expect(size).toBeGreaterThan(0.5);
  expect(size).toBeLessThan(1.2);
});

test('there must be something to compare', () => {
  expect(() => overlaps([random(3)])).toThrow(/there are 1 configurations/);
  expect(() => overlap(random(3), random(4))).toThrow(/have 3 and 4 weights/);
  expect(overlaps([random(3), random(3)]).standardError).toBeNaN();
});

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const size = fc.integer({ min: 2, max: 9 });

function gaussian(patterns: number, inputs: number) {
  const stream = randomStream('principal-components', `${patterns} ${inputs}`);
  const rows = Array.from({ length: patterns }, () => Array.from({ length: inputs }, () => stream.normal()));
  return fromArrays(
    rows,
    rows.map((_, k) => (k % 2 ? 1 : -1)),
    { scale: 2 ** 20 },
  );
}

test('directions are orthonormal, coordinates uncorrelated with mean 0, and their variances the shares', () => {
  fc.assert(
    fc.property(size, size, (patterns, inputs) => {
      const components = Math.min(patterns - 1, inputs);
      const { coordinates, directions, explained } = principalComponents(gaussian(patterns, inputs), { components });
      const total = coordinates.reduce((sum, column) => sum + dot(column, column), 0);
      directions.forEach((a, k) => {
        directions.forEach((b, l) => {
          expect(dot(a, b)).toBeCloseTo(k === l ? 1 : 0, 10);
          if (k !== l) expect(Math.abs(dot(coordinates[k], coordinates[l])) / total).toBeLessThan(1e-9);
        });
        expect(coordinates[k].reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
        expect(dot(coordinates[k], coordinates[k]) / total).toBeCloseTo(explained[k], 10);
        if (k > 0) expect(explained[k]).toBeLessThanOrEqual(explained[k - 1]);
      });
      expect(explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }),
  );
});

test('all components together give the patterns back', () => {
  const data = gaussian(5, 3);
  const { coordinates, directions } = principalComponents(data, { components: 3 });
  const mean = [0, 1, 2].map(
    (i) => [0, 1, 2, 3, 4].reduce((sum, p) => sum + data.values[3 * p + i] / 5, 0) / data.scale,
  );
  for (let p = 0; p < 5; p++) {
    for (let i = 0; i < 3; i++) {
      const value = coordinates.reduce((sum, column, k) => sum + column[p] * directions[k][i], mean[i]);
      expect(value).toBeCloseTo(data.values[3 * p + i] / data.scale, 10);
    }
  }
});

test('two separated classes lie apart along the first component, +1 on the higher side', () => {
  const data = separatedPatterns({ inputs: 40, patterns: 60, separation: 2, seed: 's' });
  const { coordinates, explained } = principalComponents(data);
  expect(coordinates).toHaveLength(2);
  [...data.labels].forEach((label, pattern) => {
    expect(Math.sign(coordinates[0][pattern])).toBe(label);
  });
  expect(explained[0]).toBeGreaterThan(0.7);
});

test('what has no components gives a sentence', () => {
  expect(() => principalComponents(gaussian(5, 3), { components: 4 })).toThrow(
    '`components` is 4; give a whole number from 1 to 3',
  );
  expect(() => principalComponents(gaussian(5, 3), { components: 0 })).toThrow('`components` is 0');
  expect(() =>
    principalComponents(
      fromArrays(
        [
          [1, 2],
          [1, 2],
        ],
        [1, -1],
      ),
      { components: 1 },
    ),
  ).toThrow('all patterns are the same; principal components need different ones');
});
