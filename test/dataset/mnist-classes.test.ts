import { describe, expect, test } from 'vitest';
import { type MnistClassesOptions, mnistClasses } from '#src/dataset/mnist-classes.js';
import { mnistPair } from '#src/dataset/mnist-pair.js';
import { hasFiles } from './real-files.js';

const drawn: MnistClassesOptions = { patterns: 23, seed: 's', source: 'drawn' };

test('all ten digits by default, equally many of each, with full provenance', async () => {
  const data = await mnistClasses(drawn);
  expect(data).toMatchObject({ inputs: 784, patterns: 23, classes: 10 });
  expect(data.classCounts).toEqual([3, 3, 3, 2, 2, 2, 2, 2, 2, 2]);
  expect(data.provenance).toMatchObject({
    source: 'drawn digits 0, 1, 2, 3, 4, 5, 6, 7, 8, 9',
    parameters: { source: 'drawn', classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], patterns: 23, seed: 's' },
  });
  expect(await mnistClasses(drawn)).toEqual(data);
});

test('labels are places in the list of classes, on the pictures that a pair has', async () => {
  const pair = await mnistPair({ ...drawn, patterns: 20, classes: [7, 3] });
  const classes = await mnistClasses({ ...drawn, patterns: 20, classes: [7, 3] });
  expect(classes.values).toEqual(pair.values);
  expect([...classes.labels]).toEqual([...pair.labels].map((label) => (label + 1) / 2));
});

describe('wrong options give a sentence', () => {
  test.each([
    [{ classes: [3] }, /`classes` is \[3\]; give two or more different classes/],
    [{ classes: [1, 2, 1] }, /`classes` is \[1, 2, 1\]; give two or more different/],
    [{ classes: [1, 10] }, /`classes` is 10; give a whole number from 0 to 9/],
    [{ patterns: 0 }, /`patterns` is 0; a data set needs at least 1/],
    [{ seed: undefined }, /`seed` is undefined; give a string/],
    [{ source: 'cifar' }, /`source` is cifar; choose/],
  ])('%o', async (options, sentence) => {
    await expect(mnistClasses({ ...drawn, ...(options as object) })).rejects.toThrow(sentence);
  });
});

const absent = !hasFiles('mnist');
test.skipIf(absent)(`the files of MNIST${absent ? ' (skipped: they are not on this machine)' : ''}`, async () => {
  const data = await mnistClasses({ patterns: 100, seed: 's', mirrors: [] });
  expect(data.classCounts).toEqual(new Array(10).fill(10));
  expect(data.provenance.source).toBe('MNIST digits 0, 1, 2, 3, 4, 5, 6, 7, 8, 9');
  expect(data.provenance.notice).toBeUndefined();
});
