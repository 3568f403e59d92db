import { checkCount } from '../check.js';

/**
 * How a pre-activation of exactly zero in the output is judged. `'error'` counts the pattern as misclassified, `'correct'`
 * as classified, `'plus'` takes sgn(0) = +1. With several outputs `'error'` wants the output of the pattern's class to be larger
 * than all others, `'correct'` as large as any; `'plus'` has no meaning there. In hidden units sgn(0) is always +1. Ties cannot happen in a unit with ±1 inputs
 * and an odd number of them.
 */
export type TieRule = 'error' | 'correct' | 'plus';

/**
 * A feed-forward network of sign units without biases, as plain data. Its M weights, −1 or +1 each, are ordered layer by
 * layer, in a layer unit by unit, in a unit input by input.
 */
export interface Network {
  /** Units per layer, inputs first: `[784, 1]` is a perceptron with 784 inputs, `[5, 3, 1]` has three hidden units. */
  readonly layers: readonly number[];
  /** M, the number of free ±1 weights: 2^M configurations. */
  readonly weights: number;
  readonly tie: TieRule;
  /**
   * Present where the weights of the output are fixed at +1 and not counted in M (a committee machine): `'full'` where each
   * hidden unit sees all inputs, `'tree'` where hidden unit k sees the k-th of equal parts of them.
   */
  readonly committee?: 'full' | 'tree';
}

export interface NetworkOptions {
  /** Default `'error'`. */
  readonly tie?: TieRule;
}

/** A perceptron: output sgn(w·ξ) with w ∈ {−1, +1}^N. Throws where `inputs` is not a count. */
export function perceptron(inputs: number, { tie = 'error' }: NetworkOptions = {}): Network {
  checkCount('inputs', inputs, 'a perceptron needs at least 1 input');
  return { layers: [inputs, 1], weights: inputs, tie: checkTie(tie) };
}

/**
 * A deep sign network `[N, H1, …, O]` with all weights ±1, those of the output included: `signNetwork([100, 15, 1])`. With one
 * output its sign is the label ±1; with one for each class (`signNetwork([784, 20, 10])`) the largest names the class.
 * Throws where there is no layer of weights, a layer is empty, or `tie` is 'plus' with several outputs.
 */
export function signNetwork(layers: readonly number[], { tie = 'error' }: NetworkOptions = {}): Network {
  if (!Array.isArray(layers) || layers.length < 2) {
    throw new TypeError(
      `\`layers\` is [${String(layers)}]; give inputs, hidden units and output, for example [5, 3, 1]`,
    );
  }
  for (const units of layers) checkCount('layers', units, 'every layer needs at least 1 unit');
  if (layers.at(-1) !== 1 && tie === 'plus') {
    throw new RangeError(
      `\`tie\` is plus, the sign of a field of zero; ${layers.at(-1)} outputs are compared, choose 'error' or 'correct'`,
    );
  }
  const weights = layers.slice(1).reduce((sum, units, layer) => sum + units * layers[layer], 0);
  return { layers: [...layers], weights, tie: checkTie(tie) };
}

/**
 * A committee machine: the output is the majority of `hidden` perceptrons, whose weights alone are free. With `tree` each
 * sees its own part of the inputs, otherwise (default) all of them. Throws where `hidden` does not divide `inputs` in a tree.
 */
export function committee(
  options: NetworkOptions & { readonly inputs: number; readonly hidden: number; readonly tree?: boolean },
): Network {
  const { inputs, hidden, tree = false, tie = 'error' } = options;
  checkCount('inputs', inputs, 'a committee needs at least 1 input');
  checkCount('hidden', hidden, 'a committee needs at least 1 hidden unit');
  if (tree && inputs % hidden !== 0) {
    throw new RangeError(
      `\`inputs\` is ${inputs}, which ${hidden} hidden units cannot share equally; choose a multiple`,
    );
  }
  return {
    layers: [inputs, hidden, 1],
    weights: tree ? inputs : inputs * hidden,
    tie: checkTie(tie),
    committee: tree ? 'tree' : 'full',
  };
}

function checkTie(tie: TieRule): TieRule {
  if (!['error', 'correct', 'plus'].includes(tie)) {
    throw new TypeError(`\`tie\` is ${String(tie)}; choose 'error', 'correct' or 'plus'`);
  }
  return tie;
}
