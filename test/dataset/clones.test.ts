import { expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { classMoments } from '#src/dataset/class-moments.js';
import { cloneClasses, gaussianClone } from '#src/dataset/clones.js';
import { fromArrays } from '#src/dataset/from-arrays.js';

/** Correlated classes of 4 inputs, the last of which is the sum of the first two: both covariances are singular. */
function original() {
  const stream = randomStream('gaussian-clone', 'original');
  const labels = Array.from({ length: 60 }, (_, k) => (k < 24 ? 1 : -1));
  const rows = labels.map((label) => {
    const [a, b, c] = [stream.normal(), stream.normal(), stream.normal()];
    const row = label === 1 ? [a, a + 0.5 * b, c - 1] : [2 * a + 1, b, 0.7 * b + c];
    return [...row, row[0] + row[1]];
  });
  return fromArrays(rows, labels, { scale: 2 ** 16, source: 'shapes', notice: 'Stand-in.', parameters: { seed: 'o' } });
}

const data = original();
const moments = classMoments(data);
const clone = (options: object) => gaussianClone(data, { seed: 'clone', scale: 2 ** 16, ...options });
const many = { patterns: 40_000, positives: 20_000 };

test.each([0.2, 1, 2])('a full clone has the covariances, and the means times %d', (separation) => {
  const { positive, negative } = classMoments(clone({ ...many, separation }));
  for (const [made, given] of [
    [positive, moments.positive],
    [negative, moments.negative],
  ]) {
    const deviation = (i: number) => Math.sqrt(given.covariance[i][i]);
    given.mean.forEach((mean, i) => {
      expect(Math.abs(made.mean[i] - separation * mean)).toBeLessThan((5 * deviation(i)) / Math.sqrt(20_000));
      given.covariance[i].forEach((covariance, j) => {
        const error = deviation(i) * deviation(j) * Math.sqrt(2 / 20_000);
        expect(Math.abs(made.covariance[i][j] - covariance)).toBeLessThan(5 * error);
      });
    });
  }
});

test('a full clone stays where singular data are', () => {
  const { values, patterns } = clone({});
  for (let p = 0; p < patterns; p++) {
    expect(Math.abs(values[4 * p] + values[4 * p + 1] - values[4 * p + 3])).toBeLessThanOrEqual(5);
  }
});

test('a clone without correlations has the variance of all inputs of each class, or the geometric mean of both', () => {
  const variance = (label: number) => {
    const inputs = [...data.values]
      .filter((_, k) => data.labels[Math.floor(k / 4)] === label)
      .map((v) => v / data.scale);
    const mean = inputs.reduce((sum, value) => sum + value, 0) / inputs.length;
    return inputs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inputs.length;
  };
  const [v1, v0] = [variance(1), variance(-1)];
  for (const [kind, first, second] of [
    ['isotropic', v1, v0],
    ['shared', Math.sqrt(v1 * v0), Math.sqrt(v1 * v0)],
  ] as const) {
    const { positive, negative } = classMoments(clone({ ...many, kind }));
    for (const [made, variance] of [
      [positive, first],
      [negative, second],
    ] as const) {
      made.covariance.forEach((row, i) => {
        row.forEach((covariance, j) => {
          const tolerance = 5 * variance * Math.sqrt(2 / 20_000);
          expect(Math.abs(covariance - (i === j ? variance : 0))).toBeLessThan(tolerance);
        });
      });
    }
  }
});

test('by default it has the sizes of the data, and its provenance says of what it is a clone', () => {
  expect(clone({}).classCounts).toEqual(data.classCounts);
  expect(clone({ patterns: 10 }).classCounts).toEqual({ positive: 4, negative: 6 });
  expect(clone({ kind: 'shared' }).provenance).toMatchObject({
    source: 'shapes, Gaussian clone with one variance',
    notice: 'Stand-in.',
    parameters: {
      kind: 'shared',
      patterns: 60,
      positives: 24,
      separation: 1,
      seed: 'clone',
      of: { parameters: { seed: 'o' }, checksum: data.provenance.checksum },
    },
  });
  expect(clone({ seed: 'other' }).provenance.checksum).not.toBe(clone({}).provenance.checksum);
  expect(clone({})).toEqual(clone({}));
});

test('wrong options give a sentence', () => {
  expect(() => clone({ kind: 'GM' })).toThrow("`kind` is GM; choose 'full', 'isotropic' or 'shared'");
  expect(() => clone({ kind: 'toString' })).toThrow('`kind` is toString');
  expect(() => clone({ patterns: 0 })).toThrow('`patterns` is 0');
  expect(() => clone({ positives: 61 })).toThrow('`positives` is 61; give a whole number from 0 to 60');
  expect(() => clone({ separation: Number.NaN })).toThrow('`separation` is NaN; give a finite number');
  expect(() => clone({ seed: undefined })).toThrow('`seed` is undefined');
  const oneClass = fromArrays(
    [
      [1, 2],
      [3, 4],
    ],
    [1, 1],
  );
  expect(gaussianClone(oneClass, { seed: 's' }).classCounts).toEqual({ positive: 2, negative: 0 });
  expect(() => gaussianClone(oneClass, { kind: 'shared', seed: 's' })).toThrow('a clone of both classes needs some');
  expect(() => gaussianClone(oneClass, { positives: 1, seed: 's' })).toThrow(
    'the data have 2 patterns with label +1 and 0 with −1; a clone of both classes needs some of each',
  );
});

test('the classes of a clone without correlations: scaled means, and one variance each or the geometric mean', () => {
  const options = { patterns: 30, positives: 10, separation: 2 };
  const { positive, negative } = cloneClasses(data, { ...options, kind: 'isotropic' });
  expect([positive.patterns, negative.patterns]).toEqual([10, 20]);
  expect(positive.mean).toEqual(moments.positive.mean.map((value) => 2 * value));
  expect([positive.variance, negative.variance]).toEqual([moments.positive.variance, moments.negative.variance]);
  const shared = cloneClasses(data, { ...options, kind: 'shared' });
  expect(shared.negative.variance).toBeCloseTo(Math.sqrt(positive.variance * negative.variance), 14);
  expect(() => cloneClasses(data, { kind: 'full' as 'shared' })).toThrow("a 'full' clone has correlations; choose");
});
