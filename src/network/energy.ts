import { checkEach, inWords, isList } from '../base/check.js';
import { tolerantFloor } from '../base/rounding.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkedNetwork } from './checked-network.js';
import { type Network, perceptron, type TieRule } from './network.js';

/**
 * Checks a network and a data set, and that they fit: the same number of inputs, and as many outputs as the labels
 * require. The data set of a recurrent network is a square matrix of couplings with a zero diagonal.
 *
 * @throws TypeError if one of them is missing, or if a part of it is of the wrong type.
 * @throws RangeError if a number in one of them is out of range, or if they do not fit.
 */
export function checkFit(network: Network, data: Dataset): void {
  checkedNetwork(network);
  checkDataset(data);
  if (network.selfCoupling !== undefined) checkCouplings(network, data);
  else checkPatterns(network, data);
}

function checkPatterns(network: Network, data: Dataset): void {
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

function checkCouplings({ weights: units }: Network, { inputs, patterns, values, classes }: Dataset): void {
  if (inputs !== units || patterns !== units || classes !== undefined) {
    throw new RangeError(
      `the network is recurrent with ${units} units and the data set has ${patterns} patterns of ${inputs} inputs${classes === undefined ? '' : `, in ${classes} classes`}; give its couplings, as in randomCouplings({ units: ${units}, seed })`,
    );
  }
  for (let unit = 0; unit < units; unit++) {
    if (values[unit * (units + 1)] === 0) continue;
    throw new RangeError(
      `unit ${unit} (counted from 0) is coupled to itself in the data set; give couplings with a zero diagonal, and \`selfCoupling\` in recurrentNetwork`,
    );
  }
}

/**
 * Checks the M weights of a network. `name` is that of the option.
 *
 * @throws TypeError if `weights` is not an array.
 * @throws RangeError if there are not M weights, or if one is not −1 or +1.
 */
export function checkWeights(name: string, weights: ArrayLike<number>, network: Network): void {
  const remedy = `give the ${network.weights} weights of the network, each −1 or +1`;
  if (!isList(weights)) throw new TypeError(`\`${name}\` is ${inWords(weights)}; ${remedy}`);
  if (weights.length !== network.weights) {
    throw new RangeError(`\`${name}\` has ${weights.length} weights; ${remedy}`);
  }
  checkEach(name, weights, (weight) => weight === 1 || weight === -1, remedy);
}

/**
 * True if a field (pre-activation) yields the pattern's label: σ·field exceeds the threshold, or equals it and the tie
 * rule is for the label.
 */
export function isCorrect(field: number, label: number, tie: TieRule, threshold = 0): boolean {
  const excess = label * field - threshold;
  return excess === 0 ? winsTie(label, tie) : excess > 0;
}

/**
 * What σ·field must exceed, in units of the data set's grid: ⌊κ√N · scale⌋, because fields are whole numbers there. 0
 * without a margin; infinite where κ√N is beyond all numbers. In a recurrent network s_i·field must exceed
 * ⌊−J_D · scale⌋.
 */
export function marginThreshold(
  { layers, margin = 0, selfCoupling }: Network,
  { scale }: Pick<Dataset, 'scale'>,
): number {
  return tolerantFloor(selfCoupling === undefined ? margin * Math.sqrt(layers[0]!) * scale : -selfCoupling * scale);
}

/** True if a field of exactly zero yields the label under the tie rule. */
export function winsTie(label: number, tie: TieRule): boolean {
  return tie === 'correct' || (tie === 'plus' && label === 1);
}

/** True if, of several outputs, that of the pattern's class has the largest field under the tie rule. */
export function isLargest(fields: ArrayLike<number>, label: number, tie: TieRule): boolean {
  const own = fields[label]!;
  for (let output = 0; output < fields.length; output++) {
    if (output === label) continue;
    const field = fields[output]!;
    if (field > own || (field === own && !winsOver(output, label, tie))) return false;
  }
  return true;
}

/** True if the class of a pattern wins over another output with the same field, under the tie rule. */
export function winsOver(output: number, label: number, tie: TieRule): boolean {
  return tie === 'correct' || (tie === 'first' && output > label);
}

/**
 * The pre-activations of the outputs for all P patterns, pattern after pattern: w·ξ in units of the data set's grid for
 * a perceptron, the sum of signed votes for a deeper network; in a recurrent network Σ_j J_ij s_j of each unit i, in
 * units of the grid of its couplings. Exact integers, computed from scratch in plain TypeScript. The weights are not
 * checked.
 *
 * @throws TypeError if network or data set is missing, or if a part of it is of the wrong type.
 * @throws RangeError if network and data set do not fit.
 */
export function fields(network: Network, data: Dataset, weights: ArrayLike<number>): Int32Array {
  checkFit(network, data);
  return outputFields(network, data, weights);
}

function outputFields(network: Network, data: Dataset, weights: ArrayLike<number>): Int32Array {
  // The rows of the couplings see the states as patterns see the weights of a perceptron.
  const { layers, committee } = network.selfCoupling === undefined ? network : perceptron(network.weights);
  let signals = data.values;
  let fields = signals;
  let first = 0;
  for (let layer = 1; layer < layers.length; layer++) {
    const [below, units] = [layers[layer - 1], layers[layer]];
    // In a tree each hidden unit sees its own part of the inputs.
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
 * E(w), the number of patterns that a network with these M weights (−1 or +1 each) misclassifies, or does not classify
 * with its margin: 0 … P. Of a recurrent network with these N states, −1 or +1 each, the number of violated fixed-point
 * conditions. Computed from scratch in plain TypeScript; every fast path is tested against it.
 *
 * @example
 * ```ts
 * import { energy, perceptron, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * console.log(energy(perceptron(21), data, teacherWeights({ inputs: 21, seed: 'patterns' }))); // 0
 * ```
 * @throws TypeError if network, data set or weights are missing, or if a part of them is of the wrong type.
 * @throws RangeError if network and data set do not fit, or if there are not M weights, each −1 or +1.
 */
export function energy(network: Network, data: Dataset, weights: ArrayLike<number>): number {
  checkFit(network, data);
  checkWeights('weights', weights, network);
  const fields = outputFields(network, data, weights);
  const threshold = marginThreshold(network, data);
  if (network.selfCoupling !== undefined) {
    return fields.filter((field, unit) => !isCorrect(field, weights[unit]!, 'error', threshold)).length;
  }
  const outputs = network.layers.at(-1) ?? 1;
  let errors = 0;
  for (const [pattern, label] of data.labels.entries()) {
    const start = pattern * outputs;
    const isRight =
      outputs === 1
        ? isCorrect(fields[pattern], label, network.tie, threshold)
        : isLargest(fields.subarray(start, start + outputs), label, network.tie);
    if (!isRight) errors++;
  }
  return errors;
}
