import { checkEach, requireOptions } from '../base/check.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkWeights } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkedSystem } from '../run/identity.js';
import {
  checkMessagePassing,
  LARGEST_FIELD,
  MESSAGE_PASSING,
  type MessagePassingOptions,
  settle,
  startMessages,
} from './approximate-message-passing.js';
import { makePatternMatrix } from './pattern-matrix.js';

export interface LocalEntropyOptions extends MessagePassingOptions {
  /** h, the strengths of the field towards the reference, from 0 to 20, ascending. Default 0, 0.1, …, 3. */
  readonly fields?: ArrayLike<number>;
}

/** The solutions at the distance that one field selects. What did not converge is `null`. */
export interface LocalEntropyPoint {
  /** h: solutions count with e^(h w·w̃). */
  readonly field: number;
  /** q = w·w̃/N in the mean. */
  readonly overlap: number | null;
  /** d = N(1 − q)/2, the number of weights that differ from the reference. */
  readonly distance: number | null;
  /** S(d) = ln Z − h N q in nats, the entropy of the solutions at this distance. */
  readonly entropy: number | null;
  /** False if the messages still changed after `maximumIterations`. */
  readonly converged: boolean;
}

/** The entropy of solutions against their distance from a reference. */
export interface LocalEntropy {
  /** One point for each field, up to the one at which it stopped. */
  readonly points: readonly LocalEntropyPoint[];
  /**
   * The field from which on nearly all weights are certain (mean variance below 1e-4), so that message passing says
   * nothing more. `null` if no field was so strong.
   */
  readonly stoppedAt: number | null;
}

/** Below this mean variance of a weight the messages become infinite. */
const FROZEN = 1e-4;

/**
 * How many solutions a ±1 perceptron has around a reference configuration w̃, a solution or not, by approximate message
 * passing with the field h w̃ (Huang, Wong & Kabashima, J. Phys. A 2013; Baldassi et al., PRL 2015). The fields are
 * followed upwards, each from the last fixed point. Reliable to a number of order 1 in S, at any N; nearer than a few
 * flips count with `ballCounts`.
 *
 * @example
 * ```ts
 * import { localEntropy, perceptron, randomPatterns, sbpi } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 201, patterns: 80, seed: 'patterns' });
 * const { weights } = await sbpi(perceptron(201), data, { seed: 'search' });
 * const { points } = await localEntropy(perceptron(201), data, weights, { fields: [0, 0.5, 1], seed: 'messages' });
 * console.log(points); // solutions, and their distance from the one that was found
 * ```
 * @throws TypeError if network, data set, reference or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if network and data set do not fit, if the network is not a perceptron with one output, if all
 * inputs of a pattern are 0, if the reference does not have M weights, each −1 or +1, or if an option is out of range.
 * @throws Error if it is stopped: the reason of the signal.
 */
export async function localEntropy(
  network: Network,
  data: Dataset,
  reference: ArrayLike<number>,
  options: LocalEntropyOptions,
): Promise<LocalEntropy> {
  requireOptions('localEntropy', options, [...MESSAGE_PASSING, 'fields']);
  checkMessagePassing(options);
  const { seed, damping = 0.5, fields = Array.from({ length: 31 }, (_, k) => k / 10) } = options;
  const system = checkedSystem(network, data);
  const matrix = makePatternMatrix('localEntropy', system.network, system.data);
  checkWeights('reference', reference, system.network);
  checkFields(fields);
  const messages = startMessages(matrix, seed);
  const fixed = startMessages(matrix, seed);
  const centre = Float64Array.from(reference);
  const points: LocalEntropyPoint[] = [];
  for (const field of Array.from(fields)) {
    messages.copy(fixed);
    const external = centre.map((weight) => field * weight);
    const { converged } = await settle(messages, external, { ...options, damping });
    if (messages.variance < FROZEN) return { points, stoppedAt: field };
    if (!converged) {
      points.push({ field, overlap: null, distance: null, entropy: null, converged });
      continue;
    }
    fixed.copy(messages);
    const aligned = messages.means.reduce((sum, mean, i) => sum + mean * centre[i], 0);
    points.push({
      field,
      overlap: aligned / matrix.inputs,
      distance: (matrix.inputs - aligned) / 2,
      entropy: messages.logPartition(external) - field * aligned,
      converged,
    });
  }
  return { points, stoppedAt: null };
}

function checkFields(fields: ArrayLike<number>): void {
  let last = -Infinity;
  const isNext = (field: number) => {
    const isGood = field >= Math.max(0, last) && field <= LARGEST_FIELD;
    last = field;
    return isGood;
  };
  checkEach('fields', fields, isNext, `give fields from 0 to ${LARGEST_FIELD}, ascending`);
}
