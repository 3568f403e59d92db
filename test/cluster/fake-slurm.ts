import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Result, toJSON } from '#src/sampling/results.js';
import { keepResults } from '#src/study/keep-results.js';
import { ResultStore } from '#src/study/result-store.js';

const program = fileURLToPath(new URL('./fake-slurm.mjs', import.meta.url));

/** A stand-in for Slurm on the PATH of this process and of those that it starts, and a folder in which results are kept. */
export interface FakeSlurm {
  /** A folder for results. */
  readonly results: string;
  /** How often a command was called. */
  calls(command: string): number;
  /** How often the jobs were started, in the order of their numbers. */
  starts(): number[];
  /** While it is drained, no job starts. */
  drain(isDrained: boolean): void;
  /** Milliseconds after which a job is told that its time is up. */
  limit(milliseconds: number): void;
  remove(): void;
}

export function fakeSlurm(): FakeSlurm {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-fake-slurm-'));
  const programs = join(folder, 'programs');
  const state = join(folder, 'state');
  mkdirSync(programs);
  mkdirSync(state);
  for (const command of ['sbatch', 'squeue', 'scontrol', 'scancel', 'sacct']) {
    writeFileSync(join(programs, command), `#!/bin/sh\nexec '${process.execPath}' '${program}' ${command} "$@"\n`);
    chmodSync(join(programs, command), 0o755);
  }
  const path = process.env.PATH!;
  process.env.PATH = `${programs}${delimiter}${path}`;
  process.env.FAKE_SLURM = state;
  const drained = join(state, 'drained');
  const results = join(folder, 'results');
  keepResults(new ResultStore(results));
  return {
    results,
    calls(command) {
      const calls = join(state, 'calls.txt');
      const lines = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n') : [];
      return lines.filter((line) => line.startsWith(`${command} `)).length;
    },
    starts() {
      const jobs = join(state, 'jobs');
      return readdirSync(jobs).map((job) => JSON.parse(readFileSync(join(jobs, job), 'utf8')).starts);
    },
    drain(isDrained) {
      if (isDrained) writeFileSync(drained, '');
      else rmSync(drained, { force: true });
    },
    limit(milliseconds) {
      writeFileSync(join(state, 'limit'), String(milliseconds));
    },
    remove() {
      keepResults(undefined);
      process.env.PATH = path;
      delete process.env.FAKE_SLURM;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All numbers of a result, without how long it took. */
export function numbersOf(result: Result): string {
  return JSON.stringify(toJSON(result), (name, value) => (name === 'seconds' ? 0 : value));
}
