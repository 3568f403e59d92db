import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { energy } from '#src/network/energy.js';
import { committee, type Network, perceptron, signNetwork } from '#src/network/network.js';
import { simulatedAnnealing } from '#src/solvers/annealing.js';
import { entropicAnnealing } from '#src/solvers/entropic-annealing.js';
import { entropySGD } from '#src/solvers/entropy-sgd.js';
import { focusingBP } from '#src/solvers/focusing-bp.js';
import { reinforcedBP } from '#src/solvers/reinforced-bp.js';
import { replicatedAnnealing } from '#src/solvers/replicated-annealing.js';
import { replicatedSGD } from '#src/solvers/replicated-sgd.js';
import { clippedPerceptron, sbpi } from '#src/solvers/sbpi.js';
import type { Solver } from '#src/solvers/solver.js';
import { solvers } from '#src/solvers/solvers.js';
import { stochasticWeights } from '#src/solvers/stochastic-weights.js';
import { straightThrough } from '#src/solvers/straight-through.js';

interface Case {
  readonly solver: Solver;
  /** True if it works on every network. */
  readonly all?: boolean;
  /** True if it learns committees too. */
  readonly committees?: boolean;
}

const SOLVERS: { readonly [name: string]: Case } = {
  sbpi: { solver: sbpi, committees: true },
  clippedPerceptron: { solver: clippedPerceptron, committees: true },
  straightThrough: { solver: straightThrough },
  // From a large start, because from a small one nearly all seeds find the same.
  reinforcedBP: { solver: (network, data, options) => reinforcedBP(network, data, { startSize: 1, ...options }) },
  focusingBP: { solver: (network, data, options) => focusingBP(network, data, { startSize: 1, ...options }) },
  stochasticWeights: {
    solver: (network, data, options) => stochasticWeights(network, data, { startSize: 1, ...options }),
  },
  entropicAnnealing: { solver: entropicAnnealing },
  entropySGD: { solver: entropySGD },
  replicatedAnnealing: { solver: replicatedAnnealing, committees: true },
  replicatedSGD: { solver: replicatedSGD, committees: true },
  simulatedAnnealing: { solver: simulatedAnnealing, all: true, committees: true },
};

const random = (inputs: number, patterns: number) => randomPatterns({ inputs, patterns, seed: 'every solver' });
const PERCEPTRONS: { readonly [name: string]: readonly [Network, Dataset] } = {
  '±1 inputs': [perceptron(41), random(41, 14)],
  'ties that are errors': [perceptron(40), random(40, 12)],
  'ties that are right': [perceptron(40, { tie: 'correct' }), random(40, 14)],
  'real inputs': [
    perceptron(41),
    separatedPatterns({ inputs: 41, patterns: 16, separation: 0.3, seed: 'every solver' }),
  ],
  'a margin': [perceptron(41, { margin: 0.4 }), random(41, 8)],
  'a negative margin': [perceptron(41, { margin: -0.5 }), random(41, 24)],
  'a margin of real inputs': [
    perceptron(41, { margin: 0.2 }),
    separatedPatterns({ inputs: 41, patterns: 12, separation: 0.3, seed: 'every solver' }),
  ],
};
const COMMITTEES: { readonly [name: string]: readonly [Network, Dataset] } = {
  'a tree': [committee({ inputs: 45, hidden: 3, tree: true }), random(45, 10)],
  'all inputs to each hidden unit': [committee({ inputs: 15, hidden: 3 }), random(15, 14)],
  'ties of hidden units and of votes': [committee({ inputs: 16, hidden: 4 }), random(16, 10)],
};

/** A pattern with both labels: one is always wrong. */
const contradiction = fromArrays(
  [
    [1, -1, 1, 1, -1],
    [1, -1, 1, 1, -1],
  ],
  [1, -1],
);

test('the table names every solver, each under its own name', async () => {
  expect(Object.keys(SOLVERS).sort()).toEqual(Object.keys(solvers).sort());
});

describe.each(Object.entries(SOLVERS))('%s', (name, { solver, all = false, committees = false }) => {
  const problems = { ...PERCEPTRONS, ...(committees ? COMMITTEES : {}) };

  test.each(Object.entries(problems))('says that it solved exactly if the energy is 0: %s', async (_, [
    network,
    data,
  ]) => {
    let solved = 0;
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      for (const maximumSteps of [1, 400]) {
        const found = await solver(network, data, { seed, maximumSteps });
        expect(found).toMatchObject({ solver: name, seed, energy: energy(network, data, found.weights) });
        expect(found.solved).toBe(found.energy === 0);
        expect(found.steps).toBeLessThanOrEqual(maximumSteps);
        if (!found.solved) expect(found.steps).toBe(maximumSteps);
        if (found.solved && maximumSteps > 1) solved++;
      }
    }
    expect(solved).toBeGreaterThan(2);
  });

  test('finds the same with the same seed, something else with another', async () => {
    const [network, data] = PERCEPTRONS['±1 inputs']!;
    const find = (seed: string) => solver(network, data, { seed });
    expect(await find('a')).toEqual(await find('a'));
    expect((await find('a')).weights).not.toEqual((await find('b')).weights);
  });

  test('returns a solution after extra steps too', async () => {
    const [network, data] = PERCEPTRONS['±1 inputs']!;
    const first = await solver(network, data, { seed: 'a' });
    const later = await solver(network, data, { seed: 'a', extraSteps: 20 });
    expect([later.solved, later.steps]).toEqual([true, first.steps]);
  });

  test('gives up after the last step, with the best weights that it saw', async () => {
    const found = await solver(perceptron(5), contradiction, { seed: 1, maximumSteps: 7 });
    expect(found).toMatchObject({ solved: false, energy: 1, steps: 7 });
  });

  test('stops with the reason of its signal, and shows its progress until then', async () => {
    const events: { done: number; total: number; stopped?: boolean }[] = [];
    const reason = new Error('enough');
    const controller = new AbortController();
    const onProgress = (event: (typeof events)[0]) => {
      events.push(event);
      if (events.length === 2) controller.abort(reason);
    };
    const options = { seed: 1, maximumSteps: 1e9, onProgress };
    await expect(solver(perceptron(5), contradiction, { ...options, signal: controller.signal })).rejects.toBe(reason);
    expect(events.length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({ task: name, total: 1e9, stopped: true });
    await expect(solver(perceptron(5), contradiction, { ...options, signal: controller.signal })).rejects.toBe(reason);
  });

  test('refuses what it has no rule for, and options that it does not have', async () => {
    const [network, data] = PERCEPTRONS['±1 inputs']!;
    const bad = (options: object) => expect(solver(network, data, { seed: 1, ...options })).rejects;
    await bad({ seeds: 1 }).toThrow(`${name} has no option \`seeds\`; did you mean \`seed\`?`);
    await bad({ seed: undefined }).toThrow('`seed` is undefined');
    await bad({ maximumSteps: 0 }).toThrow('`maximumSteps` is 0');
    await bad({ extraSteps: -1 }).toThrow('`extraSteps` is -1');
    await expect(solver(perceptron(5), data, { seed: 1 })).rejects.toThrow('5 inputs');
    if (all) return;
    const deep = solver(signNetwork([41, 3, 1]), data, { seed: 1 });
    await expect(deep).rejects.toThrow(`${name} `);
    await expect(deep).rejects.toBeInstanceOf(RangeError);
    const classes = randomPatterns({ inputs: 5, patterns: 4, classes: 3, seed: 1 });
    await expect(solver(signNetwork([5, 3]), classes, { seed: 1 })).rejects.toBeInstanceOf(RangeError);
  });
});
