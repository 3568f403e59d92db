import type { Seed } from '../base/seed.js';
import type { Problem } from '../kernel/problem.js';
import { RemoteWalk } from '../kernel/remote-walk.js';
import type { Thread } from '../kernel/thread.js';
import { BLOCK } from '../kernel/walk.js';
import type { Snapshot } from './checkpoint.js';
import type { ProgressDetail } from './progress.js';

/** The run that a task is a part of, as the task sees it. */
export interface TaskRun {
  readonly problem: Problem;
  /** True if the run must stop now. */
  readonly stopped: boolean;
  /** True if someone looks at S(E) as it grows, and it is time for another look. */
  isCurveDue(): boolean;
  /** Keeps the state of the task if a checkpoint is due. */
  keepIfDue(task: Task<object>): Promise<void>;
  /** Counts moves that a walk has made. */
  moved(moves: number, detail: ProgressDetail): void;
  /** Counts work in the run's own unit. */
  worked(work: number, detail: ProgressDetail): void;
}

/** Where a task belongs. */
interface Place {
  readonly run: TaskRun;
  readonly title: string;
  readonly seed: Seed;
  readonly thread: Thread;
}

/** A part of a run that proceeds independently of the others: plain data, and walks in one thread. */
export class Task<State extends object> {
  readonly title: string;
  /** Made from the run's seed and the title, so that no two tasks share a stream. */
  readonly seed: Seed;
  readonly walks: RemoteWalk[] = [];
  /** Plain data: JSON, and arrays of doubles. */
  readonly state: State;
  readonly run: TaskRun;
  readonly #thread: Thread;
  #whole: boolean;

  private constructor({ run, title, seed, thread }: Place, state: State) {
    this.#whole = !run.stopped;
    this.run = run;
    this.title = title;
    this.seed = seed;
    this.#thread = thread;
    this.state = state;
  }

  static async open<State extends object>(
    place: Place,
    begin: (problem: Problem) => State,
    saved: Snapshot | undefined,
  ): Promise<Task<State>> {
    if (saved === undefined || place.run.stopped) return new Task(place, begin(place.run.problem));
    // A copy: until the task is kept again, the snapshot is written again with its old walks, and must not change.
    const task = new Task(place, structuredClone(saved.state) as State);
    for (const bytes of saved.walks) await task.addWalk(bytes);
    if (task.whole) return task;
    // Stopped while opening: a state is useless without its walks.
    await task.close();
    return new Task(place, begin(place.run.problem));
  }

  /** False if the run was stopped before all walks of the task were opened: there is nothing to keep. */
  get whole(): boolean {
    return this.#whole;
  }

  /**
   * Adds a walk, from a seed or from saved bytes. Once the run is stopped, none is opened any more: the task then gets
   * walks that do not move, and ends at its next step.
   */
  async addWalk(from: Seed | Uint8Array): Promise<RemoteWalk> {
    const walk = await RemoteWalk.open(this.#thread, this.run.problem, from, () => this.run.stopped);
    this.walks.push(walk);
    this.#whole &&= walk.opened;
    return walk;
  }

  /** Must be called between two steps: keeps the state if a checkpoint is due. False if the run must stop. */
  async mayContinue(): Promise<boolean> {
    await this.run.keepIfDue(this);
    return !this.run.stopped;
  }

  /**
   * Advances each walk by its blocks in `remaining`, which count down, with its own logF; false if the run was stopped
   * before the end. The walks advance in turn, because requests waiting in the thread would delay a stop.
   */
  async advance(remaining: number[], logF: (walk: number) => number, detail: ProgressDetail): Promise<boolean> {
    for (const [k, walk] of this.walks.entries()) {
      while (remaining[k] > 0) {
        if (!(await this.mayContinue())) return false;
        const { blocks } = await walk.advance(remaining[k], logF(k));
        remaining[k] -= blocks;
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
