import { checkChoice, checkCount, checkOptions, inWords, requireOptions } from '../base/check.js';
import { randomStream, type Seed } from '../base/seed.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';

/** What a descent lowers, as a mean over patterns; see `DenseNetworkOptions`. */
export type Loss = 'mean square' | 'log likelihood';

/** Real weights, biases included: `denseNetwork` says in which order. */
export type RealWeights = Float32Array | Float64Array;

/**
 * A network with real weights and hidden units max(0, a), as plain data. The M weights are ordered by layer; each layer
 * has the weights of its units, ordered by unit and then by input, and after them the biases of its units.
 */
export interface DenseNetwork {
  /** Units per layer, inputs first. */
  readonly layers: readonly number[];
  /** M, the number of weights, biases included. */
  readonly weights: number;
  /** What it learns to lower; see `DenseNetworkOptions`. */
  readonly loss: Loss;
}

export interface DenseNetworkOptions {
  /**
   * `'mean square'` (default): outputs o = 1/(1 + e^−a), and the loss of a pattern is Σ (o − t)² over the outputs, with
   * t = 1 for the label +1 or the output of the pattern's class, and 0 otherwise. `'log likelihood'`: −ln of the
   * probability of the label, which is 1/(1 + e^−σa) for one output, and e^a / Σ e^a for several.
   */
  readonly loss?: Loss;
}

/**
 * A network of fully connected layers: `denseNetwork([100, 50, 1])` has 100 inputs, 50 hidden units and an output, which
 * is positive for the label +1. Several outputs, `denseNetwork([784, 100, 10])`, are one for each class; the largest
 * names the class.
 *
 * @example
 * ```ts
 * import { denseNetwork } from 'weightspace';
 *
 * console.log(denseNetwork([21, 10, 1]).weights); // 21 · 10 + 10 weights, and 11 biases
 * ```
 * @throws TypeError if `layers` is not an array of at least two, or if an option is unknown or not one of its choices.
 * @throws RangeError if a layer is not a whole number of at least 1, or if there are more than 10⁸ weights.
 */
export function denseNetwork(layers: readonly number[], options: DenseNetworkOptions = {}): DenseNetwork {
  checkOptions('denseNetwork', options, ['loss']);
  const { loss = 'mean square' } = options;
  checkChoice('loss', loss, ['mean square', 'log likelihood']);
  return { layers: checkedLayers(layers), weights: countWeights(layers), loss };
}

/**
 * The weights with which a descent with this seed starts: each normal with mean 0 and variance 1/(inputs of its unit);
 * the biases are 0.
 *
 * @example
 * ```ts
 * import { denseNetwork, startWeights } from 'weightspace';
 *
 * const network = denseNetwork([21, 10, 1]);
 * console.log(startWeights(network, { seed: 'start' }).length);
 * ```
 * @throws TypeError if `network` is not a dense network, if `seed` is missing or not a string or finite number, or if an
 * option is unknown.
 */
export function startWeights(network: DenseNetwork, options: { readonly seed: Seed }): Float32Array {
  const checked = checkedDense(network);
  requireOptions('startWeights', options, ['seed']);
  const stream = randomStream(options.seed, 'start');
  const weights = new Float32Array(checked.weights);
  for (const { inputs, first, bias } of layersOf(checked)) {
    for (let k = first; k < bias; k++) weights[k] = stream.normal() / Math.sqrt(inputs);
  }
  return weights;
}

/** Where the weights of a layer are. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  /** The place of its first weight among the M. */
  readonly first: number;
  /** The place of its first bias. */
  readonly bias: number;
}

/** The layers of a network but for its inputs. */
export function layersOf({ layers }: DenseNetwork): Layer[] {
  let first = 0;
  return layers.slice(1).map((units, k) => {
    const inputs = layers[k];
    const layer = { inputs, units, first, bias: first + inputs * units };
    first = layer.bias + units;
    return layer;
  });
}

/**
 * A network is plain data, which a cell may write.
 *
 * @throws TypeError if `network` is not a dense network.
 * @throws RangeError if its numbers are out of range.
 */
export function checkedDense(network: DenseNetwork): DenseNetwork {
  if (network?.layers === undefined || network.loss === undefined) {
    throw new TypeError(`the network is ${inWords(network)}; make one, as in denseNetwork([100, 50, 1])`);
  }
  const made = denseNetwork(network.layers, { loss: network.loss });
  if (made.weights === network.weights) return made;
  throw new RangeError(
    `the network has ${inWords(network.weights)} \`weights\`, but its layers make ${made.weights}; make it with denseNetwork(…)`,
  );
}

/**
 * The network and the data set, both checked.
 *
 * @throws TypeError if one of them is not what it should be.
 * @throws RangeError if they do not fit.
 */
export function checkedPair(network: DenseNetwork, data: Dataset): DenseNetwork {
  const checked = checkedDense(network);
  checkDataset(data);
  const [inputs] = checked.layers;
  if (inputs !== data.inputs) {
    throw new RangeError(`the network has ${inputs} inputs and the data set ${data.inputs}; make them equal`);
  }
  const outputs = checked.layers.at(-1);
  const wanted = data.classes ?? 1;
  if (outputs === wanted) return checked;
  const labels = data.classes === undefined ? 'labels ±1' : `${data.classes} classes`;
  throw new RangeError(`the network has ${outputs} outputs, but data with ${labels} need ${wanted}`);
}

/**
 * @throws TypeError if `weights` is not an array of 32-bit or 64-bit floating-point numbers.
 * @throws RangeError if there are not M, or if one is not finite.
 */
export function checkRealWeights(name: string, weights: RealWeights, { weights: count }: DenseNetwork): void {
  // By name, because the cells of a notebook have their own Float32Array.
  if (!['Float32Array', 'Float64Array'].includes(weights?.[Symbol.toStringTag])) {
    throw new TypeError(`\`${name}\` is ${inWords(weights)}; give a Float32Array or Float64Array`);
  }
  if (weights.length !== count) {
    throw new RangeError(`\`${name}\` has ${weights.length} numbers; this network has ${count} weights`);
  }
  const bad = weights.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0) throw new RangeError(`\`${name}[${bad}]\` is ${weights[bad]}; give finite numbers`);
}

/** As many weights as a descent has memory for. */
const MOST_WEIGHTS = 1e8;

function checkedLayers(layers: readonly number[]): number[] {
  if (!Array.isArray(layers) || layers.length < 2) {
    throw new TypeError(
      `\`layers\` is ${inWords(layers)}; give inputs, hidden units and outputs, for example [100, 50, 1]`,
    );
  }
  for (const units of layers) checkCount('layers', units, 'every layer needs at least 1 unit');
  const weights = countWeights(layers);
  if (weights <= MOST_WEIGHTS) return [...layers];
  throw new RangeError(
    `\`layers\` make ${weights} weights; give fewer units, so that there are at most ${MOST_WEIGHTS}`,
  );
}

function countWeights(layers: readonly number[]): number {
  return layers.slice(1).reduce((sum, units, k) => sum + units * (layers[k] + 1), 0);
}
