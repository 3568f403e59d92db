// What a job costs besides its computation: `node test/cluster/overhead.mjs [REPETITIONS]`, after `npm run build`, where Slurm is
// installed. Prints the table of docs/cluster.md. Processor seconds depend little on what else the machine does.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enumerate, keepResults, perceptron, ResultStore, randomPatterns, slurm, wangLandau } from 'weightspace/core';

const repetitions = Number(process.argv[2] ?? 20);
const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const perRepetition = (measure) => Array.from({ length: repetitions }, (_, index) => measure(index));

/** Says at its end how many processor seconds a process has used. */
const told =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();console.log("\\n"+(user+system)/1e6)})';

/** Processor seconds and seconds of a process. */
function costOf(...args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', told, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return [Number(stdout.trim().split('\n').at(-1)), (performance.now() - start) / 1000];
}

/** Processor seconds and seconds of work in this process. */
async function costHere(work) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1e6, (performance.now() - start) / 1000];
}

// A cluster whose jobs never start leaves the tasks of two runs, as short as they can be.
const store = new ResultStore(folder, { report: () => {} });
keepResults(store);
const small = randomPatterns({ inputs: 7, patterns: 5, seed: 1 });
const large = randomPatterns({ inputs: 785, patterns: 784, seed: 1 });
const never = { engine: slurm({ submit: 'true' }), signal: AbortSignal.timeout(5000) };
const shortest = { seed: 1, moves: 1000, learningMoves: 1000, walkers: 2, windows: 1 };
const sampled = (options) => wangLandau(perceptron(785), large, { ...shortest, ...options });
await Promise.allSettled([enumerate(perceptron(7), small, never), sampled(never)]);
const array = join(
  folder,
  'jobs',
  readdirSync(join(folder, 'jobs')).find((name) => name !== 'lock'),
);
const runTask = fileURLToPath(new URL('../../dist/src/cluster/run-task.js', import.meta.url));
const results = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));

/** Processor seconds and seconds of a job, and the seconds that its result says that the run has taken. */
function costOfJob(number) {
  for (const path of results()) rmSync(path);
  const cost = costOf(runTask, array, String(number));
  return [...cost, JSON.parse(readFileSync(results()[0], 'utf8')).provenance.seconds];
}

const rows = {
  'Node alone': [],
  'a job, data 7 × 5': [],
  'a job, data 785 × 784': [],
  'the call reads the result': [],
};
for (let each = 0; each < repetitions; each++) {
  rows['Node alone'].push(costOf('-e', '0'));
  rows['a job, data 7 × 5'].push(costOfJob(0));
  rows['a job, data 785 × 784'].push(costOfJob(1));
  rows['the call reads the result'].push(await costHere(() => sampled({})));
}

/** Slurm's own: seconds from the submission of an array of empty jobs to its end. */
const script = fileURLToPath(new URL('./one-machine.sh', import.meta.url));
const said = execFileSync(script, ['start', '32'], { encoding: 'utf8' });
const env = { ...process.env, SLURM_CONF: /SLURM_CONF=(\S+)/.exec(said)[1] };
const command = (name, ...args) => execFileSync(name, args, { encoding: 'utf8', env }).trim();
writeFileSync(join(folder, 'empty.sh'), '#!/bin/sh\n');
const secondsOfArray = (jobs) => {
  const start = performance.now();
  const id = command('sbatch', '--parsable', `--array=0-${jobs - 1}`, '--output=/dev/null', join(folder, 'empty.sh'));
  while (command('squeue', '--noheader', `--jobs=${id}`) !== '') spawnSync('sleep', ['0.05']);
  return (performance.now() - start) / 1000;
};
try {
  const one = median(perRepetition(() => secondsOfArray(1)));
  const many = secondsOfArray(400);
  console.log('| | processor seconds | seconds | of these the run itself |\n| --- | --- | --- | --- |');
  for (const [name, costs] of Object.entries(rows)) {
    const parts = costs[0].map((_, part) => median(costs.map((cost) => cost[part])).toFixed(3));
    console.log(`| ${[name, ...parts].join(' | ')} |`);
  }
  console.log(`| Slurm's own, an array of one empty job | | ${one.toFixed(2)} |`);
  console.log(`| Slurm's own, a job of an array of 400 empty ones | | ${(many / 400).toFixed(3)} |`);
} finally {
  execFileSync(script, ['stop'], { env });
  rmSync(folder, { recursive: true, force: true });
}
