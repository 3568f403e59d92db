import { expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { split } from '#src/dataset/transforms.js';
import { Backpropagation } from '#src/training/backpropagation.js';
import { denseNetwork, startWeights } from '#src/training/dense-network.js';
import { gradientNoise } from '#src/training/gradient-noise.js';

const data = randomPatterns({ inputs: 7, patterns: 23, seed: 'noise' });
const network = denseNetwork([7, 5, 1]);
const weights = startWeights(network, { seed: 'noise' });

test('the noise is the mean squared distance of the gradients from their mean', () => {
  const gradients = Array.from({ length: 23 }, (_, pattern) => {
    const backpropagation = new Backpropagation(network, data, 1, weights);
    backpropagation.see(weights, [pattern]);
    backpropagation.descend(weights);
    return [...backpropagation.gradient];
  });
  const mean = gradients[0]!.map((_, k) => gradients.reduce((sum, gradient) => sum + gradient[k]! / 23, 0));
  const distances = gradients.map((gradient) => gradient.reduce((sum, value, k) => sum + (value - mean[k]!) ** 2, 0));
  const expected = distances.reduce((sum, value) => sum + value / 23, 0);
  expect(expected).toBeGreaterThan(0.01);
  expect(gradientNoise(network, data, weights, { seed: 1 }) / expected).toBeCloseTo(1, 10);
  expect(gradientNoise(network, data, weights, { seed: 2 }) / expected).toBeCloseTo(1, 10);
});

test('a batch of B patterns has the noise D/B', () => {
  const noise = gradientNoise(network, data, weights, { seed: 1 });
  const full = new Backpropagation(network, data, 23, weights);
  full.see(
    weights,
    Array.from({ length: 23 }, (_, pattern) => pattern),
  );
  full.descend(weights);
  const batch = new Backpropagation(network, data, 5, weights);
  const stream = randomStream('noise', 'batches');
  let sum = 0;
  let squares = 0;
  const draws = 4000;
  for (let k = 0; k < draws; k++) {
    batch.see(
      weights,
      Array.from({ length: 5 }, () => stream.integer(23)),
    );
    batch.descend(weights);
    const distance = [...batch.gradient].reduce((total, value, i) => total + (value - full.gradient[i]!) ** 2, 0);
    sum += distance;
    squares += distance ** 2;
  }
  const mean = sum / draws;
  const error = Math.sqrt((squares / draws - mean ** 2) / draws);
  expect(Math.abs(mean - noise / 5)).toBeLessThan(4 * error);
});

test('one pattern, or equal ones, have no noise at all; a sample has some', () => {
  expect(gradientNoise(network, split(data, 1).training, weights, { seed: 1 })).toBe(0);
  const row = [0.3, -1.2, 0.7, 0.1, 2, -0.4, 1.1];
  const equal = fromArrays([row, row, row], [1, 1, 1]);
  expect(gradientNoise(network, equal, weights, { seed: 1 })).toBe(0);
  expect(gradientNoise(network, data, weights, { seed: 1, patterns: 1 })).toBe(0);
  const two = [1, 2, 3, 4].map((seed) => gradientNoise(network, data, weights, { seed, patterns: 2 }));
  expect(new Set(two).size).toBeGreaterThan(1);
  for (const noise of two) expect(noise).toBeGreaterThan(0);
});

test('bad input is an error', () => {
  expect(() => gradientNoise(network, data, weights, { seed: 1, patterns: 0 })).toThrow(
    '`patterns` is 0; the noise is a mean over at least 1',
  );
  expect(() => gradientNoise(network, data, weights.subarray(1), { seed: 1 })).toThrow('`weights` has 45 numbers');
  expect(() => gradientNoise(network, data, weights, {} as never)).toThrow('`seed` is undefined');
});
