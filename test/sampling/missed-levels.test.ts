import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { perceptron } from '#src/network/network.js';
import { missedLevels } from '#src/sampling/missed-levels.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const [zero, none] = [0, -Infinity];

test('levels that were learned and not counted may take their share from the others', () => {
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
  expect(dos.verdict).toMatch(/Too little was counted|The learning knew levels that no walker reached/);
  expect(dos.diagnostics.reliable.density).toBe(false);
  for (const level of dos.levels) {
    if (dos.entropy[level]! > -Infinity) expect(dos.standardError[level]).toBeGreaterThan(0.001);
  }
});
