import { availableParallelism, cpus } from 'node:os';
import { checkText, inWords } from '../base/check.js';
import { sha256 } from '../base/hash.js';
import { version } from '../base/version.js';
import type { DatasetProvenance, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { asGiven, type Given } from '../run/identity.js';
import { LONG_RUN } from '../run/options.js';
import type { StoredTask } from '../run/surroundings.js';
import { densityIn, fromJSON, type Result, runOf, toJSON, verdict } from '../sampling/results.js';

// A result as it lies in a file of a store: what it is the result of, and how it is known to be whole.

const FORMAT = 'weightspace/result';

/** Version 1 had a checksum of the result alone. */
const FORMAT_VERSION = 2;

/** Part of every key: raised when the same task would give other numbers. */
const KEY_VERSION = 1;

/** Options that say how a run is watched and kept: they change none of its numbers. */
const STEERING: readonly string[] = [...LONG_RUN, 'maximumSeconds'];

/** A task as it was when it was asked for: its data may be changed while it is computed. */
export interface NamedTask extends StoredTask, Given {
  /** Two tasks have one key where they must have one result. */
  readonly key: string;
}

/**
 * Gives a task its key.
 *
 * @throws TypeError or RangeError if network and data set are none or do not fit, or if the options name no definite result.
 */
export function nameTask(task: StoredTask): NamedTask {
  if (Object(task) !== task || (task.options !== undefined && Object(task.options) !== task.options)) {
    throw new TypeError(`the task is ${inWords(task)}; give an object { sampler, network, data, options }`);
  }
  checkText('sampler', task.sampler);
  const { network, data } = asGiven(task.network, task.data);
  const { layers, tie, committee = null } = network;
  const key = sha256(
    canonical({
      format: FORMAT,
      formatVersion: KEY_VERSION,
      dataset: data.provenance.checksum,
      network: { layers, tie, committee },
      sampler: task.sampler,
      options: { ...definingOptions(task), ...task.about },
    }),
  );
  return { ...task, network, data, key };
}

/** True where a result is of the data and the network that a task was named after. */
export function isResultOf({ network, data }: NamedTask, result: Result): boolean {
  const provenance = runOf(result);
  return (
    provenance.dataset.checksum === data.provenance.checksum &&
    canonical({ ...provenance.network }) === canonical({ ...network })
  );
}

/** What is needed to trace a result and to compute it again. */
interface Provenance {
  /** The version of weightspace. */
  readonly version: string;
  readonly sampler: string;
  readonly options: { readonly [name: string]: Json };
  readonly network: Network;
  readonly dataset: DatasetProvenance;
  readonly machine: {
    readonly processor: string;
    readonly threads: number;
    readonly system: string;
    readonly node: string;
  };
  readonly date: string;
  readonly seconds: number;
  /** `null` for drawn configurations. */
  readonly reliable: { readonly density: boolean; readonly ends: boolean } | null;
  readonly verdict: string;
}

/** What a file begins with: its checksum, of every byte that follows it. */
const OPENING = '{\n "checksum": "';

/** The text of an entry. */
export function writeEntry(task: NamedTask, result: Result): string {
  const entry = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    key: task.key,
    provenance: provenanceOf(task, result),
    result: toJSON(result),
  };
  const content = `",${JSON.stringify(entry, null, 1).slice(1)}\n`;
  return `${OPENING}${sha256(content)}${content}`;
}

function provenanceOf(task: NamedTask, result: Result): Provenance {
  const reliable = densityIn(result)?.diagnostics.reliable;
  return {
    version,
    sampler: task.sampler,
    options: { ...definingOptions(task), ...task.about },
    network: task.network,
    dataset: task.data.provenance,
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      threads: availableParallelism(),
      system: `${process.platform} ${process.arch}`,
      node: process.versions.node,
    },
    date: new Date().toISOString(),
    seconds: runOf(result).seconds,
    reliable: reliable === undefined ? null : { density: reliable.density, ends: reliable.ends },
    verdict: verdict(result),
  };
}

/** An entry that was read. */
export interface Entry {
  readonly provenance: Provenance;
  readonly result: Result;
}

/** The entry of a file; `undefined` where it is not whole, or not the one of this key. */
export function readEntry(bytes: Buffer, key: string): Entry | undefined {
  try {
    const entry = JSON.parse(bytes.toString('utf8'));
    if (!isWhole(bytes, entry) || entry.format !== FORMAT || entry.key !== key) return undefined;
    return { provenance: entry.provenance, result: fromJSON(entry.result) };
  } catch {
    return undefined;
  }
}

function isWhole(bytes: Buffer, entry: { formatVersion: number; checksum: string; result: unknown }): boolean {
  if (entry.formatVersion === 1) return entry.checksum === sha256(JSON.stringify(entry.result));
  const opening = `${OPENING}${entry.checksum}`;
  const content = bytes.subarray(opening.length);
  return bytes.toString('latin1', 0, opening.length) === opening && entry.checksum === sha256(content);
}

/** The options that the numbers depend on. */
function definingOptions({ options = {} }: StoredTask): { readonly [name: string]: Json } {
  const entries = Object.entries(options).filter(([name, value]) => !STEERING.includes(name) && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, name === 'moves' ? totalMoves(value) : value]));
}

function totalMoves(moves: Json): Json {
  if (typeof moves !== 'object' || moves === null) return moves;
  if ('until' in moves) return moves.until as Json;
  throw new TypeError(
    '`moves` counts moves in addition to those of a checkpoint, which names no definite result to keep; ' +
      'give their number in all: { until: 1e8 }',
  );
}

/** JSON with the names of every object in order: equal values give equal texts. */
function canonical(value: Json): string {
  return JSON.stringify(value, (name, part: Json) => {
    if (['function', 'symbol', 'bigint'].includes(typeof part)) {
      throw new TypeError(
        `the option \`${name}\` is a ${typeof part}, which names no definite result; give plain data`,
      );
    }
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });
}
