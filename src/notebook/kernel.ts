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

const require = createRequire(import.meta.url);
const executor = require('tslab/dist/executor.js') as Executor;
const { createExecutor } = executor;
executor.createExecutor = (root, converters, console) =>
  createExecutor(root, converters, cellConsole(console, followCells(converters.node)));
(require('tslab/dist/main.js') as { main(): void }).main();

process.removeAllListeners('unhandledRejection');
process.on('unhandledRejection', (reason) => {
  console.error(`${errorText(reason)}\n(Nobody awaited this: put await before the call.)`);
});
