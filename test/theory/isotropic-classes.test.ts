import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageCurves } from '#src/analysis/average-curves.js';
import { totalVariation } from '#src/analysis/total-variation.js';
import { cloneClasses } from '#src/dataset/clone-classes.js';
import { gaussianClone } from '#src/dataset/gaussian-clone.js';
import { mnistPair } from '#src/dataset/mnist-pair.js';
import { annealed } from '#src/theory/annealed.js';
import { isotropicClasses } from '#src/theory/isotropic-classes.js';
import { meanDirections } from '#src/theory/mean-directions.js';

test('equal noise is the closed form of mean directions, in any unit', () => {
  const number = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      number,
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      (l, m, v) => {
        const [inputs, positive, negative] = [2, 3, 5];
        const unit = m * Math.sqrt(inputs * v);
        const curve = isotropicClasses({
          positive: { patterns: positive, mean: [unit, 0], variance: v },
          negative: { patterns: negative, mean: [unit * l, unit * (1 - Math.abs(l))], variance: v },
        });
        const expected = meanDirections({ weights: inputs, positive, negative, separation: m, alignment: l });
        expect(totalVariation(curve, expected)).toBeLessThan(1e-8);
      },
    ),
    { numRuns: 40 },
  );
});

test('clones of digits follow the theory of their means and variances', async () => {
  const digits = await mnistPair({
    classes: [0, 1],
    patterns: 600,
    size: [10, 10],
    source: 'drawn',
    seed: 'isotropic',
  });
  for (const kind of ['isotropic', 'shared'] as const) {
    const theory = isotropicClasses(cloneClasses(digits, { kind, patterns: 80, positives: 20 }));
    const clones = Array.from({ length: 10 }, (_, seed) =>
      annealed(gaussianClone(digits, { kind, patterns: 80, positives: 20, seed })),
    );
    expect(totalVariation(averageCurves(clones, { of: 'count' }), theory)).toBeLessThan(0.01);
  }
});

test('classes that are none give a sentence', () => {
  const good = { patterns: 2, mean: [1, 0], variance: 1 };
  const curve = (positive: object, negative: object = {}) =>
    isotropicClasses({ positive: { ...good, ...positive }, negative: { ...good, ...negative } });
  expect(() => curve({ patterns: 0.5 })).toThrow('`positive.patterns` is 0.5; give a whole number from 0');
  expect(() => curve({}, { variance: 0 })).toThrow('`negative.variance` is 0; give a finite number above 0');
  expect(() => curve({ mean: [Number.NaN, 0] })).toThrow('`positive.mean[0]` is NaN; give finite numbers');
  expect(() => curve({ mean: [] })).toThrow('`positive.mean` is empty; give one number per input');
  expect(() => curve({ mean: [1] })).toThrow('the means have 1 and 2 inputs; give means of one length');
  expect(() => curve({ patterns: 0 }, { patterns: 0 })).toThrow('`patterns` is 0');
});
