import { expect, test } from 'vitest';
import { averageCurves } from '#src/analysis/averages.js';
import { totalVariation } from '#src/analysis/distances.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { flipLabels } from '#src/dataset/transforms.js';
import { annealed } from '#src/theory/annealed.js';
import { annealedMislabelled, mislabelling } from '#src/theory/mislabelling.js';
import { twoClassErrors } from '#src/theory/two-classes.js';

const digits = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 30, positives: 12, seed: 1 });

test('no flips, or all of them, are the curve of the data', () => {
  const { labels } = digits;
  const expected = annealed(digits);
  expect(totalVariation(annealedMislabelled(digits, labels), expected)).toBeLessThan(1e-12);
  expect(
    totalVariation(
      annealedMislabelled(
        digits,
        labels.map((label) => -label),
      ),
      expected,
    ),
  ).toBeLessThan(1e-12);
});

test('one class with flips is two classes with opposite fields', () => {
  for (const flipped of [1, 7, 20]) {
    const one = twoClassErrors({
      positive: 40,
      negative: 0,
      positiveVariance: 1.7,
      negativeVariance: 0,
      positiveFlipped: flipped,
    });
    const { entropy } = mislabelling({ weights: 40, patterns: 40, separation: Math.sqrt(1.7), flipped });
    for (const [energy, value] of one.entries()) expect(value).toBeCloseTo(entropy[energy]! - 40 * Math.LN2, 9);
  }
});

test('the mean over Gaussian classes is the closed form', () => {
  const curves = Array.from({ length: 20 }, (_, seed) => {
    const data = separatedPatterns({ inputs: 201, patterns: 40, positives: 15, separation: 1.3, seed });
    return annealedMislabelled(data, flipLabels(data, { flips: 8, seed }).labels);
  });
  const theory = mislabelling({ weights: 201, patterns: 40, separation: 1.3, flipped: 8 });
  expect(totalVariation(averageCurves(curves, { of: 'count' }), theory)).toBeLessThan(0.01);
});

test('labels that do not fit give a sentence', () => {
  expect(() => annealedMislabelled(digits, [1])).toThrow(
    '`labels` has 1 entries; give one for each of the 30 patterns',
  );
  expect(() => annealedMislabelled(digits, new Int8Array(30))).toThrow('`labels[0]` is 0; a label is −1 or +1');
});
