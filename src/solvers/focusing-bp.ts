import { checkInteger, checkPositive, checkWithin } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { clamp, Messages } from '../inference/messages.js';
import { makeCounter, makePatternMatrix, signsOf } from '../inference/pattern-matrix.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from './solver.js';

export interface FocusingBPOptions extends SolverOptions {
  /** y, the number of replicas that surround the same centre, at least 2. Default 7. */
  readonly replicas?: number;
  /** γ, the attraction of the replicas to their centre at the start, 0 or more. Default 0.3. */
  readonly coupling?: number;
  /** What is added to γ every ten iterations, 0 or more. Default 0.005. */
  readonly couplingStep?: number;
  /** The part of each old mean that is kept in each iteration, from 0 to below 1. Default 0.5. */
  readonly damping?: number;
  /** The size of the random messages at the start, above 0. Default 0.01. */
  readonly startSize?: number;
}

/** Iterations with the same coupling. */
const AT_EACH_COUPLING = 10;

/** |B| stays below this, so that atanh(tanh B) is finite. */
const LARGEST_FIELD = 15;

/**
 * Focusing belief propagation (Baldassi, Borgs, Chayes, Ingrosso, Lucibello, Saglietti & Zecchina, PNAS 113, E7655,
 * 2016) on a perceptron, with the messages of AMP: y replicas of the weights, attracted with γ to a common centre, which
 * is drawn into a dense region of solutions as γ grows. All replicas have the same messages; a weight that the patterns
 * push with field B, h = tanh B, feels in addition u = atanh(p tanh((y − 1) atanh(p h))), p = tanh γ, from the other
 * replicas. After each iteration the signs of the means are tried. A step is an iteration; default of `maximumSteps`:
 * 4000. Finds solutions at higher loads than the other solvers; meant for uncorrelated patterns.
 *
 * @example
 * ```ts
 * import { focusingBP, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 201, patterns: 120, seed: 'patterns' });
 * const found = await focusingBP(perceptron(201), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, if it does not fit the data set, if all inputs
 * of a pattern are 0, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const focusingBP = makeSolver<FocusingBPOptions>({
  solver: 'focusingBP',
  unit: 'iterations',
  maximumSteps: 4000,
  known: [...SOLVER, 'replicas', 'coupling', 'couplingStep', 'damping', 'startSize'],
  begin({ network, data }, options): Search {
    const { seed, replicas = 7, coupling = 0.3, couplingStep = 0.005, damping = 0.5, startSize = 0.01 } = options;
    checkInteger('replicas', replicas, 2, 1e6);
    checkWithin('coupling', coupling, 0, 1000);
    checkWithin('couplingStep', couplingStep, 0, 1000);
    checkWithin('damping', damping, 0, 0.999);
    checkPositive('startSize', startSize);
    const matrix = makePatternMatrix('focusingBP', network, data);
    const errors = makeCounter(matrix);
    const messages = new Messages(matrix, randomStream(seed, 'start'), startSize);
    const { means, fields } = messages;
    const weights = new Int8Array(matrix.inputs);
    let iteration = 0;
    return {
      weights,
      step() {
        const present = coupling + couplingStep * Math.floor(iteration++ / AT_EACH_COUPLING);
        const attraction = Math.tanh(Math.min(present, LARGEST_FIELD));
        messages.pass();
        for (let i = 0; i < means.length; i++) {
          const own = clamp(fields[i], LARGEST_FIELD);
          const others = (replicas - 1) * Math.atanh(attraction * Math.tanh(own));
          const wanted = Math.tanh(own + Math.atanh(attraction * Math.tanh(others)));
          means[i] += (1 - damping) * (wanted - means[i]);
        }
        signsOf(means, weights);
        return errors(weights);
      },
    };
  },
});
