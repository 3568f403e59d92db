import { expect, test } from 'vitest';
import { separatedPatterns } from '#src/dataset/separated-patterns.js';

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
