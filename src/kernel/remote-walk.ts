import type { Seed } from '../base/seed.js';
import type { Problem } from './problem.js';
import { DROPPED, type Request, type Thread } from './thread.js';
import type { TripEnds, WalkStep, WalkView } from './walk.js';

/** The time that one request of a walk should take: short enough to cancel at once, long enough to cost nothing. */
const MILLISECONDS = 5;

let walks = 0;

type WalkRequest = Extract<Request, { readonly walk: number }>;
type WithoutWalk<Asked> = Asked extends WalkRequest ? Omit<Asked, 'walk'> : never;

/** A walk in another thread, with the methods of `Walk`; each returns a promise. */
export class RemoteWalk {
  readonly #problem: Problem;
  readonly #walk: number;
  readonly #isStopped: () => boolean;
  #thread: Thread | undefined;
  /** Blocks per request. */
  #pace = 1;

  private constructor(problem: Problem, isStopped: () => boolean) {
    this.#problem = problem;
    this.#isStopped = isStopped;
    this.#walk = walks++;
  }

  /**
   * Opens a walk in a thread. If `isStopped` returns true before the request's turn comes, the walk is not opened: it never
   * moves and knows no levels. If it returns true later, the walk stops moving.
   */
  static async open(
    thread: Thread,
    problem: Problem,
    from: Seed | Uint8Array,
    isStopped: () => boolean = () => false,
  ): Promise<RemoteWalk> {
    const walk = new RemoteWalk(problem, isStopped);
    if (isStopped()) return walk;
    const opening = { do: 'open', walk: walk.#walk, problem: await thread.hold(problem), from } as const;
    if ((await thread.ask(opening, isStopped)) !== DROPPED) walk.#thread = thread;
    return walk;
  }

  get opened(): boolean {
    return this.#thread !== undefined;
  }

  /**
   * Makes up to `blocks` × BLOCK moves, as many as fit in a few milliseconds, and resolves to the number of blocks made. The
   * walk is the same however it is divided.
   */
  async advance(blocks: number, logF: number): Promise<{ readonly blocks: number }> {
    const now = Math.min(blocks, this.#pace);
    const step = await this.#ask({ do: 'advance', blocks: now, logF }, this.#isStopped);
    if (step === undefined || step === DROPPED) return { blocks: 0 };
    const { milliseconds } = step as WalkStep & { readonly milliseconds: number };
    const ideal = (now * MILLISECONDS) / Math.max(milliseconds, 0.01);
    this.#pace = Math.max(1, Math.round(Math.min(ideal, 4 * this.#pace)));
    return { blocks: now };
  }

  /** Without its sums, unless they are asked for. */
  async view({ sums = false } = {}): Promise<WalkView> {
    return ((await this.#ask({ do: 'view', sums })) ?? unseen(this.#problem)) as WalkView;
  }

  async save(): Promise<Uint8Array> {
    return ((await this.#ask({ do: 'save' })) ?? new Uint8Array()) as Uint8Array;
  }

  /** Exchanges entropies and visits with another walk in the same thread. */
  async exchange(other: RemoteWalk): Promise<void> {
    await this.#ask({ do: 'exchange', other: other.#walk });
  }

  async clearVisits(ends?: TripEnds): Promise<void> {
    await this.#ask({ do: 'clearVisits', ends });
  }

  async setEntropy(entropy: Float64Array): Promise<void> {
    await this.#ask({ do: 'setEntropy', entropy });
  }

  async setPairs(pairs: boolean): Promise<void> {
    await this.#ask({ do: 'setPairs', pairs });
  }

  async close(): Promise<void> {
    await this.#ask({ do: 'close' });
  }

  /** `undefined` where the walk was not opened. */
  async #ask(request: WithoutWalk<WalkRequest>, isDropped?: () => boolean): Promise<unknown> {
    return this.#thread?.ask({ ...request, walk: this.#walk } as WalkRequest, isDropped);
  }
}

/** The view of a walk that was not opened. */
function unseen({ levels, weights, axis }: Problem): WalkView {
  return {
    energy: 0,
    moves: 0,
    accepted: 0,
    discovered: 0,
    halfTrips: 0,
    bulkHalfTrips: 0,
    entropy: new Float64Array(levels).fill(-Infinity),
    visits: new Float64Array(levels),
    sums: new Float64Array(axis === undefined ? 0 : levels),
    weights: new Int8Array(weights).fill(1),
  };
}
