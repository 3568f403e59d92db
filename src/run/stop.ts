/** What may stop a run besides a signal of its own. */
export interface Stop {
  readonly signal: AbortSignal;
  /** To be called when the run is over. */
  release(): void;
}

let open = (): Stop => ({ signal: new AbortController().signal, release() {} });

/** What may stop a run that begins now: nothing, until `setDefaultStop` names something. */
export function openStop(): Stop {
  return open();
}

/** Has every run that begins from now on stopped by what `next` gives: a notebook's stop button, say. */
export function setDefaultStop(next: () => Stop): void {
  open = next;
}
