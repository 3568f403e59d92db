import { expect, test } from 'vitest';
import { referenceWangLandau } from '#src/sampling/reference.js';
import { exactIsing, isingModel } from './ising.js';

test('the reference agrees with the exact density of states of the 8 × 8 Ising model', () => {
  const exact = exactIsing(8);
  expect(exact.reduce((sum, count) => sum + count) / 2 ** 64).toBeCloseTo(1, 12);
  // Two ground states, and 64 single turned spins of each; E = ±(2L² − 4) does not exist.
  expect([...exact.slice(0, 4)]).toEqual([2, 0, 128, 256]);
  const entropy = referenceWangLandau(isingModel(8), { seed: 'ising', moves: 2e7 });
  exact.forEach((count, level) => {
    if (count === 0) expect(entropy[level]).toBe(-Infinity);
    else expect(Math.abs(entropy[level]! - Math.log(count))).toBeLessThan(0.2);
  });
});
