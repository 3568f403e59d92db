import { checkPositive, checkWithin } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { iterate } from '../inference/approximate-message-passing.js';
import { Messages } from '../inference/messages.js';
import { makeCounter, makePatternMatrix } from '../inference/pattern-matrix.js';
import { randomWeights } from './draws.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from './solver.js';

export interface EntropicAnnealingOptions extends SolverOptions {
  /** γ, the field that binds solutions to the present configuration: the larger, the nearer. From 0 to 20. Default 1. */
  readonly coupling?: number;
  /** y at the start: the inverse temperature of the local entropy, above 0. Default 3. */
  readonly firstBeta?: number;
  /** y at the end, after `maximumSteps`, above 0; it changes linearly. Default 10. */
  readonly lastBeta?: number;
}

/** What message passing around one configuration may take: a change of one flip needs some ten iterations. */
const ITERATIONS = 200;
const TOLERANCE = 1e-6;
const DAMPING = 0.5;

/**
 * Entropic annealing (Baldassi, Ingrosso, Lucibello, Saglietti & Zecchina, J. Stat. Mech. 2016, 023301) on a perceptron:
 * a Metropolis walk over configurations w̃ whose energy is not E but −ln Z(w̃; γ), the local entropy of the solutions
 * around w̃ by message passing with the field γ w̃, which draws it into dense regions. A flip where messages do not
 * converge is rejected.
 *
 * A step is one proposed flip; default of `maximumSteps`: 5000. Each takes message passing to a fixed point: for some
 * hundred inputs.
 *
 * @example
 * ```ts
 * import { entropicAnnealing, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 31, patterns: 10, seed: 'patterns' });
 * const found = await entropicAnnealing(perceptron(31), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, if it does not fit the data set, if all inputs
 * of a pattern are 0, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const entropicAnnealing = makeSolver<EntropicAnnealingOptions>({
  solver: 'entropicAnnealing',
  unit: 'iterations',
  maximumSteps: 5000,
  known: [...SOLVER, 'coupling', 'firstBeta', 'lastBeta'],
  begin({ network, data }, { seed, coupling = 1, firstBeta = 3, lastBeta = 10, maximumSteps = 5000 }): Search {
    checkWithin('coupling', coupling, 0, 20);
    checkPositive('firstBeta', firstBeta);
    checkPositive('lastBeta', lastBeta);
    const matrix = makePatternMatrix('entropicAnnealing', network, data);
    const errors = makeCounter(matrix);
    const start = randomStream(seed, 'start');
    const moves = randomStream(seed, 'moves');
    const weights = randomWeights(matrix.inputs, start);
    const external = Float64Array.from(weights, (weight) => coupling * weight);
    const here = new Messages(matrix, start, 0.01);
    const there = new Messages(matrix, start, 0.01);
    let localEntropy = logPartition(here, external);
    let energy = errors(weights);
    let step = 0;
    return {
      weights,
      step() {
        const beta = firstBeta + ((lastBeta - firstBeta) * step++) / maximumSteps;
        const flipped = moves.integer(matrix.inputs);
        const chance = moves.uniform();
        external[flipped] = -external[flipped];
        there.copy(here);
        const proposed = logPartition(there, external);
        if (proposed > -Infinity && chance < Math.exp(beta * (proposed - localEntropy))) {
          localEntropy = proposed;
          here.copy(there);
          weights[flipped] = -weights[flipped];
          energy = errors(weights);
        } else {
          external[flipped] = -external[flipped];
        }
        return energy;
      },
    };
  },
});

/** ln Z with a field, −∞ where the messages do not converge. */
function logPartition(messages: Messages, external: Float64Array): number {
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    if (iterate(messages, external, DAMPING) < TOLERANCE) return messages.logPartition(external);
  }
  return -Infinity;
}
