import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hasTag, readNotebook, sourceOf } from '../src/pages/notebook-file.js';

/** The notebooks of a folder, in reading order. */
export function notebooksIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort();
}

/**
 * The only notebook that has this number, or whose name contains `wanted`.
 *
 * @throws Error, with all names, if there is none or more than one.
 */
export function chooseNotebook(folder: string, wanted: string): string {
  const names = notebooksIn(folder);
  const found = names.filter((name) =>
    /^\d+$/.test(wanted) ? numberOf(name) === Number(wanted) : name.includes(wanted),
  );
  const exact = found.find((name) => name === wanted || name === `${wanted}.ipynb`);
  if (exact !== undefined) return join(folder, exact);
  if (found.length === 1) return join(folder, found[0]!);
  throw new Error(`"${wanted}" matches ${found.length} notebooks; choose one of these:\n  ${names.join('\n  ')}`);
}

/**
 * The notebooks of several names, numbers and ranges of numbers such as 03-06, each once; all of them for 'all'.
 *
 * @throws Error, with all names, if one of them is not exactly one notebook, or if a range has none.
 */
export function chooseNotebooks(folder: string, wanted: readonly string[]): string[] {
  const names = notebooksIn(folder);
  const chosen = wanted.flatMap((one) => {
    const [, first, last] = /^(\d+)-(\d+)$/.exec(one) ?? [];
    const inRange = names.filter((name) => numberOf(name) >= Number(first) && numberOf(name) <= Number(last));
    if (one === 'all') return names.map((name) => join(folder, name));
    return inRange.length > 0 ? inRange.map((name) => join(folder, name)) : [chooseNotebook(folder, one)];
  });
  return [...new Set(chosen)];
}

/** The number that a notebook's name begins with; NaN if there is none. */
function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}

/**
 * Checks that a notebook has a size of this name.
 *
 * @throws Error, with the sizes that it has, if it has not.
 */
export function checkSize(path: string, size: string): void {
  const parameters = readNotebook(path).cells.find((cell) => hasTag(cell, 'parameters'));
  const type =
    /^const size = [^;]*? as ([^;]*);/m.exec(parameters === undefined ? '' : sourceOf(parameters))?.[1] ?? '';
  const sizes = [...type.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  if (sizes.includes(size)) return;
  const known = sizes.length === 0 ? 'it has no sizes; leave --size out' : `it has ${sizes.join(' and ')}`;
  throw new Error(`"${size}" is not a size of ${basename(path, '.ipynb')}; ${known}`);
}
