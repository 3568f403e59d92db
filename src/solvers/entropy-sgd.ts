import { checkCount, checkInteger, checkPositive, checkWithin } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { makeOrder, shuffleOrder } from './draws.js';
import { makeSolver, SOLVER, type SolverOptions } from './solver.js';
import { countErrors, fieldOf, perceptronUnit } from './units.js';

export interface EntropySGDOptions extends SolverOptions {
  /** Patterns of a batch. Default P/10, rounded up. */
  readonly batch?: number;
  /** L, the Langevin steps of each search around the present weights: 1 to 10 000. Default 20. */
  readonly innerSteps?: number;
  /** η', the rate of the Langevin steps. Default 0.1. */
  readonly innerRate?: number;
  /** ε, the noise of the Langevin steps. Default 1e-4. */
  readonly noise?: number;
  /** η, the part of the way to the mean of the search that is gone: 0 to 1. Default 1. */
  readonly rate?: number;
  /** γ₀, the strength with which the search is held near the present weights at first. Default 1e-4. */
  readonly scope?: number;
  /** γ₁: γ grows by the factor 1 + γ₁ with each search. Default 1e-3. */
  readonly scopeGrowth?: number;
  /** γ of the loss, as in `straightThrough`. Default 1. */
  readonly sharpness?: number;
}

/**
 * Entropy-SGD (Chaudhari, Choromanska, Soatto, LeCun, Baldassi, Borgs, Chayes, Sagun and Zecchina, ICLR 2017, arXiv
 * 1611.01838) for perceptrons with ±1 weights. As in `straightThrough`, real weights h from −1 to 1 stand behind the
 * weights w = sgn h, and the gradient at w is applied to h. Here f(h) is the mean of the cross-entropy of `straightThrough`
 * over a batch, times √N, so that one step changes h by about as much at any N. Each step of the search runs L Langevin
 * steps in the surroundings of h,
 *
 *     h' ← h' − η' [∇f(h') − γ (h − h')] + √η' ε 𝒩(0, 1),   μ ← ¾ μ + ¼ h',
 *
 * and then moves h towards their mean: h ← h − η (h − μ). γ grows by the factor 1 + γ₁ with each. The inputs are in
 * units of their root mean square, and h' is cut at ±1. Default of `maximumSteps`: 1000 iterations, of L batches each.
 *
 * @example
 * ```ts
 * import { entropySGD, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const found = await entropySGD(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, if it does not fit the data set, or if an
 * option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const entropySGD = makeSolver<EntropySGDOptions>({
  solver: 'entropySGD',
  unit: 'iterations',
  maximumSteps: 1000,
  known: [...SOLVER, 'batch', 'innerSteps', 'innerRate', 'noise', 'rate', 'scope', 'scopeGrowth', 'sharpness'],
  begin: ({ network, data }, options) => {
    const {
      seed,
      innerSteps = 20,
      innerRate = 0.1,
      noise = 1e-4,
      rate = 1,
      scopeGrowth = 1e-3,
      sharpness = 1,
    } = options;
    const { batch = Math.ceil(data.patterns / 10) } = options;
    let { scope = 1e-4 } = options;
    checkCount('batch', batch, 'a batch needs at least 1 pattern');
    checkInteger('innerSteps', innerSteps, 1, 10_000);
    checkPositive('innerRate', innerRate);
    checkWithin('noise', noise, 0, 1e6);
    checkWithin('rate', rate, 0, 1);
    checkWithin('scope', scope, 0, 1e6);
    checkWithin('scopeGrowth', scopeGrowth, 0, 1e6);
    checkPositive('sharpness', sharpness);
    const unit = perceptronUnit('entropySGD', network, data);
    const { values, size, thresholds, inputs, patterns } = unit;
    const shuffling = randomStream(seed, 'order');
    const langevin = randomStream(seed, 'noise');
    const start = randomStream(seed, 'start');
    const centre = Float64Array.from({ length: inputs }, () => 2 * start.uniform() - 1);
    const weights = Int8Array.from(centre, (weight) => (weight > 0 ? 1 : -1));
    const present = weights.slice();
    const order = makeOrder(patterns);
    const gain = sharpness / (size * Math.sqrt(inputs));
    const gradient = new Float64Array(inputs);
    const near = centre.slice();
    const mean = centre.slice();
    let place = 0;

    function descend(): void {
      gradient.fill(0);
      let seen = 0;
      for (; seen < batch && place < patterns; seen++, place++) {
        const pattern = order[place]!;
        const above = fieldOf(unit, present, 0, pattern) - thresholds[pattern]!;
        const pull = (1 - Math.tanh(gain * above)) / (2 * size);
        const row = pattern * inputs;
        for (let i = 0; i < inputs; i++) gradient[i]! += pull * values[row + i]!;
      }
      if (place >= patterns) {
        place = 0;
        shuffleOrder(order, shuffling);
      }
      const spread = Math.sqrt(innerRate) * noise;
      for (let i = 0; i < inputs; i++) {
        const step = innerRate * (gradient[i]! / seen + scope * (centre[i]! - near[i]!)) + spread * langevin.normal();
        near[i] = Math.max(-1, Math.min(1, near[i]! + step));
        present[i] = near[i]! > 0 ? 1 : -1;
        mean[i] = 0.75 * mean[i]! + 0.25 * near[i]!;
      }
    }

    function search(): void {
      near.set(centre);
      mean.set(centre);
      present.set(weights);
      for (let k = 0; k < innerSteps; k++) descend();
      for (let i = 0; i < inputs; i++) {
        centre[i]! += rate * (mean[i]! - centre[i]!);
        weights[i] = centre[i]! > 0 ? 1 : -1;
      }
      scope *= 1 + scopeGrowth;
    }

    shuffleOrder(order, shuffling);
    return {
      weights,
      step() {
        search();
        return countErrors(unit, weights);
      },
    };
  },
});
