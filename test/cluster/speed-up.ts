import { randomStream } from '#src/base/seed.js';

// What a sweep takes on a cluster, simulated: jobs are started one after the other, each keeps a core busy, its result is written
// to the shared folder, and the waiting process reads it there.

/** What each job costs besides its computation, in seconds. */
export interface Costs {
  /** Between the starts of two jobs: the scheduler. */
  readonly start: number;
  /** On the core, before and after the computation: Slurm's own work, Node, reading the task. */
  readonly job: number;
  /** In the shared folder, which serves one job at a time. */
  readonly store: number;
  /** In the waiting process, which reads one result at a time. */
  readonly read: number;
}

/** What each part of the cluster would take alone, in seconds: the largest of them limits the sweep. */
export type Limits = Record<'cores' | 'longest run' | 'scheduler' | 'shared folder' | 'waiting process', number>;

/** The limits of a sweep of runs that take these times, in seconds. */
export function limitsOf(times: readonly number[], cores: number, { start, job, store, read }: Costs): Limits {
  const work = times.reduce((sum, time) => sum + time + job, 0);
  return {
    cores: work / cores,
    'longest run': Math.max(...times) + job,
    scheduler: times.length * start,
    'shared folder': times.length * store,
    'waiting process': times.length * read,
  };
}

/** The name of the largest limit. */
export function largest(limits: Limits): keyof Limits {
  return (Object.keys(limits) as (keyof Limits)[]).reduce((most, name) => (limits[name] > limits[most] ? name : most));
}

/** The seconds from the submission of an array until its last result is read. */
export function simulate(times: readonly number[], cores: number, { start, job, store, read }: Costs): number {
  const free = new Float64Array(Math.min(cores, times.length));
  let starter = 0;
  const ends = times.map((time) => {
    const core = free.reduce((best, moment, index) => (moment < free[best]! ? index : best), 0);
    starter = Math.max(starter + start, free[core]!);
    free[core] = starter + job + time;
    return free[core]!;
  });
  let written = 0;
  let seen = 0;
  for (const end of ends.sort((a, b) => a - b)) {
    written = Math.max(written, end) + store;
    seen = Math.max(seen, written) + read;
  }
  return seen;
}

/** Times from a table of how many runs took how long, in an order that a seed makes. */
export function timesOf(table: readonly (readonly number[])[], seed: string): number[] {
  const times = table.flatMap(([seconds, count]) => Array<number>(count!).fill(seconds!));
  const random = randomStream(seed, 'order');
  for (let last = times.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [times[last], times[other]] = [times[other]!, times[last]!];
  }
  return times;
}
