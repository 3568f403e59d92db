import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { energy, fields, isCorrect, isLargest } from '#src/network/energy.js';
import { committee, perceptron, signNetwork } from '#src/network/network.js';
import { perceptronModel } from '#src/sampling/reference.js';

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
  expect(() => energy(perceptron(2), data, [1])).toThrow(/`weights` has 1 weights; give the 2 weights of the network/);
});

test('with several outputs the largest names the class', () => {
  expect(signNetwork([784, 20, 10])).toEqual({ layers: [784, 20, 10], weights: 15_880, tie: 'error' });
  for (const tie of ['error', 'correct', 'first'] as const) {
    expect(isLargest([1, 5, -2], 1, tie)).toBe(true);
    expect(isLargest([1, 5, -2], 0, tie)).toBe(false);
    expect(isLargest([5, 5, -2], 1, tie)).toBe(tie === 'correct');
    expect(isLargest([5, 5, -2], 2, tie)).toBe(false);
    expect(isLargest([5, 5, 5], 0, tie)).toBe(tie !== 'error');
  }
  expect(() => signNetwork([3, 2], { tie: 'plus' })).toThrow(/`tie` is plus, .* 2 outputs are compared, choose/);
  expect(() => signNetwork([3, 2], { tie: 'minus' as 'plus' })).toThrow(
    /`tie` is minus; choose 'error', 'correct' or 'first'/,
  );
});

test('the first of the largest outputs names the class where the tie rule is so, and always one class', () => {
  const field = fc.integer({ min: -2, max: 2 });
  fc.assert(
    fc.property(fc.array(field, { minLength: 2, maxLength: 16 }), (outputs) => {
      const named = [...outputs.keys()].filter((label) => isLargest(outputs, label, 'first'));
      expect(named).toEqual([outputs.indexOf(Math.max(...outputs))]);
    }),
  );
  for (const network of [
    () => perceptron(3, { tie: 'first' }),
    () => signNetwork([3, 2, 1], { tie: 'first' }),
    () => committee({ inputs: 3, hidden: 3, tie: 'first' }),
  ]) {
    expect(network).toThrow(/^`tie` is first, the first of the largest outputs; there is one output, choose 'error'/);
  }
});

test('the energy of a network with several outputs', () => {
  const data = fromArrays(
    [
      [1, 2],
      [-3, 1],
    ],
    [0, 2],
    { classes: 3 },
  );
  // Outputs x + y, x − y, −x + y: 3, −1, 1 and −2, −4, 4.
  const weights = [1, 1, 1, -1, -1, 1];
  expect([...fields(signNetwork([2, 3]), data, weights)]).toEqual([3, -1, 1, -2, -4, 4]);
  expect(energy(signNetwork([2, 3]), data, weights)).toBe(0);
  expect(energy(signNetwork([2, 3]), data, [1, 1, 1, 1, -1, 1])).toBe(1);
  expect(energy(signNetwork([2, 3], { tie: 'correct' }), data, [1, 1, 1, 1, -1, 1])).toBe(0);
  expect(() => energy(perceptron(2), data, [1, 1])).toThrow(/3 classes and the network 1 output/);
  expect(() => perceptronModel(perceptron(2), data, { seed: 's' })).toThrow(/3 classes and the network 1 output/);
});
