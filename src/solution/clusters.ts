import { checkList } from '../base/check.js';
import { bitCount, keyOf, pack } from './bits.js';

/**
 * Groups configurations that single flips connect by way of others in the list: two that differ in one weight are in the
 * same cluster. Returns the indices in `configurations` of each cluster, the largest cluster first.
 *
 * @example
 * ```ts
 * import { clusters, listSolutions, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * console.log(clusters(configurations).map((cluster) => cluster.length)); // their sizes
 * ```
 * @throws TypeError if `configurations` is not an array of arrays.
 * @throws RangeError if they differ in length, a weight is not −1 or +1, or one stands in the list twice.
 */
export function clusters(configurations: readonly ArrayLike<number>[]): number[][] {
  const packed = pack(configurations);
  const indexOf = new Map(packed.map((words, index) => [keyOf(words), index]));
  if (indexOf.size < packed.length) {
    throw new RangeError('a configuration stands in the list twice; give each once');
  }
  const seen = new Uint8Array(packed.length);
  const found: number[][] = [];
  for (let start = 0; start < packed.length; start++) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const cluster = [start];
    // Grows as it is read: each member adds its neighbours.
    for (const member of cluster) {
      for (const neighbour of neighboursIn(indexOf, packed[member]!, configurations[member]!.length)) {
        if (seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        cluster.push(neighbour);
      }
    }
    found.push(cluster.sort((a, b) => a - b));
  }
  return found.sort((one, other) => other.length - one.length || one[0]! - other[0]!);
}

function* neighboursIn(indexOf: ReadonlyMap<string, number>, words: Uint32Array, length: number): Generator<number> {
  for (let weight = 0; weight < length; weight++) {
    words[weight >> 5]! ^= 1 << (weight & 31);
    const index = indexOf.get(keyOf(words));
    words[weight >> 5]! ^= 1 << (weight & 31);
    if (index !== undefined) yield index;
  }
}

/**
 * How many of these configurations lie at each distance d = 0 … M from `centre`: for a list of all solutions, n_d.
 *
 * @example
 * ```ts
 * import { distancesFrom, listSolutions, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * console.log(distancesFrom(configurations[0], configurations)); // itself at distance 0
 * ```
 * @throws TypeError if `centre` is not an array, or `configurations` not an array of arrays.
 * @throws RangeError if they differ in length, or a weight is not −1 or +1.
 */
export function distancesFrom(centre: ArrayLike<number>, configurations: readonly ArrayLike<number>[]): Float64Array {
  checkList('configurations', configurations, 'configurations, each an array of weights');
  const [from, ...others] = pack([centre, ...Array.from(configurations)]);
  const counts = new Float64Array(centre.length + 1);
  for (const other of others) counts[differences(from!, other)]! += 1;
  return counts;
}

/**
 * The number of ordered pairs at each distance d = 0 … M, of all configurations with all: the first entry is the number
 * of configurations. For a list of all solutions, entry d is the sum of n_d over the solutions.
 *
 * @example
 * ```ts
 * import { listSolutions, pairDistances, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * console.log(pairDistances(configurations));
 * ```
 * @throws TypeError if `configurations` is not an array of arrays.
 * @throws RangeError if there are none, they differ in length, or a weight is not −1 or +1.
 */
export function pairDistances(configurations: readonly ArrayLike<number>[]): Float64Array {
  const packed = pack(configurations);
  if (packed.length === 0) throw new RangeError('there are no configurations; give at least 1');
  const pairs = new Float64Array(configurations[0]!.length + 1);
  for (let one = 0; one < packed.length; one++) {
    pairs[0]! += 1;
    for (let other = 0; other < one; other++) pairs[differences(packed[one]!, packed[other]!)]! += 2;
  }
  return pairs;
}

function differences(one: Uint32Array, other: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < one.length; word++) count += bitCount(one[word]! ^ other[word]!);
  return count;
}
