import { arithmetic } from '../dataset/arithmetic.js';
import type { Dataset } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';

/** Patterns that the kernel has room for. */
export const MAX_PATTERNS = 2048;

/** The kernel's number for each way of computing. */
export const MODEL = { sign64: 0, sign128: 1, signWide: 2, int16: 3, int32: 4 } as const;

export type ModelName = keyof typeof MODEL;

/** A network on a data set, as the kernel wants it: plain data that can be sent to a thread. */
export interface Problem {
  readonly model: ModelName;
  readonly inputs: number;
  readonly patterns: number;
  /** P × N products of value and label. */
  readonly values: Int32Array;
  /** What the tie rule adds to each pattern's field σ w·ξ: the pattern is right where field + offset > 0. */
  readonly offsets: Int32Array;
  /** True where no configuration has a field of zero: then E(−w) = P − E(w), hence g(E) = g(P − E). */
  readonly symmetric: boolean;
}

/** Puts a network and a data set together. Throws a sentence where they do not fit or the kernel has no room. */
export function makeProblem(network: Network, data: Dataset): Problem {
  if (network.layers[0] !== data.inputs) {
    throw new RangeError(
      `the network has ${network.layers[0]} inputs and the data set ${data.inputs}; build it with perceptron(data.inputs)`,
    );
  }
  if (data.patterns > MAX_PATTERNS) {
    throw new RangeError(
      `the data set has ${data.patterns} patterns; the kernel has room for ${MAX_PATTERNS}, use fewer`,
    );
  }
  const values = new Int32Array(data.values.length);
  const offsets = new Int32Array(data.patterns);
  let symmetric = true;
  for (let pattern = 0; pattern < data.patterns; pattern++) {
    const label = data.labels[pattern];
    let sum = 0;
    for (let k = pattern * data.inputs; k < (pattern + 1) * data.inputs; k++) {
      values[k] = data.values[k] * label;
      sum += data.values[k];
    }
    // Every field has the parity of the sum of its inputs: an odd one is never zero.
    if (sum % 2 === 0) symmetric = false;
    if (network.tie === 'correct' || (network.tie === 'plus' && label === 1)) offsets[pattern] = 1;
  }
  return { model: chooseModel(data), inputs: data.inputs, patterns: data.patterns, values, offsets, symmetric };
}

function chooseModel(data: Dataset): ModelName {
  const kind = arithmetic(data);
  if (kind !== 'sign') return kind;
  if (data.patterns <= 64) return 'sign64';
  return data.patterns <= 128 ? 'sign128' : 'signWide';
}
