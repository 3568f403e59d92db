import type { Dataset } from '#src/dataset/dataset.js';
import { energy } from '#src/network/energy.js';
import type { Network } from '#src/network/network.js';

/** g(E) by computing the energy of each of the 2^M configurations from scratch. */
export function bruteForce(network: Network, data: Dataset): number[] {
  const counts = Array.from({ length: data.patterns + 1 }, () => 0);
  const weights = new Int8Array(network.weights);
  for (let configuration = 0; configuration < 2 ** network.weights; configuration++) {
    for (let weight = 0; weight < weights.length; weight++) weights[weight] = (configuration >> weight) & 1 ? 1 : -1;
    counts[energy(network, data, weights)]! += 1;
  }
  return counts;
}
