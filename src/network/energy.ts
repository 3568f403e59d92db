import type { Dataset } from '../dataset/dataset.js';
import type { Network, TieRule } from './network.js';

/** True where a field (pre-activation) of this sign gives the pattern's label under the tie rule. */
export function isCorrect(field: number, label: number, tie: TieRule): boolean {
  if (field !== 0) return Math.sign(field) === label;
  return tie === 'correct' || (tie === 'plus' && label === 1);
}

/**
 * The pre-activations of the output for all P patterns: w·ξ in units of the data set's grid for a perceptron, the sum of
 * signed votes for a deeper network. Exact integers, computed from scratch in plain TypeScript.
 */
export function fields(network: Network, data: Dataset, weights: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: data.patterns }, (_, pattern) => {
    const start = pattern * data.inputs;
    return outputField(network, data.values.subarray(start, start + data.inputs), weights);
  });
}

function outputField(network: Network, pattern: ArrayLike<number>, weights: ArrayLike<number>): number {
  let values = pattern;
  let first = 0;
  for (let layer = 1; layer < network.layers.length; layer++) {
    const fixed = network.committee !== undefined && layer === 2;
    // In a tree each hidden unit sees a part of the inputs of its own.
    const fanIn = network.committee === 'tree' && layer === 1 ? values.length / network.layers[1] : values.length;
    const fields = Array.from({ length: network.layers[layer] }, (_, unit) => {
      const shift = fanIn < values.length ? unit * fanIn : 0;
      let field = 0;
      for (let i = 0; i < fanIn; i++) field += (fixed ? 1 : weights[first + unit * fanIn + i]) * values[shift + i];
      return field;
    });
    if (layer === network.layers.length - 1) return fields[0];
    first += fanIn * network.layers[layer];
    values = fields.map((field) => (field >= 0 ? 1 : -1));
  }
  return 0;
}

/**
 * E(w): how many patterns a network with these M weights (−1 or +1 each) misclassifies, 0 … P. Computed from scratch, in
 * plain TypeScript: what every fast path is held to.
 */
export function energy(network: Network, data: Dataset, weights: ArrayLike<number>): number {
  if (weights.length !== network.weights) {
    throw new RangeError(`there are ${weights.length} weights; this network has ${network.weights}`);
  }
  const wrong = fields(network, data, weights).filter((field, pattern) => {
    return !isCorrect(field, data.labels[pattern], network.tie);
  });
  return wrong.length;
}
