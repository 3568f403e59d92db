import { createRequire } from 'node:module';

/** One output of a cell in all its representations, by MIME type. */
export type Bundle = { readonly [mimeType: string]: unknown };

interface DisplayData {
  readonly data: Bundle;
  readonly metadata: object;
  readonly transient: { readonly display_id?: string };
}

/** Sends an output to a cell; with `update` it replaces the one with the same id. */
export type DisplayWriter = (output: DisplayData, update: boolean) => void;

/** The part of tslab's jupyter module that this file relies on, and the reason why tslab is pinned to one version. */
interface TslabJupyter {
  lastWriteDisplayData: DisplayWriter | null;
}

/**
 * The writer of the running cell, which changes with each run of a cell; `undefined` outside a notebook. tslab's own
 * `display` sends one MIME type per call, so this uses the function beneath it. Only a process in which tslab runs has
 * loaded that module, so the search among loaded modules costs nothing elsewhere.
 */
export function cellWriter(): DisplayWriter | undefined {
  return tslabJupyter()?.lastWriteDisplayData ?? undefined;
}

/** Redirects the outputs of cells from now on, for running notebooks without Jupyter. */
export function captureOutputs(writer: DisplayWriter): void {
  const require = createRequire(import.meta.url);
  (require('tslab/dist/jupyter') as TslabJupyter).lastWriteDisplayData = writer;
}

/** The listeners with which tslab's kernel gives up the running cell on SIGINT; `undefined` where no kernel runs. */
export function interruptListeners(): NodeJS.SignalsListener[] | undefined {
  if (loaded('main') === undefined) return undefined;
  return process.listeners('SIGINT').filter((listener) => String(listener).includes('executor.interrupt()'));
}

function tslabJupyter(): TslabJupyter | undefined {
  return loaded('jupyter') as TslabJupyter | undefined;
}

/** A module of tslab, if the process has loaded it. */
function loaded(name: string): unknown {
  const { cache } = createRequire(import.meta.url);
  const path = Object.keys(cache).find((one) => new RegExp(`[\\\\/]tslab[\\\\/]dist[\\\\/]${name}\\.js$`).test(one));
  return path === undefined ? undefined : cache[path]?.exports;
}
