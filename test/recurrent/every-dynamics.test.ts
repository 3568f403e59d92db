import { describe, expect, test } from 'vitest';
import { couplingsFrom, randomCouplings } from '#src/dataset/couplings.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { dynamics } from '#src/recurrent/dynamics.js';
import { solvers } from '#src/solvers/solvers.js';
import { testSolver } from '../solvers/test-solver.js';

const couplings = (units: number, values: 'normal' | 'signs') => randomCouplings({ units, seed: 'dynamics', values });

/** The first unit wants to be as the second, which wants to be unlike the first. */
const frustrated = couplingsFrom([
  [0, 1],
  [-1, 0],
]);

describe.each(Object.entries(dynamics))('%s', (name, solver) => {
  testSolver(name, {
    solver,
    problems: {
      'normal couplings': [recurrentNetwork(41, { selfCoupling: 0.7 }), couplings(41, 'normal')],
      'couplings ±1/√N': [recurrentNetwork(40, { selfCoupling: 0.7 }), couplings(40, 'signs')],
    },
    hopeless: [recurrentNetwork(2), frustrated],
    refused: [
      [recurrentNetwork(5), couplings(41, 'normal'), 'recurrent with 5 units'],
      [perceptron(5), randomPatterns({ inputs: 5, patterns: 3, seed: 1 }), `${name} is for recurrent networks`],
    ],
  });
});

test('solvers of other networks refuse recurrent ones, or solve them', async () => {
  const network = recurrentNetwork(41, { selfCoupling: 1 });
  for (const [name, solver] of Object.entries(solvers)) {
    const found = solver(network, couplings(41, 'normal'), { seed: 1, maximumSteps: 100 });
    if (name === 'simulatedAnnealing') expect(await found).toMatchObject({ solved: true });
    else await expect(found, name).rejects.toBeInstanceOf(RangeError);
  }
});
