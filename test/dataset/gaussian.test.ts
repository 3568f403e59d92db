import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classMeans } from '#src/dataset/class-moments.js';
import { directedPatterns, separatedPatterns } from '#src/dataset/gaussian.js';

test('the classes lie 2m√N apart, with unit variance in each input', () => {
  const [inputs, patterns] = [40, 4000];
  const data = separatedPatterns({ inputs, patterns, positives: 1000, separation: 1.5, seed: 's' });
  expect(data.classCounts).toEqual({ positive: 1000, negative: 3000 });
  const mean = (label: number, input: number) => {
    let sum = 0;
    for (let p = 0; p < patterns; p++) if (data.labels[p] === label) sum += data.values[p * inputs + input]!;
    return sum / data.scale / (label === 1 ? 1000 : 3000);
  };
  let distance = 0;
  let variance = 0;
  for (let input = 0; input < inputs; input++) {
    const centre = mean(1, input);
    distance += (centre - mean(-1, input)) ** 2;
    for (let p = 0; p < patterns; p++) {
      if (data.labels[p] === 1) variance += (data.values[p * inputs + input]! / data.scale - centre) ** 2;
    }
  }
  expect(Math.sqrt(distance)).toBeCloseTo(2 * 1.5 * Math.sqrt(inputs), 0);
  expect(variance / inputs / 1000).toBeCloseTo(1, 1);
});

test('wrong options give a sentence', () => {
  const options = { inputs: 3, patterns: 4, seed: 's' };
  expect(() => separatedPatterns({ ...options, patterns: 0 })).toThrow(/`patterns` is 0; a data set needs at least 1/);
  expect(() => separatedPatterns({ ...options, positives: 5 })).toThrow(/`positives` is 5/);
  expect(() => separatedPatterns({ ...options, separation: Number.NaN })).toThrow(/`separation` is NaN/);
  expect(() => separatedPatterns({ ...options, seed: '' })).toThrow(/`seed` is empty/);
});

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

test.each([
  -1, -0.5, 0, 0.75, 1,
])('at alignment %d the class means have the products that theory takes', (alignment) => {
  const [inputs, separation] = [2000, 1.5];
  const data = directedPatterns({ inputs, patterns: 400, positives: 150, separation, alignment, seed: 's' });
  expect(data.classCounts).toEqual({ positive: 150, negative: 250 });
  const { positive, negative } = classMeans(data);
  // Two random directions meet at 90° within 1/√N, and the noise adds 1/P1 to a squared mean.
  const tolerance = 4 * separation ** 2 * (2 / Math.sqrt(inputs));
  const square = separation ** 2;
  expect(Math.abs(dot(positive, positive) / inputs - square - 1 / 150)).toBeLessThan(tolerance);
  expect(Math.abs(dot(positive, negative) / inputs - alignment * square)).toBeLessThan(tolerance);
  const expected = square * (alignment ** 2 + (1 - Math.abs(alignment)) ** 2);
  expect(Math.abs(dot(negative, negative) / inputs - expected - 1 / 250)).toBeLessThan(tolerance);
});

test('opposite means are separated patterns, number for number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 6 }), (inputs, positives) => {
      const options = { inputs, patterns: 6, positives, separation: 0.8, seed: 's' };
      const { values, labels } = directedPatterns({ ...options, alignment: -1 });
      const separated = separatedPatterns(options);
      expect(values).toEqual(separated.values);
      expect(labels).toEqual(separated.labels);
    }),
  );
});

test('wrong options give a sentence', () => {
  const options = { inputs: 3, patterns: 4, alignment: 0, seed: 's' };
  expect(() => directedPatterns({ ...options, alignment: 1.1 })).toThrow(
    '`alignment` is 1.1; give a number from -1 to 1',
  );
  expect(() => directedPatterns({ ...options, alignment: Number.NaN })).toThrow('`alignment` is NaN');
  expect(() => directedPatterns({ ...options, separation: Infinity })).toThrow('`separation` is Infinity');
  expect(() => directedPatterns({ ...options, inputs: 0 })).toThrow('`inputs` is 0');
  expect(() => directedPatterns({ ...options, patterns: 0 })).toThrow('`patterns` is 0');
  expect(() => directedPatterns({ ...options, positives: 5 })).toThrow('`positives` is 5');
});
