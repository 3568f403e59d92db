import { dirname, resolve } from 'node:path';
import { format } from 'node:util';
import { createConverter } from 'tslab/dist/converter.js';
import { createExecutor } from 'tslab/dist/executor.js';
import { cellConsole, errorText } from '../notebook/cell-console.js';
import { followCells } from '../notebook/cell-lines.js';
import { captureOutputs } from '../notebook/tslab.js';
import type { CellMessage } from './execute.js';
import { readNotebook, sourceOf, withParameters } from './notebook-file.js';

// The entry of the process that runs a notebook's cells, on tslab's own engine and without Jupyter. It reports to its parent
// message by message, and ends at the first cell that fails.

const path = resolve(process.argv[2] ?? '');
const { cells } = withParameters(readNotebook(path), JSON.parse(process.argv[3] ?? '{}'));
process.chdir(dirname(path));

let running = 0;
let failed = false;
const send = (message: CellMessage) => process.send?.(message);
const fail = (text: string) => {
  failed = true;
  send({ do: 'fail', cell: running, text });
};

for (const name of ['stdout', 'stderr'] as const) {
  process[name].write = (text: string | Uint8Array) => {
    send({ do: 'print', cell: running, name, text: typeof text === 'string' ? text : Buffer.from(text).toString() });
    return true;
  };
}
// Without a parent there is nothing to do; it may have ended while tslab was loading.
process.on('disconnect', () => process.exit(1));
if (process.connected === false) process.exit(1);
process.on('uncaughtException', (error) => fail(errorText(error)));
process.on('unhandledRejection', (reason) => fail(errorText(reason)));

const node = createConverter({ isJS: false, isBrowser: false });
const executor = createExecutor(
  process.cwd(),
  { node, browser: node, close: () => node.close() },
  // tslab reports a cell's errors here, and the value of its last line.
  cellConsole(
    {
      log: (...parts) => process.stdout.write(`${format(...parts)}\n`),
      error: (...parts) => fail(format(...parts)),
    },
    followCells(node),
  ),
);

for (const [index, cell] of cells.entries()) {
  if (cell.cell_type !== 'code' || failed) continue;
  running = index;
  captureOutputs(({ data, transient }, update) => {
    send({ do: 'display', cell: index, data, id: transient.display_id ?? null, update });
  });
  send({ do: 'start', cell: index });
  const done = await executor.execute(sourceOf(cell));
  // Unhandled rejections are reported after the microtasks of this turn.
  await new Promise((next) => setImmediate(next));
  if (!done && !failed) fail('the cell failed');
  if (!failed) send({ do: 'end', cell: index });
}
executor.close();
// Messages in transit would be lost with the process, so it ends once the last one has been sent.
process.send?.({ do: 'finish', cell: running } satisfies CellMessage, () => process.exit(failed ? 1 : 0));
