import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMinimum, findRoot, fixedPair, type Pair } from '#src/theory/numerics/roots.js';

test('finds the zero of functions that rise steeply, slowly and in steps', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (zero) => {
      for (const f of [
        (x: number) => x - zero,
        (x: number) => (x - zero) ** 9,
        (x: number) => Math.exp(40 * (x - zero)) - 1,
        (x: number) => Math.sign(x - zero),
      ]) {
        const root = findRoot(f, -1, 1);
        expect(Math.abs(root - zero)).toBeLessThan(f(root) === 0 ? 0.05 : 1e-12);
      }
    }),
  );
});

test('asks for ends of different sign and for numbers', () => {
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow('give two ends at which its signs differ');
  expect(() => findRoot(() => Number.NaN, -1, 1)).toThrow('give two ends at which its signs differ');
  expect(() => findRoot((x) => (Math.abs(x) < 1 ? Number.NaN : x), -1, 1)).toThrow('not a number at 0');
});

test('a fixed point of two numbers, also where plain iteration runs away from it', () => {
  const spiral = ([x, y]: Pair): Pair => [0.3 - 2 * Math.sin(y - 0.4), 0.4 + 1.5 * (x - 0.3)];
  const [x, y] = fixedPair(spiral, [0.35, 0.5], () => true, 'a spiral');
  expect(x).toBeCloseTo(0.3, 10);
  expect(y).toBeCloseTo(0.4, 10);
  expect(() =>
    fixedPair(
      ([a, b]) => [a + 1, b],
      [0, 0],
      () => true,
      'a shift',
    ),
  ).toThrow('a shift did not converge');
});

test('the least value of a function that falls and rises', () => {
  for (const at of [-0.9, 0, 0.7]) {
    expect(Math.abs(findMinimum((x) => Math.cosh(x - at), -1, 1, 1e-4) - at)).toBeLessThan(1e-4);
  }
});
