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

/** The part of zeromq's sockets for publishing that this file relies on. */
interface Publisher {
  sendTimeout: number;
  send(message: unknown): Promise<void>;
}

/**
 * Lets a cell have any number of outputs. zeromq puts off every 513th message that is sent without a pause, and refuses
 * the next one until it is sent; tslab, which does not wait, would lose outputs, and cells would fail without a reason.
 * With a timeout of 0 zeromq puts nothing off. Does nothing outside a kernel.
 */
export function publishAtOnce(): void {
  const zeromq = loaded(/[\\/]zeromq[\\/]lib[\\/]index\.js$/) as { Publisher: { prototype: Publisher } } | undefined;
  if (zeromq === undefined) return;
  const { prototype } = zeromq.Publisher;
  const { send } = Object.getPrototypeOf(prototype) as Publisher;
  // Defined, because an inherited method that is read-only cannot be assigned to.
  Object.defineProperty(prototype, 'send', {
    configurable: true,
    value(this: Publisher, message: unknown) {
      this.sendTimeout = 0;
      return send.call(this, message);
    },
  });
}

/** The listeners with which tslab's kernel gives up the running cell on SIGINT; `undefined` where no kernel runs. */
export function interruptListeners(): NodeJS.SignalsListener[] | undefined {
  if (ofTslab('main') === undefined) return undefined;
  return process.listeners('SIGINT').filter((listener) => String(listener).includes('executor.interrupt()'));
}

function tslabJupyter(): TslabJupyter | undefined {
  return ofTslab('jupyter') as TslabJupyter | undefined;
}

/** A module of tslab, if the process has loaded it. */
function ofTslab(name: string): unknown {
  return loaded(new RegExp(`[\\\\/]tslab[\\\\/]dist[\\\\/]${name}\\.js$`));
}

/** What the module with such a path exports, if the process has loaded it. */
function loaded(path: RegExp): unknown {
  const { cache } = createRequire(import.meta.url);
  const found = Object.keys(cache).find((one) => path.test(one));
  return found === undefined ? undefined : cache[found]?.exports;
}
