import { type Dataset, gridPoints } from '../dataset/dataset.js';
import {
  checkedPair,
  checkRealWeights,
  type DenseNetwork,
  type Layer,
  layersOf,
  type RealWeights,
} from './dense-network.js';
import { addGradient, passBack, rectify, TOGETHER, takeIn } from './layer-loops.js';
import { isRight, logistic, logSoftmax, meanSquare } from './losses.js';

/** A loss of several patterns, and how many of them are classified wrongly. */
export interface DenseLoss {
  /** The mean loss of a pattern. */
  readonly loss: number;
  /** The number of patterns classified wrongly; a tie is wrong. */
  readonly errors: number;
}

/**
 * The mean loss of a dense network on all patterns of a data set, such as a test set, and the number of patterns that it
 * classifies wrongly.
 *
 * @example
 * ```ts
 * import { denseLoss, denseNetwork, startWeights, teacherPatterns } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 50, seed: 'patterns' });
 * const network = denseNetwork([21, 10, 1]);
 * console.log(denseLoss(network, data, startWeights(network, { seed: 'start' }))); // before it has learned
 * ```
 * @throws TypeError if network, data set or weights are missing or of the wrong type.
 * @throws RangeError if they do not fit, or if a weight is not finite.
 */
export function denseLoss(network: DenseNetwork, data: Dataset, weights: RealWeights): DenseLoss {
  const checked = checkedPair(network, data);
  checkRealWeights('weights', weights, checked);
  const backpropagation = new Backpropagation(checked, data, TOGETHER, weights);
  let loss = 0;
  let errors = 0;
  for (let first = 0; first < data.patterns; first += TOGETHER) {
    const length = Math.min(TOGETHER, data.patterns - first);
    const seen = backpropagation.see(
      weights,
      Array.from({ length }, (_, k) => first + k),
    );
    loss += seen.loss;
    errors += seen.errors;
  }
  return { loss: loss / data.patterns, errors };
}

/**
 * Loss and gradient of one network on patterns of one data set, up to `capacity` of them at a time. Written out on typed
 * arrays: sums are 64-bit and in a fixed order, so the same bits come out on every machine, which libraries that
 * contract products and sums do not promise. With weights in 64 bits all numbers have 64 bits.
 */
export class Backpropagation {
  /** Of the mean loss of the patterns that were last seen. */
  readonly gradient: RealWeights;
  readonly #network: DenseNetwork;
  readonly #data: Dataset;
  readonly #layers: readonly Layer[];
  /** For each layer, the inputs included, what its units put out: pattern after pattern. */
  readonly #activities: readonly RealWeights[];
  /** For each layer, the derivatives of the mean loss by what its units take in. */
  readonly #slopes: readonly RealWeights[];
  /** The patterns last seen, and as many as complete the last group. */
  #rows = 0;

  constructor(network: DenseNetwork, data: Dataset, capacity: number, weights: RealWeights) {
    const Numbers = weights.BYTES_PER_ELEMENT === 8 ? Float64Array : Float32Array;
    const rows = groupsOf(capacity);
    this.#network = network;
    this.#data = data;
    this.#layers = layersOf(network);
    this.#activities = network.layers.map((units) => new Numbers(rows * units));
    this.#slopes = network.layers.map((units) => new Numbers(rows * units));
    this.gradient = new Numbers(network.weights);
  }

  /** Sees some patterns, by their numbers, and returns the sums over them. */
  see(weights: RealWeights, patterns: ArrayLike<number>): DenseLoss {
    this.#rows = groupsOf(patterns.length);
    this.#readInputs(patterns);
    for (const [k, layer] of this.#layers.entries()) {
      takeIn(layer, weights, this.#activities[k], this.#activities[k + 1], this.#rows);
      if (k < this.#layers.length - 1) rectify(this.#activities[k + 1], this.#rows * layer.units);
    }
    return this.#compare(patterns);
  }

  /** Leaves the gradient of the mean loss of the patterns last seen, with these same weights, in `gradient`. */
  descend(weights: RealWeights): void {
    for (let k = this.#layers.length - 1; k >= 0; k--) {
      const layer = this.#layers[k];
      const slopes = this.#slopes[k + 1];
      addGradient(layer, slopes, this.#activities[k], this.gradient, this.#rows);
      if (k > 0) passBack(layer, weights, slopes, this.#activities[k], this.#slopes[k], this.#rows);
    }
  }

  #readInputs(patterns: ArrayLike<number>): void {
    const { inputs, scale } = this.#data;
    const activity = this.#activities[0];
    for (let row = 0; row < patterns.length; row++) {
      const points = gridPoints(this.#data, patterns[row]);
      for (let i = 0, place = row * inputs; i < inputs; i++, place++) activity[place] = points[i] / scale;
    }
    activity.fill(0, patterns.length * inputs, this.#rows * inputs);
  }

  /** The sums over the patterns, whose derivatives are left in the slopes of the outputs. */
  #compare(patterns: ArrayLike<number>): DenseLoss {
    const { labels, classes } = this.#data;
    const outputs = this.#activities.at(-1)!;
    const slopes = this.#slopes.at(-1)!;
    const units = classes ?? 1;
    const compare = this.#network.loss === 'mean square' ? meanSquare : units === 1 ? logistic : logSoftmax;
    let loss = 0;
    let errors = 0;
    for (let row = 0; row < patterns.length; row++) {
      // The output that should be large; with one output, −1 if it should be small.
      const label = labels[patterns[row]];
      const target = classes === undefined ? (label > 0 ? 0 : -1) : label;
      const first = row * units;
      if (!isRight(outputs, first, units, target)) errors++;
      loss += compare(outputs, slopes, first, units, target, patterns.length);
    }
    slopes.fill(0, patterns.length * units, this.#rows * units);
    return { loss, errors };
  }
}

function groupsOf(patterns: number): number {
  return TOGETHER * Math.ceil(patterns / TOGETHER);
}
