import { checkCount, checkEach, checkPositive, checkWithin, inWords, isList, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { checkedSystem } from '../run/identity.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { clamp, Messages } from './messages.js';
import { makePatternMatrix } from './pattern-matrix.js';

/** How messages are passed until they no longer change. */
export interface MessagePassingOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** Of the messages at the start, which are small and random. */
  readonly seed: Seed;
  /** The part of each old mean that is kept in each iteration, from 0 to below 1. Default 0.3; 0.5 with a field. */
  readonly damping?: number;
  /** Converged when no mean changes by more than this. Default 1e-9. */
  readonly tolerance?: number;
  /** Iterations after which it gives up. Default 3000. */
  readonly maximumIterations?: number;
}

/** The names of these options. */
export const MESSAGE_PASSING = ['seed', 'damping', 'tolerance', 'maximumIterations', 'signal', 'onProgress'] as const;

export interface ApproximateMessagePassingOptions extends MessagePassingOptions {
  /** f, an external field on each of the N weights: configurations count with e^(f·w). Default: none. */
  readonly field?: ArrayLike<number>;
}

/** What message passing says about the solutions of a perceptron. */
export interface MessagePassing {
  /** False if the messages still changed after `maximumIterations`. */
  readonly converged: boolean;
  /** Sweeps over all messages that were made. */
  readonly iterations: number;
  /** m, the mean of each weight over all solutions; as they are after the last iteration if it did not converge. */
  readonly magnetizations: Float64Array;
  /** ln Z in nats, Z = Σ e^(f·w) over all solutions: without a field their entropy. `null` if it did not converge. */
  readonly logPartition: number | null;
  /** ln Z − f·m in nats, the entropy of the solutions that the field selects. `null` if it did not converge. */
  readonly entropy: number | null;
}

/**
 * Counts the solutions of a ±1 perceptron by approximate message passing, and says which mean each weight has in them
 * (Mézard, J. Phys. A 1989; Kabashima, J. Phys. A 2003; Braunstein & Zecchina, PRL 2006). A pattern is a solution's if
 * its field exceeds the margin of the network. Exact for many inputs if the patterns are independent of one another: the
 * error of ln Z is of order 1, for any N. For correlated patterns, such as pictures, it often does not converge, and
 * says so; a damping of 0.95 may help.
 *
 * Patterns may have any inputs: each is divided by its norm. Those with ±1 inputs satisfy the assumption that all
 * inputs matter equally; the others do so approximately.
 *
 * @example
 * ```ts
 * import { approximateMessagePassing, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 201, patterns: 80, seed: 'patterns' });
 * const { converged, entropy } = await approximateMessagePassing(perceptron(201), data, { seed: 'messages' });
 * console.log(converged, entropy); // ln of the number of solutions
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if network and data set do not fit, if the network is not a perceptron with one output, if all
 * inputs of a pattern are 0, or if an option is out of range.
 * @throws Error if it is stopped: the reason of the signal.
 */
export async function approximateMessagePassing(
  network: Network,
  data: Dataset,
  options: ApproximateMessagePassingOptions,
): Promise<MessagePassing> {
  requireOptions('approximateMessagePassing', options, [...MESSAGE_PASSING, 'field']);
  checkMessagePassing(options);
  const system = checkedSystem(network, data);
  const matrix = makePatternMatrix('approximateMessagePassing', system.network, system.data);
  const field = externalField(options.field, matrix.inputs);
  const messages = startMessages(matrix, options.seed);
  const { damping = options.field === undefined ? 0.3 : 0.5 } = options;
  const { converged, iterations } = await settle(messages, field, { ...options, damping });
  const magnetizations = messages.means.slice();
  if (!converged) return { converged, iterations, magnetizations, logPartition: null, entropy: null };
  const logPartition = messages.logPartition(field);
  const entropy = magnetizations.reduce((sum, mean, i) => sum - field[i] * mean, logPartition);
  return { converged, iterations, magnetizations, logPartition, entropy };
}

/** Checks the options of message passing. */
export function checkMessagePassing(options: MessagePassingOptions): void {
  const { seed, damping = 0, tolerance = 1e-9, maximumIterations = 1 } = options;
  checkSeed(seed);
  checkWithin('damping', damping, 0, 0.999);
  checkPositive('tolerance', tolerance);
  checkCount('maximumIterations', maximumIterations, 'give at least 1 iteration');
  checkWatch(options);
}

function externalField(given: ArrayLike<number> | undefined, inputs: number): Float64Array {
  if (given === undefined) return new Float64Array(inputs);
  const remedy = `give ${inputs} numbers from −20 to 20, one for each weight`;
  if (!isList(given)) throw new TypeError(`\`field\` is ${inWords(given)}; ${remedy}`);
  if (given.length !== inputs) throw new RangeError(`\`field\` has ${given.length} numbers; ${remedy}`);
  checkEach('field', given, (value) => Math.abs(value) <= LARGEST_FIELD, remedy);
  return Float64Array.from(given);
}

/** Beyond it tanh differs from ±1 by less than a double holds. */
export const LARGEST_FIELD = 20;

/** Small random messages, from which all others follow. */
export function startMessages(matrix: Messages['matrix'], seed: Seed): Messages {
  return new Messages(matrix, randomStream(seed, 'start'), 0.01);
}

/** Passes messages until they no longer change. */
export async function settle(
  messages: Messages,
  external: Float64Array,
  options: MessagePassingOptions & { readonly damping: number },
): Promise<Pick<MessagePassing, 'converged' | 'iterations'>> {
  const { damping, tolerance = 1e-9, maximumIterations = 3000 } = options;
  const watch = new Watch({ task: 'message passing', unit: 'iterations', total: maximumIterations }, options);
  try {
    for (let iterations = 1; iterations <= maximumIterations; iterations++) {
      const change = iterate(messages, external, damping);
      if (change < tolerance) {
        watch.complete();
        return { converged: true, iterations };
      }
      if (Watch.isDue()) await watch.turn(iterations, `largest change ${change.toExponential(1)}`);
    }
    watch.complete();
    return { converged: false, iterations: maximumIterations };
  } finally {
    watch.release();
  }
}

/** One damped iteration; returns the largest change of a mean. */
export function iterate(messages: Messages, external: Float64Array, damping: number): number {
  const { means, fields } = messages;
  messages.pass();
  let largest = 0;
  for (let i = 0; i < means.length; i++) {
    const wanted = Math.tanh(clamp(fields[i] + external[i], LARGEST_FIELD));
    const change = (1 - damping) * (wanted - means[i]);
    means[i] += change;
    largest = Math.max(largest, Math.abs(change));
  }
  return largest;
}
