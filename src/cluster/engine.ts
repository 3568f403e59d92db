import { inWords } from '../base/check.js';
import type { Engine } from '../run/stored-task.js';
import { checkSettings, type SlurmOptions } from './settings.js';
import { keepOnCluster } from './wait.js';

/**
 * Makes the runs of the samplers jobs of a Slurm cluster: those of a sweep one job array. Runs whose results are kept already
 * are read as ever. The call waits for its job and returns its result, the same bits as if it had been computed here; a job
 * that was submitted earlier for the same run, by another process too, is waited for and not submitted again. If a job fails
 * or reaches its time limit, the same call submits it again, and it goes on from its checkpoint.
 *
 * Everything is kept in the folder of the results (`keepResults`; by default `output/results`), which the cluster's machines
 * must share: jobs, what they print, checkpoints, results.
 *
 * @example
 * ```ts
 * import { slurm } from 'weightspace';
 *
 * const engine = slurm({ time: '2:00:00', memory: '2G' });
 * console.log(engine.kind); // give it to a run or to a sweep: wangLandau(network, data, { seed: 1, engine })
 * ```
 * @throws TypeError if an option is unknown or of the wrong type.
 * @throws RangeError if `cores` or `mostAtOnce` is out of range.
 */
export function slurm(options: SlurmOptions = {}): Engine {
  checkSettings(options);
  return { kind: 'slurm', keep: keepOnCluster({ ...options }) };
}

/**
 * The engine that the environment variable WEIGHTSPACE_ENGINE names; none if it is not set or empty. Its settings are those
 * of Slurm's own variables: SBATCH_PARTITION, SBATCH_TIMELIMIT, SBATCH_ACCOUNT.
 *
 * @throws TypeError if the variable names no engine.
 */
export function engineFromEnvironment(): Engine | undefined {
  const name = process.env.WEIGHTSPACE_ENGINE;
  if (!name) return undefined;
  if (name === 'slurm') return slurm();
  throw new TypeError(
    `the environment variable WEIGHTSPACE_ENGINE is ${inWords(name)}; set it to slurm, or unset it to compute on this machine`,
  );
}
