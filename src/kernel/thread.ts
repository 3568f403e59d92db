import type { Seed } from '../base/seed.js';
import type { Found } from './count.js';
import { type Launched, launch } from './launch.js';
import type { Problem } from './problem.js';
import type { Counts, TripEnds } from './walk.js';

/** The requests that a thread answers (see kernel.ts and count.ts). Problems and walks go by numbers. */
export type Request =
  | { readonly do: 'hold'; readonly problem: number; readonly parts: Problem }
  | { readonly do: 'release'; readonly problem: number }
  | { readonly do: 'count'; readonly problem: number; readonly prefix: number }
  | {
      readonly do: 'list';
      readonly problem: number;
      readonly prefix: number;
      readonly energy: number;
      readonly most: number;
    }
  | { readonly do: 'time'; readonly problem: number; readonly free: number }
  | { readonly do: 'open'; readonly walk: number; readonly problem: number; readonly from: Seed | Uint8Array }
  | { readonly do: 'advance'; readonly walk: number; readonly blocks: number; readonly logF: number }
  | { readonly do: 'view'; readonly walk: number; readonly sums: boolean }
  | { readonly do: 'save'; readonly walk: number }
  | { readonly do: 'exchange'; readonly walk: number; readonly other: number }
  | { readonly do: 'clearVisits'; readonly walk: number; readonly ends?: TripEnds | undefined }
  | { readonly do: 'setEntropy'; readonly walk: number; readonly entropy: Float64Array }
  | { readonly do: 'setPairs'; readonly walk: number; readonly pairs: boolean }
  | { readonly do: 'close'; readonly walk: number };

export type Reply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

/** The answer to a request that was dropped. */
export const DROPPED = Symbol('dropped');

interface Waiting {
  readonly request: Request;
  readonly isDropped: () => boolean;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Requests that are sent ahead: the one that the thread works on, and the next, so that it never waits. */
const MOST_SENT = 2;

let problems = 0;

/**
 * A worker thread that runs kernels. It keeps the process alive only while it has something to do. Requests wait on this side
 * until the thread is free; those that are no longer wanted by then are dropped, so that a stop need not wait for them.
 */
export class Thread {
  readonly #launched: Launched;
  readonly #queue: Waiting[] = [];
  readonly #sent = new Map<number, Waiting>();
  readonly #problems = new WeakMap<Problem, { readonly number: number; readonly held: Promise<number> }>();
  #next = 0;
  #failure: Error | undefined;
  /** The runs that use this thread. */
  runs = 0;

  /** Starts the thread of this process with this number, counted from 0. */
  constructor(number = 0) {
    this.#launched = launch(number);
    const { events } = this.#launched;
    events.on('message', (reply: Reply) => this.#settle(reply));
    events.on('error', (error) => this.#fail(`a worker thread stopped with "${error.message}"`));
    events.on('exit', (code) => this.#fail(`a worker thread stopped with exit code ${code}`));
    // After the listeners, which would hold the process again.
    this.#launched.hold(false);
  }

  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** True if nobody has asked it for anything that it has not done. */
  get idle(): boolean {
    return this.#queue.length === 0 && this.#sent.size === 0;
  }

  /** Resolves to the thread's answer, or to DROPPED if `isDropped` returns true when the request's turn comes. */
  ask(request: Request, isDropped: () => boolean = () => false): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, isDropped, resolve, reject });
      this.#launched.hold(true);
      this.#send();
    });
  }

  /** Sends a problem to the thread, once, and resolves to its number there. The thread holds it until `release`. */
  hold(problem: Problem): Promise<number> {
    const known = this.#problems.get(problem);
    if (known !== undefined) return known.held;
    const number = problems++;
    const held = this.ask({ do: 'hold', problem: number, parts: problem }).then(() => number);
    this.#problems.set(problem, { number, held });
    return held;
  }

  /** Releases a problem that no run needs any more. */
  release(problem: Problem): void {
    const known = this.#problems.get(problem);
    if (known === undefined) return;
    this.#problems.delete(problem);
    // A thread that has died holds nothing.
    this.ask({ do: 'release', problem: known.number }).catch(() => {});
  }

  /** `countEnergies` in the thread. */
  async count(problem: Problem, prefix: number): Promise<Counts> {
    return (await this.ask({ do: 'count', problem: await this.hold(problem), prefix })) as Counts;
  }

  /** `listEnergy` in the thread. */
  async list(problem: Problem, prefix: number, energy: number, most: number): Promise<Found> {
    return (await this.ask({ do: 'list', problem: await this.hold(problem), prefix, energy, most })) as Found;
  }

  /** Resolves to the milliseconds that it takes to count 2^free configurations. */
  async time(problem: Problem, free: number): Promise<number> {
    return (await this.ask({ do: 'time', problem: await this.hold(problem), free })) as number;
  }

  /** Ends the thread at once. Its open requests are rejected. */
  async stop(): Promise<void> {
    await this.#launched.stop();
  }

  #send(): void {
    while (this.#queue.length > 0 && this.#sent.size < MOST_SENT) {
      const waiting = this.#queue.shift()!;
      if (waiting.isDropped()) {
        waiting.resolve(DROPPED);
        continue;
      }
      const id = this.#next++;
      this.#sent.set(id, waiting);
      this.#launched.post({ id, request: waiting.request });
    }
    if (this.idle) this.#launched.hold(false);
  }

  #settle(reply: Reply): void {
    const waiting = this.#sent.get(reply.id);
    this.#sent.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
    this.#send();
  }

  #fail(sentence: string): void {
    this.#failure ??= new Error(`${sentence}; run it again, with a smaller problem if memory ran out`);
    for (const { reject } of [...this.#sent.values(), ...this.#queue]) reject(this.#failure);
    this.#sent.clear();
    this.#queue.length = 0;
  }
}

/** The threads of this process, by number; they are started once and shared by all runs. */
const threads: Thread[] = [];

/**
 * Threads for a run, besides those that it has: among the first `most` of this process those that the fewest runs use, so
 * that small runs go side by side. `leaveThreads` gives them back.
 */
export function useThreads(count: number, most: number, besides: readonly Thread[] = []): Thread[] {
  const numbers = Array.from({ length: most }, (_, number) => number);
  const others = numbers.filter((number) => !besides.includes(threads[number]!));
  const runsOf = (number: number) => (isUsable(threads[number]) ? threads[number].runs : 0);
  // The number decides between equals, so that no thread is started as long as one is free.
  others.sort((one, other) => runsOf(one) - runsOf(other) || one - other);
  return others.slice(0, count).map((number) => {
    const known = threads[number];
    const thread = isUsable(known) ? known : new Thread(number);
    threads[number] = thread;
    thread.runs++;
    return thread;
  });
}

/** Gives threads back, and releases the problem that they held for the run. */
export function leaveThreads(used: Iterable<Thread>, problem: Problem): void {
  for (const thread of used) {
    thread.runs--;
    thread.release(problem);
  }
}

/** True if one of the first `most` threads of this process has nothing to do. */
export function hasIdleThread(most: number): boolean {
  return Array.from({ length: most }, (_, number) => threads[number]).some((one) => !isUsable(one) || one.idle);
}

function isUsable(thread: Thread | undefined): thread is Thread {
  return thread !== undefined && !thread.failed;
}
