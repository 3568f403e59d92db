import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { energy, fields } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { crossEntropyMinimum } from '#src/solution/cross-entropy.js';
import { configurations } from '../brute-force.js';

describe('crossEntropyMinimum', () => {
  const data = randomPatterns({ inputs: 9, patterns: 7, seed: 'minimum' });
  const network = perceptron(9);
  const lossOf = (weights: ArrayLike<number>, gamma: number) =>
    fields(network, data, weights).reduce((sum, field, pattern) => {
      const x = (field * data.labels[pattern]!) / 3;
      return sum - x / 2 + Math.log(2 * Math.cosh(gamma * x)) / (2 * gamma);
    }, 0);

  test.each([0.05, 1, 16])('is the lowest of all configurations, γ = %d', (gamma) => {
    let lowest = Infinity;
    for (const weights of configurations(9)) lowest = Math.min(lowest, lossOf(weights, gamma));
    const minimum = crossEntropyMinimum(network, data, { gamma });
    expect(minimum.crossEntropy).toBeCloseTo(lowest, 10);
    expect(lossOf(minimum.weights, gamma)).toBeCloseTo(lowest, 10);
    expect(minimum.energy).toBe(energy(network, data, minimum.weights));
  });

  test('refuses what it cannot go through', () => {
    const wide = randomPatterns({ inputs: 29, patterns: 3, seed: 1 });
    expect(() => crossEntropyMinimum(perceptron(29), wide, { gamma: 1 })).toThrow(/use fewer/);
    expect(() => crossEntropyMinimum(network, data, { gamma: 0 })).toThrow(/gamma/);
  });
});
