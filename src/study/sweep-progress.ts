import type { ProgressEvent, ProgressListener, ProgressRow } from '../run/progress.js';

/** A run in progress: in words, and the part of it that is done. */
interface Begun {
  readonly detail: string;
  part: number;
  /** Where it is, if it is not in this process: '3 queued, 2 running'. */
  place: string;
  /** True if its result is read from a store. */
  isStored: boolean;
}

/** The progress of the runs of a sweep, as one task. What is done never becomes less, until the sweep is stopped. */
export class SweepProgress {
  readonly #task: string;
  readonly #listen: ProgressListener;
  readonly #all: { readonly total: number };
  readonly #begun = new Map<number, Begun>();
  readonly #rows: ProgressRow[] = [];
  #stored = 0;
  #done = 0;

  /** `all.total` is the number of runs, which may become less. */
  constructor(task: string, listen: ProgressListener, all: { readonly total: number }) {
    this.#task = task;
    this.#listen = listen;
    this.#all = all;
  }

  /** The listener of a run that begins. */
  follow(index: number, detail: string): ProgressListener {
    const begun: Begun = { detail, part: 0, place: '', isStored: false };
    this.#begun.set(index, begun);
    const follow: ProgressListener = ({ done, total, unit, detail: place, earlier = 0, entropy }) => {
      begun.isStored = total > 0 && earlier >= total;
      // A computation may outlive its run, if the run did not wait for it.
      if (begun.isStored || !this.#begun.has(index)) return;
      if (unit === 'jobs' && place !== undefined) begun.place = place;
      // A run of several computations begins again with each.
      begun.part = Math.max(begun.part, total > 0 ? Math.min(done / total, 0.99) : 0);
      const isShown = entropy !== undefined && this.#shown() === begun;
      this.#report({ detail: this.#detail(), ...(isShown ? { entropy } : {}) });
    };
    const { curveInterval } = this.#listen;
    return curveInterval === undefined ? follow : Object.assign(follow, { curveInterval });
  }

  /** A run ends, and is shown as this row. */
  finish(index: number, row: ProgressRow): void {
    const { detail, isStored } = this.#begun.get(index)!;
    this.#begun.delete(index);
    this.#rows.push(row);
    if (isStored) this.#stored++;
    this.#report({ detail: this.#begun.size > 0 ? this.#detail() : detail });
  }

  /** The sweep was stopped before its end: what the unfinished runs have done is lost. */
  stop(): void {
    this.#begun.clear();
    this.#done = 0;
    this.#report({ stopped: true });
  }

  /** Of runs side by side, the first in the order of the sweep is shown. */
  #shown(): Begun {
    return this.#begun.get(Math.min(...this.#begun.keys()))!;
  }

  #detail(): string {
    const others = this.#begun.size - 1;
    const { detail, place } = this.#shown();
    return `${detail}${others > 0 ? ` and ${others} more` : ''}${place === '' ? '' : ` · ${place}`}`;
  }

  #report(more: Pick<ProgressEvent, 'detail' | 'stopped' | 'entropy'>): void {
    const parts = [...this.#begun.values()].reduce((sum, { part }) => sum + part, 0);
    this.#done = Math.max(this.#done, this.#rows.length + parts);
    const earlier = this.#stored > 0 ? { earlier: this.#stored } : {};
    this.#listen({
      task: this.#task,
      unit: 'runs',
      done: this.#done,
      total: this.#all.total,
      rows: [...this.#rows],
      ...earlier,
      ...more,
    });
  }
}
