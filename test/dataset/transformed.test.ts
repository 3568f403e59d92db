import { expect, test } from 'vitest';
import { centred } from '#src/dataset/centred.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { gaussianClone } from '#src/dataset/gaussian-clone.js';
import { mislabelled } from '#src/dataset/mislabelled.js';
import { resized } from '#src/dataset/resized.js';
import { split } from '#src/dataset/split.js';
import { randomStream } from '#src/seed.js';

const stream = randomStream('transformed', 'numbers');
const rows = Array.from({ length: 8 }, () => Float64Array.from({ length: 16 }, () => stream.normal()));
const made = { scale: 512, source: 'pictures', parameters: { day: 3 }, notice: 'Look twice.' };
const labelled = fromArrays(rows, [1, -1, 1, 1, -1, -1, -1, -1], made);
const classified = fromArrays(rows, [0, 1, 2, 0, 1, 2, 0, 0], { ...made, classes: 4 });

const TRANSFORMERS: readonly [string, (data: Dataset) => Dataset][] = [
  ['centred', centred],
  ['resized', (data) => resized(data, { to: [2, 3] })],
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
  expect(mislabelled(labelled, { flips: 2, seed: 's' })).toMatchObject({
    scale: 512,
    values: labelled.values,
    provenance: { notice: 'Look twice.', parameters: { day: 3, flips: 2 } },
  });
});

test('what asks for labels ±1 refuses classes in a sentence', () => {
  const calls = [() => mislabelled(classified, { flips: 1, seed: 1 }), () => gaussianClone(classified, { seed: 1 })];
  for (const call of calls) expect(call).toThrow('the data set has 4 classes; this asks for labels ±1');
  expect(gaussianClone(labelled, { seed: 1 }).provenance.notice).toBe('Look twice.');
});
