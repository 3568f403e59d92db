import { availableParallelism, cpus } from 'node:os';
import { checkText, inWords } from '../base/check.js';
import { sha256 } from '../base/hash.js';
import { version } from '../base/version.js';
import type { DatasetProvenance, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { checkedSystem, type System } from '../run/identity.js';
import { LONG_RUN } from '../run/options.js';
import type { StoredTask } from '../run/stored-task.js';
import { densityIn, fromJSON, type Result, runOf, toJSON, verdict } from '../sampling/results.js';

// The file format of a stored result: what the result is of, and a checksum that shows whether the file is complete.

const FORMAT = 'weightspace/result';

/** Version 1 had a checksum of the result only. */
const FORMAT_VERSION = 2;

/** Part of every key: to be raised when the same task yields other numbers. */
const KEY_VERSION = 1;

/** Options that only say how a run is watched and kept, and change none of its numbers. */
const STEERING: readonly string[] = [...LONG_RUN, 'maximumSeconds'];

/** A task with copies of its network and data, because the caller may change them during the computation. */
export interface NamedTask extends StoredTask, System {
  /** Two tasks have the same key if they must have the same result. */
  readonly key: string;
}

/**
 * Makes the key of a task.
 *
 * @throws TypeError if the task, its network or its data set is of the wrong type, or if its options define no unique
 * result.
 * @throws RangeError if network and data set do not fit.
 */
export function nameTask(task: StoredTask): NamedTask {
  if (Object(task) !== task || (task.options !== undefined && Object(task.options) !== task.options)) {
    throw new TypeError(`the task is ${inWords(task)}; give an object { sampler, network, data, options }`);
  }
  checkText('sampler', task.sampler);
  const { network, data } = checkedSystem(task.network, task.data);
  const { layers, tie, committee = null, margin, selfCoupling } = network;
  const key = sha256(
    canonical({
      format: FORMAT,
      formatVersion: KEY_VERSION,
      dataset: data.provenance.checksum,
      network: {
        layers,
        tie,
        committee,
        ...(margin !== undefined && { margin }),
        ...(selfCoupling !== undefined && { selfCoupling }),
      },
      sampler: task.sampler,
      options: { ...definingOptions(task), ...task.about },
    }),
  );
  return { ...task, network, data, key };
}

/** True if a result has the data and the network of a task. */
export function isResultOf({ network, data }: NamedTask, result: Result): boolean {
  const provenance = runOf(result);
  return (
    provenance.dataset.checksum === data.provenance.checksum &&
    canonical({ ...provenance.network }) === canonical({ ...network })
  );
}

/** What is needed to trace a result and compute it again. */
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
  /** `null` for configurations. */
  readonly reliable: { readonly density: boolean; readonly ends: boolean } | null;
  readonly verdict: string;
}

/** A file begins with its checksum, that of every byte that follows. */
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

/** An entry as read from a file. */
export interface Entry {
  readonly provenance: Provenance;
  readonly result: Result;
}

/** Reads the entry in a file; `undefined` if it is damaged, or not that of this key. */
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
    '`moves` counts moves in addition to those of a checkpoint, which defines no unique result to keep; ' +
      'give their total: { until: 1e8 }',
  );
}

/** JSON with the names of every object sorted, so that equal values have equal texts. */
function canonical(value: Json): string {
  return JSON.stringify(value, (name, part: Json) => {
    if (['function', 'symbol', 'bigint'].includes(typeof part)) {
      throw new TypeError(
        `the option \`${name}\` is a ${typeof part}, which defines no unique result; give plain data`,
      );
    }
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });
}
