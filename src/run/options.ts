import { availableParallelism } from 'node:os';
import { checkFunction, checkInteger, checkSignal, checkText, inWords } from '../base/check.js';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import type { ProgressListener } from './progress.js';
import type { Engine, KeptRun } from './stored-task.js';

/** How a long computation is watched, stopped, kept and resumed. */
export interface LongRunOptions extends KeptRun {
  /**
   * Worker threads, from 1 to 256; no more are started than there are tasks. Default: the environment variable
   * WEIGHTSPACE_WORKERS, or one for each core of the machine. The result does not depend on it.
   */
  readonly workers?: number;
  /**
   * Stops the run, within 50 milliseconds on an idle machine. `wangLandau` and `jointWangLandau` then return what they
   * have; other computations throw the reason of the signal.
   */
  readonly signal?: AbortSignal;
  /** Called as the work proceeds. Default: a progress bar in a notebook cell or a terminal, nothing elsewhere. */
  readonly onProgress?: ProgressListener;
  /** Seconds between two writings of the checkpoint. Default 30. */
  readonly checkpointSeconds?: number;
  /**
   * Where the run is computed: `slurm(…)` makes it a job of a cluster, whose result is kept and read from the results' folder.
   * Runs with their own `checkpoint`, drawn configurations and lists are always computed here. Default: here, or on the
   * cluster that the environment variable WEIGHTSPACE_ENGINE names.
   */
  readonly engine?: Engine | undefined;
}

/** The names of these options. */
export const LONG_RUN = [
  'workers',
  'signal',
  'onProgress',
  'checkpoint',
  'checkpointSeconds',
  'onCheckpointFailure',
  'engine',
] as const;

/**
 * Reads the checkpoint that the options name; `undefined` if there is none.
 *
 * @throws TypeError if an option is of the wrong type, or if the file is not a checkpoint of this build.
 * @throws RangeError if `checkpointSeconds` is not above 0.
 * @throws Error if the file cannot be read.
 */
export function savedRun(options: LongRunOptions): Checkpoint | undefined {
  checkWatch(options);
  const { checkpoint, checkpointSeconds, onCheckpointFailure } = options;
  if (checkpoint !== undefined) checkText('checkpoint', checkpoint);
  if (onCheckpointFailure !== undefined) checkFunction('onCheckpointFailure', onCheckpointFailure, 'console.warn');
  if (checkpointSeconds !== undefined && !(typeof checkpointSeconds === 'number' && checkpointSeconds > 0)) {
    throw new RangeError(`\`checkpointSeconds\` is ${inWords(checkpointSeconds)}; give a number of seconds above 0`);
  }
  return checkpoint === undefined ? undefined : readCheckpoint(checkpoint);
}

/** @throws TypeError if `signal` is not an AbortSignal, or if `onProgress` is not a function. */
export function checkWatch({ signal, onProgress }: Pick<LongRunOptions, 'signal' | 'onProgress'>): void {
  if (signal !== undefined) checkSignal('signal', signal);
  if (onProgress !== undefined)
    checkFunction('onProgress', onProgress, '({ done, total }) => console.log(done / total)');
}

/** As many cores as the largest machines have. */
const MOST_WORKERS = 256;

/**
 * The number of threads to use.
 *
 * @throws RangeError if `workers`, or the environment variable WEIGHTSPACE_WORKERS, is not a whole number from 1 to 256.
 */
export function workerCount({ workers }: Pick<LongRunOptions, 'workers'>): number {
  if (workers !== undefined) {
    checkInteger('workers', workers, 1, MOST_WORKERS);
    return workers;
  }
  const wanted = process.env.WEIGHTSPACE_WORKERS;
  if (!wanted) return Math.min(availableParallelism(), MOST_WORKERS);
  const count = Number(wanted);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_WORKERS) return count;
  throw new RangeError(
    `the environment variable WEIGHTSPACE_WORKERS is ${inWords(wanted)}; give a whole number from 1 to ${MOST_WORKERS}`,
  );
}

/** The number of threads that the runs of this process share: a run that is given more `workers` than usual has more. */
export function threadCount(options: Pick<LongRunOptions, 'workers'> = {}): number {
  return Math.max(workerCount(options), workerCount({}));
}
