import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { perceptron } from '#src/network/network.js';
import { missedLevels, notFound } from '#src/sampling/evidence.js';
import { verdict } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const [zero, none] = [0, -Infinity];

test('levels that were learned but not counted add an error to the others', () => {
  const learned = Float64Array.of(none, zero, Math.log(3), zero);
  expect(missedLevels(learned, Float64Array.of(zero, zero, zero, zero))).toEqual({ levels: [], error: 0 });
  // A fifth of the learned configurations are missed: the rest has a quarter too much.
  const { levels, error } = missedLevels(learned, Float64Array.of(none, none, zero, zero));
  expect(levels).toEqual([1]);
  expect(error).toBeCloseTo(Math.log(5 / 4), 14);
  expect(missedLevels(Float64Array.of(zero, 1000), Float64Array.of(zero, none)).error).toBe(1000);
});

test('a count that hardly began has error bars that say so', async () => {
  const data = randomPatterns({ inputs: 101, patterns: 100, seed: 'missed' });
  const dos = await wangLandau(perceptron(101), data, {
    seed: 1,
    walkers: 4,
    moves: 500,
    learningMoves: 500_000,
    windows: 1,
  });
  expect(verdict(dos)).toMatch(/Too little was counted|No walker reached levels that the learning had found/);
  expect(dos.diagnostics.reliable.density).toBe(false);
  for (const level of dos.levels) {
    if (dos.entropy[level]! > -Infinity) expect(dos.standardError[level]).toBeGreaterThan(0.001);
  }
});

const patterns = 20;
const problem = makeProblem(perceptron(9), randomPatterns({ inputs: 9, patterns, seed: 'not found' }));

/** What is said of the levels below `lowest` and above `highest`, where S(E) is this function between them. */
function saidOf(entropy: (energy: number) => number, lowest: number, highest: number, roundTrips: number) {
  const values = Float64Array.from({ length: patterns + 1 }, (_, energy) =>
    energy < lowest || energy > highest ? -Infinity : entropy(energy),
  );
  const estimate = { entropy: values, standardError: values.map(() => 0.1) };
  const possible = new Uint8Array(patterns + 1).fill(1);
  possible[0] = 0;
  return notFound(
    {
      problem,
      possible,
      estimate,
      unfolded: null,
      mirrored: false,
      learned: [],
      produced: [],
      bulk: [0, 0],
      missed: { levels: [], error: 0 },
      unsettled: [],
      learnedOnly: false,
      cancelled: false,
    },
    roundTrips,
  );
}

test('an entropy that is a parabola is extrapolated exactly, at both ends', () => {
  const real = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      real,
      real,
      real,
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 12, max: 19 }),
      (a, b, c, low, high) => {
        const entropy = (energy: number) => a * energy ** 2 + b * energy + c;
        const { expected } = saidOf(entropy, low, high, 10);
        expect(expected.lowest).toBeCloseTo(entropy(low - 1), 6);
        expect(expected.highest).toBeCloseTo(entropy(high + 1), 6);
      },
    ),
  );
});

test('what was not found is absent where the data exclude it, and missed elsewhere', () => {
  const { absent, missed } = saidOf(() => 5, 3, patterns, 10);
  expect(absent).toEqual([0]);
  expect(missed).toEqual([1, 2]);
});

test('the bound on missed levels is that of the rule of three', () => {
  // 300 round trips without a visit: less than a hundredth of the rarest level found, with 95 % confidence.
  expect(saidOf((energy) => energy, 4, patterns, 300).below).toBeCloseTo(4 - Math.log(100), 12);
  expect(saidOf((energy) => energy, 4, patterns, 0).below).toBeNull();
  expect(saidOf((energy) => energy, 1, patterns, 300).below).toBeNull();
});
