import { expect, test } from 'vitest';
import { completeWeights } from '#src/sampling/weights.js';

const none = -Infinity;

test('unknown energies get the smallest value', () => {
  expect([...completeWeights(Float64Array.of(none, 3, 1, none, 5))]).toEqual([1, 3, 1, 1, 5]);
  expect([...completeWeights(Float64Array.of(none, none))]).toEqual([0, 0]);
});

test('unknown bins get that of the nearest bin of their energy, the larger one of two', () => {
  const rows = [none, 7, none, 9, none, none, none, none, none, none, 2, none];
  expect([...completeWeights(Float64Array.from(rows), { stride: 4 })]).toEqual([7, 7, 9, 9, 2, 2, 2, 2, 2, 2, 2, 2]);
});
