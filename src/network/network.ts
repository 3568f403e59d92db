import {
  checkChoice,
  checkCount,
  checkFlag,
  checkNumber,
  checkOptions,
  inWords,
  requireOptions,
} from '../base/check.js';

/**
 * How a tie in the output is judged: a pre-activation of exactly zero or, with several outputs, one that equals that of
 * the pattern's class.
 *
 * With one output, `'error'` counts the pattern as misclassified, `'correct'` as classified correctly, and `'plus'`
 * takes sgn(0) = +1. With one output for each class, `'error'` requires the output of the pattern's class to be larger
 * than all others, `'correct'` requires that none is larger, and `'first'` lets the first of the largest outputs name
 * the class, as arg max does in NumPy and PyTorch and in the code published with Mele et al. (TMLR 2025, arXiv
 * 2409.18683): always one class, so that random weights make P (C − 1)/C errors on average if the C classes are equally
 * frequent. `'plus'` is for one output only, `'first'` for several.
 *
 * In hidden units sgn(0) is always +1. A unit with ±1 inputs and an odd number of them has no ties.
 */
export type TieRule = 'error' | 'correct' | 'plus' | 'first';

/**
 * A network of sign units without biases, as plain data. The M weights of a feed-forward network, −1 or +1 each, are
 * ordered by layer, then by unit, then by input. In a recurrent network (`recurrentNetwork`) the states of its units are
 * in their place, and the couplings between them are its data.
 */
export interface Network {
  /** Units per layer, inputs first: `[784, 1]` is a perceptron with 784 inputs, `[5, 3, 1]` has three hidden units. */
  readonly layers: readonly number[];
  /** M, the number of free ±1 weights: 2^M configurations. */
  readonly weights: number;
  /** How a tie in the output is judged. */
  readonly tie: TieRule;
  /**
   * Present if the weights of the output are fixed at +1 and not counted in M (a committee machine): `'full'` if each
   * hidden unit sees all inputs, `'tree'` if hidden unit k sees the k-th of equal parts of them.
   */
  readonly committee?: 'full' | 'tree';
  /** κ of a perceptron, never 0: absent where fields only need the right sign. See `NetworkOptions`. */
  readonly margin?: number;
  /** Present if the network is recurrent: J_D, which couples each unit to itself. See `recurrentNetwork`. */
  readonly selfCoupling?: number;
}

export interface NetworkOptions {
  /** Default `'error'`. */
  readonly tie?: TieRule;
  /**
   * κ, for a perceptron with one output: a pattern is right where σ w·ξ > κ√N, and E counts the others. In units of √N
   * times those of the inputs; a negative margin permits small errors. Default 0.
   *
   * A field that equals the margin is wrong, so a margin other than 0 needs the tie rule `'error'`. κ√N, in units of
   * the data set's grid, is taken as a whole number if it is one up to a relative 10⁻¹², because margins like 3/√N are
   * rounded: the fields of ±1 inputs with that margin are wrong if they are 3 or less.
   */
  readonly margin?: number;
}

/**
 * A perceptron: output sgn(w·ξ) with w ∈ {−1, +1}^N. With a margin its fields have to exceed it:
 * `perceptron(101, { margin: 0.5 })`.
 *
 * @example
 * ```ts
 * import { perceptron } from 'weightspace';
 *
 * console.log(perceptron(784)); // 784 inputs, 784 weights ±1, one output
 * console.log(perceptron(101, { margin: 0.5 }));
 * ```
 * @throws RangeError if `inputs` is not a whole number of at least 1, if `tie` is 'first', which compares several
 * outputs, or if `margin` is not a finite number or is combined with a tie rule other than 'error'.
 * @throws TypeError if `tie` is not one of the rules, or if an option is unknown.
 */
export function perceptron(inputs: number, options: NetworkOptions = {}): Network {
  checkOptions('perceptron', options, ['tie', 'margin']);
  const { tie = 'error', margin = 0 } = options;
  checkCount('inputs', inputs, 'a perceptron needs at least 1 input');
  return { layers: [inputs, 1], weights: inputs, tie: checkTie(tie), ...checkedMargin(margin, [inputs, 1], tie) };
}

/**
 * A deep sign network `[N, H1, …, O]` with all weights ±1, including those of the output: `signNetwork([100, 15, 1])`.
 * A single output has the label ±1 as its sign; of several, one for each class (`signNetwork([784, 20, 10])`), the
 * largest names the class.
 *
 * @example
 * ```ts
 * import { signNetwork } from 'weightspace';
 *
 * console.log(signNetwork([100, 15, 1]).weights); // 100 · 15 + 15 weights
 * console.log(signNetwork([784, 20, 10]).layers); // ten classes
 * ```
 * @throws TypeError if `layers` is not an array of at least two, `tie` is not one of the rules, or an option is
 * unknown.
 * @throws RangeError if a layer is not a whole number of at least 1, or if `tie` is 'plus' with several outputs or
 * 'first' with one, or if there is a `margin` and hidden units or several outputs.
 */
export function signNetwork(layers: readonly number[], options: NetworkOptions = {}): Network {
  checkOptions('signNetwork', options, ['tie', 'margin']);
  const { tie = 'error', margin = 0 } = options;
  if (!Array.isArray(layers) || layers.length < 2) {
    throw new TypeError(
      `\`layers\` is ${inWords(layers)}; give inputs, hidden units and output, for example [5, 3, 1]`,
    );
  }
  for (const units of layers) checkCount('layers', units, 'every layer needs at least 1 unit');
  const weights = layers.slice(1).reduce((sum, units, layer) => sum + units * layers[layer], 0);
  checkCount('weights', weights, 'give fewer units');
  return { layers: [...layers], weights, tie: checkTie(tie, layers.at(-1)), ...checkedMargin(margin, layers, tie) };
}

/**
 * A committee machine: the output is the majority of `hidden` perceptrons, and only their weights are free. With `tree`
 * each of them sees its own part of the inputs, otherwise (default) all of them.
 *
 * @example
 * ```ts
 * import { committee } from 'weightspace';
 *
 * console.log(committee({ inputs: 99, hidden: 3, tree: true }).weights); // 33 for each hidden unit
 * ```
 * @throws RangeError if `inputs` or `hidden` is not a whole number of at least 1, if `hidden` does not divide `inputs`
 * in a tree, if `tie` is 'first', which compares several outputs, or if there is a `margin`, which a perceptron has.
 * @throws TypeError if `tie` is not one of the rules.
 */
export function committee(
  options: NetworkOptions & { readonly inputs: number; readonly hidden: number; readonly tree?: boolean },
): Network {
  requireOptions('committee', options, ['inputs', 'hidden', 'tree', 'tie', 'margin']);
  const { inputs, hidden, tree = false, tie = 'error', margin = 0 } = options;
  checkCount('inputs', inputs, 'a committee needs at least 1 input');
  checkCount('hidden', hidden, 'a committee needs at least 1 hidden unit');
  checkFlag('tree', tree);
  if (tree && inputs % hidden !== 0) {
    throw new RangeError(
      `\`inputs\` is ${inputs}, which ${hidden} hidden units cannot share equally; choose a multiple`,
    );
  }
  const weights = tree ? inputs : inputs * hidden;
  checkCount('weights', weights, 'give fewer units');
  const layers = [inputs, hidden, 1];
  return {
    layers,
    weights,
    tie: checkTie(tie),
    committee: tree ? 'tree' : 'full',
    ...checkedMargin(margin, layers, tie),
  };
}

/**
 * @throws TypeError if `tie` is not a tie rule.
 * @throws RangeError if it does not suit the number of outputs.
 */
function checkTie(tie: TieRule, outputs = 1): TieRule {
  if (outputs > 1 && tie === 'plus') {
    throw new RangeError(
      `\`tie\` is plus, the sign of a field of zero; ${outputs} outputs are compared, choose 'error', 'correct' or 'first'`,
    );
  }
  if (outputs === 1 && tie === 'first') {
    throw new RangeError(
      "`tie` is first, the first of the largest outputs; there is one output, choose 'error', 'correct' or 'plus'",
    );
  }
  checkChoice('tie', tie, ['error', 'correct', outputs > 1 ? 'first' : 'plus']);
  return tie;
}

/**
 * The margin, or nothing for 0.
 *
 * @throws RangeError if it is not a finite number, or if it does not suit the network.
 */
function checkedMargin(margin: number, layers: readonly number[], tie: TieRule): Pick<Network, 'margin'> {
  checkNumber('margin', margin);
  if (margin === 0) return {};
  if (layers.length > 2 || layers[1] !== 1) {
    throw new RangeError(
      `\`margin\` is ${margin} and \`layers\` [${layers}]; a margin is for a perceptron with one output, leave it out`,
    );
  }
  if (tie !== 'error') {
    throw new RangeError(
      `\`tie\` is ${tie} and \`margin\` ${margin}; a field that equals the margin is wrong, leave \`tie\` out`,
    );
  }
  return { margin };
}
