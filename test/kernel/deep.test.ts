import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
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

describe('any depth, any inputs, any number of patterns', () => {
  const dataOf: Record<string, (inputs: number, patterns: number, seed: string) => Dataset> = {
    '±1': (inputs, patterns, seed) => randomPatterns({ inputs, patterns, seed }),
    '16 bits': (inputs, patterns, seed) => separatedPatterns({ inputs, patterns, seed, separation: 0.3 }),
    '32 bits': (inputs, patterns, seed) => separatedPatterns({ inputs, patterns, seed, scale: 2 ** 17 }),
    'small whole numbers, with ties': (inputs, patterns, seed) => {
      const random = randomStream(seed, 'whole numbers');
      return fromArrays(
        Array.from({ length: patterns }, () => Array.from({ length: inputs }, () => random.integer(5) - 2)),
        Array.from({ length: patterns }, () => random.sign()),
      );
    },
  };
  const networks: Network[] = [
    signNetwork([3, 2, 2, 1]),
    signNetwork([2, 3, 1], { tie: 'plus' }),
    signNetwork([3, 1, 2, 1], { tie: 'correct' }),
    signNetwork([2, 2, 2, 2, 1]),
    committee({ inputs: 4, hidden: 3, tie: 'correct' }),
    committee({ inputs: 12, hidden: 3, tree: true }),
  ];

  test.each(Object.keys(dataOf))('is enumerated exactly on %s', async (kind) => {
    for (const [k, network] of networks.entries()) {
      for (const patterns of [1, 40, 130])
        await expectExact(network, dataOf[kind]!(network.layers[0]!, patterns, `${k}`));
    }
  });

  test.each(Object.keys(dataOf))('keeps the energy of its configuration on %s', (kind) => {
    const larger = [
      signNetwork([20, 9, 5, 1]),
      signNetwork([31, 8, 1]),
      signNetwork([11, 7, 6, 5, 1]),
      signNetwork([6, 5, 18, 33, 1]),
      committee({ inputs: 25, hidden: 5, tree: true }),
      committee({ inputs: 25, hidden: 6 }),
    ];
    for (const network of larger) {
      for (const patterns of [3, 64, 129, 400])
        expectEnergiesKept(network, dataOf[kind]!(network.layers[0]!, patterns, 's'));
    }
  });

  test.each(
    Object.keys(dataOf),
  )('keeps the energy of its configuration at the widths where models change, on %s', (kind) => {
    const widths = [1, 15, 16, 17, 33];
    for (const tie of ['error', 'correct', 'plus'] satisfies TieRule[]) {
      const networks = widths.flatMap((first) => widths.map((second) => signNetwork([100, first, second, 1], { tie })));
      for (const network of [
        ...networks,
        signNetwork([9, 127, 16, 1], { tie }),
        signNetwork([9, 128, 3, 1], { tie }),
      ]) {
        for (const patterns of [12, 150])
          expectEnergiesKept(network, dataOf[kind]!(network.layers[0]!, patterns, `${network.layers}`));
      }
    }
  });

  test('mirrors itself where the output cannot tie', async () => {
    const data = separatedPatterns({ inputs: 3, patterns: 50, seed: 'mirror' });
    const { visits } = await enumerate(signNetwork([3, 2, 3, 1]), data);
    expect([...visits]).toEqual([...visits].toReversed());
  });
});
