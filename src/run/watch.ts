import type { LongRunOptions } from './options.js';
import type { ProgressEvent } from './progress.js';
import { type Stop, surroundings } from './surroundings.js';

/** Milliseconds after which the event loop gets a turn. */
const BETWEEN_TURNS = 40;

/** Milliseconds after which a computation shows its progress: thousands of short ones show nothing. */
const QUIET = 250;

/** When the event loop last had a turn, in any computation, so that a loop over short ones can be stopped too. */
let lastTurn = performance.now();

/** What is watched: its name, and what it counts and how far. */
type Watched = Required<Pick<ProgressEvent, 'task' | 'unit' | 'total'>>;

/** The progress and the stop of one computation on this thread that proceeds in short steps. */
export class Watch {
  readonly #start = performance.now();
  readonly #report: (done: number, more: { readonly detail?: string; readonly stopped?: boolean }) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #total: number;
  #stop: Stop | undefined;
  #shown = 0;

  constructor({ task, unit, total }: Watched, { signal, onProgress }: Pick<LongRunOptions, 'signal' | 'onProgress'>) {
    signal?.throwIfAborted();
    this.#signal = signal;
    this.#total = total;
    const listen = onProgress ?? surroundings().openProgress();
    this.#report = (done, more) => listen({ task, unit, done, total, ...more });
  }

  /** True if the event loop has waited long enough. */
  static isDue(): boolean {
    return performance.now() - lastTurn >= BETWEEN_TURNS;
  }

  /**
   * Gives the event loop a turn, and shows how far the computation is.
   *
   * @throws Error if the computation is to stop: the reason of the signal.
   */
  async turn(done: number, detail: string): Promise<void> {
    const stopped = await this.#pause(done, detail);
    if (stopped !== undefined) throw stopped.reason;
  }

  /** Like `turn`, for a computation that keeps what it has: false if it is to stop. */
  async mayContinue(done: number, detail: string): Promise<boolean> {
    return (await this.#pause(done, detail)) === undefined;
  }

  /** The signal that stops the computation, if one does. */
  async #pause(done: number, detail: string): Promise<AbortSignal | undefined> {
    this.#stop ??= surroundings().openStop();
    if (performance.now() - this.#start >= QUIET) {
      this.#shown = Math.min(done, 0.999 * this.#total);
      this.#report(this.#shown, { detail });
    }
    await new Promise((resolve) => void setImmediate(resolve));
    lastTurn = performance.now();
    const stopped = [this.#signal, this.#stop.signal].find((signal) => signal?.aborted);
    if (stopped !== undefined && this.#shown > 0) this.#report(this.#shown, { stopped: true });
    return stopped;
  }

  complete(): void {
    if (this.#shown > 0) this.#report(this.#total, {});
  }

  release(): void {
    this.#stop?.release();
  }
}
