import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
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
import { testSolver } from './test-solver.js';

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

const threeClasses = randomPatterns({ inputs: 5, patterns: 4, classes: 3, seed: 1 });

test('the table names every solver, each under its own name', async () => {
  expect(Object.keys(SOLVERS).sort()).toEqual(Object.keys(solvers).sort());
});

describe.each(Object.entries(SOLVERS))('%s', (name, { solver, all = false, committees = false }) => {
  testSolver(name, {
    solver,
    problems: { ...PERCEPTRONS, ...(committees ? COMMITTEES : {}) },
    hopeless: [perceptron(5), contradiction],
    refused: [
      [perceptron(5), random(41, 14), '5 inputs'],
      ...(all ? [] : ([[signNetwork([41, 3, 1]), random(41, 14), `${name} `]] as const)),
      ...(all ? [] : ([[signNetwork([5, 3]), threeClasses, '[5,3]']] as const)),
    ],
  });
});
