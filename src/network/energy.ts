import type { Dataset } from '../dataset/dataset.js';
import type { Network, TieRule } from './network.js';

/** True where a field (pre-activation) of this sign gives the pattern's label under the tie rule. */
export function isCorrect(field: number, label: number, tie: TieRule): boolean {
  if (field !== 0) return Math.sign(field) === label;
  return tie === 'correct' || (tie === 'plus' && label === 1);
}

/** The fields w·ξ of all P patterns, in units of the data set's grid (they are exact integers). */
export function fields(data: Dataset, weights: ArrayLike<number>): Int32Array {
  const result = new Int32Array(data.patterns);
  for (let pattern = 0; pattern < data.patterns; pattern++) {
    for (let input = 0; input < data.inputs; input++) {
      result[pattern] += weights[input] * data.values[pattern * data.inputs + input];
    }
  }
  return result;
}

/**
 * E(w): how many patterns a perceptron with these M weights (−1 or +1 each) misclassifies, 0 … P. Computed from scratch,
 * in plain TypeScript: what every fast path is held to.
 */
export function energy(network: Network, data: Dataset, weights: ArrayLike<number>): number {
  if (weights.length !== network.weights) {
    throw new RangeError(`there are ${weights.length} weights; this network has ${network.weights}`);
  }
  return fields(data, weights).filter((field, pattern) => !isCorrect(field, data.labels[pattern], network.tie)).length;
}
