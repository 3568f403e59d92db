import { checkEach, inWords, isList } from '../base/check.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkedNetwork } from './checked-network.js';
import type { Network, TieRule } from './network.js';

/**
 * Checks a network and a data set, and that they fit: the inputs are the same, and the outputs are those that the labels want.
 *
 * @throws TypeError if one is missing, or a part of it is of the wrong type.
 * @throws RangeError if a number of one is wrong, or if the two do not fit.
 */
export function checkFit(network: Network, data: Dataset): void {
  checkedNetwork(network);
  checkDataset(data);
  const inputs = network.layers[0];
  const outputs = network.layers.at(-1);
  if (inputs !== data.inputs) {
    throw new RangeError(
      `the network has ${inputs} inputs and the data set ${data.inputs}; build it with data.inputs, as in perceptron(data.inputs)`,
    );
  }
  if (data.classes === undefined && outputs !== 1) {
    throw new RangeError(
      `the network has ${outputs} outputs and the labels of the data set are ±1; build it with 1 output, or make the data with \`classes\``,
    );
  }
  if (data.classes !== undefined && outputs !== data.classes) {
    throw new RangeError(
      `the data set has ${data.classes} classes and the network ${outputs === 1 ? '1 output' : `${outputs} outputs`}; build it with one for each class, as in signNetwork([data.inputs, data.classes])`,
    );
  }
}

/** Throws a sentence unless these are the network's M weights, each −1 or +1. `name` is the option's. */
export function checkWeights(name: string, weights: ArrayLike<number>, network: Network): void {
  const wanted = `give the ${network.weights} weights of the network, each −1 or +1`;
  if (!isList(weights)) throw new TypeError(`\`${name}\` is ${inWords(weights)}; ${wanted}`);
  if (weights.length !== network.weights) {
    throw new RangeError(`\`${name}\` has ${weights.length} weights; ${wanted}`);
  }
  checkEach(name, weights, (weight) => weight === 1 || weight === -1, wanted);
}

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
