import { expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { energy, isCorrect } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';

test('a perceptron is plain data', () => {
  expect(perceptron(784)).toEqual({ layers: [784, 1], weights: 784, tie: 'error' });
  expect(() => perceptron(3, { tie: 'minus' as 'plus' })).toThrow(
    /`tie` is minus; choose 'error', 'correct' or 'plus'/,
  );
});

test('the tie rule decides on fields of zero alone', () => {
  for (const label of [-1, 1]) {
    for (const tie of ['error', 'correct', 'plus'] as const) {
      expect(isCorrect(3 * label, label, tie)).toBe(true);
      expect(isCorrect(-2 * label, label, tie)).toBe(false);
    }
    expect(isCorrect(0, label, 'error')).toBe(false);
    expect(isCorrect(0, label, 'correct')).toBe(true);
    expect(isCorrect(0, label, 'plus')).toBe(label === 1);
  }
});

test('the energy counts misclassified patterns', () => {
  const data = fromArrays(
    [
      [1, 2],
      [-3, 1],
      [1, 1],
    ],
    [1, 1, -1],
  );
  expect(energy(perceptron(2), data, [1, 1])).toBe(2);
  expect(energy(perceptron(2), data, [-1, 1])).toBe(1);
  expect(energy(perceptron(2, { tie: 'correct' }), data, [-1, 1])).toBe(0);
  expect(() => energy(perceptron(2), data, [1])).toThrow(/there are 1 weights; this network has 2/);
});
