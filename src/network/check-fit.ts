import { checkCount, inWords } from '../check.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkTie, type Network } from './network.js';

/** @throws TypeError or RangeError unless `network` is one. */
export function checkNetwork(network: Network): void {
  if (!Array.isArray(network?.layers) || network.layers.length < 2) {
    throw new TypeError(`the network is ${inWords(network)}; make one, as in perceptron(data.inputs)`);
  }
  for (const units of network.layers) checkCount('layers', units, 'every layer needs at least 1 unit');
  checkCount('weights', network.weights, 'a network needs at least 1');
  checkTie(network.tie, network.layers.at(-1));
}

/** Throws a sentence unless the inputs of a network are those of the data set, and its outputs those that the labels want. */
export function checkFit(network: Network, data: Dataset): void {
  checkNetwork(network);
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
