// A stand-in for Slurm: `node fake-slurm.mjs COMMAND ARGUMENTS`. It runs jobs on this machine, two at a time, and keeps what it
// knows in the folder that FAKE_SLURM names. A file `drained` there keeps jobs from starting; `limit` holds the milliseconds
// after which a job is told that its time is up, the first time that it runs.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.env.FAKE_SLURM;
const jobs = join(folder, 'jobs');
const [command, ...args] = process.argv.slice(2);
const option = (name) => args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

mkdirSync(jobs, { recursive: true });
appendFileSync(join(folder, 'calls.txt'), `${command} ${args.join(' ')}\n`);
await { sbatch, squeue, scontrol, scancel, sacct, run }[command]();

function sbatch() {
  if (args.includes('--partition=none')) refuse('sbatch: error: invalid partition specified: none');
  const id = String(readdirSync(jobs).length + 1);
  const count = Number(/^0-(\d+)/.exec(option('array'))[1]) + 1;
  const [script, first] = args.slice(-2);
  const names = Array.from({ length: count }, (_, index) => `${id}_${index}`);
  for (const [index, job] of names.entries()) {
    write(job, { name: option('job-name'), index, state: 'PENDING', reason: 'Priority', starts: 0 });
  }
  for (const part of [0, 1]) {
    const own = names.filter((_, index) => index % 2 === part);
    const runner = [process.argv[1], 'run', script, first, option('output'), ...own];
    spawn(process.execPath, runner, { detached: true, stdio: 'ignore' }).unref();
  }
  console.log(id);
}

async function run() {
  const [script, first, output, ...own] = args;
  for (let waiting = own; waiting.length > 0; waiting = own.filter((job) => read(job).state === 'PENDING')) {
    while (existsSync(join(folder, 'drained'))) await sleep(20);
    if (read(waiting[0]).state === 'PENDING') await runJob(waiting[0], script, first, output);
  }
}

async function runJob(job, script, first, output) {
  const [array, index] = job.split('_');
  const log = openSync(output.replace('%a', index), 'a');
  const env = { ...process.env, SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: index, SLURM_CPUS_PER_TASK: '1' };
  const child = spawn('/bin/sh', [script, first], { env, stdio: ['ignore', log, log] });
  const { starts } = read(job);
  write(job, { state: 'RUNNING', reason: 'None', pid: child.pid, starts: starts + 1 });
  const limit = existsSync(join(folder, 'limit')) ? Number(readFileSync(join(folder, 'limit'), 'utf8')) : 0;
  const timer = limit > 0 && starts === 0 ? setTimeout(() => child.kill('SIGUSR2'), limit) : undefined;
  const status = await new Promise((resolve) => child.on('exit', resolve));
  clearTimeout(timer);
  if (read(job).state === 'RUNNING') {
    write(job, status === 0 ? { state: 'COMPLETED' } : { state: 'FAILED', reason: 'NonZeroExitCode' });
  }
}

function squeue() {
  const names = option('name').split(',');
  for (const job of readdirSync(jobs)) {
    const { name, index, state, reason } = read(job);
    const why =
      state === 'PENDING' && existsSync(join(folder, 'drained')) ? 'ReqNodeNotAvail, UnavailableNodes:here' : reason;
    if (names.includes(name)) console.log([job.split('_')[0], index, state, why, name].join('|'));
  }
}

function scontrol() {
  if (args[0] === 'show') console.log(`MaxArraySize            = ${process.env.FAKE_ARRAY_SIZE ?? 1001}`);
  else write(args[1], { state: 'PENDING', reason: 'BeginTime' });
}

function scancel() {
  for (const job of args.filter((argument) => !argument.startsWith('-'))) {
    const { state, pid } = read(job);
    write(job, { state: 'CANCELLED' });
    if (state === 'RUNNING') process.kill(pid, 'SIGTERM');
  }
}

function sacct() {
  refuse('Slurm accounting storage is disabled');
}

function refuse(message) {
  console.error(message);
  process.exit(1);
}

function read(job) {
  return JSON.parse(readFileSync(join(jobs, job), 'utf8'));
}

function write(job, change) {
  const path = join(jobs, job);
  const temporary = join(folder, `${job}-${process.pid}`);
  writeFileSync(temporary, JSON.stringify({ ...(existsSync(path) ? read(job) : {}), ...change }));
  renameSync(temporary, path);
}
