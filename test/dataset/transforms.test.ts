import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classAngle } from '#src/analysis/data-geometry.js';
import { randomStream } from '#src/base/seed.js';
import { gaussianClone } from '#src/dataset/clones.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { directedPatterns, separatedPatterns } from '#src/dataset/gaussian.js';
import { resizePictures } from '#src/dataset/pictures/shape.js';
import { randomPatterns, teacherPatterns, teacherWeights } from '#src/dataset/random.js';
import {
  binariseInputs,
  centreInputs,
  flipLabels,
  groupClasses,
  shuffleInputs,
  split,
} from '#src/dataset/transforms.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';

const stream = randomStream('transformed', 'numbers');
const rows = Array.from({ length: 8 }, () => Float64Array.from({ length: 16 }, () => stream.normal()));
const made = { scale: 512, source: 'pictures', parameters: { day: 3 }, notice: 'Look twice.' };
const labelled = fromArrays(rows, [1, -1, 1, 1, -1, -1, -1, -1], made);
const classified = fromArrays(rows, [0, 1, 2, 0, 1, 2, 0, 0], { ...made, classes: 4 });

const TRANSFORMERS: readonly [string, (data: Dataset) => Dataset][] = [
  ['centreInputs', centreInputs],
  ['resizePictures', (data) => resizePictures(data, { to: [2, 3] })],
  ['split, to learn from', (data) => split(data, 5).training],
  ['split, to test on', (data) => split(data, 5).test],
];

test.each(TRANSFORMERS)('%s: classes stay classes, and what a reader must see stays too', (_, transform) => {
  for (const data of [labelled, classified]) {
    const { classes, classCounts, labels, patterns, provenance } = transform(data);
    expect(classes).toBe(data.classes);
    const count = (label: number) => labels.filter((one) => one === label).length;
    expect(labels).toHaveLength(patterns);
    expect(classCounts).toEqual(
      classes === undefined ? { positive: count(1), negative: count(-1) } : [0, 1, 2, 3].map(count),
    );
    expect(provenance).toMatchObject({
      source: expect.stringMatching(/^pictures/),
      notice: 'Look twice.',
      parameters: { day: 3 },
    });
    expect(provenance.checksum).not.toBe(data.provenance.checksum);
  }
});

test.each([TRANSFORMERS[0]!, TRANSFORMERS[1]!])('%s keeps the labels as they are', (_, transform) => {
  for (const data of [labelled, classified]) expect(transform(data).labels).toEqual(data.labels);
});

test('what changes no number keeps the grid', () => {
  expect(split(classified, 5).test.scale).toBe(512);
  expect(flipLabels(labelled, { flips: 2, seed: 's' })).toMatchObject({
    scale: 512,
    values: labelled.values,
    provenance: { notice: 'Look twice.', parameters: { day: 3, flips: 2 } },
  });
});

test('classes become two groups', () => {
  const grouped = groupClasses(classified, [2, 0]);
  expect([...grouped.labels]).toEqual([1, -1, 1, 1, -1, 1, 1, 1]);
  expect(grouped).toMatchObject({ values: classified.values, scale: 512, classCounts: { positive: 6, negative: 2 } });
  expect(grouped.classes).toBeUndefined();
  expect(grouped.provenance).toMatchObject({
    source: 'pictures, classes 2, 0 against the others',
    notice: 'Look twice.',
    parameters: { day: 3, positiveClasses: [2, 0] },
  });
  expect(() => groupClasses(labelled, [1])).toThrow('the data set has labels ±1; give one with classes');
  expect(() => groupClasses(classified, [4])).toThrow('`positive[0]` is 4; give classes from 0 to 3');
  expect(() => groupClasses(classified, 1 as never)).toThrow('`positive` is 1; give an array of numbers');
});

test('functions of labels ±1 refuse classes', () => {
  const calls = [() => flipLabels(classified, { flips: 1, seed: 1 }), () => gaussianClone(classified, { seed: 1 })];
  for (const call of calls) expect(call).toThrow('the data set has 4 classes; this needs labels ±1');
  expect(gaussianClone(labelled, { seed: 1 }).provenance.notice).toBe('Look twice.');
});

test('centred data have mean 0 in every input, the means of two equal classes opposite, and the same labels', () => {
  const data = directedPatterns({ inputs: 11, patterns: 20, separation: 2, alignment: 0.8, seed: 'centred' });
  const { values, scale, labels, provenance } = centreInputs(data);
  for (let i = 0; i < 11; i++) {
    const sum = Array.from({ length: 20 }, (_, pattern) => values[pattern * 11 + i]! / scale).reduce((a, b) => a + b);
    expect(Math.abs(sum / 20)).toBeLessThan(1 / scale);
  }
  expect(classAngle(data)).toBeLessThan(60);
  expect(classAngle(centreInputs(data))).toBeGreaterThan(179);
  expect(labels).toEqual(data.labels);
  expect(provenance).toMatchObject({ source: expect.stringMatching(/, centred$/), parameters: { centred: true } });
});

const data = randomPatterns({ inputs: 5, patterns: 8, seed: 'data' });
const flippedIn = (flips: number, seed: string) =>
  [...flipLabels(data, { flips, seed }).labels.keys()].filter((k) => {
    return flipLabels(data, { flips, seed }).labels[k] !== data.labels[k];
  });

test('flips as many labels as asked, the same ones for one seed, and those of fewer flips among them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 8 }),
      fc.string({ minLength: 1 }),
      (a, b, seed) => {
        const [fewer, more] = [flippedIn(Math.min(a, b), seed), flippedIn(Math.max(a, b), seed)];
        expect(fewer).toHaveLength(Math.min(a, b));
        expect(more).toEqual(expect.arrayContaining(fewer));
      },
    ),
  );
});

test('any pattern may be flipped, whatever its class', () => {
  const seen = new Set(Array.from({ length: 60 }, (_, k) => flippedIn(1, `seed ${k}`)[0]));
  expect(seen.size).toBe(8);
});

test('leaves the patterns and the data set itself alone, and says what was done', () => {
  const before = [...data.labels];
  const noisy = flipLabels(data, { flips: 3, seed: 'flips' });
  expect([...data.labels]).toEqual(before);
  expect(noisy.values).toBe(data.values);
  const positive = [...noisy.labels].filter((label) => label === 1).length;
  expect(noisy.classCounts).toEqual({ positive, negative: noisy.patterns - positive });
  expect(noisy.provenance).toMatchObject({
    source: 'random patterns, random labels, 3 labels flipped',
    parameters: { seed: 'data', inputs: 5, flips: 3, flipSeed: 'flips' },
  });
  expect(noisy.provenance.checksum).not.toBe(data.provenance.checksum);
});

test('wrong options give a sentence', () => {
  expect(() => flipLabels(data, { flips: 9, seed: 's' })).toThrow('`flips` is 9; give a whole number from 0 to 8');
  expect(() => flipLabels(data, { flips: -1, seed: 's' })).toThrow('`flips` is -1');
  expect(() => flipLabels(data, { flips: 1.5, seed: 's' })).toThrow('`flips` is 1.5');
  expect(() => flipLabels(data, { flips: 1, seed: '' })).toThrow('`seed` is empty');
});

test('both parts are those of one data set, in order', () => {
  const data = randomPatterns({ inputs: 5, patterns: 9, seed: 's', classes: 3 });
  const { training, test } = split(data, 4);
  expect([...training.values, ...test.values]).toEqual([...data.values]);
  expect([...training.labels, ...test.labels]).toEqual([...data.labels]);
  expect([training.patterns, test.patterns, test.classes]).toEqual([4, 5, 3]);
  expect(training.provenance.parameters).toMatchObject({ seed: 's', part: 'training', shape: [4, 5] });
  expect(training.provenance.checksum).not.toBe(test.provenance.checksum);
});

test('a teacher makes no error on either', () => {
  const { training, test } = split(teacherPatterns({ inputs: 21, patterns: 60, seed: 't' }), 20);
  const teacher = teacherWeights({ inputs: 21, seed: 't' });
  for (const part of [training, test]) expect(energy(perceptron(21), part, teacher)).toBe(0);
});

test('no part may be empty', () => {
  const data = randomPatterns({ inputs: 3, patterns: 4, seed: 's' });
  expect(() => split(data, 4)).toThrow(/`patterns` is 4/);
  expect(() => split(data, 0)).toThrow(/`patterns` is 0/);
});

describe('binariseInputs', () => {
  test('makes the larger half of each pattern +1, the first of equal ones, and drops the last of an even number', () => {
    const data = fromArrays(
      [
        [5, 1, 9, 3, 7, 2],
        [0, 0, 4, 0, 0, 8],
      ],
      [1, -1],
      { scale: 1 },
    );
    const { values, inputs, scale, labels } = binariseInputs(data);
    expect([inputs, scale]).toEqual([5, 1]);
    expect(Array.from(values)).toEqual([-1, -1, 1, -1, 1, 1, -1, 1, -1, -1]);
    expect(Array.from(labels)).toEqual([1, -1]);
  });
});

describe('shuffleInputs', () => {
  test('keeps the values of each input, and draws other patterns', () => {
    const data = separatedPatterns({ inputs: 7, patterns: 30, separation: 3, seed: 1 });
    const shuffled = shuffleInputs(data, { seed: 2 });
    const column = (of: Dataset, i: number) =>
      Array.from(of.values.filter((_, k) => k % 7 === i)).sort((a, b) => a - b);
    for (let i = 0; i < 7; i++) expect(column(shuffled, i)).toEqual(column(data, i));
    expect(shuffled.labels).toEqual(data.labels);
    expect(shuffled.values).not.toEqual(data.values);
    expect(shuffleInputs(data, { seed: 2 }).values).toEqual(shuffled.values);
    // The first inputs of the two classes lay far apart, and no longer do.
    const gap = ({ values, labels }: Dataset) =>
      Math.abs(labels.reduce((sum, label, p) => sum + label * values[7 * p], 0));
    expect(gap(shuffled)).toBeLessThan(gap(data) / 2);
    expect(shuffled.provenance.parameters).toMatchObject({ shuffleSeed: '2' });
  });
});
