import { describeReason, type JobState } from './slurm.js';

// What a waiting call says of its jobs.

/** How the jobs of a call fare. */
interface Fare {
  /** What Slurm said last of those that are waited for, as far as it said anything. */
  readonly states: readonly JobState[];
  /** Their number. */
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
}

/** '3 queued (Resources: no cores are free yet), 2 running, 55 done'. */
export function describeJobs({ states, waiting, done, failed }: Fare): string {
  const queued = states.filter(({ state }) => state === 'PENDING');
  const reasons = new Set(queued.flatMap(({ reason }) => (reason === '' ? [] : [describeReason(reason)])));
  const why = reasons.size > 0 ? ` (${[...reasons].slice(0, 2).join('; ')})` : '';
  return [
    ...(queued.length > 0 ? [`${queued.length} queued${why}`] : []),
    `${waiting - queued.length} running`,
    `${done} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
}

/** What is said when jobs were cancelled because their call was stopped. */
export function saidOfCancelled(count: number): string {
  const what =
    count === 1
      ? '1 job was cancelled, and what it had computed is kept in its checkpoint'
      : `${count} jobs were cancelled, and what they had computed is kept in their checkpoints`;
  return `stopped: ${what}; run this again to go on`;
}

/** What is said when a call was stopped and its jobs go on. `arrays` are their names, as `scancel` takes them. */
export function saidOfLeft(count: number, arrays: string): string {
  const end = `\`scancel --name=${arrays}\``;
  return count === 1
    ? `stopped waiting for 1 job of Slurm, which goes on; run this again to have its result, or end it with ${end}`
    : `stopped waiting for ${count} jobs of Slurm, which go on; run this again to have their results, or end them with ${end}`;
}
