import { availableParallelism } from 'node:os';
import { checkInteger, inWords } from '../check.js';
import type { LongRunOptions } from './long-run.js';

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
