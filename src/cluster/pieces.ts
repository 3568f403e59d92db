import { basename } from 'node:path';
import type { LongRunOptions } from '../run/options.js';
import { joinParts, partFiles, type RunPart } from '../run/parts.js';
import type { ProgressListener } from '../run/progress.js';
import type { KeptRun } from '../run/stored-task.js';
import { surroundings, within } from '../run/surroundings.js';
import { partsOf } from '../sampling/parts.js';
import type { Result } from '../sampling/results.js';
import type { NamedTask } from '../study/result-entry.js';
import type { ResultStore } from '../study/result-store.js';

/** What one job computes: a task, or a part of one. The key of a part is the name of its file once it is finished. */
export interface Piece extends NamedTask {
  readonly part?: RunPart;
}

/** True if a piece is computed, by the names in the folder of the results: a task by its result, which ends its parts too. */
export function isComputed(key: string, names: ReadonlySet<string>): boolean {
  return names.has(`${taskKey(key)}.json`) || names.has(key);
}

/** The key of the task that a piece belongs to. */
export function taskKey(key: string): string {
  return key.split('.')[0]!;
}

/**
 * The result of a task whose parts `get` computes; this process joins them, which takes about a second. `undefined` if the
 * task is one piece of work.
 *
 * @throws RangeError if the task cannot be divided although it has walkers.
 * @throws Error if a part fails: the first of them, after all have ended.
 */
export async function resultByParts(
  store: ResultStore,
  task: NamedTask,
  get: (piece: Piece) => Promise<unknown>,
  compute: (kept: KeptRun) => Promise<unknown>,
): Promise<Result | undefined> {
  const parts = partsOf(task);
  const checkpoint = store.checkpoint(task);
  if (parts.length === 0 || checkpoint === undefined) return undefined;
  const { onProgress = surroundings().openProgress() }: LongRunOptions = task.options ?? {};
  let finished = 0;
  const listen: ProgressListener = (event) => {
    if (event.done >= event.total) finished++;
    onProgress({ ...event, done: finished, total: parts.length + 1 });
  };
  for (const wave of wavesOf(parts)) {
    const pieces = wave.map((part) => {
      const key = basename(partFiles(checkpoint, part.name).finished);
      return { ...task, part, key, options: { ...task.options, onProgress: listen } };
    });
    const ends = await Promise.allSettled(pieces.map(get));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
  // The joined run ends the progress that the jobs began.
  return within({ openProgress: () => onProgress }, () => join(store, task, parts, compute));
}

/** The parts that do not wait for others, then those that do. */
function wavesOf(parts: readonly RunPart[]): RunPart[][] {
  return [parts.filter(({ after }) => after.length === 0), parts.filter(({ after }) => after.length > 0)];
}

async function join(
  store: ResultStore,
  task: NamedTask,
  parts: readonly RunPart[],
  compute: (kept: KeptRun) => Promise<unknown>,
): Promise<Result> {
  try {
    return (await store.getOnce(task, (kept) => {
      joinParts(kept.checkpoint!, parts);
      return compute(kept);
    })) as Result;
  } catch (error) {
    // Another process may have joined them, and removed the parts.
    const kept = store.read(task);
    if (kept !== undefined) return kept;
    throw error;
  }
}
