import { checkChoice, checkFlag, checkInteger, checkList, checkOptions, checkText } from '../base/check.js';

/** How the jobs of a cluster are submitted, and what happens to them when the call that waits is stopped. */
export interface SlurmOptions {
  /** The partition of the cluster. Default: the cluster's own, or the variable SBATCH_PARTITION. */
  readonly partition?: string;
  /**
   * The time limit of a job in Slurm's notation: '2:00:00' is two hours. A minute before it, a job writes its checkpoint and is
   * submitted again. Default: that of the partition, or the variable SBATCH_TIMELIMIT.
   */
  readonly time?: string;
  /** The cores of each job, of one node, from 1 to 256. Default 1: many runs side by side use a cluster best. */
  readonly cores?: number;
  /** The memory of each job in Slurm's notation: '4G'. Default: that of the partition. */
  readonly memory?: string;
  /** The account that is charged. Default: your own, or the variable SBATCH_ACCOUNT. */
  readonly account?: string;
  /**
   * True makes every walker of a run a job of its own, for runs that take too long for one job: first the learning walks, and
   * when these are done, the walkers. Their results are joined to the same bits. The call must be waiting when the learning is
   * done, or be made again later. It does not go with an `accuracy`, for which walkers wait for each other. Default: false.
   */
  readonly walkersAsJobs?: boolean;
  /** The most jobs of one array that run at once. Default: as many as the cluster lets run. */
  readonly mostAtOnce?: number;
  /** Lines of a shell that a job begins with, such as 'module load nodejs'. Default: none. */
  readonly setup?: string;
  /** Further arguments of `sbatch`: ['--qos=long']. Default: none. */
  readonly options?: readonly string[];
  /**
   * What happens to the jobs when the cell or the script is stopped: 'leave' (default) lets them go on, and running it again
   * finds their results; 'cancel' ends those that this process has submitted, and their checkpoints are kept.
   */
  readonly onStop?: 'leave' | 'cancel';
  /**
   * The command line that submits the jobs on another system than Slurm, with `{count}`, `{last}`, `{script}` and `{log}` in it;
   * the other settings are then yours to write there. Such a system is not asked how its jobs fare: the call waits until their
   * results are there, or until one says that it failed.
   */
  readonly submit?: string;
}

const OPTIONS = [
  'partition',
  'time',
  'cores',
  'memory',
  'account',
  'walkersAsJobs',
  'mostAtOnce',
  'setup',
  'options',
  'onStop',
  'submit',
] as const;

/**
 * @throws TypeError if a setting is unknown or of the wrong type.
 * @throws RangeError if `cores` or `mostAtOnce` is out of range.
 */
export function checkSettings(settings: SlurmOptions): void {
  checkOptions('slurm', settings, OPTIONS);
  for (const name of ['partition', 'time', 'memory', 'account', 'setup', 'submit'] as const) {
    if (settings[name] !== undefined) checkText(name, settings[name]);
  }
  const { cores, walkersAsJobs, mostAtOnce, options, onStop } = settings;
  if (cores !== undefined) checkInteger('cores', cores, 1, 256);
  if (walkersAsJobs !== undefined) checkFlag('walkersAsJobs', walkersAsJobs);
  if (mostAtOnce !== undefined) checkInteger('mostAtOnce', mostAtOnce, 1, 1e6);
  if (onStop !== undefined) checkChoice('onStop', onStop, ['leave', 'cancel']);
  if (options === undefined) return;
  checkList('options', options, "arguments of sbatch, as in ['--qos=long']");
  for (const one of options) checkText('options', one);
}
