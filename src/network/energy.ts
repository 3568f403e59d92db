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
  const own = fields[label]!;
  for (let output = 0; output < fields.length; output++) {
    if (output === label) continue;
    const field = fields[output]!;
    if (field > own || (field === own && !winsOver(output, label, tie))) return false;
  }
  return true;
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
  return outputFields(network, data, weights);
}

/** Goes through the layers, each for all patterns at once. */
function outputFields(network: Network, data: Dataset, weights: ArrayLike<number>): Int32Array {
  const { layers, committee } = network;
  let signals = data.values;
  let fields = signals;
  let first = 0;
  for (let layer = 1; layer < layers.length; layer++) {
    const [below, units] = [layers[layer - 1], layers[layer]];
    // In a tree each hidden unit sees a part of the inputs of its own.
    const fanIn = committee === 'tree' && layer === 1 ? below / units : below;
    const fixed = committee !== undefined && layer === 2;
    fields = new Int32Array(data.patterns * units);
    for (let pattern = 0; pattern < data.patterns; pattern++) {
      for (let unit = 0; unit < units; unit++) {
        const seen = pattern * below + (fanIn < below ? unit * fanIn : 0);
        let field = 0;
        for (let i = 0; i < fanIn; i++) field += (fixed ? 1 : weights[first + unit * fanIn + i]) * signals[seen + i];
        fields[pattern * units + unit] = field;
      }
    }
    first += fanIn * units;
    signals = fields.map((field) => (field >= 0 ? 1 : -1));
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
  const fields = outputFields(network, data, weights);
  let errors = 0;
  for (const [pattern, label] of data.labels.entries()) {
    const start = pattern * outputs;
    const right =
      outputs === 1
        ? isCorrect(fields[pattern], label, network.tie)
        : isLargest(fields.subarray(start, start + outputs), label, network.tie);
    if (!right) errors++;
  }
  return errors;
}
