import { duration } from '../base/terminal.js';
import { freeWeights, hasTable } from '../kernel/count.js';
import type { Problem } from '../kernel/problem.js';
import { leaveThreads, useThreads } from '../kernel/thread.js';
import { type LongRunOptions, threadCount, workerCount } from '../run/options.js';

/** Free weights of an enumeration that takes less time than measuring its speed would. */
const SMALL = { table: 26, other: 18 };

/** Free weights of the part that the speed is measured on. */
const TRIAL = { table: 24, other: 16 };

/**
 * Estimates how long an enumeration takes on this machine, in seconds, from the speed of a small part. 0 if the whole
 * is hardly larger than such a part.
 */
export async function enumerationSeconds(problem: Problem, options: LongRunOptions = {}): Promise<number> {
  const kind = hasTable(problem) ? 'table' : 'other';
  const needed = problem.weights - (problem.symmetry === null ? 0 : 1);
  if (needed <= SMALL[kind]) return 0;
  const pieces = Math.max(1, 2 ** (needed - freeWeights(problem)));
  const threads = useThreads(Math.min(workerCount(options), pieces), threadCount(options));
  const timed = threads.map((thread) => thread.time(problem, TRIAL[kind]));
  const times = await Promise.all(timed).finally(() => leaveThreads(threads, problem));
  const perSecond = times.reduce((sum, milliseconds) => sum + (1000 * 2 ** TRIAL[kind]) / milliseconds, 0);
  return 2 ** needed / perSecond;
}

export function checkTime(problem: Problem, seconds: number, maximumSeconds: number): void {
  if (seconds <= maximumSeconds) return;
  throw new RangeError(
    `2^${problem.weights} configurations would take about ${duration(seconds)} to enumerate, more than \`maximumSeconds\` (${maximumSeconds}); ` +
      'use wangLandau, fewer inputs, or raise the limit',
  );
}
