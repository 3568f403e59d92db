import { checkEach, checkInteger, inWords } from '../base/check.js';
import type { DatasetProvenance } from '../dataset/dataset.js';
import { checkRealWeights, type DenseNetwork } from './dense-network.js';

/** The weights after a number of steps. */
export interface WeightSnapshot {
  /** The number of steps made: 0 is the start. */
  readonly step: number;
  /** M weights. */
  readonly weights: Float32Array;
}

/** A descent of the loss, as plain data: all columns have one entry for each of `times`. */
export interface Descent {
  /** The network that was trained. */
  readonly network: DenseNetwork;
  /** Where the data came from. */
  readonly provenance: DatasetProvenance;
  /** The seed, as text. */
  readonly seed: string;
  /** η, as it was given. */
  readonly learningRate: number;
  /** The number of patterns in a batch, or `'all'`. */
  readonly batch: number | 'all';
  /** The steps that were made: fewer than were asked for if the descent was stopped. */
  readonly steps: number;
  /** The steps after which the loss was measured: 0, then the whole numbers closest to 2^(k/2), and the last one. */
  readonly times: readonly number[];
  /** L, the mean loss of all patterns. */
  readonly losses: readonly number[];
  /** The number of patterns classified wrongly; a tie is wrong. */
  readonly errors: readonly number[];
  /** D of `gradientNoise`, over the same patterns at all times. */
  readonly gradientNoise: readonly number[];
  /** The number of these patterns. */
  readonly noisePatterns: number;
  /** The weights at the times asked for. */
  readonly snapshots: readonly WeightSnapshot[];
  /** The weights after the last step. */
  readonly weights: Float32Array;
}

/** What a descent depends on besides its network and its data. */
const SETTINGS = ['seed', 'learningRate', 'batch', 'noisePatterns'] as const;

/** What must be the same in all parts of a descent. */
export type Settings = Pick<Descent, 'network' | 'provenance' | (typeof SETTINGS)[number]>;

const COLUMNS = ['times', 'losses', 'errors', 'gradientNoise'] as const;

/**
 * Checks that `from` is an earlier part of a descent of `steps` steps, with these settings. A descent is plain data, which
 * may come from a file.
 *
 * @throws TypeError if it is not a descent, or if a part of it is of the wrong type.
 * @throws RangeError if it belongs to another descent, is longer than `steps`, or has numbers that are out of range.
 */
export function checkEarlier(from: Descent, settings: Settings, steps: number): void {
  const parts = [from?.network, from?.provenance];
  if (parts.some((part) => Object(part) !== part) || !Array.isArray(from.snapshots)) {
    throw new TypeError(`\`from\` is ${inWords(from)}, not a whole descent; give what an earlier descend(…) returned`);
  }
  const { network, provenance } = settings;
  for (const name of SETTINGS) if (from[name] !== settings[name]) refuse(`\`${name}\``, from[name], settings[name]);
  const [before, now] = [from.network, network].map(({ layers, loss }) => `${inWords(layers)}, ${inWords(loss)}`);
  if (before !== now) refuse('network', before, now);
  if (from.provenance.checksum !== provenance.checksum) {
    refuse('data set', from.provenance.checksum, provenance.checksum);
  }
  checkInteger('from.steps', from.steps, 0, steps);
  checkRealWeights('from.weights', from.weights, network);
  for (const column of COLUMNS) checkColumn(from, column);
  for (const [k, snapshot] of from.snapshots.entries()) {
    checkInteger(`from.snapshots[${k}].step`, snapshot?.step, 0, from.steps);
    checkRealWeights(`from.snapshots[${k}].weights`, snapshot.weights, network);
  }
}

function checkColumn(from: Descent, column: (typeof COLUMNS)[number]): void {
  checkEach(
    `from.${column}`,
    from[column],
    (value) => Number.isFinite(value) && value >= 0,
    'give numbers of at least 0',
  );
  if (from[column].length === from.times.length) return;
  throw new RangeError(
    `\`from.${column}\` has ${from[column].length} numbers and \`from.times\` ${from.times.length}; give one for each time`,
  );
}

function refuse(what: string, before: unknown, now: unknown): never {
  throw new RangeError(`\`from\` has the ${what} ${inWords(before)}, here it is ${inWords(now)}; give the same`);
}
