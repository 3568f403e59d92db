import { checkPositive, requireOptions } from '../base/check.js';
import type { Dataset } from '../dataset/dataset.js';
import { perceptronPatterns } from '../kernel/problem.js';
import { energy } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { logTwoCosh } from '../theory/numerics/log-sums.js';

/** The configuration with the lowest cross entropy of all. */
export interface CrossEntropyMinimum {
  /** M weights, −1 or +1 each. */
  readonly weights: Int8Array;
  /** Σ_μ f_γ(Δ_μ/√N), in nats. */
  readonly crossEntropy: number;
  /** E(w), the misclassified patterns. */
  readonly energy: number;
}

/** The most weights whose configurations are all gone through: 2^25 take some six seconds, during which nothing can stop it. */
const MOST_WEIGHTS = 25;

/**
 * The exact minimum over all 2^N configurations of a perceptron of the cross-entropy loss Σ_μ f_γ(Δ_μ/√N), with
 * Δ_μ = σ_μ ξ_μ·w and f_γ(x) = −x/2 + ln(2 cosh γx)/(2γ) (Baldassi, Pittorino and Zecchina, PNAS 117, 161 (2020)). The
 * scale γ of the fields stands for the norm that continuous weights would have: small γ rewards large fields of all
 * patterns, large γ counts only wrong ones.
 *
 * @example
 * ```ts
 * import { crossEntropyMinimum, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const { energy, crossEntropy } = crossEntropyMinimum(perceptron(15), data, { gamma: 1 });
 * console.log(energy, crossEntropy);
 * ```
 * @throws TypeError if network or data set is missing, or if an option is unknown.
 * @throws RangeError if the network is not a perceptron with ±1 inputs and at most 25 weights, it does not fit the data
 * set, or `gamma` is not a finite number above 0.
 */
export function crossEntropyMinimum(
  network: Network,
  data: Dataset,
  options: { readonly gamma: number },
): CrossEntropyMinimum {
  const { inputs, patterns, values } = perceptronPatterns('crossEntropyMinimum', network, data);
  requireOptions('crossEntropyMinimum', options, ['gamma']);
  const { gamma } = options;
  checkPositive('gamma', gamma);
  if (!(values instanceof Int8Array)) {
    throw new RangeError('the inputs are not all −1 or +1; make them so with binariseInputs');
  }
  if (inputs > MOST_WEIGHTS) {
    throw new RangeError(
      `there are ${inputs} weights, and 2^${MOST_WEIGHTS} configurations at most are gone through; use fewer`,
    );
  }
  // The loss of each field −N … N, by field + N.
  const losses = Float64Array.from({ length: 2 * inputs + 1 }, (_, k) => {
    const x = (k - inputs) / Math.sqrt(inputs);
    return -x / 2 + logTwoCosh(gamma * x) / (2 * gamma);
  });
  const weights = new Int8Array(inputs).fill(-1);
  const places = new Int32Array(patterns);
  for (let k = 0; k < values.length; k++) places[Math.floor(k / inputs)]! -= values[k]!;
  for (let pattern = 0; pattern < patterns; pattern++) places[pattern]! += inputs;
  let lowest = Infinity;
  let best = weights.slice();
  // In Gray order one weight changes from each configuration to the next.
  for (let step = 1; ; step++) {
    let loss = 0;
    for (let pattern = 0; pattern < patterns; pattern++) loss += losses[places[pattern]!]!;
    if (loss < lowest) {
      lowest = loss;
      best = weights.slice();
    }
    if (step === 2 ** inputs) break;
    const flipped = 31 - Math.clz32(step & -step);
    const change = -2 * weights[flipped]!;
    weights[flipped]! *= -1;
    for (let pattern = 0; pattern < patterns; pattern++)
      places[pattern]! += change * values[pattern * inputs + flipped]!;
  }
  return { weights: best, crossEntropy: lowest, energy: energy(network, data, best) };
}
