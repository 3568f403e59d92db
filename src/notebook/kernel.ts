import { createRequire } from 'node:module';
import { type CellConsole, cellConsole, errorText } from './cell-console.js';
import { followCells } from './cell-lines.js';

// The entry of the Jupyter kernel: tslab's own, with another console for the last values of cells and for their errors.

/** The parts of tslab that this file relies on. */
interface Executor {
  createExecutor(
    root: string,
    converters: { readonly node: Parameters<typeof followCells>[0] },
    console: CellConsole,
  ): unknown;
}

interface Reply {
  readonly status: string;
  readonly execution_count: number | undefined;
}

interface Handler {
  handleExecute(request: { readonly stop_on_error?: boolean }, ...writers: unknown[]): Promise<Reply>;
  handleExecuteImpl(...request: unknown[]): Promise<{ readonly count: number }>;
}

const require = createRequire(import.meta.url);
const executor = require('tslab/dist/executor.js') as Executor;
const { createExecutor } = executor;
executor.createExecutor = (root, converters, console) =>
  createExecutor(root, converters, cellConsole(console, followCells(converters.node)));
runAfterErrors(
  (require('tslab/dist/jupyter.js') as { JupyterHandlerImpl: { prototype: Handler } }).JupyterHandlerImpl.prototype,
);
(require('tslab/dist/main.js') as { main(): void }).main();

process.removeAllListeners('unhandledRejection');
process.on('unhandledRejection', (reason) => {
  console.error(`${errorText(reason)}\n(Nobody awaited this: put await before the call.)`);
});

/**
 * After a cell that fails, tslab drops all cells that are sent within 200 ms. Where Jupyter wants them to run, as
 * `nbconvert --allow-errors` does, tslab's queue must not learn of the failure; the reply names it.
 */
function runAfterErrors(prototype: Handler): void {
  const { handleExecute } = prototype;
  prototype.handleExecute = async function (request, ...writers) {
    if (request.stop_on_error !== false) return handleExecute.call(this, request, ...writers);
    let hasFailed = false;
    const tolerant: Handler = Object.create(this, {
      handleExecuteImpl: {
        value: (...all: unknown[]) =>
          this.handleExecuteImpl(...all).catch((count) => {
            hasFailed = true;
            return count;
          }),
      },
    });
    const reply = await handleExecute.call(tolerant, request, ...writers);
    return hasFailed ? { ...reply, status: 'error' } : reply;
  };
}
