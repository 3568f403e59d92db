import { join } from 'node:path';
import { checkWritable, namesIn } from '../base/files.js';
import { samplerChecksum } from '../run/build.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import type { ProgressListener } from '../run/progress.js';
import { onSignal, passOn } from '../run/signals.js';
import type { Keep } from '../run/stored-task.js';
import { surroundings } from '../run/surroundings.js';
import type { Result } from '../sampling/results.js';
import { isKept } from '../study/keep-results.js';
import { type NamedTask, nameTask } from '../study/result-entry.js';
import { ResultStore } from '../study/result-store.js';
import {
  hasFailed,
  type Job,
  jobNames,
  jobsFolder,
  jobTitle,
  lastWords,
  readArrays,
  removeArray,
  submitTasks,
} from './job-array.js';
import { withLock } from './lock.js';
import { isComputed, type Piece, resultByParts } from './pieces.js';
import { describeJobs, saidOfCancelled, saidOfLeft } from './sentences.js';
import type { SlurmOptions } from './settings.js';
import { cancelJobs, describeEnd, endOfJob, hasEnded, type JobState, jobStates } from './slurm.js';

/** A call that waits for a result. */
interface Waiter {
  /** Called with the result, or for a part of a run without one. */
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
  readonly listen: ProgressListener;
}

/** A task, or a part of one, whose result is waited for. */
interface Awaited {
  readonly task: Piece;
  readonly waiters: Set<Waiter>;
  /** Its job, once it has one. */
  job?: Job;
  /** True if this process has submitted its job. */
  isOwn: boolean;
  /** What Slurm said of its job last. */
  state?: JobState | undefined;
  /** When the job was first seen to have ended, while its result was not there. */
  ended?: number;
}

/** A job that ended without a result. */
class JobFailure extends Error {}

/** Milliseconds without a further task after which those that have come are submitted. */
const QUIET = 100;

/** Milliseconds after which they are submitted although more are coming. */
const LONGEST_GATHERING = 10_000;

/** Milliseconds between two looks: at first, and at most. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/** Milliseconds that a folder on several machines may take to show a file that another one has written. */
const LATE_FILE = 90_000;

/** Milliseconds within which Slurm may not yet show jobs of a process that was killed as it submitted them. */
const SUBMITTING = 5_000;

const clusters = new Map<string, Cluster>();

/** Keeps results that jobs of a cluster compute. */
export function keepOnCluster(settings: SlurmOptions): Keep {
  return async <Kind>(task: Parameters<Keep>[0], compute: Parameters<Keep>[1]) => {
    const { keep, folder = defaultFolder() } = surroundings();
    if (!isKept(task)) return (await keep(task, compute)) as Kind;
    const name = JSON.stringify([folder, settings]);
    const cluster = clusters.get(name) ?? new Cluster(folder, settings);
    clusters.set(name, cluster);
    return (await cluster.get(nameTask(task), compute)) as Kind;
  };
}

/** Each build of the samplers has a folder of its own, because its numbers may differ. */
function defaultFolder(): string {
  return join(new ResultStore().folder, samplerChecksum().slice(0, 12));
}

/** What is computed on one cluster for one folder of results, and who waits for it. */
class Cluster {
  readonly #store: ResultStore;
  readonly #settings: SlurmOptions;
  readonly #awaited = new Map<string, Awaited>();
  #isWorking = false;
  #submitting = Promise.resolve();
  #stopListening: (() => void)[] = [];
  #wake = () => {};
  #done = 0;
  #failed = 0;
  /** Tasks for which nobody waits any more, until this is said. */
  readonly #leaving = new Set<Awaited>();
  #farewell: Promise<unknown> | undefined;
  /** True if Slurm did not answer the last question. */
  #isSilent = false;

  constructor(folder: string, settings: SlurmOptions) {
    this.#store = new ResultStore(folder);
    this.#settings = settings;
  }

  /** The result of a task: as it is kept, or once its job has ended. */
  async get(task: NamedTask, compute: Parameters<Keep>[1]): Promise<Result> {
    const options: LongRunOptions = task.options ?? {};
    checkWatch(options);
    const kept = this.#store.read(task);
    if (kept !== undefined) {
      const listen = options.onProgress ?? surroundings().openProgress();
      listen({ task: kept.name, done: 1, total: 1, earlier: 1 });
      return kept;
    }
    const wait = (piece: Piece) => this.#wait(piece);
    const joined = this.#settings.walkersAsJobs && (await resultByParts(this.#store, task, wait, compute));
    return joined || (await this.#wait(task))!;
  }

  async #wait(task: Piece): Promise<Result | undefined> {
    const options: LongRunOptions = task.options ?? {};
    const listen = options.onProgress ?? surroundings().openProgress();
    const button = surroundings().openStop();
    const stop = AbortSignal.any([button.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    let stopListening = () => {};
    try {
      stop.throwIfAborted();
      return await new Promise<Result | undefined>((resolve, reject) => {
        const waiter: Waiter = { resolve, reject, listen };
        const onStop = () => this.#leave([[task.key, waiter]], stop.reason);
        stop.addEventListener('abort', onStop);
        stopListening = () => stop.removeEventListener('abort', onStop);
        const awaited: Awaited = this.#awaited.get(task.key) ?? { task, waiters: new Set(), isOwn: false };
        awaited.waiters.add(waiter);
        this.#awaited.set(task.key, awaited);
        this.#work();
      });
    } finally {
      stopListening();
      button.release();
    }
  }

  /** Submits, looks and reports until nobody waits any more. */
  #work(): void {
    this.#wake();
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#stopListening = (['SIGINT', 'SIGTERM'] as const).map((name) => onSignal(name, this.#catch));
    const giveUp = (error: unknown) => {
      for (const awaited of [...this.#awaited.values()]) this.#end(awaited, ({ reject }) => reject(error));
    };
    void this.#workToTheEnd()
      .catch(giveUp)
      .finally(() => {
        this.#endListening();
        this.#isWorking = false;
        [this.#done, this.#failed] = [0, 0];
        if (this.#awaited.size > 0) this.#work();
      });
  }

  async #workToTheEnd(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (this.#awaited.size > 0) {
      if (this.#withoutJob().length > 0) {
        await this.#gather();
        this.#submitting = this.#submit();
        await this.#submitting;
        pause = FIRST_PAUSE;
      }
      const before = this.#done + this.#failed;
      await this.#look();
      pause = this.#done + this.#failed > before ? FIRST_PAUSE : Math.min(1.3 * pause, LONGEST_PAUSE);
      if (this.#awaited.size > 0 && this.#withoutJob().length === 0) await this.#pause(pause);
    }
    this.#tidy();
  }

  #withoutJob(): Awaited[] {
    return [...this.#awaited.values()].filter(({ job }) => job === undefined);
  }

  /** Waits until no further task comes. While this thread computes, as a run of a sweep makes its data, one may follow. */
  async #gather(): Promise<void> {
    const step = 10;
    const start = performance.now();
    let known = 0;
    for (let quiet = 0; quiet < QUIET && performance.now() - start < LONGEST_GATHERING; ) {
      const began = performance.now();
      await new Promise((resolve) => setTimeout(resolve, step));
      const isBusy = performance.now() - began > 3 * step;
      quiet = isBusy || this.#awaited.size !== known ? 0 : quiet + step;
      known = this.#awaited.size;
    }
  }

  /** Attaches tasks to jobs that are there already, of this process or another, and submits the others as one array. */
  async #submit(): Promise<void> {
    try {
      await withLock(join(jobsFolder(this.#store.folder), 'lock'), async () => {
        this.#collect();
        await this.#attach();
        // A job may have ended in between.
        this.#collect();
        const tasks = this.#withoutJob();
        if (tasks.length === 0) return;
        const { array, ids } = await submitTasks(
          this.#store.folder,
          tasks.map(({ task }) => task),
          this.#settings,
        );
        for (const [number, awaited] of tasks.entries()) {
          awaited.job = { array, number };
          awaited.isOwn = true;
          const part = Math.floor(number / array.arraySize);
          if (ids[part] !== undefined) {
            awaited.state = { state: 'PENDING', reason: '', id: `${ids[part]}_${number % array.arraySize}` };
          }
        }
      });
    } catch (error) {
      for (const awaited of this.#withoutJob()) this.#end(awaited, ({ reject }) => reject(error));
    }
  }

  /** @throws Error if Slurm does not say which jobs there are. */
  async #attach(): Promise<void> {
    const arrays = readArrays(this.#store.folder);
    const jobs = this.#withoutJob().flatMap((awaited) => {
      const array = arrays.find(({ keys }) => keys.includes(awaited.task.key));
      return array === undefined ? [] : [{ awaited, job: { array, number: array.keys.indexOf(awaited.task.key) } }];
    });
    const asked = jobs.filter(({ job }) => job.array.settings.submit === undefined);
    const states = await statesOf(asked.map(({ job }) => job));
    if (states === undefined) {
      throw new Error(
        'Slurm does not answer (`squeue` failed): nothing was submitted; try again, the jobs that run go on',
      );
    }
    for (const { awaited, job } of jobs) {
      const state = states.get(jobTitle(job));
      const isLive = job.array.settings.submit === undefined ? state && !hasEnded(state) : !hasFailed(job);
      if (!isLive) continue;
      awaited.job = job;
      awaited.state = state;
    }
    const isLate = asked.some(
      ({ job }) => !states.has(jobTitle(job)) && Date.now() - Date.parse(job.array.date) < SUBMITTING,
    );
    if (!isLate) return;
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE));
    await this.#attach();
  }

  /** Takes the results that are there, and gives up the jobs that have ended without one. */
  async #look(): Promise<void> {
    this.#collect();
    const waiting = [...this.#awaited.values()].filter(({ job }) => job !== undefined);
    const states = await statesOf(
      waiting.flatMap(({ job }) => (job!.array.settings.submit === undefined ? [job!] : [])),
    );
    this.#isSilent = states === undefined;
    for (const awaited of waiting) await this.#follow(awaited, states);
    this.#report();
  }

  /** Hands out the results that are in the folder. */
  #collect(): void {
    const names = new Set(namesIn(this.#store.folder));
    for (const awaited of this.#awaited.values()) {
      const { key, part } = awaited.task;
      if (!isComputed(key, names)) continue;
      const result = part === undefined ? this.#store.read(awaited.task) : undefined;
      if (part === undefined && result === undefined) continue;
      this.#done++;
      this.#end(awaited, ({ resolve, listen }) => {
        listen({ task: 'slurm', unit: 'jobs', done: 1, total: 1 });
        resolve(result);
      });
    }
  }

  /** Removes the folders of arrays whose results are all there: of this process, and of earlier ones that failed in part. */
  #tidy(): void {
    const names = new Set(namesIn(this.#store.folder));
    for (const array of readArrays(this.#store.folder)) {
      if (array.keys.every((key) => isComputed(key, names))) removeArray(array);
    }
  }

  async #follow(awaited: Awaited, states: Map<string, JobState> | undefined): Promise<void> {
    if (!this.#awaited.has(awaited.task.key)) return;
    const job = awaited.job!;
    if (job.array.settings.submit !== undefined) {
      if (hasFailed(job)) this.#fail(awaited, 'it failed');
      return;
    }
    if (states === undefined) return;
    const state = states.get(jobTitle(job));
    awaited.state = state ?? awaited.state;
    if (state !== undefined && !hasEnded(state)) {
      delete awaited.ended;
      return;
    }
    awaited.ended ??= Date.now();
    const isExpected = state === undefined || state.state === 'COMPLETED';
    if (Date.now() - awaited.ended < (isExpected ? LATE_FILE : FIRST_PAUSE)) return;
    const end = state ?? (await endOf(awaited));
    this.#collect();
    if (!this.#awaited.has(awaited.task.key)) return;
    this.#fail(awaited, end === undefined ? 'Slurm no longer knows it' : describeEnd(end));
  }

  #fail(awaited: Awaited, end: string): void {
    this.#failed++;
    const { task, state } = awaited;
    const isBegun = this.#store.plan([task])[0]!.state === 'begun';
    const next = isBegun ? 'it goes on from its checkpoint' : 'it begins again';
    const words = [lastWords(awaited.job!), this.#whyUnwritable()].filter((text) => text !== '');
    const said = words.map((text) => `\n${text}`).join('');
    const run = task.part === undefined ? task.sampler : `${task.part.name} of ${task.sampler}`;
    const error = new JobFailure(
      `the job ${state?.id ?? ''} (${run}, ${task.network.weights} weights, ${task.data.patterns} patterns) ended without a ` +
        `result, ${end}. Run this again: the job is submitted again, and ${next}; what other jobs have computed is kept.${said}`,
    );
    this.#end(awaited, ({ reject }) => reject(error));
  }

  #whyUnwritable(): string {
    try {
      checkWritable(join(this.#store.folder, 'result.json'));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  #end(awaited: Awaited, tell: (waiter: Waiter) => void): void {
    this.#awaited.delete(awaited.task.key);
    awaited.waiters.forEach(tell);
  }

  /** Tells everybody how the jobs fare. */
  #report(): void {
    const detail = this.#isSilent ? 'Slurm does not answer; asking again' : this.#jobsInWords();
    for (const { waiters } of this.#awaited.values()) {
      for (const { listen } of waiters) listen({ task: 'slurm', unit: 'jobs', done: 0, total: 1, detail });
    }
  }

  #jobsInWords(): string {
    const states = [...this.#awaited.values()].flatMap(({ state }) => (state === undefined ? [] : [state]));
    return describeJobs({ states, waiting: this.#awaited.size, done: this.#done, failed: this.#failed });
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #catch = (name: NodeJS.Signals): void => {
    const all = [...this.#awaited].flatMap(([key, { waiters }]) =>
      [...waiters].map((waiter) => [key, waiter] as const),
    );
    void this.#leave(all, new Error(`stopped by ${name}`)).then(() => {
      this.#endListening();
      passOn(name);
    });
  };

  #endListening(): void {
    for (const end of this.#stopListening.splice(0)) end();
  }

  /** Calls no longer wait: their jobs go on, or are cancelled if the user chose that. */
  async #leave(waiters: readonly (readonly [string, Waiter])[], reason: unknown): Promise<void> {
    for (const [key, waiter] of waiters) {
      const awaited = this.#awaited.get(key);
      if (!awaited?.waiters.delete(waiter) || awaited.waiters.size > 0) continue;
      this.#awaited.delete(key);
      this.#leaving.add(awaited);
    }
    // All runs of a sweep stop at once, and what is being submitted becomes known as jobs first.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#submitting;
    this.#farewell ??= this.#sayFarewell(reason).finally(() => (this.#farewell = undefined));
    const error = await this.#farewell;
    for (const [, { reject }] of waiters) reject(error);
    this.#wake();
  }

  async #sayFarewell(reason: unknown): Promise<unknown> {
    const left = [...this.#leaving].filter(({ job }) => job !== undefined);
    this.#leaving.clear();
    // Another run of the same sweep has failed: the user has not stopped anything.
    if (reason instanceof JobFailure || left.length === 0) return reason;
    const ids = left.flatMap(({ state, isOwn }) => (isOwn && state !== undefined ? [state.id] : []));
    const isCancelled = this.#settings.onStop === 'cancel' && ids.length > 0;
    if (isCancelled) await cancelJobs(ids).catch(() => {});
    const names = left.flatMap(({ job }) => jobNames(job!.array).map(({ name }) => name));
    const arrays = [...new Set(names)].join(',');
    const sentence = isCancelled ? saidOfCancelled(ids.length) : saidOfLeft(left.length, arrays);
    console.warn(`weightspace ${sentence}`);
    return new Error(sentence, { cause: reason });
  }
}

/** How a job ended that squeue no longer knows; `undefined` if Slurm keeps no accounts. */
async function endOf({ state }: Awaited): Promise<JobState | undefined> {
  return state === undefined ? undefined : endOfJob(state.id);
}

async function statesOf(jobs: readonly Job[]): Promise<Map<string, JobState> | undefined> {
  if (jobs.length === 0) return new Map();
  const arrays = new Set(jobs.map(({ array }) => array));
  return jobStates([...arrays].flatMap((array) => jobNames(array).map(({ name }) => name)));
}
