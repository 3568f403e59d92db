import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

test('by the paper’s protocol: its published accuracy, over 500 runs', { timeout: 300_000 }, async () => {
  const data = randomPatterns({ inputs: 15, patterns: 15, seed: 10 });
  const exact = await enumerate(perceptron(15), data);
  const runs = 500;
  const sampled = await wangLandau(perceptron(15), data, { seed: 's', protocol: 'paper', walkers: runs });
  expect(sampled.diagnostics).toMatchObject({ stages: 20, walkers: 0 });
  // What one run scatters by: the paper has 0.033 of g(0), and 0.0035 in the middle.
  const spread = sampled.standardError.map((error) => error * Math.sqrt(runs));
  expect(exact.visits[0]).toBe(4);
  expect(spread[0]! / 0.033).toBeGreaterThan(1 / 1.5);
  expect(spread[0]! / 0.033).toBeLessThan(1.5);
  expect(spread[7]! / 0.0035).toBeGreaterThan(1 / 1.5);
  expect(spread[7]! / 0.0035).toBeLessThan(1.5);
  // Without production runs the protocol is not free of bias: the mean of many runs differs from the truth, by little.
  const differences = [...exact.levels]
    .filter((level) => exact.visits[level]! > 0)
    .map((level) => Math.abs(sampled.entropy[level]! - exact.entropy[level]!));
  expect(Math.max(...differences)).toBeLessThan(0.01);
});

test('a run keeps to its memory over 10⁹ moves', { timeout: 300_000 }, async () => {
  const data = randomPatterns({ inputs: 21, patterns: 20, seed: 'data' });
  const memory: number[] = [];
  const onProgress = ({ done, total }: { done: number; total: number }) => {
    if (done > 0.05 * total) memory.push(process.memoryUsage().rss);
  };
  await wangLandau(perceptron(21), data, { seed: 's', moves: 6e7, learningMoves: 2e7, onProgress });
  const early = Math.max(...memory.slice(0, memory.length / 10));
  expect(Math.max(...memory.slice(-memory.length / 10)) - early).toBeLessThan(40e6);
});
