import { checkWithin } from '../base/check.js';
import { randomStream, type Seed } from '../base/seed.js';
import type { System } from '../run/identity.js';
import { makeOrder, randomWeights, shuffleOrder } from './draws.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from './solver.js';
import { closestWrong, countErrors, learningUnits, missingVotes } from './units.js';

export interface SBPIOptions extends SolverOptions {
  /** p_s: the probability that a pattern that is only just right is reinforced. From 0 to 1; default 0.3. */
  readonly reinforcement?: number;
}

/**
 * Belief-propagation-inspired learning (SBPI: Baldassi, Braunstein, Brunel and Zecchina, PNAS 104, 11079, 2007), for
 * perceptrons and committees. Each weight is the sign of a hidden variable, an odd integer for ±1 inputs. A pattern x
 * (times its label) with field Δ = w·x adds 2x to the hidden variables where it is wrong (Δ ≤ 0); where it is only just
 * right (Δ = 1), it adds 2x, with probability `reinforcement`, to those variables alone whose weight agrees with x. A
 * step is an epoch: all patterns once, in a new random order.
 *
 * In general a pattern is wrong where Δ is not above its threshold (κ√N with a margin κ), and only just right where Δ is
 * above it by at most twice the root mean square of the inputs, as much as one flip of a weight changes Δ. In a
 * committee with a wrong output, as many wrong hidden units learn as are needed to correct it, those with the smallest
 * |field| first (the least action rule; Mitchison and Durbin, Biological Cybernetics 60, 345, 1989); where one lost vote
 * would make the output wrong, the hidden units that are only just right are reinforced. Where all patterns are right
 * no weight changes any more, so that `extraSteps` lead nowhere else. Default of `maximumSteps`: 1000.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, sbpi } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const found = await sbpi(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is neither a perceptron with one output nor a committee, if it does not fit the data
 * set, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const sbpi = makeSolver<SBPIOptions>({
  solver: 'sbpi',
  unit: 'epochs',
  maximumSteps: 1000,
  known: [...SOLVER, 'reinforcement'],
  begin: (system, { seed, reinforcement = 0.3 }) => {
    checkWithin('reinforcement', reinforcement, 0, 1);
    return beginSBPI('sbpi', system, seed, reinforcement);
  },
});

/**
 * The perceptron rule with ±1 weights that are the signs of hidden variables (Rosenblatt, 1962; "clipped perceptron" in
 * Baldassi et al., PNAS 104, 11079, 2007): `sbpi` without reinforcement. Default of `maximumSteps`: 1000 epochs.
 *
 * @example
 * ```ts
 * import { clippedPerceptron, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 25, seed: 'patterns' });
 * const found = await clippedPerceptron(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is neither a perceptron with one output nor a committee, if it does not fit the data
 * set, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const clippedPerceptron = makeSolver<SolverOptions>({
  solver: 'clippedPerceptron',
  unit: 'epochs',
  maximumSteps: 1000,
  known: SOLVER,
  begin: (system, { seed }) => beginSBPI('clippedPerceptron', system, seed, 0),
});

function beginSBPI(solver: string, { network, data }: System, seed: Seed, reinforcement: number): Search {
  const units = learningUnits(solver, network, data);
  const { values, thresholds, inputs, fanIn, stride, count } = units;
  const shuffling = randomStream(seed, 'order');
  const noise = randomStream(seed, 'noise');
  const weights = randomWeights(network.weights, randomStream(seed, 'start'));
  // Odd, and changed by even numbers: a hidden variable is never zero.
  const start = 2 * Math.floor(units.size / 2) + 1;
  const hidden = Float64Array.from(weights, (weight) => weight * start);
  const order = makeOrder(data.patterns);
  const fields = new Float64Array(count);
  const justRight = 2 * units.size;

  function addTo(unit: number, pattern: number, onlyAgreeing: boolean): void {
    const first = unit * fanIn;
    const seen = pattern * inputs + unit * stride;
    for (let i = 0; i < fanIn; i++) {
      const value = values[seen + i]!;
      if (onlyAgreeing && value * weights[first + i]! <= 0) continue;
      const variable = hidden[first + i]! + 2 * value;
      hidden[first + i] = variable;
      weights[first + i] = variable > 0 ? 1 : -1;
    }
  }

  function see(pattern: number): void {
    const threshold = thresholds[pattern]!;
    const missing = missingVotes(units, weights, pattern, fields);
    if (missing > 0) for (const unit of closestWrong(fields, threshold, missing)) addTo(unit, pattern, false);
    if (missing === 0 && reinforcement > 0) reinforce(pattern, threshold);
  }

  function reinforce(pattern: number, threshold: number): void {
    for (let unit = 0; unit < count; unit++) {
      const above = fields[unit]! - threshold;
      if (above > 0 && above <= justRight && noise.uniform() < reinforcement) addTo(unit, pattern, true);
    }
  }

  return {
    weights,
    step() {
      shuffleOrder(order, shuffling);
      for (const pattern of order) see(pattern);
      return countErrors(units, weights);
    },
  };
}
