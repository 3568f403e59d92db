import {
  checkChoice,
  checkCount,
  checkEach,
  checkInteger,
  checkWithin,
  inWords,
  isList,
  requireOptions,
} from '../base/check.js';
import { checkSeed, randomStream, type Seed, subSeed } from '../base/seed.js';
import { deviation, mean } from '../base/statistics.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkFit, checkWeights } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { focusingDynamics } from './focusing-dynamics.js';
import { relax } from './settle.js';

/** How what is received acts on the network. */
export interface DecoderOptions {
  /** b, the strength of the field b η̃ in units of the couplings, from 0 to 1000. Default 0.5. */
  readonly field?: number;
  /**
   * `'relax'`: the asynchronous dynamics starts from η̃, and the field acts until it has settled. `'focusing'`
   * (default): `focusingDynamics` starts with the fields h = b η̃, which is all that it knows of what was received.
   */
  readonly decoder?: 'relax' | 'focusing';
  /** Sweeps after which a dynamics gives up. Default 300. */
  readonly maximumSweeps?: number;
}

export interface TransmitOptions extends DecoderOptions, Pick<LongRunOptions, 'signal'> {
  /** f, the probability with which each unit is flipped, from 0 to 1. */
  readonly noise: number;
  /** Of the noise and the decoder. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
}

/** What became of a word. */
export interface Transmission {
  /** η̃, the word with noise. */
  readonly received: Int8Array;
  /** What the decoder came to. */
  readonly held: Int8Array;
  /** What is left of it when the asynchronous dynamics has gone on without a field. */
  readonly decoded: Int8Array;
  /** The share of the units in which each of these differs from the word. */
  readonly distances: { readonly received: number; readonly held: number; readonly decoded: number };
  /** True if `decoded` is a fixed point. */
  readonly settled: boolean;
}

/**
 * Sends a word η, N states ±1, through a channel that flips each unit with probability f, and lets a recurrent network
 * decode it: η̃ is received and acts as an external field, then the field is removed. Of a fixed point this asks whether
 * its errors are corrected. Of any other input without noise it makes a representation: the distance of `decoded` from
 * η is then that of the input from a fixed point near it.
 *
 * @example
 * ```ts
 * import { prototypes, randomCouplings, recurrentNetwork, strengthen, transmit } from 'weightspace';
 *
 * const [word] = prototypes({ inputs: 50, classes: 2, seed: 'words' });
 * const couplings = strengthen(randomCouplings({ units: 50, seed: 'couplings' }), word, { strength: 2 });
 * const network = recurrentNetwork(50, { selfCoupling: 0.5 });
 * const { distances } = await transmit(network, couplings, word, { noise: 0.1, seed: 'channel' });
 * console.log(distances); // wrong units: received, with the field, and without it
 * ```
 * @throws TypeError if network, couplings, word or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if network, couplings and word do not fit, or if an option is out
 * of range.
 * @throws Error if the decoder is stopped: the reason of the signal.
 */
export async function transmit(
  network: Network,
  couplings: Dataset,
  word: ArrayLike<number>,
  options: TransmitOptions,
): Promise<Transmission> {
  requireOptions('transmit', options, ['noise', 'seed', 'field', 'decoder', 'maximumSweeps', 'signal']);
  const { noise, seed, signal } = options;
  checkWithin('noise', noise, 0, 1);
  checkSeed(seed);
  const decoder = checkedDecoder(options);
  checkWatch(options);
  signal?.throwIfAborted();
  checkFit(network, couplings);
  checkWeights('word', word, network);
  const channel = randomStream(seed, 'channel');
  const received = Int8Array.from(word, (unit) => (channel.uniform() < noise ? -unit : unit));
  const held = await decode(network, couplings, received, { ...decoder, seed: subSeed(seed, 'decoder'), signal });
  const { maximumSweeps } = decoder;
  const { states, energy } = relax(network, couplings, held, { seed: subSeed(seed, 'removed'), maximumSweeps });
  const distances = {
    received: distance(word, received),
    held: distance(word, held),
    decoded: distance(word, states),
  };
  return { received, held, decoded: states, distances, settled: energy === 0 };
}

async function decode(
  network: Network,
  couplings: Dataset,
  received: Int8Array,
  options: Required<DecoderOptions> & { readonly seed: string; readonly signal: AbortSignal | undefined },
): Promise<Int8Array> {
  const { decoder, maximumSweeps, seed, signal } = options;
  const field = Float64Array.from(received, (unit) => options.field * unit);
  if (decoder === 'relax') return relax(network, couplings, received, { field, seed, maximumSweeps }).states;
  const found = await focusingDynamics(network, couplings, {
    seed,
    maximumSteps: maximumSweeps,
    initialFields: field,
    ...(signal !== undefined && { signal }),
    onProgress: ignore,
  });
  return found.weights;
}

export interface ResidualNoiseOptions extends DecoderOptions, Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** The f to measure at, from 0 to 1. */
  readonly noises: readonly number[];
  /** How often each word is sent at each f. Default 1. */
  readonly transmissions?: number;
  /** Of the noise and the decoder. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
}

/** The noise left at one f: shares of wrong units, means over the words. */
export interface ResidualNoise {
  /** f, as it was given. */
  readonly noise: number;
  /** What was drawn: f up to chance. */
  readonly received: number;
  /** In the field. */
  readonly held: number;
  /** One standard error of `held` over the words; NaN for one word. */
  readonly heldError: number;
  /** After the field is removed. */
  readonly decoded: number;
  /** One standard error of `decoded` over the words; NaN for one word. */
  readonly decodedError: number;
  /** The share of the transmissions without an error at the end. */
  readonly exact: number;
  /** The share of the transmissions that did not end in a fixed point. They are in the means as they were at the end. */
  readonly unsettled: number;
}

/**
 * Sends several words through the channel of `transmit`, and measures the share of wrong units before and after the
 * field is removed. The standard errors are those over the words: that networks differ, they do not contain.
 *
 * @example
 * ```ts
 * import { prototypes, randomCouplings, recurrentNetwork, residualNoise, strengthen } from 'weightspace';
 *
 * const words = prototypes({ inputs: 50, classes: 2, seed: 'words' });
 * const couplings = strengthen(randomCouplings({ units: 50, seed: 'couplings' }), words, { strength: 2 });
 * const network = recurrentNetwork(50, { selfCoupling: 0.5 });
 * console.log(await residualNoise(network, couplings, words, { noises: [0.1, 0.2], seed: 'channel' }));
 * ```
 * @throws TypeError if network, couplings, words or seed are missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if network, couplings and words do not fit, there is no word, or an
 * option is out of range.
 * @throws Error if the measurement is stopped: the reason of the signal.
 */
export async function residualNoise(
  network: Network,
  couplings: Dataset,
  words: readonly ArrayLike<number>[],
  options: ResidualNoiseOptions,
): Promise<ResidualNoise[]> {
  const known = [
    'noises',
    'transmissions',
    'seed',
    'field',
    'decoder',
    'maximumSweeps',
    'signal',
    'onProgress',
  ] as const;
  requireOptions('residualNoise', options, known);
  const { noises, transmissions = 1, seed, signal } = options;
  checkEach('noises', noises, (noise) => noise >= 0 && noise <= 1, 'give numbers from 0 to 1');
  checkCount('transmissions', transmissions, 'send each word at least once');
  checkSeed(seed);
  const decoder = checkedDecoder(options);
  checkWatch(options);
  if (!isList(words)) throw new TypeError(`\`words\` is ${inWords(words)}; give an array of states`);
  if (words.length === 0) throw new RangeError('there are no words; give at least 1');
  checkFit(network, couplings);
  for (const [k, word] of words.entries()) checkWeights(`words[${k}]`, word, network);
  const total = noises.length * words.length * transmissions;
  const watch = new Watch({ task: 'residualNoise', unit: 'transmissions', total: Math.max(1, total) }, options);
  const points: ResidualNoise[] = [];
  try {
    let done = 0;
    for (const noise of Array.from(noises)) {
      const byWord: Transmission[][] = [];
      for (const [k, word] of words.entries()) {
        const sent: Transmission[] = [];
        for (let trial = 0; trial < transmissions; trial++) {
          const own = { ...decoder, noise, seed: subSeed(seed, `${noise}/${k}/${trial}`), ...(signal && { signal }) };
          sent.push(await transmit(network, couplings, word, own));
          done++;
          if (Watch.isDue()) await watch.turn(done, `f = ${noise}`);
        }
        byWord.push(sent);
      }
      points.push({ noise, ...summary(byWord) });
    }
    watch.complete();
    return points;
  } finally {
    watch.release();
  }
}

function summary(byWord: readonly (readonly Transmission[])[]): Omit<ResidualNoise, 'noise'> {
  const all = byWord.flat();
  const ofWords = (value: (sent: Transmission) => number) => byWord.map((sent) => mean(sent.map(value)));
  const held = ofWords(({ distances }) => distances.held);
  const decoded = ofWords(({ distances }) => distances.decoded);
  const share = (isCounted: (sent: Transmission) => boolean) => all.filter(isCounted).length / all.length;
  return {
    received: mean(ofWords(({ distances }) => distances.received)),
    held: mean(held),
    heldError: deviation(held) / Math.sqrt(held.length),
    decoded: mean(decoded),
    decodedError: deviation(decoded) / Math.sqrt(decoded.length),
    exact: share(({ distances }) => distances.decoded === 0),
    unsettled: share(({ settled }) => !settled),
  };
}

function checkedDecoder(options: DecoderOptions): Required<DecoderOptions> {
  const { field = 0.5, decoder = 'focusing', maximumSweeps = 300 } = options;
  checkWithin('field', field, 0, 1000);
  checkChoice('decoder', decoder, ['relax', 'focusing']);
  checkInteger('maximumSweeps', maximumSweeps, 1, 1e6);
  return { field, decoder, maximumSweeps };
}

function distance(word: ArrayLike<number>, other: ArrayLike<number>): number {
  let different = 0;
  for (let i = 0; i < word.length; i++) if (word[i] !== other[i]) different++;
  return different / word.length;
}

function ignore(): void {}
