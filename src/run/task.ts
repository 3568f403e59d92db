import type { Seed } from '../base/seed.js';
import { BLOCK } from '../kernel/kernel.js';
import { RemoteWalk } from '../kernel/remote-walk.js';
import type { Thread } from '../kernel/thread.js';
import type { Snapshot } from './checkpoint.js';
import type { LongRun } from './long-run.js';
import type { ProgressDetail } from './progress.js';

/** A part of a run that proceeds independently of the others: plain data, and walks in one thread. */
export class Task<State extends object> {
  readonly title: string;
  readonly walks: RemoteWalk[] = [];
  /** Plain data: JSON, and arrays of doubles. */
  readonly state: State;
  readonly run: LongRun;
  readonly #thread: Thread;
  #whole: boolean;

  private constructor(run: LongRun, title: string, thread: Thread, state: State) {
    this.#whole = !run.stopped;
    this.run = run;
    this.title = title;
    this.#thread = thread;
    this.state = state;
  }

  static async open<State extends object>(
    run: LongRun,
    title: string,
    thread: Thread,
    begin: () => State,
    saved: Snapshot | undefined,
  ): Promise<Task<State>> {
    if (saved === undefined || run.stopped) return new Task(run, title, thread, begin());
    // A copy: the snapshot's state belongs with its walks, and is written again if the task has not been kept by then.
    const task = new Task(run, title, thread, structuredClone(saved.state) as State);
    for (const bytes of saved.walks) await task.addWalk(bytes);
    if (task.whole) return task;
    // Stopped on the way: a state means nothing without its walks.
    await task.close();
    return new Task(run, title, thread, begin());
  }

  /** False where the run was stopped before the task began, or before all its walks were opened: there is nothing to keep. */
  get whole(): boolean {
    return this.#whole;
  }

  /**
   * One more walk, from a seed or from saved bytes. After the run was stopped none is opened any more: the task then gets walks
   * that stand still, and ends at its next step.
   */
  async addWalk(from: Seed | Uint8Array): Promise<RemoteWalk> {
    const walk = await RemoteWalk.open(this.#thread, this.run.problem, from, () => this.run.stopped);
    this.walks.push(walk);
    this.#whole &&= walk.opened;
    return walk;
  }

  /** A place between two steps, where the state may be kept; false where the run is to stop. */
  async rest(): Promise<boolean> {
    await this.run.rest(this);
    return !this.run.stopped;
  }

  /**
   * Advances each walk by its blocks in `left`, which count down, with its own logF; false where the run was stopped before
   * the end. One walk after the other: requests that wait in the thread would delay a stop.
   */
  async advance(left: number[], logF: (walk: number) => number, detail: ProgressDetail): Promise<boolean> {
    for (const [k, walk] of this.walks.entries()) {
      while (left[k] > 0) {
        if (!(await this.rest())) return false;
        const { blocks } = await walk.advance(left[k], logF(k));
        left[k] -= blocks;
        this.run.moved(blocks * BLOCK, detail);
      }
    }
    return true;
  }

  async snapshot(): Promise<Snapshot> {
    return { state: structuredClone(this.state), walks: await Promise.all(this.walks.map((walk) => walk.save())) };
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.walks.map((walk) => walk.close()));
  }
}
