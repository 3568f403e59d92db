import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder below which data sets and results are kept: that of the project, or the current folder if weightspace is
 * installed as a package. Nothing is ever written into `node_modules`.
 *
 * @throws Error if no folder above this file has a package.json.
 */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  if (folder.includes(`${sep}node_modules${sep}`)) return process.cwd();
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) {
      throw new Error('weightspace has no package.json above it; install it as a package');
    }
    folder = dirname(folder);
  }
  return folder;
}
