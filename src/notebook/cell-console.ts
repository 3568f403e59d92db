import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import type { LineOf } from './cell-lines.js';
import { show, showIfPossible } from './show.js';

/** What tslab calls with the value of a cell's last line, and with its errors. */
export interface CellConsole {
  log(...parts: unknown[]): void;
  error(...parts: unknown[]): void;
}

/**
 * A console for the cells of a notebook: a last value that `show` can show is shown, others are printed; an error is its
 * sentence, with the line of the cell. What the type checker says is printed as it is, with its hint about a missing await,
 * which tslab leaves out.
 */
export function cellConsole(plain: CellConsole, lineOf: LineOf = () => undefined): CellConsole {
  const textOf = (error: Error) => {
    const line = lineOf(error.stack ?? '');
    return `${errorText(error)}${line === undefined ? '' : `\n(${line})`}`;
  };
  return {
    log: (...parts) => {
      if (parts.length !== 1 || !shown(parts[0])) plain.log(...parts);
    },
    error: (...parts) => plain.error(...parts.map((part) => (isError(part) ? textOf(part) : withHint(part)))),
  };
}

/** Shows a value, if it can be shown; says what to do with a promise. */
function shown(value: unknown): boolean {
  try {
    if (Object.prototype.toString.call(value) !== '[object Promise]') {
      return typeof value !== 'string' && showIfPossible(value);
    }
    show('This is a promise; put await before it.');
    return true;
  } catch {
    // What looks like a result but is damaged can still be printed.
    return false;
  }
}

/** TypeScript asks this in a note of its own beside the message. */
function withHint(part: unknown): unknown {
  const isOfPromise = typeof part === 'string' && /\btype 'Promise</i.test(part) && !part.includes('await');
  return isOfPromise ? `${part.trimEnd()} Did you forget to use 'await'?` : part;
}

/** This package, and copies of its builds (see `latestBuild`). */
const OWN = [fileURLToPath(new URL('..', import.meta.url)), '/output/build-'];

/**
 * What an error says, without its stack: the sentence of this package's errors, and the kind and the message of others.
 */
export function errorText(error: unknown): string {
  if (!isError(error)) return format(error);
  const { name, message, stack = '' } = error;
  if (message === '') return name;
  const origin = /\n\s+at (.*)/.exec(stack)?.[1] ?? '';
  return OWN.some((path) => origin.includes(path)) ? message : `${name}: ${message}`;
}

/** True for errors of any realm: the cells of a notebook may have their own. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}
