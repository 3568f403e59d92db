import { availableParallelism } from 'node:os';
import { checkFunction, checkInteger, checkSignal, checkText, inWords } from '../base/check.js';
import type { Problem } from '../kernel/problem.js';
import { type Thread, useThreads } from '../kernel/thread.js';
import {
  type Checkpoint,
  checkIdentity,
  type RunIdentity,
  readCheckpoint,
  type Snapshot,
  writeCheckpoint,
} from './checkpoint.js';
import { defaultProgress, type ProgressDetail, type ProgressListener } from './progress.js';
import { onSignal, passOn } from './signals.js';
import { openStop, type Stop } from './stop.js';
import { Task } from './task.js';

/** How a long computation is watched, steered and kept. */
export interface LongRunOptions {
  /**
   * Worker threads, from 1 to 256; no more are started than there are tasks for. Default: as many as the environment variable
   * WEIGHTSPACE_WORKERS says, or one per core of the machine. The result does not depend on it.
   */
  readonly workers?: number;
  /**
   * Stops the run, within 50 milliseconds where the machine is not busy with other things. What it has by then is its result.
   */
  readonly signal?: AbortSignal;
  /** Called as work gets done. Default: a progress bar in a notebook cell or a terminal, nothing elsewhere. */
  readonly onProgress?: ProgressListener;
  /**
   * A file in which the state of the run is kept: written at once, then every `checkpointSeconds`, when the run is cancelled,
   * on SIGINT and SIGTERM, and at the end. A run that finds its file goes on from there, bit for bit as if it had never been
   * stopped. Default: none.
   */
  readonly checkpoint?: string | undefined;
  /** Seconds between two writings of the checkpoint. Default 30. */
  readonly checkpointSeconds?: number;
  /**
   * Called with a sentence each time that the checkpoint cannot be written; the run then goes on. Default: the run ends in an
   * error.
   */
  readonly onCheckpointFailure?: (sentence: string) => void;
}

/** Their names. */
export const LONG_RUN = [
  'workers',
  'signal',
  'onProgress',
  'checkpoint',
  'checkpointSeconds',
  'onCheckpointFailure',
] as const;

/** What a run needs to know before it starts. */
export interface RunPlan {
  /** For the progress bar: 'Wang–Landau'. */
  readonly title: string;
  /** What the run's work is counted in: moves, or something else that a task tells of by `worked`. */
  readonly unit: 'moves' | 'stages' | 'configurations';
  readonly problem: Problem;
  readonly identity: RunIdentity;
  readonly options: LongRunOptions;
  /** The checkpoint that was found. */
  readonly saved: Checkpoint | undefined;
}

/**
 * Reads the checkpoint that the options name; `undefined` where there is none.
 *
 * @throws TypeError or RangeError if an option is of the wrong type or out of range, and as `readCheckpoint` does.
 */
export function savedRun(options: LongRunOptions): Checkpoint | undefined {
  checkWatch(options);
  const { checkpoint, checkpointSeconds, onCheckpointFailure } = options;
  if (checkpoint !== undefined) checkText('checkpoint', checkpoint);
  if (onCheckpointFailure !== undefined) checkFunction('onCheckpointFailure', onCheckpointFailure, 'console.warn');
  if (checkpointSeconds !== undefined && !(typeof checkpointSeconds === 'number' && checkpointSeconds > 0)) {
    throw new RangeError(`\`checkpointSeconds\` is ${inWords(checkpointSeconds)}; give a number of seconds above 0`);
  }
  return checkpoint === undefined ? undefined : readCheckpoint(checkpoint);
}

/** @throws TypeError unless these are a signal and a listener. */
export function checkWatch({ signal, onProgress }: Pick<LongRunOptions, 'signal' | 'onProgress'>): void {
  if (signal !== undefined) checkSignal('signal', signal);
  if (onProgress !== undefined)
    checkFunction('onProgress', onProgress, '({ done, total }) => console.log(done / total)');
}

/** The longest time in milliseconds that a timer knows; a longer one would be none at all. */
const LONGEST = 2 ** 31 - 1;

/**
 * A run made of tasks that proceed side by side, in steps of a few milliseconds. Between its steps a task can be stopped and
 * its state be kept: that is all there is to cancelling, checkpoints and resuming.
 */
export class LongRun {
  readonly problem: Problem;
  readonly #plan: RunPlan;
  readonly #workers: number;
  readonly #threads = new Set<Thread>();
  readonly #listen: ProgressListener;
  readonly #snapshots: Map<string, Snapshot>;
  readonly #tasks = new Set<Task<object>>();
  readonly #unsaved = new Set<Task<object>>();
  readonly #start = performance.now();
  readonly #stop: Stop;
  readonly #before: number;
  #timer: NodeJS.Timeout | undefined;
  #endListening: (() => void)[] = [];
  #completed: number;
  #total = 0;
  #done: number;
  #caught: NodeJS.Signals | undefined;
  #failed = false;

  constructor(plan: RunPlan) {
    const { options, saved } = plan;
    this.#plan = plan;
    this.problem = plan.problem;
    this.#workers = workerCount(options);
    this.#listen = options.onProgress ?? defaultProgress();
    this.#snapshots = new Map(Object.entries(saved?.snapshots ?? {}));
    this.#completed = saved?.completed ?? 0;
    this.#before = saved?.done ?? 0;
    this.#done = this.#before;
    if (options.checkpoint !== undefined) this.#openCheckpoint(options.checkpoint, options.checkpointSeconds ?? 30);
    this.#stop = openStop();
  }

  #openCheckpoint(file: string, seconds: number): void {
    const { saved, identity } = this.#plan;
    if (saved !== undefined) checkIdentity(file, saved.identity, identity);
    // Written at once: that it cannot be written is better known now than after an hour.
    this.#write();
    this.#timer = setInterval(
      () => this.#tasks.forEach((task) => void this.#unsaved.add(task)),
      Math.min(1000 * seconds, LONGEST),
    ).unref();
    this.#endListening = (['SIGINT', 'SIGTERM'] as const).map((name) => onSignal(name, this.#catch));
  }

  /** True where the run is to stop now: tasks end, and keep what they have. */
  get stopped(): boolean {
    return this.#failed || this.cancelled;
  }

  /** True where its user stopped the run. */
  get cancelled(): boolean {
    const { signal } = this.#plan.options;
    return this.#caught !== undefined || this.#stop.signal.aborted || (signal?.aborted ?? false);
  }

  /** The threads over which to share out a number of pieces of work. */
  threadsFor(pieces: number): Thread[] {
    const threads = useThreads(Math.min(this.#workers, pieces));
    for (const thread of threads) this.#threads.add(thread);
    return threads;
  }

  /** How much work there is in all, with what was done before the run was stopped. */
  expect(total: number): void {
    this.#total = total;
  }

  worked(work: number, detail: ProgressDetail): void {
    this.#done += work;
    this.#report(detail);
  }

  moved(moves: number, detail: ProgressDetail): void {
    if (this.#plan.unit === 'moves') this.worked(moves, detail);
    else if (!this.stopped) this.#report(detail);
  }

  /**
   * Runs `count` tasks side by side, shared out over the threads, and gives their results in order. A task begins with
   * `begin()`, or with the state that the checkpoint kept. After the run was stopped it begins with `begin()` and opens no walks:
   * its result is that of a task that has seen nothing.
   */
  async each<State extends object, Result>(
    name: string,
    count: number,
    begin: () => State,
    drive: (task: Task<State>, index: number) => Promise<Result>,
  ): Promise<Result[]> {
    const threads = this.threadsFor(count);
    const ends = await Promise.allSettled(
      Array.from({ length: count }, async (_, index) => {
        const thread = threads[index % threads.length]!;
        const title = `${name} ${index}`;
        const task = await Task.open(this, title, thread, begin, this.#snapshots.get(title));
        this.#tasks.add(task);
        try {
          const result = await drive(task, index);
          await this.#keep(task);
          return result;
        } catch (error) {
          this.#failed = true;
          throw error;
        } finally {
          this.#tasks.delete(task);
          this.#unsaved.delete(task);
          await task.close();
        }
      }),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return ends.map((end) => (end as PromiseFulfilledResult<Result>).value);
  }

  /** Called by a task between two steps: keeps its state if that is due. Where the run is to stop, `each` sees to that. */
  async rest(task: Task<object>): Promise<void> {
    if (this.stopped || !this.#unsaved.delete(task)) return;
    await this.#keep(task);
    if (this.#unsaved.size === 0) this.#write();
  }

  /** The run came to its end with this number of moves of each walker. */
  complete(moves: number): void {
    this.#completed = Math.max(this.#completed, moves);
    this.#report({}, 'complete');
  }

  /** Writes the checkpoint a last time, lets go of what the run held, and passes on the signal that stopped it. */
  close(): void {
    clearInterval(this.#timer);
    this.#stop.release();
    for (const thread of this.#threads) thread.release(this.problem);
    if (this.cancelled) this.#report({}, 'stopped');
    try {
      // After a failure the last checkpoint stands: what went wrong may be in the later states.
      if (!this.#failed) this.#write();
    } finally {
      for (const end of this.#endListening) end();
    }
    if (this.#caught !== undefined) passOn(this.#caught);
  }

  readonly #catch = (name: NodeJS.Signals): void => {
    this.#caught = name;
  };

  async #keep(task: Task<object>): Promise<void> {
    // What begins after the run was stopped begins from what an unfinished stage left.
    if (this.#plan.options.checkpoint === undefined || !task.whole) return;
    this.#snapshots.set(task.title, await task.snapshot());
  }

  #write(): void {
    const { checkpoint, onCheckpointFailure } = this.#plan.options;
    if (checkpoint === undefined) return;
    const snapshots = Object.fromEntries(this.#snapshots);
    const { identity } = this.#plan;
    try {
      writeCheckpoint(checkpoint, { identity, completed: this.#completed, done: this.#done, snapshots });
    } catch (error) {
      if (onCheckpointFailure === undefined) throw error;
      onCheckpointFailure((error as Error).message);
    }
  }

  #report(detail: ProgressDetail, end?: 'complete' | 'stopped'): void {
    const seconds = (performance.now() - this.#start) / 1000;
    const rate = (this.#done - this.#before) / seconds;
    const { title: task, unit } = this.#plan;
    // What was done after the last checkpoint is done, and counted, again: only the end is the end.
    const done = end === 'complete' ? this.#total : Math.min(this.#done, 0.999 * this.#total);
    const earlier = this.#before > 0 ? { earlier: Math.min(this.#before, 0.99 * this.#total) } : {};
    const stopped = end === 'stopped' ? { stopped: true } : {};
    this.#listen({ task, unit, done, total: this.#total, ...earlier, rate, ...detail, ...stopped });
  }
}

/** As many cores as the largest machines have. */
const MOST_WORKERS = 256;

/**
 * The number of threads to use.
 *
 * @throws RangeError if `workers`, or the environment variable WEIGHTSPACE_WORKERS, is not a whole number from 1 to 256.
 */
export function workerCount({ workers }: Pick<LongRunOptions, 'workers'>): number {
  if (workers !== undefined) {
    checkInteger('workers', workers, 1, MOST_WORKERS);
    return workers;
  }
  const wanted = process.env.WEIGHTSPACE_WORKERS;
  if (!wanted) return Math.min(availableParallelism(), MOST_WORKERS);
  const count = Number(wanted);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_WORKERS) return count;
  throw new RangeError(
    `the environment variable WEIGHTSPACE_WORKERS is ${inWords(wanted)}; give a whole number from 1 to ${MOST_WORKERS}`,
  );
}
