import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { Walk } from '#src/kernel/kernel.js';
import { makeProblem } from '#src/kernel/problem.js';
import { energy } from '#src/network/energy.js';
import { committee, type Network, signNetwork, type TieRule } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { bruteForce } from '../brute-force.js';
import { goldenInstance } from '../golden.js';

async function expectExact(network: Network, data: Dataset) {
  expect([...(await enumerate(network, data)).visits]).toEqual(bruteForce(network, data));
}

function expectEnergiesKept(network: Network, data: Dataset) {
  const walk = new Walk(makeProblem(network, data), 'seed');
  for (let chunk = 0, logF = 1; chunk < 12; chunk++, logF /= 2) {
    const view = walk.run(3, logF);
    expect(view.energy).toBe(energy(network, data, view.weights));
  }
}

test('the golden instance 5-3-1, which is 8 times its committee', async () => {
  const data = goldenInstance({ inputs: 5, patterns: 18, seed: 1 });
  const half = [0, 0, 96, 1536, 6752, 17184, 26496, 28096, 32192, 37440];
  const deep = await enumerate(signNetwork([5, 3, 1]), data);
  expect([...deep.visits]).toEqual([...half, ...half.toReversed().slice(1)]);
  const votes = await enumerate(committee({ inputs: 5, hidden: 3 }), data);
  expect([...deep.visits]).toEqual([...votes.visits].map((count) => 8 * count));
});

describe('one hidden layer', () => {
  const shapes: [string, Network][] = (['error', 'correct', 'plus'] satisfies TieRule[]).flatMap((tie) => [
    [`4-3-1, ${tie}`, signNetwork([4, 3, 1], { tie })],
    [`3-2-1, ${tie}`, signNetwork([3, 2, 1], { tie })],
    [`committee 3-4, ${tie}`, committee({ inputs: 3, hidden: 4, tie })],
    [`tree 12-3, ${tie}`, committee({ inputs: 12, hidden: 3, tree: true, tie })],
    [`tree 6-2, ${tie}`, committee({ inputs: 6, hidden: 2, tree: true, tie })],
  ]);
  test.each(shapes)('is enumerated exactly: %s', async (name, network) => {
    for (const patterns of [1, 7, 64, 65, 128]) {
      await expectExact(network, randomPatterns({ inputs: network.layers[0]!, patterns, seed: name }));
    }
  });

  test.each([
    signNetwork([21, 5, 1]),
    signNetwork([100, 15, 1]),
    committee({ inputs: 33, hidden: 3, tree: true }),
    committee({ inputs: 20, hidden: 7 }),
  ])('keeps the energy of its configuration: %j', (network) => {
    for (const patterns of [10, 64, 100, 128]) {
      expectEnergiesKept(network, randomPatterns({ inputs: network.layers[0]!, patterns, seed: 'deep' }));
    }
  });

  test('has 2^H times the configurations of its committee at each energy', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 70 }),
        fc.string({ minLength: 1 }),
        async (inputs, hidden, patterns, seed) => {
          // sgn(0) = +1 breaks the map w → −w of a hidden unit: odd fan-in.
          const data = randomPatterns({ inputs: 2 * inputs - 1, patterns, seed });
          const deep = await enumerate(signNetwork([data.inputs, hidden, 1]), data);
          const votes = await enumerate(committee({ inputs: data.inputs, hidden }), data);
          expect([...deep.visits]).toEqual([...votes.visits].map((count) => 2 ** hidden * count));
        },
      ),
      { numRuns: 20 },
    );
  });
});
