import { execFileSync, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITED } from '../limited.js';

const script = fileURLToPath(new URL('./one-machine.sh', import.meta.url));

/** What is missing for a cluster on this machine, in words; '' if nothing is. */
export const missing = spawnSync(script, ['check'], { ...LIMITED, encoding: 'utf8' }).stderr?.trim() ?? 'no shell';

/** Text for the title of a group of tests that are skipped where something is missing. */
export const note = missing === '' ? '' : ` (skipped: ${missing})`;

/** A running cluster. */
export interface Cluster {
  /** The environment in which the commands of Slurm speak to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** The folder with its configuration and its logs. */
  readonly folder: string;
  /** Runs a command of Slurm and returns what it prints. */
  slurm(command: string, ...words: string[]): string;
  /** Ends it, with all jobs, and removes its folder. */
  stop(): void;
}

/** Starts a cluster of this one machine, which Slurm believes to have a number of processors. */
export function startCluster(processors: number): Cluster {
  const said = execFileSync(script, ['start', String(processors)], { ...LIMITED, encoding: 'utf8' });
  const configuration = /SLURM_CONF=(\S+)/.exec(said)![1]!;
  const environment = { ...process.env, SLURM_CONF: configuration };
  return {
    environment,
    folder: dirname(configuration),
    slurm: (command, ...words) =>
      execFileSync(command, words, { ...LIMITED, encoding: 'utf8', env: environment }).trim(),
    stop: () => void execFileSync(script, ['stop'], { ...LIMITED, env: environment }),
  };
}
