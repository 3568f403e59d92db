import { checkPositive } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { makeOrder, shuffleOrder } from './draws.js';
import { makeSolver, SOLVER, type SolverOptions } from './solver.js';
import { countErrors, fieldOf, perceptronUnit } from './units.js';

export interface StraightThroughOptions extends SolverOptions {
  /** γ in the loss: the larger, the more only patterns that are wrong or nearly so count. Default 1. */
  readonly sharpness?: number;
  /** η, by which a pattern changes the real weights at most, in units of its inputs. Default 1/√N. */
  readonly rate?: number;
}

/**
 * Gradient descent on real weights h from −1 to 1 of which only the signs w are used, for perceptrons: the gradient at w
 * is applied to h, straight through the sign (Courbariaux, Hubara, Soudry, El-Yaniv and Bengio, arXiv 1602.02830, 2016).
 * The loss is the cross-entropy f(u) = −u/2 + ln(2 cosh γu)/(2γ) of the margin u = Δ/√N − κ of each pattern x (times
 * its label), Δ = w·x (Baldassi, Pittorino and Zecchina, PNAS 117, 161, 2020): h becomes h + η x (1 − tanh γu)/2, cut at
 * ±1. Inputs are in units of their root mean square. A step is an epoch: all patterns once, in a new random order.
 * Default of `maximumSteps`: 1000.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, straightThrough } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const found = await straightThrough(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, if it does not fit the data set, or if an
 * option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const straightThrough = makeSolver<StraightThroughOptions>({
  solver: 'straightThrough',
  unit: 'epochs',
  maximumSteps: 1000,
  known: [...SOLVER, 'sharpness', 'rate'],
  begin: ({ network, data }, { seed, sharpness = 1, rate = 1 / Math.sqrt(network.weights) }) => {
    checkPositive('sharpness', sharpness);
    checkPositive('rate', rate);
    const unit = perceptronUnit('straightThrough', network, data);
    const { values, size, thresholds, inputs } = unit;
    const shuffling = randomStream(seed, 'order');
    const start = randomStream(seed, 'start');
    const hidden = Float64Array.from({ length: inputs }, () => 2 * start.uniform() - 1);
    const weights = Int8Array.from(hidden, (weight) => (weight > 0 ? 1 : -1));
    const order = makeOrder(data.patterns);
    const gain = sharpness / (size * Math.sqrt(inputs));

    function see(pattern: number): void {
      const above = fieldOf(unit, weights, 0, pattern) - thresholds[pattern]!;
      const pull = ((rate / size) * (1 - Math.tanh(gain * above))) / 2;
      const seen = pattern * inputs;
      for (let i = 0; i < inputs; i++) {
        const weight = Math.max(-1, Math.min(1, hidden[i]! + pull * values[seen + i]!));
        hidden[i] = weight;
        weights[i] = weight > 0 ? 1 : -1;
      }
    }

    return {
      weights,
      step() {
        shuffleOrder(order, shuffling);
        for (const pattern of order) see(pattern);
        return countErrors(unit, weights);
      },
    };
  },
});
