import { expect, test } from 'vitest';
import { perceptron } from '#src/network/network.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { clusters } from '#src/solution/clusters.js';
import { entropySGD } from '#src/solvers/entropy-sgd.js';
import { replicatedSGD } from '#src/solvers/replicated-sgd.js';
import { clippedPerceptron, sbpi } from '#src/solvers/sbpi.js';
import type { Solver } from '#src/solvers/solver.js';
import { straightThrough } from '#src/solvers/straight-through.js';
import { goldenInstance } from '../golden.js';

// All 954 solutions of this instance are known: ⟨ln n_≤1⟩ = .743 and ⟨ln n_≤3⟩ = 3.265 over them, and .58 of them are in
// the largest cluster.
const data = goldenInstance({ inputs: 25, patterns: 15, seed: 1 });
const network = perceptron(25);
const { configurations } = await listSolutions(network, data);
const indexOf = new Map(configurations.map((weights, index) => [weights.join(), index]));
const largest = new Set(clusters(configurations)[0]);

async function surroundingsOf(solver: Solver, runs: number) {
  const flatness = [0, 0];
  let inLargest = 0;
  for (let seed = 0; seed < runs; seed++) {
    const { weights } = await solver(network, data, { seed });
    const index = indexOf.get(weights.join());
    expect(index).toBeDefined();
    if (largest.has(index!)) inLargest++;
    const counts = ballCounts(network, data, weights);
    flatness[0]! += Math.log(counts[0]! + counts[1]!) / runs;
    flatness[1]! += Math.log(counts.reduce((sum, count) => sum + count)) / runs;
  }
  return { flatness, share: inLargest / runs };
}

// The numbers of 2000 runs of independent code, for the first three.
test.each<[string, Solver, number[], number]>([
  ['sbpi', sbpi, [1.554, 4.411], 0.93],
  ['clippedPerceptron', clippedPerceptron, [1.499, 4.368], 0.93],
  ['straightThrough', straightThrough, [1.806, 4.53], 0.96],
])('%s finds solutions in the dense region, as often as independent code does', async (_, solver, flatness, share) => {
  const found = await surroundingsOf(solver, 400);
  found.flatness.forEach((value, k) => {
    expect(Math.abs(value - flatness[k]!)).toBeLessThan(0.12);
  });
  expect(Math.abs(found.share - share)).toBeLessThan(0.04);
});

test.each<[string, Solver]>([
  ['replicatedSGD', replicatedSGD],
  ['entropySGD', entropySGD],
])('%s finds flatter solutions than typical ones', async (_, solver) => {
  expect((await surroundingsOf(solver, 60)).flatness[1]).toBeGreaterThan(3.265 + 0.5);
});

/** ⟨ln n_≤3⟩ over 60 runs that go on after the first solution. */
async function flatnessAfter(solver: Solver, extraSteps: number): Promise<number> {
  let sum = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { weights } = await solver(network, data, { seed, extraSteps });
    sum += Math.log(ballCounts(network, data, weights).reduce((all, count) => all + count));
  }
  return sum / 60;
}

test('extra steps lead on to flatter solutions where patterns that are right still count, and nowhere with sbpi', async () => {
  expect(await flatnessAfter(sbpi, 30)).toBe(await flatnessAfter(sbpi, 0));
  for (const solver of [straightThrough, entropySGD]) {
    expect(await flatnessAfter(solver, 30)).toBeGreaterThan((await flatnessAfter(solver, 0)) + 0.05);
  }
});
