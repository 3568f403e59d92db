import { expect, test } from 'vitest';
import { energyVariance } from '#src/analysis/energy-variance.js';
import { classSeparation } from '#src/theory/class-separation.js';
import { curveOf } from '../curves.js';

test('by hand, with the error by linear propagation', () => {
  const { variance, standardError } = energyVariance(curveOf([1, 2, 5], [0.1, 0.2, 0.3]));
  // ⟨E⟩ = 12/8, ⟨E²⟩ = 22/8.
  expect(variance).toBeCloseTo(0.5, 14);
  // ∂Var/∂S: p [(E − ⟨E⟩)² − Var].
  expect(standardError).toBeCloseTo(Math.hypot((1.75 / 8) * 0.1, (-0.25 * 2 * 0.2) / 8, (-0.25 * 5 * 0.3) / 8), 14);
});

test('P/4 for independent patterns, (P + 1)² / 12 − 1/12 for a flat curve', () => {
  const of = (separation: number) => energyVariance(classSeparation({ weights: 41, patterns: 60, separation }));
  expect(of(0).variance).toBeCloseTo(15, 9);
  expect(of(1).variance).toBeCloseTo((61 ** 2 - 1) / 12, 9);
  expect(of(1).standardError).toBeNaN();
});

test('a curve without configurations gives a sentence', () => {
  expect(() => energyVariance({ ...curveOf([1, 1]), entropy: [-Infinity, -Infinity] })).toThrow(
    'no level with configurations',
  );
});
