import { describe, expect, test } from 'vitest';
import { randomPatterns, teacherPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import type { OneOverTProtocol } from '#src/sampling/plan.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const INSTANCES = 200;
const ASKED = 0.05;

const rootMeanSquare = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe(`over ${INSTANCES} instances whose truth is known, asked for ±${ASKED}`, () => {
  const budgets: readonly OneOverTProtocol[] = [{ guide: 'errors' }, { guide: 'depth' }];
  test.each(budgets)('runs %j reach it, and their error bars hold', { timeout: 900_000 }, async (budget) => {
    const [all, lowest]: [number[], number[]] = [[], []];
    let reached = 0;
    for (let k = 0; k < INSTANCES; k++) {
      const inputs = [15, 17, 19, 21][k % 4]!;
      const patterns = Math.round(inputs * [0.5, 0.7, 0.9][k % 3]!);
      const data = (k % 5 === 0 ? teacherPatterns : randomPatterns)({ inputs, patterns, seed: `accuracy ${k}` });
      const exact = await enumerate(perceptron(inputs), data);
      const options = { seed: k, accuracy: ASKED, moves: 20_000_000, learningMoves: 2_000_000, ...budget };
      const dos = await wangLandau(perceptron(inputs), data, options);
      if (dos.diagnostics.accuracy!.isReached) reached++;
      const found = exact.levels.filter((level) => level <= patterns / 2 && exact.visits[level]! > 0);
      for (const [place, level] of found.entries()) {
        const pull = (dos.entropy[level]! - exact.entropy[level]!) / dos.standardError[level]!;
        expect(Math.abs(pull), `instance ${k}, level ${level}`).toBeLessThan(6);
        all.push(pull);
        if (place < 2) lowest.push(pull);
      }
    }
    console.log(`${reached} reached; pulls ${rootMeanSquare(all).toFixed(2)}, ${rootMeanSquare(lowest).toFixed(2)}`);
    expect(reached).toBeGreaterThanOrEqual(0.95 * INSTANCES);
    // Error bars are widened by Student's t: a Gaussian's would have 1.
    expect(rootMeanSquare(all)).toBeLessThan(1.05);
    expect(rootMeanSquare(lowest)).toBeLessThan(1.1);
    expect(rootMeanSquare(lowest)).toBeGreaterThan(0.7);
  });
});
