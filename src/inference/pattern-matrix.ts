import type { Dataset } from '../dataset/dataset.js';
import { largestReach } from '../dataset/grid.js';
import { perceptronPatterns } from '../kernel/problem.js';
import type { Network } from '../network/network.js';

/** The patterns of a perceptron as message passing sees them, each times its label. */
export interface PatternMatrix {
  readonly inputs: number;
  readonly patterns: number;
  /** P, rounded up to a multiple of 4: the products take four patterns at a time, and the added ones are all zero. */
  readonly rows: number;
  /** `rows` × N integers σ ξ. */
  readonly values: Int8Array | Int32Array;
  /** For each pattern 1/|ξ|, 1/√N for ±1 inputs: in this unit its field has variance 1 under random weights. */
  readonly unit: Float64Array;
  /** κ√N in units of the grid. */
  readonly threshold: number;
  /** Pattern μ is right where its field, an integer, plus this is above 0: the threshold and the tie rule. */
  readonly offsets: Int32Array;
}

/** How many patterns a product takes at a time: four sums do not wait for one another. */
const TOGETHER = 4;

/**
 * Puts a perceptron and a data set together for message passing. `of` is the function that needs them.
 *
 * @throws TypeError if network or data set is missing, or if a part of it is of the wrong type.
 * @throws RangeError if they do not fit, if the network is not a perceptron with one output, or if all inputs of a
 * pattern are 0.
 */
export function makePatternMatrix(of: string, network: Network, data: Dataset): PatternMatrix {
  const { inputs, patterns, values: given, offsets } = perceptronPatterns(of, network, data);
  const rows = Math.ceil(patterns / TOGETHER) * TOGETHER;
  const values = given instanceof Int8Array ? new Int8Array(rows * inputs) : new Int32Array(rows * inputs);
  values.set(given);
  const unit = Float64Array.from({ length: patterns }, (_, pattern) => {
    let square = 0;
    for (let k = pattern * inputs; k < (pattern + 1) * inputs; k++) square += given[k] ** 2;
    if (square > 0) return 1 / Math.sqrt(square);
    throw new RangeError(`all inputs of pattern ${pattern} are 0; leave it out, because no weights change its field`);
  });
  // Far beyond all fields every margin is the same, and its square must stay finite.
  const farthest = 100 * largestReach(data.values, inputs);
  const threshold = Math.max(-farthest, Math.min(farthest, (network.margin ?? 0) * Math.sqrt(inputs) * data.scale));
  return { inputs, patterns, rows, values, unit, threshold, offsets };
}

/** Σ_i x_μi v_i for each row: the fields of weights or of their means. */
export function multiply({ inputs, rows, values }: PatternMatrix, vector: Float64Array, sums: Float64Array): void {
  for (let row = 0; row < rows; row += TOGETHER) {
    const first = row * inputs;
    const second = first + inputs;
    const third = second + inputs;
    const fourth = third + inputs;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < inputs; i++) {
      const v = vector[i];
      a += values[first + i] * v;
      b += values[second + i] * v;
      c += values[third + i] * v;
      d += values[fourth + i] * v;
    }
    sums[row] = a;
    sums[row + 1] = b;
    sums[row + 2] = c;
    sums[row + 3] = d;
  }
}

/** Σ_μ x_μi g_μ for each input: how the patterns pull at each weight. */
export function multiplyTransposed(
  { inputs, rows, values }: PatternMatrix,
  vector: Float64Array,
  sums: Float64Array,
): void {
  sums.fill(0);
  for (let row = 0; row < rows; row += TOGETHER) {
    const first = row * inputs;
    const second = first + inputs;
    const third = second + inputs;
    const fourth = third + inputs;
    const [a, b, c, d] = [vector[row], vector[row + 1], vector[row + 2], vector[row + 3]];
    for (let i = 0; i < inputs; i++) {
      sums[i] += a * values[first + i] + b * values[second + i] + c * values[third + i] + d * values[fourth + i];
    }
  }
}

/** The signs of a vector as weights; 0 counts as +1. */
export function signsOf(vector: Float64Array, weights: Int8Array): void {
  for (let i = 0; i < weights.length; i++) weights[i] = vector[i] < 0 ? -1 : 1;
}

/** Returns a function that counts E(w), exactly as `energy` does. */
export function makeCounter(matrix: PatternMatrix): (weights: Int8Array) => number {
  const { inputs, patterns, rows, offsets } = matrix;
  const numbers = new Float64Array(inputs);
  const fields = new Float64Array(rows);
  return (weights) => {
    numbers.set(weights);
    multiply(matrix, numbers, fields);
    let errors = 0;
    for (let pattern = 0; pattern < patterns; pattern++) if (fields[pattern] + offsets[pattern] <= 0) errors++;
    return errors;
  };
}
