import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The notebooks of a folder, in reading order. */
export function notebooksIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort();
}

/**
 * The only notebook whose name contains `wanted`.
 *
 * @throws Error, with all names, if there is none or more than one.
 */
export function chooseNotebook(folder: string, wanted: string): string {
  const names = notebooksIn(folder);
  const found = names.filter((name) => name.includes(wanted));
  const exact = found.find((name) => name === wanted || name === `${wanted}.ipynb`);
  if (exact !== undefined) return join(folder, exact);
  if (found.length === 1) return join(folder, found[0]!);
  throw new Error(`"${wanted}" matches ${found.length} notebooks; choose one of these:\n  ${names.join('\n  ')}`);
}
