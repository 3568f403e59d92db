import { renameSync } from 'node:fs';
import { type Checkpoint, checkIdentity, readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { EndOfPart } from './long-run.js';
import { within } from './surroundings.js';

// A run too long for one machine is computed in parts, by processes that share nothing but a folder. A part is one of
// the run's tasks. Its checkpoint is one of the whole run in which the other tasks have not begun.

/** A part of a run that a process of its own can compute: one of its tasks. */
export interface RunPart {
  /** The title of the task: 'learner/0', 'walker/12'. */
  readonly name: string;
  /** The parts that must be finished before. */
  readonly after: readonly string[];
}

/**
 * Computes one part of a run, from where it was stopped; nothing is done if it is finished. Returns false if it was
 * stopped. `checkpoint` is the file of the whole run, from which a part goes on too; those of the parts lie beside it.
 *
 * `compute` is the call of the sampler, with the same options for every part and without a `checkpoint`. If that of the
 * part cannot be written, it ends with the error.
 *
 * @throws Error if a part that must be finished before is not, if the run has no such part, or if a file cannot be read
 * or written.
 * @throws TypeError if a file is damaged, or belongs to another run or another build of the samplers.
 */
export async function runPart(checkpoint: string, part: RunPart, compute: () => Promise<unknown>): Promise<boolean> {
  const { begun, finished } = partFiles(checkpoint, part.name);
  if (readCheckpoint(finished) !== undefined) return true;
  if (readCheckpoint(begun) === undefined) begin(checkpoint, part);
  try {
    await within({ part: part.name, engine: undefined, keep: (_, run) => run({ checkpoint: begun }) }, compute);
  } catch (error) {
    if (!(error instanceof EndOfPart)) throw error;
    if (error.isFinished) renameSync(begun, finished);
    return error.isFinished;
  }
  throw new Error(`the run of the checkpoint ${checkpoint} has no part ${part.name}; name one of its tasks`);
}

/**
 * Writes the checkpoint of a whole run, made of its finished parts. The run that resumes from it ends at once, with the
 * same bits as if it had never been divided.
 *
 * @throws Error if parts are not finished; it names them. Or if a file cannot be read or written.
 * @throws TypeError if a file is damaged, or belongs to another run or another build of the samplers.
 */
export function joinParts(checkpoint: string, parts: readonly RunPart[]): void {
  const names = parts.map(({ name }) => name);
  const joined = join(checkpoint, names, 'they are joined');
  if (joined !== undefined) writeCheckpoint(checkpoint, joined);
}

/** Writes the checkpoint from which a part begins: what comes before it, and what the whole run has of it. */
function begin(checkpoint: string, { name, after }: RunPart): void {
  const joined = join(checkpoint, after, `${name} begins`);
  if (joined === undefined) return;
  const snapshots = Object.entries(joined.snapshots).filter(([title]) => title === name || after.includes(title));
  // The work of this part alone, so that the sum over the parts is that of the run.
  const own = { ...joined, done: 0, snapshots: Object.fromEntries(snapshots) };
  writeCheckpoint(partFiles(checkpoint, name).begun, own);
}

/** The checkpoint of the whole run with the states of finished parts in it; undefined if there are neither. */
function join(checkpoint: string, names: readonly string[], event: string): Checkpoint | undefined {
  const whole = readCheckpoint(checkpoint);
  const files = names.map((name) => partFiles(checkpoint, name).finished);
  const saved = files.map((file) => readCheckpoint(file));
  const missing = names.filter((name, k) => saved[k]?.snapshots[name] === undefined);
  if (missing.length > 0) throw new Error(unfinished(checkpoint, missing, event));
  const parts = saved as Checkpoint[];
  const first = whole ?? parts[0];
  if (first === undefined) return undefined;
  for (const [k, { identity }] of parts.entries()) checkIdentity(files[k]!, identity, first.identity);
  const own = parts.map(({ snapshots }, k) => [names[k]!, snapshots[names[k]!]!]);
  return {
    identity: first.identity,
    completed: whole?.completed ?? 0,
    done: parts.reduce((sum, { done }) => sum + done, whole?.done ?? 0),
    snapshots: { ...whole?.snapshots, ...Object.fromEntries(own) },
  };
}

function unfinished(checkpoint: string, names: readonly string[], event: string): string {
  const [parts, are, them] = names.length > 1 ? ['parts', 'are', 'them'] : ['part', 'is', 'it'];
  return `the ${parts} ${names.join(', ')} of the run ${checkpoint} ${are} not finished; run ${them} before ${event}`;
}

/** The files of a part, until it is finished and from then on. They end in '.checkpoint', as that of the whole run. */
export function partFiles(checkpoint: string, name: string): { readonly begun: string; readonly finished: string } {
  const stem = `${checkpoint.replace(/\.checkpoint$/, '')}.${name.replaceAll('/', '-')}`;
  return { begun: `${stem}.checkpoint`, finished: `${stem}.finished.checkpoint` };
}
