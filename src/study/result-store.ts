import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkFunction, checkList, checkOptions, checkText, inWords } from '../base/check.js';
import { namesIn, writeWhole } from '../base/files.js';
import { projectFolder } from '../base/project.js';
import type { Dataset } from '../dataset/dataset.js';
import { samplerChecksum } from '../run/build.js';
import { readCheckpoint } from '../run/checkpoint.js';
import type { LongRunOptions } from '../run/options.js';
import {
  type Keep,
  type KeptRun,
  NOTHING_AROUND,
  type StoredTask,
  surround,
  surroundings,
} from '../run/surroundings.js';
import { checkResult, densityIn, type Result } from '../sampling/results.js';
import { type Entry, isResultOf, type NamedTask, nameTask, readEntry, writeEntry } from './result-entry.js';

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

/**
 * The result of a task: from the store where it is kept, otherwise from `compute`, and kept from then on. What comes back is
 * the same in both cases, to the last bit. A task is known by what its network and its data are when it is asked for.
 *
 * `compute` is given options to pass on to the sampler: with their `checkpoint` a run that was interrupted goes on where it was,
 * and the file is removed when the result is kept. A cancelled run's partial result comes back but is not kept.
 *
 * ```ts
 * const options = { seed: 'walk-1' };
 * const dos = await stored(store, { sampler: 'wangLandau', network, data, options }, (run) =>
 *   wangLandau(network, data, { ...options, ...run }),
 * );
 * ```
 *
 * An entry that is damaged is reported and computed again. Where the folder cannot be written this is reported once, and the
 * results come back all the same.
 *
 * @throws TypeError or RangeError if network and data set do not fit, or if the options name no definite result.
 * @throws what `compute` throws.
 */
export async function stored<Kind extends Result>(
  store: ResultStore,
  task: StoredTask,
  compute: (kept: KeptRun) => Promise<Kind>,
): Promise<Kind> {
  checkStore(store);
  return store.get(task, compute);
}

/**
 * Has the samplers keep their results in `store`, and take them from there; `undefined` ends that. A run with a `checkpoint`
 * of its own, or with `moves` in addition to those of another run, is left alone.
 *
 * @throws TypeError if `store` is no store.
 */
export function keepResults(store: ResultStore | undefined): void {
  if (store !== undefined) checkStore(store);
  surround({ keep: store === undefined ? NOTHING_AROUND.keep : keepIn(store) });
}

function keepIn(store: ResultStore): Keep {
  return (task, compute) => {
    const { checkpoint, moves }: { checkpoint?: unknown; moves?: unknown } = task.options ?? {};
    const isMore = typeof moves === 'object' && moves !== null && 'more' in moves;
    return checkpoint !== undefined || isMore ? compute({}) : store.get(task, compute);
  };
}

/** @throws TypeError unless `store` is a store. */
export function checkStore(store: ResultStore): void {
  // Not `instanceof`: a store from before a rebuild lives on in a notebook's kernel.
  if (typeof store?.folder === 'string' && typeof store.get === 'function') return;
  throw new TypeError(`the store is ${inWords(store)}; make one, as in new ResultStore(folder)`);
}

/**
 * A folder of results, one JSON file each, named after what they are the result of: data set, network, sampler, options.
 * Several processes may use one folder at once: entries are written beside and renamed, and two that compute the same write
 * the same.
 */
export class ResultStore {
  readonly folder: string;
  readonly #report: (sentence: string) => void;
  #isUnwritable = false;

  /** Default folder: `output/results` of the project, or of the current folder where weightspace is installed as a package. */
  constructor(folder: string = resultsFolder(), options: ResultStoreOptions = {}) {
    checkText('folder', folder);
    checkOptions('ResultStore', options, ['report']);
    const { report = console.warn } = options;
    checkFunction('report', report, 'console.warn');
    this.folder = folder;
    this.#report = report;
  }

  /** What `stored` does. */
  async get<Kind>(asked: StoredTask, compute: (kept: KeptRun) => Promise<Kind>): Promise<Kind> {
    const task = nameTask(asked);
    checkFunction('compute', compute, '(run) => enumerate(network, data, run)');
    const kept = this.#read(task);
    if (kept !== undefined) {
      const { onProgress = surroundings().openProgress() }: LongRunOptions = task.options ?? {};
      onProgress({ task: kept.name, done: 1, total: 1, earlier: 1 });
      return kept as Kind;
    }
    const run = { checkpoint: this.#usableCheckpoint(task), onCheckpointFailure: this.#onFailure };
    const result = (await compute(run)) as Result;
    checkResult(result);
    if (densityIn(result)?.diagnostics.cancelled) return result as Kind;
    return this.#write(task, result) as Kind;
  }

  /** The file of a task's result, whether it is there or not. */
  path(task: StoredTask): string {
    return this.#path(nameTask(task));
  }

  /**
   * The file for a task's checkpoint, which is this build's own; `undefined` where one is there that cannot be read, which is
   * reported. One that is damaged is reported and removed: the run then starts anew.
   */
  checkpoint(task: StoredTask): string | undefined {
    return this.#usableCheckpoint(nameTask(task));
  }

  /** True where the result is there and sound. */
  has(task: StoredTask): boolean {
    return this.#entry(nameTask(task)) !== undefined;
  }

  /** For a dry run: where each task stands. Nothing is computed. */
  plan(tasks: readonly StoredTask[]): TaskPlan[] {
    checkList('tasks', tasks, 'tasks, each { sampler, network, data, options }');
    return tasks.map((task) => {
      const named = nameTask(task);
      const entry = this.#entry(named);
      const state = entry !== undefined ? 'stored' : existsSync(this.#checkpointPath(named)) ? 'begun' : 'missing';
      return { task, key: named.key, state, seconds: entry?.provenance.seconds };
    });
  }

  /** The result of a task; `undefined` where it is not there, or damaged, which is reported. */
  read(task: StoredTask): Result | undefined {
    return this.#read(nameTask(task));
  }

  /**
   * Keeps a result, removes the checkpoint it came from, and gives the result as `read` will. Where it cannot be written, or is
   * of other data or another network than the task, that is reported, and the result comes back all the same: it was computed.
   */
  write(task: StoredTask, result: Result): Result {
    checkResult(result);
    return this.#write(nameTask(task), result);
  }

  #path({ key }: NamedTask): string {
    return join(this.folder, `${key}.json`);
  }

  #checkpointPath({ key }: NamedTask): string {
    return join(this.folder, `${key}.${samplerChecksum().slice(0, 12)}.checkpoint`);
  }

  /** The checkpoints of a task by any build. */
  #checkpoints({ key }: NamedTask): string[] {
    return namesIn(this.folder)
      .filter((name) => name.startsWith(key) && name.endsWith('.checkpoint'))
      .map((name) => join(this.folder, name));
  }

  #read(task: NamedTask): Result | undefined {
    const entry = this.#entry(task);
    return entry && withData(entry.result, task.data);
  }

  #write(task: NamedTask, result: Result): Result {
    if (!isResultOf(task, result)) {
      this.#report(
        'The result was not kept: its data set or its network is not that of the task; they were changed on the way.',
      );
      return result;
    }
    try {
      writeWhole(this.#path(task), writeEntry(task, result));
    } catch (error) {
      this.#onFailure((error as Error).message);
      return result;
    }
    this.#checkpoints(task).forEach(removed);
    return this.#read(task) ?? result;
  }

  /** Once is enough: it is the folder that cannot be written, not this one file. */
  readonly #onFailure = (sentence: string): void => {
    if (!this.#isUnwritable) this.#report(`Results are not kept: ${sentence}. Runs go on all the same.`);
    this.#isUnwritable = true;
  };

  #usableCheckpoint(task: NamedTask): string | undefined {
    const path = this.#checkpointPath(task);
    try {
      const [other] = readCheckpoint(path) === undefined ? this.#checkpoints(task) : [];
      if (other !== undefined) {
        this.#report(
          `The checkpoint ${other} was written by another build, whose numbers may differ; the run starts anew.`,
        );
      }
      return path;
    } catch (error) {
      const isGone = error instanceof TypeError && removed(path);
      this.#report(
        `${(error as Error).message}. ${isGone ? 'It was deleted; the run starts anew.' : 'The run goes on without it.'}`,
      );
      return isGone ? path : undefined;
    }
  }

  #entry(task: NamedTask): Entry | undefined {
    const path = this.#path(task);
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        this.#report(`The stored result ${path} cannot be read (${(error as Error).message}); it is computed again.`);
      }
      return undefined;
    }
    const entry = readEntry(bytes, task.key);
    if (entry === undefined) this.#report(`The stored result ${path} is damaged; it is not used but computed again.`);
    return entry;
  }
}

/** A result that was read, with the data set that it is of. */
function withData(result: Result, data: Dataset): Result {
  if (result.format !== 'weightspace/joint-density-of-states') return { ...result, data };
  return { ...result, data, marginal: { ...result.marginal, data } };
}

/** True where a file is gone. */
function removed(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

function resultsFolder(): string {
  return join(projectFolder(), 'output', 'results');
}
