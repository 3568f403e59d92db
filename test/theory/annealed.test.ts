import { expect, test } from 'vitest';
import type { EntropyCurve } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { annealed, annealedVariance } from '#src/theory/annealed.js';
import { type LabelledData, meanCorrelations } from '#src/theory/correlations.js';
import { classSeparation, meanDirections } from '#src/theory/gaussian-classes.js';
import { annealedRandomLabels } from '#src/theory/random-labels.js';

/** Patterns with the given means in the plane of the first two inputs, each with an input of its own as noise. */
function planarClasses(positive: number, negative: number, mean1: number[], mean0: number[]): LabelledData {
  const patterns = positive + negative;
  const inputs = patterns + 2;
  const values = new Float64Array(patterns * inputs);
  const labels = Int8Array.from({ length: patterns }, (_, mu) => (mu < positive ? 1 : -1));
  for (let mu = 0; mu < patterns; mu++) {
    values.set(mu < positive ? mean1 : mean0, mu * inputs);
    values[mu * inputs + 2 + mu] = 1;
  }
  return { inputs, patterns, values, labels };
}

function expectSame(curve: EntropyCurve, expected: EntropyCurve): void {
  expect(curve.levels).toEqual(expected.levels);
  const shift = (expected.weights - curve.weights) * Math.LN2;
  Array.from(expected.entropy).forEach((value, energy) => {
    expect(curve.entropy[energy] + shift).toBeCloseTo(value, 8);
  });
}

test('opposite means: the closed form of class separation, for any share of the classes', () => {
  const expected = classSeparation({ weights: 42, patterns: 40, separation: 0.9 });
  for (const positive of [0, 1, 20, 39, 40]) {
    expectSame(annealed(planarClasses(positive, 40 - positive, [0.9, 0], [-0.9, 0])), expected);
  }
});

test('means in any direction: the closed form of mean directions', () => {
  const data = planarClasses(10, 30, [1.5, 0], [1.5 * 0.3, 1.5 * 0.7]);
  const shape = { weights: 42, positive: 10, negative: 30, separation: 1.5, alignment: 0.3 };
  expectSame(annealed(data), meanDirections(shape));
  const correlations = meanCorrelations(data);
  expect(correlations).toMatchObject({ positive: 10, negative: 30 });
  expect(correlations.withinPositive).toBeCloseTo(2.25 / 3.25, 12);
  expect(annealedVariance(data)).toBeCloseTo(annealedVariance(correlations), 10);
});

test('orthogonal patterns: the annealed curve of random labels', () => {
  const expected = annealedRandomLabels({ weights: 42, patterns: 40 });
  expectSame(annealed(planarClasses(15, 25, [0, 0], [0, 0])), expected);
});

test('the width for random ±1 patterns and labels is that of random labels within 2 %', () => {
  const stream = randomStream('annealed', 'random patterns');
  const [inputs, patterns] = [201, 60];
  const values = Int8Array.from({ length: patterns * inputs }, () => stream.sign());
  const labels = Int8Array.from({ length: patterns }, () => stream.sign());
  const curve = annealed({ inputs, patterns, values, labels });
  const middle = annealedRandomLabels({ weights: inputs, patterns }).entropy[30];
  expect(Math.abs(Math.exp(curve.entropy[30] - middle) - 1)).toBeLessThan(0.02);
});

test('two patterns: both wrong with probability ¼ + asin(ρ)/2π', () => {
  const directions = { inputs: 2, patterns: 2, values: [1, 0, 3, 4] };
  for (const labels of [
    [1, 1],
    [-1, -1],
  ]) {
    const { entropy } = annealed({ ...directions, labels });
    expect(Math.exp(entropy[2]) / 4).toBeCloseTo(0.25 + Math.asin(0.6) / (2 * Math.PI), 9);
  }
  const { entropy } = annealed({ ...directions, labels: [1, -1] });
  expect(Math.exp(entropy[2]) / 4).toBeCloseTo(0.25 - Math.asin(0.6) / (2 * Math.PI), 9);
});

test('the mean energy, variance and E = 0 of 40 000 sampled ±1 networks on correlated data', () => {
  const stream = randomStream('annealed', 'correlated data');
  const [inputs, patterns, networks] = [301, 24, 40_000];
  const mean = Array.from({ length: inputs }, () => stream.normal());
  const labels = Int8Array.from({ length: patterns }, (_, mu) => (mu < 9 ? 1 : -1));
  const values = Float64Array.from({ length: patterns * inputs }, (_, k) => {
    const strength = k < 9 * inputs ? 0.8 : -0.5;
    return strength * mean[k % inputs] + stream.normal();
  });
  const data = { inputs, patterns, values, labels };
  let [square, none] = [0, 0];
  const w = new Int8Array(inputs);
  for (let network = 0; network < networks; network++) {
    for (let i = 0; i < inputs; i++) w[i] = stream.sign();
    let energy = 0;
    for (let mu = 0; mu < patterns; mu++) {
      let field = 0;
      for (let i = 0; i < inputs; i++) field += w[i] * values[mu * inputs + i];
      if (field * labels[mu] <= 0) energy++;
    }
    square += (energy - patterns / 2) ** 2 / networks;
    if (energy === 0) none++;
  }
  expect(Math.abs(square / annealedVariance(data) - 1)).toBeLessThan(0.03);
  expect(Math.abs(annealedVariance(meanCorrelations(data)) / annealedVariance(data) - 1)).toBeLessThan(0.01);
  const probability = Math.exp(annealed(data).entropy[0] - inputs * Math.LN2);
  expect(Math.abs(none / networks / probability - 1)).toBeLessThan(0.15);
});

test('400 patterns of 784 inputs: finite down to E = 0, and symmetric', () => {
  const stream = randomStream('annealed', 'large');
  const [inputs, patterns] = [784, 400];
  const labels = Int8Array.from({ length: patterns }, (_, mu) => (mu % 2 ? 1 : -1));
  const values = Float64Array.from({ length: patterns * inputs }, (_, k) => {
    const strength = Math.floor(k / inputs) % 2 ? 0.3 : 0.8;
    return stream.normal() + strength * Math.sin((k % inputs) * (strength < 0.5 ? 1 : 2));
  });
  const { entropy } = annealed({ inputs, patterns, values, labels });
  expect(Array.from(entropy).every(Number.isFinite)).toBe(true);
  expect(entropy[0]).toBeCloseTo(entropy[patterns], 8);
});

test('data that no prediction fits are refused in a sentence', () => {
  const good = { inputs: 2, patterns: 3, values: [1, 0, 0, 1, 1, 1], labels: [1, -1, 1] };
  expect(() => annealed({ ...good, patterns: 0 })).toThrow('`patterns` is 0; a data set needs at least 1');
  expect(() => annealed({ ...good, inputs: 3 })).toThrow('`values` has 6 numbers; give 3 × 3 = 9');
  expect(() => annealed({ ...good, labels: [1, -1] })).toThrow('`labels` has 2 entries');
  expect(() => annealed({ ...good, labels: [0, 1, 2] })).toThrow(
    '`labels[0]` is 0; the annealed prediction needs labels',
  );
  expect(() => annealedVariance({ ...good, values: [1, 0, 0, 0, 1, 1] })).toThrow('pattern 1 has length 0');
  expect(() => annealed({ ...good, values: [1, Number.NaN, 0, 1, 1, 1] })).toThrow(
    '`values[1]` is NaN; give finite numbers',
  );
  expect(() => annealed({ ...good, values: [1, 1, 0, 1, 1, 1] })).toThrow('all patterns with label +1 are the same');
});
