import { checkChoice, inWords } from '../base/check.js';
import { committee, type Network, signNetwork } from './network.js';
import { recurrentNetwork } from './recurrent-network.js';

/**
 * A checked copy of a network, which stays the same when the caller's object is changed.
 *
 * @throws TypeError if there are no layers, or if `tie` or `committee` is not one of its choices.
 * @throws RangeError if a layer is not a whole number of at least 1, if `weights` does not follow from the layers, or if
 * the network cannot have this `margin` or `selfCoupling`.
 */
export function checkedNetwork(network: Network): Network {
  if (!Array.isArray(network?.layers)) {
    throw new TypeError(`the network is ${inWords(network)}; make one, as in perceptron(data.inputs)`);
  }
  const rebuilt = rebuild(network);
  if (network.weights === rebuilt.weights) return rebuilt;
  throw new RangeError(
    `\`weights\` of the network is ${inWords(network.weights)}, and its layers [${rebuilt.layers}] have ${rebuilt.weights}; ` +
      'make networks with perceptron, signNetwork, committee or recurrentNetwork',
  );
}

function rebuild(network: Network): Network {
  const { layers, tie, committee: kind, margin = 0 } = network;
  if (network.selfCoupling !== undefined) return rebuildRecurrent(network, network.selfCoupling);
  // A missing rule would become the default.
  checkChoice('tie', tie, ['error', 'correct', 'plus', 'first']);
  if (kind === undefined) return signNetwork(layers, { tie, margin });
  checkChoice('committee', kind, ['full', 'tree']);
  const [inputs, hidden, ...outputs] = layers;
  if (outputs.length !== 1 || outputs[0] !== 1) {
    throw new RangeError(`\`layers\` is [${layers.map(inWords)}]; a committee has inputs, hidden units and 1 output`);
  }
  return committee({ inputs: inputs!, hidden: hidden!, tree: kind === 'tree', tie, margin });
}

function rebuildRecurrent({ layers, tie, committee: kind, margin }: Network, selfCoupling: number): Network {
  checkChoice('tie', tie, ['error']);
  if (layers.length !== 2 || layers[0] !== layers[1] || kind !== undefined || margin !== undefined) {
    throw new RangeError(
      `a network with \`selfCoupling\` has the layers [N, N], and neither \`committee\` nor \`margin\`; its layers are [${layers.map(inWords)}], make it with recurrentNetwork`,
    );
  }
  return recurrentNetwork(layers[0]!, { selfCoupling });
}
