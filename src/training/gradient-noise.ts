import { checkCount, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { shuffle } from '../dataset/random.js';
import { Backpropagation } from './backpropagation.js';
import { checkedPair, checkRealWeights, type DenseNetwork, type RealWeights } from './dense-network.js';

export interface GradientNoiseOptions {
  /** Chooses the patterns. */
  readonly seed: Seed;
  /** The mean is over this many patterns of the data set, drawn without replacement; all if it has fewer. Default 250. */
  readonly patterns?: number;
}

/**
 * The noise of stochastic gradient descent, D = mean_α |∇ℓ_α − ∇L|² (Baity-Jesi et al., PMLR 80, 314, 2018), where ℓ_α is
 * the loss of pattern α and L their mean: the variance of the gradient of a single pattern, summed over all weights. A
 * batch of B patterns has the noise D/B.
 *
 * @example
 * ```ts
 * import { denseNetwork, gradientNoise, startWeights, teacherPatterns } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 50, seed: 'patterns' });
 * const network = denseNetwork([21, 10, 1]);
 * console.log(gradientNoise(network, data, startWeights(network, { seed: 'start' }), { seed: 'noise' }));
 * ```
 * @throws TypeError if network, data set, weights or seed is missing or of the wrong type, or if an option is unknown.
 * @throws RangeError if network, data set and weights do not fit, or if `patterns` is not a whole number of at least 1.
 */
export function gradientNoise(
  network: DenseNetwork,
  data: Dataset,
  weights: RealWeights,
  options: GradientNoiseOptions,
): number {
  const checked = checkedPair(network, data);
  checkRealWeights('weights', weights, checked);
  requireOptions('gradientNoise', options, ['seed', 'patterns']);
  const patterns = drawNoisePatterns(data, checkSeed(options.seed), options.patterns);
  const spread = new GradientSpread(checked, data, weights);
  for (const pattern of patterns) spread.add(weights, pattern);
  return spread.noise;
}

/** The patterns over which the noise is averaged. */
export function drawNoisePatterns(data: Dataset, seed: string, patterns = 250): number[] {
  checkCount('patterns', patterns, 'the noise is a mean over at least 1');
  const all = Array.from({ length: data.patterns }, (_, pattern) => pattern);
  return shuffle(all, randomStream(seed, 'gradient noise'), Math.min(patterns, data.patterns));
}

/**
 * The mean of the gradients of single patterns and their squared distances from it, updated one by one (Welford,
 * Technometrics 4, 419, 1962): nothing cancels, so D is never negative, and 0 if all gradients are equal.
 */
export class GradientSpread {
  readonly #backpropagation: Backpropagation;
  readonly #mean: Float64Array;
  #count = 0;
  #squares = 0;

  constructor(network: DenseNetwork, data: Dataset, weights: RealWeights) {
    this.#backpropagation = new Backpropagation(network, data, 1, weights);
    this.#mean = new Float64Array(network.weights);
  }

  add(weights: RealWeights, pattern: number): void {
    const { gradient } = this.#backpropagation;
    this.#backpropagation.see(weights, [pattern]);
    this.#backpropagation.descend(weights);
    this.#count++;
    const mean = this.#mean;
    let squares = 0;
    for (let k = 0; k < mean.length; k++) {
      const before = gradient[k] - mean[k];
      mean[k] += before / this.#count;
      squares += before * (gradient[k] - mean[k]);
    }
    this.#squares += squares;
  }

  /** D of the patterns added so far. */
  get noise(): number {
    return this.#squares / this.#count;
  }
}
