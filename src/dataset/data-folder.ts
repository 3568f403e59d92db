import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The project's own `data` folder, beside its package.json, wherever this file was compiled to.
 * @throws Error if no folder above this file has a package.json.
 */
export function dataFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) {
      throw new Error('weightspace does not lie in a package; install it with its package.json');
    }
    folder = dirname(folder);
  }
  return join(folder, 'data');
}
