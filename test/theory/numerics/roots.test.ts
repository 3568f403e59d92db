import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRoot } from '#src/theory/numerics/roots.js';

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
