import { inWords, requireOptions } from '../check.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkFit } from '../network/check-fit.js';
import { fields, isCorrect } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { randomStream, type Seed } from '../seed.js';
import type { Model } from './reference.js';

/**
 * A perceptron on a data set as a model for `referenceWangLandau`: single flips, fields kept up to date.
 * @throws where the network is no perceptron or does not fit the data set, or the seed is missing.
 */
export function perceptronModel(network: Network, data: Dataset, options: { readonly seed: Seed }): Model {
  requireOptions('perceptronModel', options, ['seed']);
  const { seed } = options;
  checkFit(network, data);
  if (network.layers.length > 2 || network.layers[1] !== 1) {
    throw new RangeError(
      `the network has layers ${inWords(network.layers)}; perceptronModel serves perceptrons, use wangLandau`,
    );
  }
  const { inputs, patterns, values, labels } = data;
  const random = randomStream(seed, 'weights');
  const weights = Int8Array.from({ length: inputs }, () => random.sign());
  const field = fields(network, data, weights);
  let energy = field.filter((value, pattern) => !isCorrect(value, labels[pattern], network.tie)).length;
  let flipped = 0;
  let proposed = energy;
  return {
    levels: patterns + 1,
    logConfigurations: network.weights * Math.LN2,
    energy: () => energy,
    propose(stream) {
      flipped = stream.integer(inputs);
      proposed = 0;
      for (let pattern = 0; pattern < patterns; pattern++) {
        const after = field[pattern] - 2 * weights[flipped] * values[pattern * inputs + flipped];
        if (!isCorrect(after, labels[pattern], network.tie)) proposed++;
      }
      return proposed;
    },
    accept() {
      for (let pattern = 0; pattern < patterns; pattern++) {
        field[pattern] -= 2 * weights[flipped] * values[pattern * inputs + flipped];
      }
      weights[flipped] *= -1;
      energy = proposed;
    },
  };
}
