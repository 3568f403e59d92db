import { describe, expect, test } from 'vitest';
import { type RandomStream, randomStream } from '#src/base/seed.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns, teacherPatterns } from '#src/dataset/random.js';
import { type Network, perceptron, signNetwork } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import type { OneOverTProtocol } from '#src/sampling/plan.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const INSTANCES = 300;

/** From the default to far too little, in one window and in several, of many walkers and of few. */
const BUDGETS: readonly OneOverTProtocol[] = [
  {},
  { moves: 20_000 },
  { moves: 100_000 },
  { moves: 500_000 },
  { moves: 100_000, learningMoves: 200_000 },
  { moves: 10_000, learningMoves: 50_000 },
  { moves: 300_000, learningMoves: 1_000_000, windows: 4 },
  { moves: 20_000, learningMoves: 100_000, windows: 3 },
  { moves: 100_000, learningMoves: 400_000, walkers: 4 },
  // A rule that stops when the error bars look small must not choose those that are too small.
  { guide: 'errors', accuracy: 0.1, moves: 5_000_000 },
  { guide: 'depth', moves: 100_000 },
  { guide: 'depth', accuracy: 0.1, moves: 5_000_000, learningMoves: 1_000_000 },
];

const rowsOf = ({ values, inputs, patterns }: Dataset) =>
  Array.from({ length: patterns }, (_, p) => [...values.subarray(p * inputs, (p + 1) * inputs)]);

/** Copies of a few patterns with one input turned round. */
function nearDuplicates(data: Dataset, random: RandomStream): Dataset {
  const rows = rowsOf(data);
  const few = Math.ceil(rows.length / 4);
  const copies = rows.map((_, p) => rows[p % few]!.map((value) => value));
  for (const [p, row] of copies.entries()) if (p >= few) row[random.integer(row.length)]! *= -1;
  return fromArrays(copies, data.labels);
}

/** Each pattern twice, half of the pairs with opposite labels. */
function contradictory(data: Dataset): Dataset {
  const rows = rowsOf(data).map((row, p, all) => (p % 2 === 1 ? all[p - 1]! : row));
  return fromArrays(
    rows,
    data.labels.map((label, p) => (p % 4 === 1 ? -data.labels[p - 1]! : label)),
  );
}

/** A solution whose every neighbour errs on half of the patterns: it classifies each with the smallest field there is. */
function plantedIsolated(data: Dataset, random: RandomStream): Dataset {
  const solution = Array.from({ length: data.inputs }, () => random.sign());
  const rows = rowsOf(data).map(() => {
    const order = solution.map((_, i) => ({ i, key: random.uniform() })).sort((a, b) => a.key - b.key);
    const turned = new Set(order.slice(0, (data.inputs - 1) / 2).map(({ i }) => i));
    return solution.map((weight, i) => (turned.has(i) ? -weight : weight));
  });
  return fromArrays(
    rows,
    rows.map(() => 1),
  );
}

function instance(k: number): { network: Network; data: Dataset } {
  const inputs = [11, 15, 19, 21, 23, 25][k % 6]!;
  const patterns = Math.max(4, Math.round(inputs * [0.5, 1, 2, 4, 1.5][k % 5]!));
  const random = randomStream(`calibration ${k}`, 'instance');
  const options = { inputs, patterns, seed: `calibration ${k}` };
  if (k % 13 === 12) return { network: signNetwork([5, 3, 1]), data: randomPatterns({ ...options, inputs: 5 }) };
  const kinds = [
    () => randomPatterns(options),
    () => teacherPatterns(options),
    () => nearDuplicates(randomPatterns(options), random),
    () => contradictory(randomPatterns(options)),
    () => plantedIsolated(randomPatterns(options), random),
  ];
  return { network: perceptron(inputs), data: kinds[(7 * k + Math.floor(k / 30)) % 5]!() };
}

describe(`over ${INSTANCES} instances whose truth is known, from short budgets to ample ones`, () => {
  test('what is called reliable is, and nothing that has an error bar is absurd', { timeout: 1_800_000 }, async () => {
    const reliable: number[] = [];
    const others: number[] = [];
    let [dense, wrongEnds, ghosts] = [0, 0, 0];
    for (let k = 0; k < INSTANCES; k++) {
      const { network, data } = instance(k);
      const exact = await enumerate(network, data);
      const { guide, ...budget } = BUDGETS[k % BUDGETS.length]!;
      // A guide is for perceptrons.
      const guided = guide === undefined || network.layers.length > 2 ? {} : { guide };
      const options = { seed: `walk ${k}`, ...budget, ...guided };
      const { entropy, standardError, diagnostics } = await wangLandau(network, data, options);
      for (const level of exact.levels) {
        if (entropy[level] === -Infinity) continue;
        if (exact.visits[level] === 0) ghosts++;
        if (standardError[level] === Infinity) continue;
        const pull = Math.abs(entropy[level]! - exact.entropy[level]!) / standardError[level]!;
        (diagnostics.reliable.levels[level] ? reliable : others).push(pull);
      }
      if (diagnostics.reliable.density) dense++;
      const isMissing = (level: number) => entropy[level] === -Infinity && exact.visits[level]! > 0;
      if (diagnostics.reliable.ends && exact.levels.some(isMissing)) wrongEnds++;
    }
    const within = (pulls: readonly number[], errors: number) =>
      pulls.filter((pull) => pull <= errors).length / pulls.length;
    console.log(
      `${reliable.length} reliable levels: ${within(reliable, 1).toFixed(3)}, ${within(reliable, 2).toFixed(3)}, ${within(reliable, 3).toFixed(3)} ` +
        `within 1, 2, 3 σ, at most ${Math.max(...reliable).toFixed(1)}; ${others.length} others, at most ${Math.max(...others).toFixed(1)}; ` +
        `${dense} runs with a reliable density, ${wrongEnds} with a wrong reliable end`,
    );
    expect(reliable.length).toBeGreaterThan(3_000);
    expect(within(reliable, 2)).toBeGreaterThanOrEqual(0.95);
    expect(within(reliable, 3)).toBeGreaterThanOrEqual(0.99);
    // The error bars are not just wide: a Gaussian would have 0.68.
    expect(within(reliable, 1)).toBeLessThan(0.85);
    expect(Math.max(...reliable)).toBeLessThan(6);
    expect(Math.max(...others)).toBeLessThan(6);
    expect(ghosts).toBe(0);
    expect(wrongEnds).toBeLessThanOrEqual(INSTANCES / 100);
    expect(dense).toBeGreaterThan(0.6 * INSTANCES);
  });
});
