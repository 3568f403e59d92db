import { type Seed, subSeed } from '../base/seed.js';
import type { Problem } from '../kernel/problem.js';
import { leaveThreads, type Thread, useThreads } from '../kernel/thread.js';
import { type Checkpoint, checkIdentity, type RunIdentity, type Snapshot, writeCheckpoint } from './checkpoint.js';
import { type LongRunOptions, threadCount, workerCount } from './options.js';
import type { ProgressDetail, ProgressListener } from './progress.js';
import { onSignal, passOn } from './signals.js';
import { type Stop, surroundings } from './surroundings.js';
import { Task, type TaskRun } from './task.js';

/** What defines a run before it starts. */
export interface RunPlan {
  /** For the progress bar: 'Wang–Landau'. */
  readonly title: string;
  /** The unit of work: moves, or something else that tasks report by `worked`. */
  readonly unit: 'moves' | 'stages' | 'configurations';
  readonly problem: Problem;
  /** The seed from which those of the tasks are made. Default: none, for tasks that draw nothing. */
  readonly seed?: Seed;
  readonly identity: RunIdentity;
  readonly options: LongRunOptions;
  /** The checkpoint from which to resume. */
  readonly saved: Checkpoint | undefined;
}

/** The longest interval of a timer, in milliseconds. With a longer one it would fire at once. */
const LONGEST_INTERVAL = 2 ** 31 - 1;

/** What a run throws at the end of the only task that it was to compute: it has no result. */
export class EndOfPart extends Error {
  /** False if the run was stopped before. */
  readonly isFinished: boolean;

  constructor(part: string, isFinished: boolean) {
    super(`of this run only the part ${part} was to be computed`);
    this.isFinished = isFinished;
  }
}

/**
 * A run made of parallel tasks that proceed in steps of a few milliseconds. Between two steps a task can be stopped and
 * its state kept: this is all that cancelling, checkpoints and resuming need.
 */
export class LongRun implements TaskRun {
  readonly problem: Problem;
  readonly #plan: RunPlan;
  readonly #workers: number;
  readonly #threads: Thread[] = [];
  readonly #listen: ProgressListener;
  readonly #snapshots: Map<string, Snapshot>;
  readonly #tasks = new Set<Task<object>>();
  readonly #unsaved = new Set<Task<object>>();
  readonly #start = performance.now();
  readonly #stop: Stop;
  readonly #part: string | undefined;
  readonly #before: number;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void)[] = [];
  #completed: number;
  #total = 0;
  #done: number;
  #caught: NodeJS.Signals | undefined;
  #failed = false;
  #lastCurve = -Infinity;

  constructor(plan: RunPlan) {
    const { options, saved } = plan;
    this.#plan = plan;
    this.problem = plan.problem;
    this.#workers = workerCount(options);
    this.#listen = options.onProgress ?? surroundings().openProgress();
    this.#part = surroundings().part;
    this.#snapshots = new Map(Object.entries(saved?.snapshots ?? {}));
    this.#completed = saved?.completed ?? 0;
    this.#before = saved?.done ?? 0;
    this.#done = this.#before;
    if (options.checkpoint !== undefined) this.#openCheckpoint(options.checkpoint, options.checkpointSeconds ?? 30);
    this.#stop = surroundings().openStop();
  }

  #openCheckpoint(file: string, seconds: number): void {
    const { saved, identity } = this.#plan;
    if (saved !== undefined) checkIdentity(file, saved.identity, identity);
    // Written at once, so that a failure shows now and not after an hour.
    this.#write();
    this.#timer = setInterval(
      () => this.#tasks.forEach((task) => void this.#unsaved.add(task)),
      Math.min(1000 * seconds, LONGEST_INTERVAL),
    ).unref();
    this.#stopListening = (['SIGINT', 'SIGTERM'] as const).map((name) => onSignal(name, this.#catch));
  }

  /** True if the run must stop now: tasks end, and keep what they have. */
  get stopped(): boolean {
    return this.#failed || this.cancelled;
  }

  /** True if the user stopped the run. */
  get cancelled(): boolean {
    const { signal } = this.#plan.options;
    return this.#caught !== undefined || this.#stop.signal.aborted || (signal?.aborted ?? false);
  }

  isCurveDue(): boolean {
    const { curveInterval } = this.#listen;
    if (curveInterval === undefined || performance.now() - this.#lastCurve < curveInterval) return false;
    this.#lastCurve = performance.now();
    return true;
  }

  /** The threads among which to divide a number of pieces of work. */
  threadsFor(pieces: number): Thread[] {
    const count = Math.min(this.#workers, pieces);
    const missing = Math.max(0, count - this.#threads.length);
    this.#threads.push(...useThreads(missing, threadCount(this.#plan.options), this.#threads));
    return this.#threads.slice(0, count);
  }

  /** Sets the total work, including what was done before the run was resumed. */
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
   * Runs `count` tasks in parallel, divided among the threads, and returns their results in order. A task begins with
   * the state in the checkpoint, or else with `begin(problem)`. Once the run is stopped, it begins with `begin(problem)` and opens
   * no walks: its result is then empty.
   *
   * @throws EndOfPart if one of the tasks is the only one to compute.
   */
  async runTasks<State extends object, Result>(
    name: string,
    count: number,
    begin: (problem: Problem) => State,
    drive: (task: Task<State>, index: number) => Promise<Result>,
  ): Promise<Result[]> {
    const titles = Array.from({ length: count }, (_, index) => `${name}/${index}`);
    const part = titles.find((title) => title === this.#part);
    const wanted = [...titles.entries()].filter(([, title]) => part === undefined || title === part);
    const threads = this.threadsFor(wanted.length);
    const ends = await Promise.allSettled(
      wanted.map(async ([index, title]) => {
        const thread = threads[index % threads.length]!;
        const place = { run: this, title, seed: subSeed(this.#plan.seed ?? 0, title), thread };
        const task = await Task.open(place, begin, this.#snapshots.get(title));
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
    if (part !== undefined) throw new EndOfPart(part, !this.stopped);
    return ends.map((end) => (end as PromiseFulfilledResult<Result>).value);
  }

  /** Called by a task between two steps. If the run must stop, `runTasks` keeps the state. */
  async keepIfDue(task: Task<object>): Promise<void> {
    if (this.stopped || !this.#unsaved.delete(task)) return;
    await this.#keep(task);
    if (this.#unsaved.size === 0) this.#write();
  }

  /** Records that the run was completed with this number of moves of each walker. */
  complete(moves: number): void {
    this.#completed = Math.max(this.#completed, moves);
    this.#report({}, 'complete');
  }

  /** Writes the checkpoint a last time, releases what the run held, and passes on the signal that stopped it. */
  close(): void {
    clearInterval(this.#timer);
    this.#stop.release();
    leaveThreads(this.#threads, this.problem);
    if (this.cancelled) this.#report({}, 'stopped');
    try {
      // After a failure the last checkpoint is kept: later states may be wrong.
      if (!this.#failed) this.#write();
    } finally {
      for (const end of this.#stopListening) end();
    }
    if (this.#caught !== undefined) passOn(this.#caught);
  }

  readonly #catch = (name: NodeJS.Signals): void => {
    this.#caught = name;
  };

  async #keep(task: Task<object>): Promise<void> {
    // A task that begins after the run was stopped begins from an unfinished stage.
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
    // Work since the last checkpoint is done, and counted, again: only a completed run shows its total.
    const done = end === 'complete' ? this.#total : Math.min(this.#done, 0.999 * this.#total);
    const earlier = this.#before > 0 ? { earlier: Math.min(this.#before, 0.99 * this.#total) } : {};
    const stopped = end === 'stopped' ? { stopped: true } : {};
    this.#listen({ task, unit, done, total: this.#total, ...earlier, rate, ...detail, ...stopped });
  }
}

/** Opens a run, does its work, and always closes it. */
export async function inLongRun<Result>(plan: RunPlan, work: (run: LongRun) => Promise<Result>): Promise<Result> {
  const run = new LongRun(plan);
  try {
    return await work(run);
  } finally {
    run.close();
  }
}
