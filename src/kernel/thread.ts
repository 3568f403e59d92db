import { Worker } from 'node:worker_threads';
import type { Seed } from '../seed.js';
import type { WalkView } from './kernel.js';
import type { Problem } from './problem.js';

/** What a thread can be asked to do (kernel.ts says what each does). */
export type Request =
  | { readonly do: 'count'; readonly problem: Problem; readonly prefix: number }
  | { readonly do: 'open'; readonly walk: number; readonly problem: Problem; readonly seed: Seed }
  | { readonly do: 'run'; readonly walk: number; readonly blocks: number; readonly logF: number }
  | { readonly do: 'clearVisits'; readonly walk: number; readonly lowest: number; readonly highest: number }
  | { readonly do: 'setEntropy'; readonly walk: number; readonly entropy: Float64Array }
  | { readonly do: 'close'; readonly walk: number };

export type Reply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A worker thread that runs kernels. It keeps the process alive only while it has something to do. */
export class Thread {
  readonly #worker = new Worker(new URL('./worker.js', import.meta.url));
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #failure: Error | undefined;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(`a worker thread stopped with "${error.message}"`));
    this.#worker.on('exit', (code) => this.#fail(`a worker thread stopped with exit code ${code}`));
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

/** A walk in another thread: the methods of `Walk`, each a promise. */
export class RemoteWalk {
  readonly #thread: Thread;
  readonly #walk: number;

  private constructor(thread: Thread, walk: number) {
    this.#thread = thread;
    this.#walk = walk;
  }

  static async open(thread: Thread, problem: Problem, seed: Seed): Promise<RemoteWalk> {
    const walk = walks++;
    await thread.ask({ do: 'open', walk, problem, seed });
    return new RemoteWalk(thread, walk);
  }

  run(blocks: number, logF: number): Promise<WalkView> {
    return this.#thread.ask({ do: 'run', walk: this.#walk, blocks, logF }) as Promise<WalkView>;
  }

  async clearVisits(lowest = 0, highest = 0): Promise<void> {
    await this.#thread.ask({ do: 'clearVisits', walk: this.#walk, lowest, highest });
  }

  async setEntropy(entropy: Float64Array): Promise<void> {
    await this.#thread.ask({ do: 'setEntropy', walk: this.#walk, entropy });
  }

  async close(): Promise<void> {
    await this.#thread.ask({ do: 'close', walk: this.#walk });
  }
}
