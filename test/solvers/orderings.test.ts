import { describe, expect, test } from 'vitest';
import { meanOf } from '#src/analysis/averages.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { perceptron } from '#src/network/network.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { compareToUniform } from '#src/solution/compare-to-uniform.js';
import { simulatedAnnealing } from '#src/solvers/annealing.js';
import { reinforcedBP } from '#src/solvers/reinforced-bp.js';
import { solveRepeatedly } from '#src/solvers/repeat.js';
import { sbpi } from '#src/solvers/sbpi.js';
import { stochasticWeights } from '#src/solvers/stochastic-weights.js';
import { goldenInstance } from '../golden.js';

const network = perceptron(25);
const RUNS = 500;

async function landscapeOf(data: Dataset) {
  const { configurations: solutions } = await listSolutions(network, data);
  const flatness = solutions.map((weights) =>
    Math.log(ballCounts(network, data, weights).reduce((sum, count) => sum + count)),
  );
  return { solutions, flatness, uniform: meanOf(flatness).mean };
}

// They have 954, 565 and 41 solutions. Independent code found SBPI 1.15 above all solutions on the first; on the second
// and third it is 0.73 and 0.68, as less is to be gained there: the flattest are 1.68, 1.42 and 1.07 above.
describe.each([
  [1, 0.8],
  [2, 0.6],
  [3, 0.55],
])('golden instance %d', async (seed, least) => {
  const data = goldenInstance({ inputs: 25, patterns: 15, seed });
  const { solutions, flatness, uniform } = await landscapeOf(data);

  /** ⟨ln n_≤3⟩ above that of all solutions; a found one that is not in the list is an error. */
  async function gainOf(solver: typeof simulatedAnnealing, own: object = {}): Promise<number> {
    const runs = await solveRepeatedly(solver, RUNS, network, data, { seed: 'orderings', ...own });
    const found = runs.filter(({ solved }) => solved).map(({ weights }) => weights);
    expect(found.length).toBeGreaterThan(0.9 * RUNS);
    const { places } = compareToUniform(solutions, found);
    return meanOf(places.map((place) => flatness[place]!)).mean - uniform;
  }

  test('annealing is nearly uniform, SBPI prefers flat solutions, and reinforced BP more so', async () => {
    const annealing = await gainOf(simulatedAnnealing);
    const local = await gainOf(sbpi);
    const messages = await gainOf(reinforcedBP);
    const stochastic = await gainOf(stochasticWeights);
    expect(annealing).toBeGreaterThan(-0.05);
    expect(annealing).toBeLessThan(0.25);
    expect(local).toBeGreaterThan(least);
    for (const gain of [messages, stochastic]) {
      expect(gain).toBeGreaterThan(0.8);
      expect(gain).toBeGreaterThan(local);
    }
  });
});
