import { expect, test } from 'vitest';
import { goldenInstance, mulberry32 } from '../golden.js';

test('mulberry32 gives its published first numbers', () => {
  const uniform = mulberry32(1);
  expect([uniform(), uniform(), uniform()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
});

test('the golden instance N = 11, P = 11, seed 1 has its known density of states', () => {
  const { inputs, patterns, values, labels, provenance } = goldenInstance({ inputs: 11, patterns: 11, seed: 1 });
  expect(provenance.parameters.arithmetic).toBe('int8');
  const density = new Array<number>(patterns + 1).fill(0);
  for (let state = 0; state < 2 ** inputs; state++) {
    let energy = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += ((state >> i) & 1 ? 1 : -1) * values[pattern * inputs + i]!;
      if (sum * labels[pattern]! < 0) energy++;
    }
    density[energy]!++;
  }
  expect(density).toEqual([0, 17, 89, 210, 356, 352, 352, 356, 210, 89, 17, 0]);
});
