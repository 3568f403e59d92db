import { checkCount } from '../check.js';

/**
 * How a pre-activation of exactly zero is judged. `'error'` counts the pattern as misclassified, `'correct'` as
 * classified, `'plus'` takes sgn(0) = +1. Ties cannot happen with ±1 inputs and an odd number of inputs.
 */
export type TieRule = 'error' | 'correct' | 'plus';

/** A network with weights ±1, as plain data. */
export interface Network {
  /** Units per layer, inputs first: `[784, 1]` is a perceptron with 784 inputs. */
  readonly layers: readonly number[];
  /** M, the number of ±1 weights: 2^M configurations. */
  readonly weights: number;
  readonly tie: TieRule;
}

/** A perceptron: output sgn(w·ξ) with w ∈ {−1, +1}^N. `tie` defaults to `'error'`. Throws where `inputs` is not a count. */
export function perceptron(inputs: number, { tie = 'error' }: { tie?: TieRule } = {}): Network {
  checkCount('inputs', inputs, 'a perceptron needs at least 1 input');
  if (!['error', 'correct', 'plus'].includes(tie)) {
    throw new TypeError(`\`tie\` is ${String(tie)}; choose 'error', 'correct' or 'plus'`);
  }
  return { layers: [inputs, 1], weights: inputs, tie };
}
