import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkedNetwork } from './checked-network.js';
import type { Network } from './network.js';

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
