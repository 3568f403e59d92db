import { expect, test } from 'vitest';
import { gridPoints } from '#src/dataset/dataset.js';
import { nearestPrototype, prototypePatterns, prototypes } from '#src/dataset/prototypes.js';

const sizes = { inputs: 30, classes: 4, seed: 'prototypes' };

test('without noise each pattern is the prototype of its class, and the nearest one says so', () => {
  const data = prototypePatterns({ ...sizes, patterns: 50, noise: 0 });
  const originals = prototypes(sizes);
  for (let pattern = 0; pattern < data.patterns; pattern++) {
    expect([...gridPoints(data, pattern)]).toEqual([...originals[data.labels[pattern]!]!]);
  }
  expect(nearestPrototype(data, originals)).toEqual(data.labels);
  expect(new Set(data.labels)).toEqual(new Set([0, 1, 2, 3]));
});

test('noise flips each input with its probability', () => {
  const data = prototypePatterns({ ...sizes, patterns: 1000, noise: 0.2 });
  const originals = prototypes(sizes);
  const flipped = data.values.reduce(
    (count, value, k) => count + (value === originals[data.labels[Math.floor(k / 30)]!]![k % 30] ? 0 : 1),
    0,
  );
  expect(Math.abs(flipped / 30_000 - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / 30_000));
});

test('a smaller set is the beginning of a larger one', () => {
  const [few, many] = [7, 20].map((patterns) => prototypePatterns({ ...sizes, patterns, noise: 0.3 }));
  expect(few!.values).toEqual(many!.values.slice(0, 7 * 30));
  expect(few!.labels).toEqual(many!.labels.slice(0, 7));
});

test('the nearest centre is that with the smallest distance, in the units of the data', () => {
  const data = prototypePatterns({ ...sizes, patterns: 5, noise: 0.5 });
  const grid = { ...data, values: data.values.map((value) => 3 * value), scale: 3 };
  const centres = [0.1, 5, -2, 0.1].map((level) => new Float64Array(30).fill(level));
  const nearest = Int8Array.from({ length: 5 }, (_, pattern) => {
    const sums = centres.map((centre) => gridPoints(data, pattern).reduce((s, x, i) => s + (x - centre[i]!) ** 2, 0));
    return sums.indexOf(Math.min(...sums));
  });
  expect(nearestPrototype(grid, centres)).toEqual(nearest);
});

test('what is out of range is refused', () => {
  expect(() => prototypePatterns({ ...sizes, patterns: 5, noise: 0.6 })).toThrow(
    '`noise` is 0.6; give a number from 0 to 0.5',
  );
  expect(() => prototypes({ ...sizes, classes: 1 })).toThrow('`classes` is 1');
  const data = prototypePatterns({ ...sizes, patterns: 5, noise: 0.1 });
  expect(() => nearestPrototype(data, [new Int8Array(30), new Int8Array(29)])).toThrow(
    '`centres[1]` has 29 numbers; give one for each of 30 inputs',
  );
});
