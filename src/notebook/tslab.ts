import { createRequire } from 'node:module';

/** One output of a cell in all its representations, by MIME type. */
export type Bundle = { readonly [mimeType: string]: unknown };

interface DisplayData {
  readonly data: Bundle;
  readonly metadata: object;
  readonly transient: { readonly display_id?: string };
}

/** Sends an output to a cell; with `update` it replaces the one of the same id. */
export type DisplayWriter = (output: DisplayData, update: boolean) => void;

/** The part of tslab's jupyter module that this file relies on; tslab is pinned to one version for its sake. */
interface TslabJupyter {
  lastWriteDisplayData: DisplayWriter | null;
}

/**
 * The writer of the cell that is running, which changes with each run of a cell; `undefined` outside a notebook. tslab's own
 * `display` sends one MIME type a call, so this goes to what lies under it. Only a process in which tslab runs has loaded
 * that module: looking it up among the loaded ones costs nothing elsewhere.
 */
export function cellWriter(): DisplayWriter | undefined {
  return tslabJupyter()?.lastWriteDisplayData ?? undefined;
}

/** Takes over the outputs of the cells that run from now on: for running notebooks without Jupyter. */
export function captureOutputs(writer: DisplayWriter): void {
  const require = createRequire(import.meta.url);
  (require('tslab/dist/jupyter') as TslabJupyter).lastWriteDisplayData = writer;
}

/** What tslab's kernel does on SIGINT: it gives up the cell that runs. `undefined` where no kernel runs. */
export function interruptListeners(): NodeJS.SignalsListener[] | undefined {
  if (loaded('main') === undefined) return undefined;
  return process.listeners('SIGINT').filter((listener) => String(listener).includes('executor.interrupt()'));
}

function tslabJupyter(): TslabJupyter | undefined {
  return loaded('jupyter') as TslabJupyter | undefined;
}

/** A module of tslab where the process has loaded it. */
function loaded(name: string): unknown {
  const { cache } = createRequire(import.meta.url);
  const path = Object.keys(cache).find((one) => new RegExp(`[\\\\/]tslab[\\\\/]dist[\\\\/]${name}\\.js$`).test(one));
  return path === undefined ? undefined : cache[path]?.exports;
}
