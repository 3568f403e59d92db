import { availableParallelism } from 'node:os';
import { checkInteger } from '../check.js';
import type { LongRunOptions } from './long-run.js';

/** The number of threads to use. Throws a sentence where `workers` is not a count. */
export function workerCount({ workers }: Pick<LongRunOptions, 'workers'>): number {
  if (workers !== undefined) {
    checkInteger('workers', workers, 1, 1024);
    return workers;
  }
  const wanted = process.env.WEIGHTSPACE_WORKERS;
  if (!wanted) return availableParallelism();
  checkInteger('WEIGHTSPACE_WORKERS', Number(wanted), 1, 1024);
  return Number(wanted);
}
