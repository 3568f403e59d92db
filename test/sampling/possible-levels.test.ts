import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { couplingsFrom, randomCouplings } from '#src/dataset/couplings.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { perceptron, signNetwork, type TieRule } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { possibleLevels } from '#src/sampling/possible-levels.js';
import { verdict } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const levelsOf = (possible: ArrayLike<number>) =>
  Array.from(possible, Number).flatMap((one, level) => (one ? level : []));

test('distinct patterns allow every energy, copies only sums of theirs', () => {
  const distinct = fromArrays(
    [
      [1, 1, 1],
      [1, -1, 1],
      [1, 1, -1],
    ],
    [1, 1, -1],
  );
  expect(levelsOf(possibleLevels(perceptron(3), distinct))).toEqual([0, 1, 2, 3]);
  const copies = fromArrays(
    [
      [1, 1, 1],
      [1, 1, 1],
      [-1, -1, -1],
      [1, -1, 1],
    ],
    [1, 1, -1, 1],
  );
  expect(levelsOf(possibleLevels(perceptron(3), copies))).toEqual([0, 1, 3, 4]);
});

test('contradictory labels make errors whatever the weights are', () => {
  const data = fromArrays(
    [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
      [1, -1, 1],
    ],
    [1, 1, -1, 1],
  );
  expect(levelsOf(possibleLevels(perceptron(3), data))).toEqual([1, 2, 3]);
});

test('at a margin small fields have the same outcome for both labels', () => {
  const data = fromArrays(
    [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
    [1, 1, -1],
  );
  // κ√N = 1 and −1, then far from every field, then closer to 0 than any.
  expect(levelsOf(possibleLevels(perceptron(3, { margin: 1 / Math.sqrt(3) }), data))).toEqual([1, 2, 3]);
  expect(levelsOf(possibleLevels(perceptron(3, { margin: -2 / Math.sqrt(3) }), data))).toEqual([0, 1, 2]);
  expect(levelsOf(possibleLevels(perceptron(3, { margin: 0.1 }), data))).toEqual([1, 2]);
  expect(levelsOf(possibleLevels(perceptron(3, { margin: -0.1 }), data))).toEqual([1, 2]);
});

test('no configuration has an energy that is not possible, whatever network, ties and copies', async () => {
  const row = fc.array(fc.constantFrom(-2, -1, 0, 1, 2), { minLength: 4, maxLength: 4 });
  const pattern = fc.record({ of: fc.nat(3), turned: fc.boolean(), label: fc.constantFrom(-1, 1) });
  const networks = (tie: TieRule) => [
    perceptron(4, { tie }),
    signNetwork([4, 3, 1], { tie }),
    signNetwork([4, 2, 1], { tie }),
    ...[-0.8, -0.3, 0.3, 0.8, 9].map((margin) => perceptron(4, { margin })),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 4, maxLength: 4 }),
      fc.array(pattern, { minLength: 1, maxLength: 9 }),
      fc.constantFrom<TieRule>('error', 'correct', 'plus'),
      async (rows, patterns, tie) => {
        const data = fromArrays(
          patterns.map(({ of, turned }) => rows[of]!.map((value) => (turned ? -value : value))),
          patterns.map(({ label }) => label),
        );
        for (const network of networks(tie)) {
          const possible = possibleLevels(network, data);
          const { visits } = await enumerate(network, data);
          visits.forEach((count, level) => {
            if (count > 0) expect(possible[level]).toBe(1);
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a strong self-coupling makes conditions hold in every state, and without it a unit without couplings violates its own in all', () => {
  const rows = [
    [0, 1, 1],
    [2, 0, 3],
    [0, 0, 0],
  ];
  const levels = (selfCoupling: number) =>
    levelsOf(possibleLevels(recurrentNetwork(3, { selfCoupling }), couplingsFrom(rows)));
  expect([0, 0.5, 2, 2.1, 5, 5.5].map(levels)).toEqual([[1, 2, 3], [0, 1, 2], [0, 1, 2], [0, 1], [0, 1], [0]]);
});

test('every energy that a recurrent network has is possible, and the verdict says why others are not', async () => {
  const couplings = randomCouplings({ units: 8, seed: 'possible' });
  for (const selfCoupling of [0, 0.5, 1, 1.5, 2, 3, 10, 1e308]) {
    const network = recurrentNetwork(8, { selfCoupling });
    const possible = possibleLevels(network, couplings);
    const { visits } = await enumerate(network, couplings);
    expect([...visits].every((count, level) => count === 0 || possible[level] === 1)).toBe(true);
  }
  const dos = await wangLandau(recurrentNetwork(8, { selfCoupling: 10 }), couplings, {
    seed: 's',
    moves: 10_000,
    learningMoves: 10_000,
  });
  expect(verdict(dos)).toMatch(
    /^Reliable within its error bars\..*Certainly empty, because some conditions hold in every state, or in none: E = 1–8\./,
  );
});
