import { checkChoice, checkOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkWeights, energy } from '../network/energy.js';
import type { Network } from '../network/network.js';

export interface PathOptions {
  /** `'greedy'` (default): the flip that leads to the lowest energy comes next. `'random'`: a random order. */
  readonly order?: 'greedy' | 'random';
  /** Required for the order 'random'. */
  readonly seed?: Seed;
}

/** A shortest path of single flips. */
export interface Path {
  /** The weights that are flipped, counted from 0, in their order. */
  readonly flips: Int32Array;
  /** The energy at the start and after each flip: one more than there are flips. */
  readonly energies: Int32Array;
}

/**
 * A shortest path of single flips between two configurations: each weight in which they differ is flipped once. With the
 * greedy order its highest energy is an upper bound of the barrier between them, because another order, or a detour,
 * may have a lower one. Of equally good flips it takes that of the first weight, so that the way back may be another.
 *
 * @example
 * ```ts
 * import { listSolutions, pathBetween, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * const { energies } = pathBetween(perceptron(15), data, configurations[0], configurations.at(-1)!);
 * console.log(Math.max(...energies)); // at most this barrier lies between them
 * ```
 * @throws TypeError if network, data set or one of the configurations is missing or of the wrong type, the order is not
 * one of its choices, the order is random and the seed is missing, or an option is unknown.
 * @throws RangeError if network and data set do not fit, or there are not M weights of −1 or +1.
 */
export function pathBetween(
  network: Network,
  data: Dataset,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  options: PathOptions = {},
): Path {
  checkOptions('pathBetween', options, ['order', 'seed']);
  const { order = 'greedy' } = options;
  checkChoice('order', order, ['greedy', 'random']);
  const random = order === 'random' ? randomStream(checkSeed(options.seed), 'path') : undefined;
  const first = energy(network, data, from);
  checkWeights('to', to, network);
  const weights = Int8Array.from(from);
  const left = [...weights.keys()].filter((i) => weights[i] !== to[i]);
  const flips: number[] = [];
  const energies = [first];
  while (left.length > 0) {
    const after = (place: number) => energyAfter(network, data, weights, left[place]!);
    const place = random === undefined ? lowest(left.length, after) : Math.floor(random.uniform() * left.length);
    energies.push(after(place));
    const [flip] = left.splice(place, 1);
    weights[flip!]! *= -1;
    flips.push(flip!);
  }
  return { flips: Int32Array.from(flips), energies: Int32Array.from(energies) };
}

function energyAfter(network: Network, data: Dataset, weights: Int8Array, flip: number): number {
  weights[flip]! *= -1;
  const changed = energy(network, data, weights);
  weights[flip]! *= -1;
  return changed;
}

/** The first place of 0 … count − 1 with the lowest value. */
function lowest(count: number, valueAt: (place: number) => number): number {
  let [best, least] = [0, Infinity];
  for (let place = 0; place < count; place++) {
    const value = valueAt(place);
    if (value < least) [best, least] = [place, value];
  }
  return best;
}
