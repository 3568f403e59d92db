import { checkInteger, checkOptions } from '../base/check.js';
import type { Dataset } from '../dataset/dataset.js';
import { type PerceptronPatterns, perceptronPatterns } from '../kernel/problem.js';
import { checkFit, checkWeights } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { bitCount } from './bits.js';
import { recurrentBallCounts } from './recurrent-ball-counts.js';

export interface BallCountsOptions {
  /** The largest distance, from 0 to 3. Default 3. */
  readonly radius?: number;
}

/**
 * The exact numbers n_0 … n_radius of solutions (energy 0) that differ from `weights` in 0, 1, 2 and 3 weights, for a
 * perceptron with ±1 inputs and any number of them, or of fixed points around the states of a recurrent network. n_0 is
 * 1 if `weights` is a solution itself, otherwise 0. Flipping k weights moves the field of a pattern by at most 2k, so
 * only patterns close to their threshold matter, and these are few. A flip changes fields by 2: odd and even distances
 * differ strongly, and n_1 + n_2 or n_1 + n_2 + n_3 say more than one of them.
 *
 * @example
 * ```ts
 * import { ballCounts, perceptron, randomPatterns, sbpi } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const { weights } = await sbpi(perceptron(101), data, { seed: 'search' });
 * console.log(ballCounts(perceptron(101), data, weights)); // solutions 0, 1, 2, 3 flips away
 * ```
 * @throws TypeError if network, data set or weights are missing or of the wrong type, or if an option is unknown.
 * @throws RangeError if the network is neither a perceptron nor recurrent, it does not fit the data set, the inputs of a
 * perceptron are not ±1, a weight is not −1 or +1, or the radius is not 0, 1, 2 or 3.
 */
export function ballCounts(
  network: Network,
  data: Dataset,
  weights: ArrayLike<number>,
  options: BallCountsOptions = {},
): number[] {
  checkOptions('ballCounts', options, ['radius']);
  const { radius = 3 } = options;
  checkInteger('radius', radius, 0, 3);
  checkFit(network, data);
  checkWeights('weights', weights, network);
  if (network.selfCoupling !== undefined) return recurrentBallCounts(network, data, weights, radius);
  const patterns = perceptronPatterns('ballCounts', network, data);
  if (!(patterns.values instanceof Int8Array)) {
    throw new RangeError(
      'the inputs are not all −1 or +1; make them so with binariseInputs, or count with listSolutions',
    );
  }
  const risky = riskyPatterns(patterns, weights, radius);
  return Array.from({ length: radius + 1 }, (_, flips) => countFlips(patterns, weights, risky, flips));
}

/** A pattern that some flips make wrong, or right. */
interface Risky {
  readonly pattern: number;
  /** The largest sum of the aligned inputs x_i w_i over flipped weights for which the pattern is right. */
  readonly slack: number;
}

/** The pattern is right after flipping a set of weights where field − 2 Σ x_i w_i + offset > 0. */
function riskyPatterns(patterns: PerceptronPatterns, weights: ArrayLike<number>, radius: number): Risky[] {
  const { inputs, values, offsets } = patterns;
  const risky: Risky[] = [];
  for (let pattern = 0; pattern < patterns.patterns; pattern++) {
    let field = 0;
    for (let i = 0, k = pattern * inputs; i < inputs; i++, k++) field += values[k] * weights[i]!;
    const slack = Math.floor((field + offsets[pattern] - 1) / 2);
    if (slack < radius) risky.push({ pattern, slack });
  }
  return risky;
}

/**
 * Counts the sets of `flips` weights after which all patterns are right. Of the aligned inputs of the set, a pattern with
 * slack s may have up to (flips + s)/2 that are +1. This leaves three kinds: none may be, no two, not all three.
 */
function countFlips(
  { inputs, values }: PerceptronPatterns,
  weights: ArrayLike<number>,
  risky: readonly Risky[],
  flips: number,
): number {
  const most = risky.map(({ slack }) => Math.floor((flips + slack) / 2));
  if (most.some((aligned) => aligned < 0)) return 0;
  const isAligned = (k: number, i: number) => values[risky[k]!.pattern * inputs + i] === weights[i];
  const ofKind = (aligned: number) => [...risky.keys()].filter((k) => most[k] === aligned && aligned < flips);
  const forbidden = ofKind(0);
  const single = ofKind(1);
  const pair = ofKind(2);
  const free: number[] = [];
  for (let i = 0; i < inputs; i++) if (!forbidden.some((k) => isAligned(k, i))) free.push(i);
  if (flips === 0) return 1;
  if (flips === 1) return free.length;
  const alignedIn = (kind: readonly number[]) => kind.map((k) => bitSet(free, (i) => isAligned(k, i)));
  const partners = allowedPartners(free.length, alignedIn(single));
  return flips === 2 ? countPairs(partners) : countTriples(partners, alignedIn(pair));
}

/** The places in `free` for which `holds` is true, 32 to a word. */
function bitSet(free: readonly number[], holds: (i: number) => boolean): Uint32Array {
  const bits = new Uint32Array(Math.ceil(free.length / 32));
  for (let place = 0; place < free.length; place++) if (holds(free[place]!)) bits[place >> 5]! |= 1 << (place & 31);
  return bits;
}

const has = (bits: Uint32Array, place: number) => ((bits[place >> 5]! >>> (place & 31)) & 1) === 1;

/** For each place those behind it that are not aligned with it in any of the sets. */
function allowedPartners(places: number, sets: readonly Uint32Array[]): Uint32Array[] {
  return Array.from({ length: places }, (_, place) => {
    const partners = new Uint32Array(Math.ceil(places / 32)).fill(0xffffffff);
    for (const set of sets) if (has(set, place)) for (let k = 0; k < set.length; k++) partners[k]! &= ~set[k]!;
    for (let other = 0; other <= place; other++) partners[other >> 5]! &= ~(1 << (other & 31));
    if (places % 32 > 0) partners[partners.length - 1]! &= 2 ** (places % 32) - 1;
    return partners;
  });
}

function countPairs(partners: readonly Uint32Array[]): number {
  let pairs = 0;
  for (const bits of partners) for (let word = 0; word < bits.length; word++) pairs += bitCount(bits[word]!);
  return pairs;
}

/** Three places, each two of them partners, that are not all in one of the sets. */
function countTriples(partners: readonly Uint32Array[], sets: readonly Uint32Array[]): number {
  const places = partners.length;
  const words = Math.ceil(places / 32);
  const third = new Uint32Array(words);
  let triples = 0;
  for (let a = 0; a < places; a++) {
    const setsOfA = sets.filter((set) => has(set, a));
    for (let b = a + 1; b < places; b++) {
      if (!has(partners[a]!, b)) continue;
      // Partners stand behind both, so the words before b's are empty.
      const first = b >> 5;
      for (let word = first; word < words; word++) third[word] = partners[a]![word]! & partners[b]![word]!;
      for (const set of setsOfA) {
        if (has(set, b)) for (let word = first; word < words; word++) third[word]! &= ~set[word]!;
      }
      for (let word = first; word < words; word++) triples += bitCount(third[word]!);
    }
  }
  return triples;
}
