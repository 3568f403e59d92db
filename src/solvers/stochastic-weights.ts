import { checkPositive } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { clamp } from '../inference/messages.js';
import { makeCounter, makePatternMatrix, multiply, multiplyTransposed, signsOf } from '../inference/pattern-matrix.js';
import { gaussianHazard } from '../theory/numerics/gaussian-tail.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from './solver.js';

export interface StochasticWeightsOptions extends SolverOptions {
  /** η, above 0. Default 0.1 up to 25 inputs, 0.05 up to 101, 0.02 beyond. */
  readonly rate?: number;
  /** The size of the random θ at the start, above 0. Default 0.05. */
  readonly startSize?: number;
}

/** |θ| stays below this: the mean of a weight never becomes certain. */
const LARGEST_THETA = 8;

/** The least variance of a field, so that dividing by it stays finite. */
const LEAST_VARIANCE = 1e-9;

/**
 * Stochastic weights (Baldassi, Gerace, Kappen, Lucibello, Saglietti, Tartaglione & Zecchina, PRL 120, 268103, 2018) on
 * a perceptron: each weight is ±1 at random with the mean m = tanh θ, and the probability that the random network is
 * right, Σ ln Φ((x·m − κ√N)/s) with s² = Σ x²(1 − m²), is raised by gradient ascent,
 *
 * θ ← θ + η [Σ_μ g_μ x_μ + m Σ_μ g_μ (x_μ·m − κ√N)/s²], g = φ(u)/(Φ(u) s), u = (x·m − κ√N)/s.
 *
 * Learning makes the weights certain, in wide flat regions. After each iteration sgn θ is tried. A step is an iteration
 * over all patterns; default of `maximumSteps`: 5000. Each pattern is divided by its norm and counts as if all its inputs
 * had the same size. Often fails on correlated patterns, such as pictures.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, stochasticWeights } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const found = await stochasticWeights(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, if it does not fit the data set, if all inputs
 * of a pattern are 0, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const stochasticWeights = makeSolver<StochasticWeightsOptions>({
  solver: 'stochasticWeights',
  unit: 'iterations',
  maximumSteps: 5000,
  known: [...SOLVER, 'rate', 'startSize'],
  begin({ network, data }, { seed, rate = defaultRate(data.inputs), startSize = 0.05 }): Search {
    checkPositive('rate', rate);
    checkPositive('startSize', startSize);
    const matrix = makePatternMatrix('stochasticWeights', network, data);
    const { inputs, patterns, rows, unit, threshold } = matrix;
    const errors = makeCounter(matrix);
    const stream = randomStream(seed, 'start');
    const theta = Float64Array.from({ length: inputs }, () => startSize * stream.normal());
    const means = theta.map(Math.tanh);
    const sums = new Float64Array(rows);
    const slope = new Float64Array(inputs);
    const weights = new Int8Array(inputs);
    const scale = Math.sqrt(inputs);
    return {
      weights,
      step() {
        const variance = Math.max(
          means.reduce((sum, mean) => sum + 1 - mean ** 2, 0),
          LEAST_VARIANCE,
        );
        const spread = Math.sqrt(variance);
        multiply(matrix, means, sums);
        let narrowing = 0;
        for (let pattern = 0; pattern < patterns; pattern++) {
          // In units in which each input counts as ±1.
          const size = scale * unit[pattern];
          const excess = (sums[pattern] - threshold) * size;
          const pull = gaussianHazard(-excess / spread) / spread;
          narrowing += (pull * excess) / variance;
          sums[pattern] = pull * size;
        }
        multiplyTransposed(matrix, sums, slope);
        for (let i = 0; i < inputs; i++) {
          theta[i] = clamp(theta[i] + rate * (slope[i] + means[i] * narrowing), LARGEST_THETA);
          means[i] = Math.tanh(theta[i]);
        }
        signsOf(theta, weights);
        return errors(weights);
      },
    };
  },
});

function defaultRate(inputs: number): number {
  if (inputs <= 25) return 0.1;
  return inputs <= 101 ? 0.05 : 0.02;
}
