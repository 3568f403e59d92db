import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFile } from '#src/dataset/pictures/data-files.js';
import { readIdx } from '#src/dataset/pictures/idx.js';
import { locate } from '#src/dataset/pictures/locate.js';
import {
  type MnistClassesOptions,
  type MnistPairOptions,
  mnistClasses,
  mnistPair,
} from '#src/dataset/pictures/mnist.js';
import { collectionPictures } from '#src/dataset/pictures/source.js';
import { hasFiles } from './real-files.js';

const pair: MnistPairOptions = { classes: [0, 1], patterns: 20, seed: 's', mirrors: [] };

describe('drawn digits', () => {
  const drawn: MnistPairOptions = { ...pair, source: 'drawn' };

  test('make a balanced data set of 784 inputs by default, with full provenance', async () => {
    const data = await mnistPair(drawn);
    expect(data).toMatchObject({ inputs: 784, patterns: 20, classCounts: { positive: 10, negative: 10 } });
    expect(data.provenance).toMatchObject({
      source: 'drawn digits 0 and 1',
      parameters: { source: 'drawn', classes: [0, 1], patterns: 20, positives: 10, seed: 's', arithmetic: 'int16' },
    });
    expect(data.provenance.notice).toBe('These digits were drawn by weightspace; they are not MNIST.');
  });

  test('are the same for one seed, and others for another', async () => {
    const data = await mnistPair(drawn);
    expect(await mnistPair(drawn)).toEqual(data);
    expect((await mnistPair({ ...drawn, seed: 't' })).provenance.checksum).not.toBe(data.provenance.checksum);
  });

  test('stay the same from version to version, on every machine', async () => {
    const { provenance } = await mnistPair({ ...drawn, classes: [3, 8], patterns: 30, positives: 12 });
    expect(provenance.checksum).toBe('026efb64093539383d084bdc91416181221a507ebfd96f875d4cc4f49645896f');
  });

  test('get the label −1 for the first class and +1 for the second, in random order', async () => {
    // A 0 has an empty middle and a 1 has not.
    const { labels, values, scale } = await mnistPair({ ...drawn, positives: 8, normalisation: 'raw' });
    const middle = (pattern: number) => values[pattern * 784 + 14 * 28 + 13]! / scale;
    const agree = [...labels].filter((label, pattern) => label === (middle(pattern) > 0.5 ? 1 : -1));
    expect(agree.length).toBeGreaterThanOrEqual(18);
    expect([...labels].filter((label) => label === 1)).toHaveLength(8);
    expect(labels.slice(0, 12)).toContain(1);
  });

  test('standardised and raw pictures hold the same grey levels', async () => {
    const standard = await mnistPair({ ...drawn, scale: 65536 });
    const raw = await mnistPair({ ...drawn, normalisation: 'raw', scale: 255 });
    const { mean, deviation } = standard.provenance.parameters as { mean: number; deviation: number };
    expect(raw.values.every((grey) => grey >= 0 && grey <= 255)).toBe(true);
    for (const [index, grey] of raw.values.entries()) {
      expect(standard.values[index]! / 65536).toBeCloseTo((grey - mean) / deviation, 4);
    }
  });

  test('may all be of one class', async () => {
    const data = await mnistPair({ ...drawn, patterns: 3, positives: 0 });
    expect(data.classCounts).toEqual({ positive: 0, negative: 3 });
  });
});

describe('without files and network', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
    vi.stubEnv('WEIGHTSPACE_DATA', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test('drawn digits stand in for MNIST, and the provenance says so', async () => {
    const data = await mnistPair({ ...pair, folder });
    const drawn = await mnistPair({ ...pair, source: 'drawn' });
    const { notice, ...provenance } = data.provenance;
    const { notice: _, ...asDrawn } = drawn.provenance;
    expect(notice).toMatch(
      /^MNIST is not on this machine .* drawn by weightspace stand in for it\. Run `npm run data`/,
    );
    expect(provenance).toEqual(asDrawn);
    expect(data.values).toEqual(drawn.values);
  });

  test('and for Fashion-MNIST', async () => {
    const { values, provenance } = await mnistPair({ ...pair, folder, source: 'fashion' });
    expect(values).toEqual((await mnistPair({ ...pair, source: 'drawn' })).values);
    expect(provenance.notice).toMatch(
      /^Fashion-MNIST is not on this machine .* drawn by weightspace stand in for it\./,
    );
  });

  test('the console says it every time', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const options = { ...pair, patterns: 2, folder };
    const { provenance } = await mnistPair(options);
    await mnistPair(options);
    await mnistClasses({ ...options, classes: [0, 1] });
    expect(warn.mock.calls).toEqual([[provenance.notice], [provenance.notice], [provenance.notice]]);
    await mnistPair({ ...options, source: 'drawn' });
    expect(warn).toHaveBeenCalledTimes(3);
    warn.mockRestore();
  });

  test('nothing stands in for a damaged file', async () => {
    mkdirSync(join(folder, 'mnist'));
    writeFileSync(join(folder, 'mnist', 'train-images-idx3-ubyte.gz'), 'half');
    await expect(mnistPair({ ...pair, folder })).rejects.toThrow(/train-images-idx3-ubyte\.gz has SHA-256/);
  });

  test('aborting is not answered with a stand-in', async () => {
    const options = { ...pair, folder, mirrors: ['http://127.0.0.1:9/'], signal: AbortSignal.abort() };
    await expect(mnistPair(options)).rejects.toThrow(/aborted/);
  });
});

describe('wrong options give a sentence', () => {
  const wrong = (options: object) => mnistPair({ ...pair, source: 'drawn', ...options });
  test.each([
    [{ classes: [3, 3] }, /`classes` is \[3, 3\]; give two different classes/],
    [{ classes: [3] }, /`classes` is \[3\]; give two/],
    [{ classes: undefined }, /`classes` is undefined; give two/],
    [{ classes: [0, 10] }, /`classes` is 10; give a whole number from 0 to 9/],
    [{ classes: [0.5, 1] }, /`classes` is 0.5/],
    [{ patterns: 0 }, /`patterns` is 0; a data set needs at least 1/],
    [{ patterns: undefined }, /`patterns` is undefined/],
    [{ positives: 21 }, /`positives` is 21; give a whole number from 0 to 20/],
    [{ positives: -1 }, /`positives` is -1/],
    [{ seed: undefined }, /`seed` is undefined; give a string/],
    [{ source: 'cifar' }, /`source` is cifar; choose 'mnist', 'fashion' or 'drawn'/],
    [{ normalisation: 'z' }, /`normalisation` is z; choose 'standard' or 'raw'/],
    [{ scale: -1 }, /`scale` is -1/],
  ])('%o', async (options, sentence) => {
    await expect(wrong(options)).rejects.toThrow(sentence);
  });
});

describe.each(['mnist', 'fashion-mnist'] as const)('the files of %s', (collection) => {
  const absent = !hasFiles(collection);
  const title = absent ? ' (skipped: the files are not on this machine; `npm run data` fetches them)' : '';

  test.skipIf(absent)(`hold 60,000 and 10,000 pictures of ten classes${title}`, async () => {
    for (const [set, count] of [
      ['train', 60_000],
      ['t10k', 10_000],
    ] as const) {
      const read = async (name: string) => {
        const { path, bytes } = await locate(dataFile(collection, name), { mirrors: [] });
        return readIdx(bytes, path);
      };
      const images = await read(`${set}-images-idx3-ubyte.gz`);
      const labels = await read(`${set}-labels-idx1-ubyte.gz`);
      expect(images.dimensions).toEqual([count, 28, 28]);
      expect(labels.dimensions).toEqual([count]);
      const counts = new Array<number>(10).fill(0);
      for (const label of labels.bytes) counts[label]!++;
      expect(counts).toEqual(CLASS_COUNTS[collection][set]);
    }
  });

  test.skipIf(absent)(`give standardised pairs without a notice${title}`, async () => {
    const source = collection === 'mnist' ? 'mnist' : 'fashion';
    const data = await mnistPair({ ...pair, source, patterns: 400, positives: 100 });
    expect(data.classCounts).toEqual({ positive: 100, negative: 300 });
    expect(data.provenance.notice).toBeUndefined();
    expect(data.provenance.parameters).toMatchObject(STATISTICS[collection]);
    const rows = Array.from({ length: 400 }, (_, p) => data.values.subarray(784 * p, 784 * (p + 1)).join());
    expect(new Set(rows).size).toBe(400);
  });

  test.skipIf(absent)(`do not give more pictures than there are${title}`, async () => {
    const pictures = await collectionPictures(collection, { mirrors: [] });
    const [, available] = CLASS_COUNTS[collection].train;
    expect(pictures.draw(1, available!, 's')).toHaveLength(available!);
    expect(() => pictures.draw(1, available! + 1, 's')).toThrow(
      `${available! + 1} pictures of class 1 were asked for, but the training set of ${collection} has ${available}; ask for fewer`,
    );
  });
});

const CLASS_COUNTS = {
  mnist: {
    train: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    t10k: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
  },
  'fashion-mnist': { train: new Array<number>(10).fill(6000), t10k: new Array<number>(10).fill(1000) },
};

const STATISTICS = {
  mnist: { mean: expect.closeTo(33.3184, 3), deviation: expect.closeTo(78.5675, 3) },
  'fashion-mnist': { mean: expect.closeTo(72.9404, 3), deviation: expect.closeTo(90.0212, 3) },
};

const noMnist = !hasFiles('mnist');
test.skipIf(noMnist)(`files are read once a process${noMnist ? ' (skipped: not on this machine)' : ''}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  mkdirSync(join(folder, 'mnist'));
  for (const file of ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz']) {
    const { bytes } = await locate(dataFile('mnist', file), { mirrors: [] });
    writeFileSync(join(folder, 'mnist', file), bytes);
  }
  vi.stubEnv('WEIGHTSPACE_DATA', folder);
  try {
    const first = await mnistPair(pair);
    rmSync(folder, { recursive: true });
    expect(first.provenance.parameters).toMatchObject({ source: 'mnist' });
    expect(await mnistPair(pair)).toEqual(first);
  } finally {
    vi.unstubAllEnvs();
  }
});

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
