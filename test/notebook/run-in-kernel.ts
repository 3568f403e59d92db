import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { installKernelSpec } from '#src/notebook/kernel-spec.js';
import { LIMITED } from '../limited.js';

/** Removed after the tests. */
export const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The Python that Jupyter runs on, where it has what talks to a kernel. */
export const python = ['/usr/bin/python3', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import jupyter_client'], { ...LIMITED, stdio: 'ignore' }).status === 0,
);

export interface CellResult {
  readonly status: string;
  readonly alive: boolean;
  readonly stopSeconds: number | null;
  readonly printed: string;
  readonly shown: readonly string[];
}

/** Runs cells in the project's own kernel, as Jupyter does; some are stopped (see `interrupt-kernel.py`). */
export function runInKernel(cells: readonly object[], results?: string): CellResult[] {
  installKernelSpec(folder, results);
  const script = fileURLToPath(new URL('./interrupt-kernel.py', import.meta.url));
  const { stdout, stderr } = spawnSync(python!, [script], {
    cwd: fileURLToPath(new URL('../../notebooks', import.meta.url)),
    env: { ...process.env, JUPYTER_PATH: folder, WEIGHTSPACE_RESULTS: '' },
    input: JSON.stringify(cells),
    encoding: 'utf8',
    ...LIMITED,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as CellResult[];
}
