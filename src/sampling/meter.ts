import { availableParallelism } from 'node:os';
import { checkInteger } from '../check.js';
import { defaultProgress, type ProgressListener } from '../progress.js';

/** How a long computation is watched and steered. */
export interface LongRunOptions {
  /** Worker threads. Default: one per core of the machine. The result does not depend on it. */
  readonly workers?: number;
  /** Cancels the run within some ten milliseconds. */
  readonly signal?: AbortSignal;
  /** Called as work gets done. Default: a progress bar in a notebook cell or a terminal, nothing elsewhere. */
  readonly onProgress?: ProgressListener;
}

/** Adds up the work of several walks and reports it. */
export class Meter {
  readonly #options: LongRunOptions;
  readonly #task: string;
  readonly #total: number;
  readonly #listen: ProgressListener;
  #done = 0;

  constructor(task: string, total: number, options: LongRunOptions) {
    this.#task = task;
    this.#total = total;
    this.#options = options;
    this.#listen = options.onProgress ?? defaultProgress();
  }

  get cancelled(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  get done(): number {
    return this.#done;
  }

  add(work: number, detail?: string): void {
    this.#done += work;
    this.#report(Math.min(this.#done, this.#total), detail);
  }

  /** Reports the whole as done where it took less work than foreseen. */
  finish(): void {
    if (this.#done < this.#total) this.#report(this.#total, undefined);
  }

  #report(done: number, detail: string | undefined): void {
    this.#listen({ task: this.#task, done, total: this.#total, ...(detail === undefined ? {} : { detail }) });
  }
}

/** The number of threads to use. Throws a sentence where `workers` is not a count. */
export function workerCount({ workers }: LongRunOptions): number {
  if (workers === undefined) return availableParallelism();
  checkInteger('workers', workers, 1, 1024);
  return workers;
}
