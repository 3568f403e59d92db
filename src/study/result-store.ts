import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkFunction, checkList, checkOptions, checkText, inWords } from '../base/check.js';
import { namesIn, writeWhole } from '../base/files.js';
import { projectFolder } from '../base/project.js';
import type { Dataset } from '../dataset/dataset.js';
import { samplerChecksum } from '../run/build.js';
import { readCheckpoint } from '../run/checkpoint.js';
import type { LongRunOptions } from '../run/options.js';
import type { KeptRun, StoredTask } from '../run/stored-task.js';
import { surroundings } from '../run/surroundings.js';
import { checkResult, densityIn, type Result } from '../sampling/results.js';
import { type Entry, isResultOf, type NamedTask, nameTask, readEntry, writeEntry } from './result-entry.js';

/** The state of a task in a store: its result is stored, it was begun (there is a checkpoint), or nothing is there. */
export interface TaskPlan {
  /** The task. */
  readonly task: StoredTask;
  /** Its file name in the store, without the ending: a checksum of the task. */
  readonly key: string;
  /** Whether its result is stored, it was begun, or nothing is there. */
  readonly state: 'stored' | 'begun' | 'missing';
  /** How long the stored result took to compute, in seconds. */
  readonly seconds: number | undefined;
}

export interface ResultStoreOptions {
  /** Called with a message when an entry cannot be used or written. Default `console.warn`. */
  readonly report?: (message: string) => void;
}

/** @throws TypeError if `store` is not a store. */
export function checkStore(store: ResultStore): void {
  // Not `instanceof`: a notebook's kernel may still have a store from before a rebuild.
  if (typeof store?.folder === 'string' && typeof store.get === 'function') return;
  throw new TypeError(`the store is ${inWords(store)}; make one, as in new ResultStore(folder)`);
}

/**
 * A folder of results, one JSON file each, named by a key of data set, network, sampler and options. Several processes
 * may use one folder at once: entries are written to a temporary file and renamed, and two processes that compute the
 * same result write the same file.
 */
export class ResultStore {
  /** The path of the folder. */
  readonly folder: string;
  readonly #report: (message: string) => void;
  readonly #inProgress = new Map<string, Promise<void>>();
  #isUnwritable = false;

  /**
   * Default folder: `output/results` in the project, or in the current folder if weightspace is installed as a package.
   *
   * @throws TypeError if `folder` is not a string, `report` is not a function, or an option is unknown.
   */
  constructor(folder: string = resultsFolder(), options: ResultStoreOptions = {}) {
    checkText('folder', folder);
    checkOptions('ResultStore', options, ['report']);
    const { report = console.warn } = options;
    checkFunction('report', report, 'console.warn');
    this.folder = folder;
    this.#report = report;
  }

  /** The same as `stored`, which is the function to use. */
  async get<Kind>(wanted: StoredTask, compute: (kept: KeptRun) => Promise<Kind>): Promise<Kind> {
    return this.#get(nameTask(wanted), compute);
  }

  /**
   * Like `get`, for computations that ask for no result themselves: of two runs of one task side by side in this process,
   * the second waits for the first.
   */
  async getOnce<Kind>(wanted: StoredTask, compute: (kept: KeptRun) => Promise<Kind>): Promise<Kind> {
    const task = nameTask(wanted);
    while (this.#inProgress.has(task.key)) await this.#inProgress.get(task.key);
    const got = this.#get(task, compute);
    const forget = () => void this.#inProgress.delete(task.key);
    this.#inProgress.set(task.key, got.then(forget, forget));
    return got;
  }

  async #get<Kind>(task: NamedTask, compute: (kept: KeptRun) => Promise<Kind>): Promise<Kind> {
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

  /** The file of a task's result, whether it exists or not. */
  path(task: StoredTask): string {
    return this.#path(nameTask(task));
  }

  /**
   * The file for a task's checkpoint by this build; `undefined` if it cannot be read, which is reported. A damaged one
   * is reported and removed, and the run starts again.
   */
  checkpoint(task: StoredTask): string | undefined {
    return this.#usableCheckpoint(nameTask(task));
  }

  /** True if the result is stored and not damaged. */
  has(task: StoredTask): boolean {
    return this.#entry(nameTask(task)) !== undefined;
  }

  /** The state of each task, without computing anything. */
  plan(tasks: readonly StoredTask[]): TaskPlan[] {
    checkList('tasks', tasks, 'tasks, each { sampler, network, data, options }');
    return tasks.map((task) => {
      const named = nameTask(task);
      const entry = this.#entry(named);
      const state = entry !== undefined ? 'stored' : this.#checkpoints(named).some(isOfThisBuild) ? 'begun' : 'missing';
      return { task, key: named.key, state, seconds: entry?.provenance.seconds };
    });
  }

  /** The stored result of a task; `undefined` if it is missing, or damaged, which is reported. */
  read(task: StoredTask): Result | undefined {
    return this.#read(nameTask(task));
  }

  /**
   * Stores a result, removes its checkpoint, and returns the result as `read` will. If it cannot be written, or has
   * other data or another network than the task, this is reported, and the result is returned anyway.
   */
  write(task: StoredTask, result: Result): Result {
    checkResult(result);
    return this.#write(nameTask(task), result);
  }

  #path({ key }: NamedTask): string {
    return join(this.folder, `${key}.json`);
  }

  #checkpointPath({ key }: NamedTask): string {
    return join(this.folder, `${key}.${build()}.checkpoint`);
  }

  /** The checkpoints of a task, and of its parts, by any build. */
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
        'The result was not kept: its data set or its network is not that of the task; they were changed during the run.',
      );
      return result;
    }
    try {
      writeWhole(this.#path(task), writeEntry(task, result));
    } catch (error) {
      this.#onFailure((error as Error).message);
      return result;
    }
    this.#checkpoints(task).forEach(tryRemove);
    return this.#read(task) ?? result;
  }

  /** Reported once: it is the folder that cannot be written, not a single file. */
  readonly #onFailure = (message: string): void => {
    if (!this.#isUnwritable) this.#report(`Results are not kept: ${message}. Runs continue anyway.`);
    this.#isUnwritable = true;
  };

  #usableCheckpoint(task: NamedTask): string | undefined {
    const path = this.#checkpointPath(task);
    try {
      const found = readCheckpoint(path) === undefined ? this.#checkpoints(task) : [];
      const other = found.find((file) => !isOfThisBuild(file));
      if (other !== undefined) {
        this.#report(
          `The checkpoint ${other} was written by another build, whose numbers may differ; the run starts again.`,
        );
      }
      return path;
    } catch (error) {
      const isRemoved = error instanceof TypeError && tryRemove(path);
      this.#report(
        `${(error as Error).message}. ${isRemoved ? 'It was deleted; the run starts again.' : 'The run continues without it.'}`,
      );
      return isRemoved ? path : undefined;
    }
  }

  #entry(task: NamedTask): Entry | undefined {
    const path = this.#path(task);
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        this.#report(`The stored result ${path} cannot be read (${(error as Error).message}); computing it again.`);
      }
      return undefined;
    }
    const entry = readEntry(bytes, task.key);
    if (entry === undefined) this.#report(`The stored result ${path} is damaged; computing it again.`);
    return entry;
  }
}

/** The part of a checkpoint's name that says which build wrote it. */
function build(): string {
  return samplerChecksum().slice(0, 12);
}

function isOfThisBuild(checkpoint: string): boolean {
  return basename(checkpoint).split('.')[1] === build();
}

/** A result as read, with its data set. */
function withData(result: Result, data: Dataset): Result {
  if (result.format !== 'weightspace/joint-density-of-states') return { ...result, data };
  return { ...result, data, marginal: { ...result.marginal, data } };
}

/** Removes a file; false if that fails. */
function tryRemove(path: string): boolean {
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
