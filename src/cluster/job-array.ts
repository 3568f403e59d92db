import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { namesIn, writeWhole } from '../base/files.js';
import type { SlurmOptions } from './settings.js';
import { largestArray, submitJob } from './slurm.js';
import { submitBy } from './submit.js';
import { type Sent, writeTask } from './task-file.js';

// The folder of a job array, below the folder of the results that it computes:
//   array.json      what it computes, when it was submitted, and with which settings
//   tasks/0.json …  its tasks
//   job.sh          what each job runs
//   log/            what the jobs print
//   failed/3.txt    why a job failed, in a sentence

/** Jobs that were submitted together. */
export interface JobArray {
  readonly folder: string;
  /** The keys of its tasks, or of parts of them, in the order of their numbers. */
  readonly keys: readonly string[];
  /** How many of them are one array of Slurm, which limits their size; the rest are further ones. */
  readonly arraySize: number;
  /** When it was made, as an ISO 8601 date. */
  readonly date: string;
  readonly settings: SlurmOptions;
}

/** One job of an array. */
export interface Job {
  readonly array: JobArray;
  /** The number of its task. */
  readonly number: number;
}

/** The folder of all job arrays whose results a folder keeps. */
export function jobsFolder(results: string): string {
  return join(results, 'jobs');
}

/** The folder of the results of an array. */
export function resultsOf(folder: string): string {
  return dirname(dirname(folder));
}

export function taskPath(folder: string, number: number): string {
  return join(folder, 'tasks', `${number}.json`);
}

export function failurePath(folder: string, number: number): string {
  return join(folder, 'failed', `${number}.txt`);
}

/**
 * The names of the jobs of an array, as Slurm knows them, each with the number of its first task: by its name a job is found
 * although the process was killed that submitted it.
 */
export function jobNames({ folder, keys, arraySize }: JobArray): { readonly name: string; readonly first: number }[] {
  const firsts = Array.from({ length: Math.ceil(keys.length / arraySize) }, (_, part) => part * arraySize);
  return firsts.map((first) => ({ name: `weightspace-${basename(folder)}-${first}`, first }));
}

/** By which a job is found in what Slurm says. */
export function jobTitle({ array, number }: Job): string {
  const { name, first } = jobNames(array).findLast((part) => part.first <= number)!;
  return `${name}/${number - first}`;
}

/**
 * Submits tasks, after writing all that their jobs need. If Slurm does not take them, nothing is left.
 *
 * @throws Error if the folder cannot be written, or if the jobs are refused.
 */
export async function submitTasks(
  results: string,
  tasks: readonly Sent[],
  settings: SlurmOptions,
): Promise<{ readonly array: JobArray; readonly ids: readonly string[] }> {
  const date = new Date().toISOString();
  const name = `${date.slice(0, 19).replace(/\D/g, '')}-${randomBytes(3).toString('hex')}`;
  const folder = join(jobsFolder(results), name);
  const arraySize = Math.min(tasks.length, settings.submit === undefined ? await largestArray() : Infinity);
  const array: JobArray = { folder, keys: tasks.map(({ key }) => key), arraySize, date, settings };
  const ids: string[] = [];
  try {
    for (const [number, task] of tasks.entries()) writeWhole(taskPath(folder, number), writeTask(task));
    mkdirSync(join(folder, 'log'), { recursive: true });
    writeWhole(join(folder, 'job.sh'), script(folder, settings));
    // Before the jobs: if this process is killed in between, they are found by their name.
    writeWhole(join(folder, 'array.json'), `${JSON.stringify({ ...array, folder: undefined }, null, 1)}\n`);
    if (settings.submit !== undefined) await submitBy(settings.submit, folder, tasks.length);
    else {
      for (const part of jobNames(array)) {
        const count = Math.min(arraySize, tasks.length - part.first);
        ids.push(await submitJob(argumentsOf(folder, part, count, settings)));
      }
    }
  } catch (error) {
    // Those that were taken go on, and find their files.
    if (ids.length === 0) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { array, ids };
}

/** The seconds before its time limit at which a job is told to write its checkpoint and end. */
const SECONDS_TO_END = 60;

function argumentsOf(
  folder: string,
  { name, first }: { readonly name: string; readonly first: number },
  count: number,
  { partition, time, cores = 1, memory, account, mostAtOnce, options = [] }: SlurmOptions,
): string[] {
  return [
    `--job-name=${name}`,
    `--array=0-${count - 1}${mostAtOnce === undefined ? '' : `%${mostAtOnce}`}`,
    `--output=${join(folder, 'log', `${first}-%a.txt`)}`,
    '--open-mode=append',
    '--requeue',
    `--signal=B:USR2@${SECONDS_TO_END}`,
    '--nodes=1',
    '--ntasks=1',
    `--cpus-per-task=${cores}`,
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...(memory === undefined ? [] : [`--mem=${memory}`]),
    ...(account === undefined ? [] : [`--account=${account}`]),
    ...options,
    join(folder, 'job.sh'),
    String(first),
  ];
}

// A notebook's copy of a newer build (see latest-build.ts) goes with its process, and jobs outlive it.
const program = fileURLToPath(new URL('./run-task.js', import.meta.url)).replace(
  /\/output\/build-\d+-[\d.]+\//,
  '/dist/src/',
);

/** What each job runs: the user's lines, then Node in the place of the shell, so that Slurm's signals reach it. */
function script(folder: string, { setup }: SlurmOptions): string {
  const node = setup === undefined ? quoted(process.execPath) : 'node';
  return [
    '#!/bin/sh',
    '# A job of weightspace. Its argument is the number of the first task of its array, the second one the place in it.',
    ...(setup === undefined ? [] : [setup, `PATH="$PATH:"${quoted(dirname(process.execPath))}`]),
    // Those of Slurm, PBS and Grid Engine.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: variables of the shell
    'place=${2:-${SLURM_ARRAY_TASK_ID:-${PBS_ARRAY_INDEX:-${SGE_TASK_ID}}}}',
    `exec ${node} ${quoted(program)} ${quoted(folder)} $((\${1:-0} + place))`,
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The arrays whose results a folder keeps, as far as they can be read; the latest first. */
export function readArrays(results: string): JobArray[] {
  return namesIn(jobsFolder(results))
    .sort()
    .reverse()
    .flatMap((name) => {
      const folder = join(jobsFolder(results), name);
      try {
        return [{ ...JSON.parse(readFileSync(join(folder, 'array.json'), 'utf8')), folder } as JobArray];
      } catch {
        return [];
      }
    });
}

/** Removes the folder of an array whose results are all kept; what cannot be removed does no harm. */
export function removeArray({ folder }: JobArray): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

/** True if a job has said why it failed. */
export function hasFailed({ array, number }: Job): boolean {
  return existsSync(failurePath(array.folder, number));
}

/** The most characters of a log that an error quotes. */
const LOG_END = 2000;

/** Why a job failed: its own sentence, or the end of what it printed; empty if it said nothing. */
export function lastWords({ array, number }: Job): string {
  const { first } = jobNames(array).findLast((part) => part.first <= number)!;
  for (const path of [failurePath(array.folder, number), join(array.folder, 'log', `${first}-${number - first}.txt`)]) {
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') return text.slice(-LOG_END);
    } catch {}
  }
  return '';
}
