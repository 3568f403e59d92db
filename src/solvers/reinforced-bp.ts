import { checkPositive, checkWithin } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { clamp, Messages } from '../inference/messages.js';
import { makeCounter, makePatternMatrix, signsOf } from '../inference/pattern-matrix.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from './solver.js';

export interface ReinforcedBPOptions extends SolverOptions {
  /**
   * γ: in iteration t each weight feels the part r_t = 1 − γ^t of its last field. The nearer to 1, the slower and the
   * better. From 0 to 1. Default 0.99.
   */
  readonly decay?: number;
  /** λ: r_t = λ t instead, up to 1. Default: none. */
  readonly slope?: number;
  /**
   * The size of the random messages at the start, above 0. From a small one nearly all seeds find the same solution:
   * to see how the solutions spread, start with 1. Default 0.01.
   */
  readonly startSize?: number;
}

/** |B| stays below this, so that no field is infinite. */
const LARGEST_FIELD = 50;

/**
 * Reinforced belief propagation (Braunstein & Zecchina, PRL 96, 030201, 2006) on a perceptron, with the messages of AMP:
 * the field on each weight is added to itself little by little, B ← B_new + r_t B, until the means become weights. After
 * each iteration sgn B is tried. A step is an iteration; default of `maximumSteps`: 2000. Fails on correlated patterns,
 * such as pictures, for which its messages are not made.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, reinforcedBP } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 201, patterns: 100, seed: 'patterns' });
 * const found = await reinforcedBP(perceptron(201), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, if it does not fit the data set, if all inputs
 * of a pattern are 0, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const reinforcedBP = makeSolver<ReinforcedBPOptions>({
  solver: 'reinforcedBP',
  unit: 'iterations',
  maximumSteps: 2000,
  known: [...SOLVER, 'decay', 'slope', 'startSize'],
  begin({ network, data }, { seed, decay = 0.99, slope, startSize = 0.01 }): Search {
    checkWithin('decay', decay, 0, 1);
    if (slope !== undefined) checkPositive('slope', slope);
    checkPositive('startSize', startSize);
    const matrix = makePatternMatrix('reinforcedBP', network, data);
    const errors = makeCounter(matrix);
    const messages = new Messages(matrix, randomStream(seed, 'start'), startSize);
    const { means, fields } = messages;
    const total = means.map(Math.atanh);
    const weights = new Int8Array(matrix.inputs);
    let iteration = 0;
    return {
      weights,
      step() {
        iteration++;
        const reinforcement = slope === undefined ? 1 - decay ** iteration : Math.min(1, slope * iteration);
        messages.pass();
        for (let i = 0; i < total.length; i++) {
          total[i] = clamp(fields[i] + reinforcement * total[i], LARGEST_FIELD);
          means[i] = Math.tanh(total[i]);
        }
        signsOf(total, weights);
        return errors(weights);
      },
    };
  },
});
