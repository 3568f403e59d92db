import { checkEach, inWords, isList } from '../check.js';
import type { Network } from './network.js';

/** Throws a sentence unless these are the network's M weights, each −1 or +1. `name` is the option's. */
export function checkWeights(name: string, weights: ArrayLike<number>, network: Network): void {
  const wanted = `give the ${network.weights} weights of the network, each −1 or +1`;
  if (!isList(weights)) throw new TypeError(`\`${name}\` is ${inWords(weights)}; ${wanted}`);
  if (weights.length !== network.weights) {
    throw new RangeError(`\`${name}\` has ${weights.length} weights; ${wanted}`);
  }
  checkEach(name, weights, (weight) => weight === 1 || weight === -1, wanted);
}
