import type { Dataset } from '../dataset/dataset.js';
import { checkFit } from './check-fit.js';
import { checkWeights } from './check-weights.js';
import type { Network, TieRule } from './network.js';

/** True where a field (pre-activation) of this sign gives the pattern's label under the tie rule. */
export function isCorrect(field: number, label: number, tie: TieRule): boolean {
  return field === 0 ? winsTie(label, tie) : Math.sign(field) === label;
}

/** True where a field of exactly zero gives the label under the tie rule. */
export function winsTie(label: number, tie: TieRule): boolean {
  return tie === 'correct' || (tie === 'plus' && label === 1);
}

/** The same for several outputs: true where that of the pattern's class has the largest field, under the tie rule. */
export function isLargest(fields: ArrayLike<number>, label: number, tie: TieRule): boolean {
  return Array.from(fields).every((field, output) => {
    const lead = fields[label]! - field;
    return output === label || lead > 0 || (lead === 0 && winsOver(output, label, tie));
  });
}

/** True where the class of a pattern wins over another output whose field is the same, under the tie rule. */
export function winsOver(output: number, label: number, tie: TieRule): boolean {
  return tie === 'correct' || (tie === 'first' && output > label);
}

/**
 * The pre-activations of the outputs for all P patterns, pattern after pattern: w·ξ in units of the data set's grid for a
 * perceptron, the sum of signed votes for a deeper network. Exact integers, computed from scratch in plain TypeScript.
 * Throws a sentence where network and data set do not fit.
 */
export function fields(network: Network, data: Dataset, weights: ArrayLike<number>): Int32Array {
  checkFit(network, data);
  const outputs = network.layers.at(-1) ?? 1;
  const fields = new Int32Array(data.patterns * outputs);
  for (let pattern = 0; pattern < data.patterns; pattern++) {
    const start = pattern * data.inputs;
    const values = data.values.subarray(start, start + data.inputs);
    fields.set(outputFields(network, values, weights), pattern * outputs);
  }
  return fields;
}

function outputFields(network: Network, pattern: ArrayLike<number>, weights: ArrayLike<number>): number[] {
  let values = pattern;
  let first = 0;
  let fields: number[] = [];
  for (let layer = 1; layer < network.layers.length; layer++) {
    const fixed = network.committee !== undefined && layer === 2;
    // In a tree each hidden unit sees a part of the inputs of its own.
    const fanIn = network.committee === 'tree' && layer === 1 ? values.length / network.layers[1] : values.length;
    fields = Array.from({ length: network.layers[layer] }, (_, unit) => {
      const shift = fanIn < values.length ? unit * fanIn : 0;
      let field = 0;
      for (let i = 0; i < fanIn; i++) field += (fixed ? 1 : weights[first + unit * fanIn + i]) * values[shift + i];
      return field;
    });
    first += fanIn * network.layers[layer];
    values = fields.map((field) => (field >= 0 ? 1 : -1));
  }
  return fields;
}

/**
 * E(w): how many patterns a network with these M weights (−1 or +1 each) misclassifies, 0 … P. Computed from scratch, in
 * plain TypeScript: what every fast path is held to. Throws a sentence unless there are M weights, each −1 or +1.
 */
export function energy(network: Network, data: Dataset, weights: ArrayLike<number>): number {
  checkFit(network, data);
  checkWeights('weights', weights, network);
  const outputs = network.layers.at(-1) ?? 1;
  const all = fields(network, data, weights);
  const wrong = data.labels.filter((label, pattern) => {
    if (outputs === 1) return !isCorrect(all[pattern], label, network.tie);
    return !isLargest(all.subarray(pattern * outputs, (pattern + 1) * outputs), label, network.tie);
  });
  return wrong.length;
}
