import { expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { annealedPairs } from '#src/theory/annealed-pairs.js';

test.each([
  [3, 1],
  [4, 1],
  [5, 1],
  [3, 2],
  [3, 3],
])('the mean over all data sets, N = %d, P = %d', (inputs, patterns) => {
  const networks = 2 ** inputs;
  // A label is absorbed in its pattern: all 2^(NP) sets of x = σ ξ are equally likely.
  const sets = 2 ** (inputs * patterns);
  const bits = (word: number) => word.toString(2).replaceAll('0', '').length;
  const isRight = (w: number, x: number) => inputs - 2 * bits(w ^ x) > 0;
  const pairs = new Float64Array(inputs + 1);
  for (let set = 0; set < sets; set++) {
    const solutions = Array.from({ length: networks }, (_, w) => w).filter((w) =>
      Array.from({ length: patterns }, (_, mu) => (set >> (mu * inputs)) & (networks - 1)).every((x) => isRight(w, x)),
    );
    for (const v of solutions) for (const w of solutions) pairs[bits(v ^ w)]! += 1 / sets;
  }
  annealedPairs({ inputs, patterns }).forEach((entropy, d) => {
    expect(Math.exp(entropy)).toBeCloseTo(pairs[d]!, 10);
  });
});

test('at distance 0 the mean number of solutions, 2^(N−P) for odd N, and no mirror images', () => {
  const pairs = annealedPairs({ inputs: 1001, patterns: 700 });
  expect(pairs[0]).toBeCloseTo(301 * Math.LN2, 8);
  expect(pairs[1001]).toBe(-Infinity);
  expect(pairs.subarray(0, 1001).every(Number.isFinite)).toBe(true);
});

test('without many patterns, nearly all pairs: one pattern leaves a quarter of 4^N', () => {
  expect(logSumExp(annealedPairs({ inputs: 21, patterns: 1 }))).toBeCloseTo(40 * Math.LN2, 10);
});

test('sizes must be whole numbers of at least 1', () => {
  expect(() => annealedPairs({ inputs: 0, patterns: 3 })).toThrow('`inputs` is 0; give a whole number from 1');
  expect(() => annealedPairs({ inputs: 3, patterns: 0 })).toThrow('`patterns` is 0; a data set needs at least 1');
});
