// What a job of a cluster runs: `node run-task.js FOLDER NUMBER` computes a task of an array and keeps its result.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { checkWritable, writeWhole } from '../base/files.js';
import { readCheckpoint } from '../run/checkpoint.js';
import { partFiles, type RunPart, runPart } from '../run/parts.js';
import type { StoredTask } from '../run/stored-task.js';
import { nameTask } from '../study/result-entry.js';
import { ResultStore } from '../study/result-store.js';
import { failurePath, resultsOf, taskPath } from './job-array.js';
import { taskKey } from './pieces.js';
import { requeueJob } from './slurm.js';
import { compute, readTask } from './task-file.js';

const [folder = '', number = ''] = process.argv.slice(2);

/** Slurm sends SIGUSR2 before the time limit, and SIGTERM when a job is cancelled or gives way to another. */
const stop = new AbortController();
let isTimeUp = false;
process.on('SIGUSR2', () => {
  isTimeUp = true;
  stop.abort(new Error('the time limit of the job is near'));
});
process.on('SIGTERM', () => stop.abort(new Error('the job was told to end')));

try {
  await run();
} catch (error) {
  fail(error as Error);
}

async function run(): Promise<void> {
  const store = new ResultStore(resultsOf(folder), { report: (message) => console.error(message) });
  rmSync(failurePath(folder, Number(number)), { force: true });
  const { key, part, ...task } = readTask(readFileSync(taskPath(folder, Number(number)), 'utf8'));
  if (nameTask(task).key !== taskKey(key)) {
    throw new Error(
      'the data set or the network were changed as the job was submitted; run the cell or the script again',
    );
  }
  checkWritable(store.path(task));
  const before = workDone(store, task, part);
  const options = { workers: cores(), signal: stop.signal };
  try {
    if (part === undefined) await store.get(task, (kept) => compute(task, { ...options, ...kept }));
    else if (await runPart(store.checkpoint(task)!, part, () => compute(task, options))) return;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
  if (existsSync(store.path(task))) return;
  if (!stop.signal.aborted)
    throw new Error('the result could not be written; free space on the disk, and run this again');
  if (!isTimeUp) throw new Error('the job was told to end before it was done; its checkpoint is kept');
  if (!(workDone(store, task, part) > before)) {
    throw new Error('the job came nowhere within its time limit; give a longer `time`, or more `cores`');
  }
  const id = jobId();
  if (id === undefined || !(await requeueJob(id))) {
    throw new Error('the job reached its time limit, and the cluster did not take it again; its checkpoint is kept');
  }
  console.error('The time limit is near: the job goes back into the queue, and goes on from its checkpoint.');
}

/** The work in the checkpoint of a task, or of its part. */
function workDone(store: ResultStore, task: StoredTask, part: RunPart | undefined): number {
  const whole = store.checkpoint(task);
  if (whole === undefined) return 0;
  return readCheckpoint(part === undefined ? whole : partFiles(whole, part.name).begun)?.done ?? 0;
}

function cores(): number {
  return Number(process.env.SLURM_CPUS_PER_TASK ?? process.env.WEIGHTSPACE_WORKERS ?? 1);
}

function jobId(): string | undefined {
  const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: index } = process.env;
  return array === undefined ? undefined : `${array}_${index}`;
}

/** The sentence goes into the log, and into a file that the waiting call reads: some systems have no logs to find. */
function fail({ message }: Error): void {
  console.error(message);
  try {
    writeWhole(failurePath(folder, Number(number)), `${message}\n`);
  } catch {}
  process.exitCode = 1;
}
