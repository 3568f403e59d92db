import type { Thread } from '../kernel/thread.js';
import type { Task } from '../run/task.js';

// An enumeration goes through all configurations prefix after prefix: those of the weights that one call of the kernel does
// not go through.

/** Which prefixes an enumeration still has to go through. */
export interface PrefixState {
  /** The next prefix to begin. */
  next: number;
  /** Earlier prefixes that are not done yet: in progress, or waiting since the run was stopped. */
  readonly pending: number[];
}

/** What is done for each prefix: `ask` in a thread, then `add` to the state, at once. */
interface PrefixWork<Part> {
  readonly ask: (thread: Thread, prefix: number) => Promise<Part>;
  readonly add: (part: Part) => void;
}

/** Goes through the prefixes below `needed` in all threads at once, unless the run is stopped before the end. */
export async function forEachPrefix<Part>(
  task: Task<PrefixState>,
  threads: readonly Thread[],
  needed: number,
  { ask, add }: PrefixWork<Part>,
): Promise<void> {
  const { state } = task;
  // Prefixes in progress when the run was stopped are gone through again. They stay pending: the next stop may come first.
  const waiting = [...state.pending];
  const nextPrefix = (): number | undefined => {
    if (waiting.length > 0 || state.next === needed) return waiting.pop();
    state.pending.push(state.next);
    return state.next++;
  };
  const goOn = async (thread: Thread) => {
    while (await task.mayContinue()) {
      const prefix = nextPrefix();
      if (prefix === undefined) break;
      const part = await ask(thread, prefix);
      add(part);
      state.pending.splice(state.pending.indexOf(prefix), 1);
    }
  };
  await Promise.all(threads.map(goOn));
}
