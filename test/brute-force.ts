import type { Dataset } from '#src/dataset/dataset.js';
import { energy } from '#src/network/energy.js';
import type { Network } from '#src/network/network.js';

/** All 2^M configurations, in one array that changes from one to the next. */
export function* configurations(weights: number): Generator<Int8Array> {
  const signs = new Int8Array(weights);
  for (let configuration = 0; configuration < 2 ** weights; configuration++) {
    for (let weight = 0; weight < weights; weight++) signs[weight] = (configuration >> weight) & 1 ? 1 : -1;
    yield signs;
  }
}

/** g(E) by computing the energy of each of the 2^M configurations from scratch. */
export function bruteForce(network: Network, data: Dataset): number[] {
  const counts = Array.from({ length: data.patterns + 1 }, () => 0);
  for (const signs of configurations(network.weights)) counts[energy(network, data, signs)]! += 1;
  return counts;
}
