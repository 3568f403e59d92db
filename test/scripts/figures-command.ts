import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { findChromium } from '#src/figures/chromium.js';
import { LIMITED } from '../limited.js';

// `npm run figures` over the notebooks in `studies`, into a folder that goes with the test file.

export const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const studies = fileURLToPath(new URL('./studies', import.meta.url));
const script = join('dist', 'scripts', 'figures.js');
export const hasChromium = findChromium() !== undefined;
export const formats = hasChromium ? ['csv', 'json', 'pdf', 'png', 'svg'] : ['csv', 'json'];

/** Figures into a folder of this name, with results of their own. */
const inputs = (name: string, ...more: string[]) => [
  script,
  ...['--notebooks', studies, '--output', join(folder, name), ...more],
];
const environment = (name: string, more: NodeJS.ProcessEnv = {}) => ({
  ...process.env,
  WEIGHTSPACE_RESULTS: join(folder, `${name}-results`),
  ...more,
});

export function figures(name: string, more: string[] = [], variables: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, inputs(name, ...more), {
    env: environment(name, variables),
    encoding: 'utf8',
    ...LIMITED,
  });
}

/** Runs the script; killed after so many milliseconds. True where it came to its end before. */
export function start(name: string, milliseconds?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, inputs(name), { env: environment(name), stdio: 'ignore' });
    const timer = milliseconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

export const place = (name: string, column = 'double') => join(folder, name, 'a-study', 'quick', column);

/** The figures of a folder, file by file. */
export function filesOf(name: string): Map<string, Buffer> {
  const names = readdirSync(place(name)).filter((file) => file.startsWith('figure-'));
  return new Map(names.sort().map((file) => [file, readFileSync(join(place(name), file))]));
}
