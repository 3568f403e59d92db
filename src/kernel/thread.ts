import { Worker } from 'node:worker_threads';
import type { Seed } from '../seed.js';
import type { WalkStep, WalkView } from './kernel.js';
import type { Problem } from './problem.js';

/** What a thread can be asked to do (kernel.ts says what each does). */
export type Request =
  | { readonly do: 'count'; readonly problem: Problem; readonly prefix: number }
  | { readonly do: 'time'; readonly problem: Problem; readonly free: number }
  | { readonly do: 'open'; readonly walk: number; readonly problem: Problem; readonly from: Seed | Uint8Array }
  | { readonly do: 'advance'; readonly walk: number; readonly blocks: number; readonly logF: number }
  | { readonly do: 'look'; readonly walk: number }
  | { readonly do: 'save'; readonly walk: number }
  | { readonly do: 'exchange'; readonly walk: number; readonly other: number }
  | { readonly do: 'clearVisits'; readonly walk: number; readonly lowest: number; readonly highest: number }
  | { readonly do: 'setEntropy'; readonly walk: number; readonly entropy: Float64Array }
  | { readonly do: 'setPairs'; readonly walk: number; readonly pairs: boolean }
  | { readonly do: 'close'; readonly walk: number };

export type Reply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A worker thread that runs kernels. It keeps the process alive only while it has something to do. */
export class Thread {
  // Without the options of the process: `node --input-type=module --eval …` would want them of the thread's file too.
  readonly #worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #failure: Error | undefined;

  constructor() {
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(`a worker thread stopped with "${error.message}"`));
    this.#worker.on('exit', (code) => this.#fail(`a worker thread stopped with exit code ${code}`));
    // After the listeners, which would hold the process again.
    this.#worker.unref();
  }

  get failed(): boolean {
    return this.#failure !== undefined;
  }

  ask(request: Request): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, request });
    });
  }

  /** Ends the thread at once; what it was doing is rejected. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
  }

  #fail(sentence: string): void {
    this.#failure ??= new Error(`${sentence}; run it again, with a smaller problem if memory ran out`);
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

const threads: Thread[] = [];

/** The first `count` threads of this process; they are started once and used by every run. */
export function useThreads(count: number): Thread[] {
  for (let k = 0; k < count; k++) {
    if (threads[k] === undefined || threads[k]?.failed) threads[k] = new Thread();
  }
  return threads.slice(0, count);
}

let walks = 0;

/** The time that one request of a walk should take: short enough to cancel at once, long enough to cost nothing. */
const MILLISECONDS = 5;

/** What `RemoteWalk.advance` has done. */
export interface Advance extends WalkStep {
  readonly blocks: number;
}

/** A walk in another thread: the methods of `Walk`, each a promise. */
export class RemoteWalk {
  readonly #thread: Thread;
  readonly #walk: number;
  #pace = 20;

  private constructor(thread: Thread, walk: number) {
    this.#thread = thread;
    this.#walk = walk;
  }

  static async open(thread: Thread, problem: Problem, from: Seed | Uint8Array): Promise<RemoteWalk> {
    const walk = walks++;
    await thread.ask({ do: 'open', walk, problem, from });
    return new RemoteWalk(thread, walk);
  }

  /** Makes up to `blocks` × BLOCK moves, as many as a few milliseconds allow. How they are cut changes nothing else. */
  async advance(blocks: number, logF: number): Promise<Advance> {
    const now = Math.min(blocks, this.#pace);
    const step = (await this.#thread.ask({ do: 'advance', walk: this.#walk, blocks: now, logF })) as WalkStep & {
      readonly milliseconds: number;
    };
    const ideal = (now * MILLISECONDS) / Math.max(step.milliseconds, 0.01);
    this.#pace = Math.max(1, Math.round(Math.min(ideal, 4 * this.#pace)));
    return { ...step, blocks: now };
  }

  look(): Promise<WalkView> {
    return this.#thread.ask({ do: 'look', walk: this.#walk }) as Promise<WalkView>;
  }

  save(): Promise<Uint8Array> {
    return this.#thread.ask({ do: 'save', walk: this.#walk }) as Promise<Uint8Array>;
  }

  /** Exchanges entropies and visits with another walk of the same thread. */
  async exchange(other: RemoteWalk): Promise<void> {
    await this.#thread.ask({ do: 'exchange', walk: this.#walk, other: other.#walk });
  }

  async clearVisits(lowest = 0, highest = 0): Promise<void> {
    await this.#thread.ask({ do: 'clearVisits', walk: this.#walk, lowest, highest });
  }

  async setEntropy(entropy: Float64Array): Promise<void> {
    await this.#thread.ask({ do: 'setEntropy', walk: this.#walk, entropy });
  }

  async setPairs(pairs: boolean): Promise<void> {
    await this.#thread.ask({ do: 'setPairs', walk: this.#walk, pairs });
  }

  async close(): Promise<void> {
    await this.#thread.ask({ do: 'close', walk: this.#walk });
  }
}
