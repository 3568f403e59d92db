import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomCouplings } from '#src/dataset/couplings.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns, teacherPatterns, teacherWeights } from '#src/dataset/random.js';
import { energy } from '#src/network/energy.js';
import { type Network, perceptron, signNetwork } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { configurations } from '../brute-force.js';

/** The number of solutions at each distance from `weights`, of all configurations. */
function solutionsByDistance(network: Network, data: Dataset, weights: Int8Array): number[] {
  const counts = Array.from({ length: data.inputs + 1 }, () => 0);
  for (const other of configurations(data.inputs)) {
    if (energy(network, data, other) === 0) counts[other.filter((weight, i) => weight !== weights[i]).length]!++;
  }
  return counts;
}

describe('ballCounts', () => {
  test('is what going through all configurations counts, around any weights and for every tie rule', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 10 }),
        fc.integer({ min: 1, max: 14 }),
        fc.integer(),
        fc.constantFrom('error' as const, 'correct' as const, 'plus' as const),
        (inputs, patterns, seed, tie) => {
          const data = randomPatterns({ inputs, patterns, seed });
          const network = perceptron(inputs, { tie });
          const weights = Int8Array.from({ length: inputs }, (_, i) => ((seed >> i) & 1 ? 1 : -1));
          const exact = solutionsByDistance(network, data, weights);
          expect(ballCounts(network, data, weights)).toEqual(exact.slice(0, 4));
          expect(ballCounts(network, data, weights, { radius: 1 })).toEqual(exact.slice(0, 2));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('counts the fixed points around any states of a recurrent network', () => {
    const values = fc.constantFrom('normal' as const, 'signs' as const);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), values, fc.integer(), (units, law, seed) => {
        const couplings = randomCouplings({ units, seed, values: law });
        const network = recurrentNetwork(units, { selfCoupling: 1 });
        const states = Int8Array.from({ length: units }, (_, i) => ((seed >> i) & 1 ? 1 : -1));
        const exact = solutionsByDistance(network, couplings, states);
        const radius = Math.min(3, units);
        expect(ballCounts(network, couplings, states, { radius })).toEqual(exact.slice(0, radius + 1));
      }),
      { numRuns: 40 },
    );
  });

  test('at N = 101 single flips and pairs are those that the energy finds', () => {
    const data = teacherPatterns({ inputs: 101, patterns: 60, seed: 'pairs' });
    const network = perceptron(101);
    const weights = teacherWeights({ inputs: 101, seed: 'pairs' });
    const flipped = (...which: number[]) => weights.map((weight, i) => (which.includes(i) ? -weight : weight));
    let [singles, pairs] = [0, 0];
    for (let i = 0; i < 101; i++) {
      if (energy(network, data, flipped(i)) === 0) singles++;
      for (let k = 0; k < i; k++) if (energy(network, data, flipped(i, k)) === 0) pairs++;
    }
    expect(singles).toBeGreaterThan(0);
    expect(ballCounts(network, data, weights, { radius: 2 })).toEqual([1, singles, pairs]);
  });

  test('one pattern leaves every set of flips that a field of +N survives', () => {
    const data = fromArrays([[1, 1, 1, 1, 1]], [1]);
    expect(ballCounts(perceptron(5), data, [1, 1, 1, 1, 1])).toEqual([1, 5, 10, 0]);
    // From a field of −5 three flips or more are needed.
    expect(ballCounts(perceptron(5), data, [-1, -1, -1, -1, -1])).toEqual([0, 0, 0, 10]);
  });

  test('refuses what it cannot count', () => {
    const real = separatedPatterns({ inputs: 9, patterns: 5, seed: 1 });
    const weights = new Int8Array(9).fill(1);
    expect(() => ballCounts(perceptron(9), real, weights)).toThrow(/binariseInputs/);
    const data = randomPatterns({ inputs: 3, patterns: 5, seed: 1 });
    expect(() => ballCounts(signNetwork([3, 3, 1]), data, new Int8Array(12).fill(1))).toThrow(/needs a perceptron/);
    expect(() => ballCounts(perceptron(3), data, [1, 1, 1], { radius: 4 })).toThrow(/from 0 to 3/);
  });
});
