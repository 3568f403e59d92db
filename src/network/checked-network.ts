import { checkChoice, inWords } from '../base/check.js';
import { committee, type Network, signNetwork } from './network.js';

/**
 * A network as its maker would have made it: a copy, which stays as it is when the caller's object is changed.
 *
 * @throws TypeError if there are no layers, or if `tie` or `committee` is none that there is.
 * @throws RangeError if a layer is no count, or if `weights` is not what the layers make it.
 */
export function checkedNetwork(network: Network): Network {
  if (!Array.isArray(network?.layers)) {
    throw new TypeError(`the network is ${inWords(network)}; make one, as in perceptron(data.inputs)`);
  }
  const made = remade(network);
  if (network.weights === made.weights) return made;
  throw new RangeError(
    `\`weights\` of the network is ${inWords(network.weights)}, and its layers [${made.layers}] have ${made.weights}; ` +
      'make networks with perceptron, signNetwork or committee',
  );
}

function remade({ layers, tie, committee: kind }: Network): Network {
  // A rule that is missing would become the default.
  checkChoice('tie', tie, ['error', 'correct', 'plus', 'first']);
  if (kind === undefined) return signNetwork(layers, { tie });
  checkChoice('committee', kind, ['full', 'tree']);
  const [inputs, hidden, ...outputs] = layers;
  if (outputs.length !== 1 || outputs[0] !== 1) {
    throw new RangeError(`\`layers\` is [${layers.map(inWords)}]; a committee has inputs, hidden units and 1 output`);
  }
  return committee({ inputs: inputs!, hidden: hidden!, tree: kind === 'tree', tie });
}
