import { checkNumber } from '../base/check.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import { Walk } from '../kernel/walk.js';
import type { System } from '../run/identity.js';
import { betaAt } from '../sampling/anneal.js';
import { makeSolver, SOLVER, type SolverOptions } from './solver.js';

export interface SimulatedAnnealingOptions extends SolverOptions {
  /** The inverse temperature of the first sweep. Default 0.5. */
  readonly beta?: number;
  /** The inverse temperature of the last sweep, number `maximumSteps`, reached in equal steps. Default 8. */
  readonly to?: number;
}

const SWEEPS = 2000;

/**
 * Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 671, 1983) on the number of training errors, for all
 * networks: Metropolis from a random configuration, with an inverse temperature that rises in equal steps. It stops at the
 * very flip that leads to energy 0. A step is a sweep, M proposed flips; `maximumSteps` (default 2000) is the length of the
 * schedule as well: the more, the slower the cooling.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, simulatedAnnealing } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const found = await simulatedAnnealing(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if network and data set do not fit, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const simulatedAnnealing = makeSolver<SimulatedAnnealingOptions>({
  solver: 'simulatedAnnealing',
  unit: 'sweeps',
  maximumSteps: SWEEPS,
  known: [...SOLVER, 'beta', 'to'],
  begin: (system, { seed, maximumSteps = SWEEPS, beta = 0.5, to = 8 }) => {
    checkNumber('beta', beta);
    checkNumber('to', to);
    const problem = problemOf(system);
    const walk = new Walk(problem, seed);
    let sweep = 0;
    let solved = false;
    return {
      get weights() {
        return walk.weights;
      },
      step() {
        // After the first solution, sweeps are whole.
        const energy = walk.advanceAt(betaAt(sweep, maximumSteps, beta, to), problem.weights, solved ? -1 : 0);
        sweep++;
        solved ||= energy === 0;
        return energy;
      },
    };
  },
});

let latest: { readonly key: string; readonly problem: Problem } | undefined;

/** Thousands of short runs on the same data share one problem: laying it out in a kernel takes longer than such a run. */
function problemOf({ network, data }: System): Problem {
  const key = JSON.stringify([network, data.provenance.checksum]);
  if (latest?.key !== key) latest = { key, problem: makeProblem(network, data) };
  return latest.problem;
}
