import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mislabelled } from '#src/dataset/mislabelled.js';
import { randomPatterns } from '#src/dataset/random-patterns.js';

const data = randomPatterns({ inputs: 5, patterns: 8, seed: 'data' });
const flippedIn = (flips: number, seed: string) =>
  [...mislabelled(data, { flips, seed }).labels.keys()].filter((k) => {
    return mislabelled(data, { flips, seed }).labels[k] !== data.labels[k];
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
  const noisy = mislabelled(data, { flips: 3, seed: 'flips' });
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
  expect(() => mislabelled(data, { flips: 9, seed: 's' })).toThrow('`flips` is 9; give a whole number from 0 to 8');
  expect(() => mislabelled(data, { flips: -1, seed: 's' })).toThrow('`flips` is -1');
  expect(() => mislabelled(data, { flips: 1.5, seed: 's' })).toThrow('`flips` is 1.5');
  expect(() => mislabelled(data, { flips: 1, seed: '' })).toThrow('`seed` is empty');
});
