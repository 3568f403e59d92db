import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { dataFolder } from '../dataset/data-folder.js';
import type { Dataset, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { defaultProgress } from '../progress.js';
import { readCheckpoint } from '../sampling/checkpoint.js';
import { DensityOfStates } from '../sampling/density-of-states.js';
import type { LongRunOptions } from '../sampling/long-run.js';
import { version } from '../version.js';
import { writeWhole } from '../write-whole.js';

/** What is to be computed: a network, its data, and the sampler with its options. */
export interface StoredTask {
  /** `'wangLandau'` or `'enumerate'`. */
  readonly sampler: string;
  readonly network: Network;
  readonly data: Dataset;
  /** The sampler's options, seed included. What changes no number (`workers`, `signal`, `checkpoint`, …) may be among them. */
  readonly options?: object;
}

/** Where a task stands: its result is kept, a checkpoint of it is, or nothing. */
export interface TaskPlan {
  readonly task: StoredTask;
  readonly key: string;
  readonly state: 'stored' | 'begun' | 'missing';
  /** How long the stored result took to compute, in seconds. */
  readonly seconds: number | undefined;
}

export interface ResultStoreOptions {
  /** Told in a sentence of entries that cannot be used or written. Default `console.warn`. */
  readonly report?: (sentence: string) => void;
}

const FORMAT = 'weightspace/result';

/** Part of every key: raised when the same task would give other numbers, or an entry be written in another way. */
const FORMAT_VERSION = 1;

/** Options that say how a run is watched and kept: they change none of its numbers. */
const STEERING = ['workers', 'signal', 'onProgress', 'checkpoint', 'checkpointSeconds', 'maximumSeconds'];

/**
 * The result of a task: from the store where it is kept, otherwise from `compute`, and kept from then on. What comes back is
 * the same in both cases, to the last bit.
 *
 * `compute` is given a `checkpoint` to pass on to the sampler: a run that was interrupted then goes on where it was, and the
 * file is removed when the result is kept. A cancelled run's partial result comes back but is not kept.
 *
 * ```ts
 * const options = { seed: 'walk-1' };
 * const dos = await stored(store, { sampler: 'wangLandau', network, data, options }, ({ checkpoint }) =>
 *   wangLandau(network, data, { ...options, checkpoint }),
 * );
 * ```
 *
 * An entry that is damaged is reported and computed again. Throws what `compute` throws, and a sentence where the options do
 * not name one definite result and where the folder cannot be used.
 */
export async function stored(
  store: ResultStore,
  task: StoredTask,
  compute: (run: { readonly checkpoint: string }) => Promise<DensityOfStates>,
): Promise<DensityOfStates> {
  const kept = store.read(task);
  if (kept !== undefined) {
    const { onProgress = defaultProgress() }: LongRunOptions = task.options ?? {};
    onProgress({ task: kept.name, done: 1, total: 1, earlier: 1 });
    return kept;
  }
  const result = await compute({ checkpoint: store.checkpoint(task) });
  if (result.diagnostics.cancelled) return result;
  return store.write(task, result);
}

/**
 * A folder of results, one JSON file each, named after what they are the result of: data set, network, sampler, options.
 * Several processes may use one folder at once: entries are written beside and renamed, and two that compute the same write
 * the same.
 */
export class ResultStore {
  readonly folder: string;
  readonly #report: (sentence: string) => void;

  /** Default folder: `output/results` of the project, or of the current folder where weightspace is installed as a package. */
  constructor(folder: string = resultsFolder(), { report = console.warn }: ResultStoreOptions = {}) {
    this.folder = folder;
    this.#report = report;
  }

  /** The file of a task's result, whether it is there or not. */
  path(task: StoredTask): string {
    return join(this.folder, `${keyOf(task)}.json`);
  }

  /**
   * The file for a task's checkpoint. One that is damaged is reported and removed: the run then starts anew. Throws a sentence
   * where it cannot be read.
   */
  checkpoint(task: StoredTask): string {
    const path = this.#checkpointPath(task);
    try {
      readCheckpoint(path);
    } catch (error) {
      // It is there but cannot be read: better known now than after an hour.
      if (!(error instanceof TypeError)) throw error;
      this.#report(`${error.message}. It was deleted; the run starts anew.`);
      rmSync(path, { force: true });
    }
    return path;
  }

  /** True where the result is there and sound. */
  has(task: StoredTask): boolean {
    return this.#entry(task) !== undefined;
  }

  /** For a dry run: where each task stands. Nothing is computed. */
  plan(tasks: readonly StoredTask[]): TaskPlan[] {
    return tasks.map((task) => {
      const entry = this.#entry(task);
      const state = entry !== undefined ? 'stored' : existsSync(this.#checkpointPath(task)) ? 'begun' : 'missing';
      return { task, key: keyOf(task), state, seconds: entry?.provenance.seconds };
    });
  }

  /** The result of a task; `undefined` where it is not there, or damaged, which is reported. */
  read(task: StoredTask): DensityOfStates | undefined {
    const entry = this.#entry(task);
    if (entry === undefined) return undefined;
    const result = DensityOfStates.fromJSON(entry.result);
    return new DensityOfStates({ ...result, data: task.data });
  }

  /**
   * Keeps a result, removes the checkpoint it came from, and gives the result as `read` will. Where it cannot be written that
   * is reported, and the result comes back all the same: it was computed.
   */
  write(task: StoredTask, result: DensityOfStates): DensityOfStates {
    try {
      writeWhole(this.path(task), `${JSON.stringify(entryOf(task, result), null, 1)}\n`);
    } catch (error) {
      this.#report(`The result was not kept: ${(error as Error).message}.`);
      return result;
    }
    rmSync(this.#checkpointPath(task), { force: true });
    return this.read(task) ?? result;
  }

  #checkpointPath(task: StoredTask): string {
    return join(this.folder, `${keyOf(task)}.checkpoint`);
  }

  #entry(task: StoredTask): Entry | undefined {
    const path = this.path(task);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.#report(`The stored result ${path} cannot be read (${(error as Error).message}); it is computed again.`);
      }
      return undefined;
    }
    const entry = soundEntry(text, keyOf(task));
    if (entry === undefined) this.#report(`The stored result ${path} is damaged; it is not used but computed again.`);
    return entry;
  }
}

/** A result as it lies in its file, with what is needed to trace it and to compute it again. */
interface Entry {
  readonly format: string;
  readonly formatVersion: number;
  readonly key: string;
  readonly provenance: Provenance;
  /** SHA-256 of the JSON of `result`. */
  readonly checksum: string;
  readonly result: unknown;
}

interface Provenance {
  /** The version of weightspace. */
  readonly version: string;
  readonly sampler: string;
  readonly options: { readonly [name: string]: Json };
  readonly network: Network;
  readonly dataset: Dataset['provenance'];
  readonly machine: {
    readonly processor: string;
    readonly threads: number;
    readonly system: string;
    readonly node: string;
  };
  readonly date: string;
  readonly seconds: number;
  readonly reliable: { readonly density: boolean; readonly ends: boolean };
  readonly verdict: string;
}

function entryOf(task: StoredTask, result: DensityOfStates): Entry {
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    key: keyOf(task),
    provenance: {
      version,
      sampler: task.sampler,
      options: definingOptions(task),
      network: task.network,
      dataset: task.data.provenance,
      machine: {
        processor: cpus()[0]?.model ?? 'unknown',
        threads: availableParallelism(),
        system: `${process.platform} ${process.arch}`,
        node: process.versions.node,
      },
      date: new Date().toISOString(),
      seconds: result.provenance.seconds,
      reliable: { density: result.diagnostics.reliable.density, ends: result.diagnostics.reliable.ends },
      verdict: result.verdict,
    },
    checksum: sha256(JSON.stringify(result)),
    result,
  };
}

/** The entry of a file's text; `undefined` where it is not whole, or not the one of this key. */
function soundEntry(text: string, key: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Entry;
    const isSound = entry.key === key && entry.checksum === sha256(JSON.stringify(entry.result));
    DensityOfStates.fromJSON(entry.result);
    return isSound ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** Two tasks have one key where they must have one result. */
function keyOf(task: StoredTask): string {
  const { layers, tie, committee = null } = task.network;
  return sha256(
    canonical({
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
      dataset: task.data.provenance.checksum,
      network: { layers, tie, committee },
      sampler: task.sampler,
      options: definingOptions(task),
    }),
  );
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
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function resultsFolder(): string {
  const project = dirname(dataFolder());
  const isInstalled = project.includes(`${sep}node_modules${sep}`);
  return join(isInstalled ? process.cwd() : project, 'output', 'results');
}
