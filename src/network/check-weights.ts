import type { Network } from './network.js';

/** Throws a sentence unless these are the network's M weights, each −1 or +1. `name` is the option's. */
export function checkWeights(name: string, weights: ArrayLike<number>, network: Network): void {
  const count = weights?.length ?? 'no';
  if (count === network.weights && Array.from(weights).every((weight) => weight === 1 || weight === -1)) return;
  throw new RangeError(
    `\`${name}\` has ${count} weights; give the ${network.weights} weights of the network, each −1 or +1`,
  );
}
