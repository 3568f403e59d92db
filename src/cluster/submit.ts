import { execFile } from 'node:child_process';
import { join } from 'node:path';

/**
 * Submits jobs by another command than Slurm's: `{count}`, `{last}`, `{script}` and `{log}` stand for the number of jobs, the
 * last one of those counted from 0, the path of the script and the folder of what they print.
 *
 * @throws Error if the command fails, with what it printed.
 */
export function submitBy(template: string, folder: string, count: number): Promise<void> {
  const values = { count, last: count - 1, script: join(folder, 'job.sh'), log: join(folder, 'log') };
  const line = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, `${value}`),
    template,
  );
  return new Promise((resolve, reject) => {
    execFile('/bin/sh', ['-c', line], (error, _, errors) => {
      if (error === null) resolve();
      else
        reject(new Error(`\`${line}\` failed: ${errors.trim() || error.message}; change \`submit\` of slurm({ … })`));
    });
  });
}
