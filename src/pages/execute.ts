import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../notebook/tslab.js';
import {
  type Cell,
  type Notebook,
  type Output,
  type Parameters,
  readNotebook,
  sourceOf,
  withParameters,
} from './notebook-file.js';

/** What the process that runs the cells reports. */
export type CellMessage =
  | { readonly do: 'start' | 'end' | 'finish'; readonly cell: number }
  | { readonly do: 'print'; readonly cell: number; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | {
      readonly do: 'display';
      readonly cell: number;
      readonly data: Bundle;
      readonly id: string | null;
      readonly update: boolean;
    }
  | { readonly do: 'fail'; readonly cell: number; readonly text: string };

export interface Execution {
  /** The notebook with its outputs, up to the cell that failed. */
  readonly notebook: Notebook;
  /** A description of the failure for a terminal: the cell, its first line, the error. `undefined` if all cells ran. */
  readonly failure: string | undefined;
}

export interface ExecuteOptions {
  /** Other values for the notebook's parameter cell (see `withParameters`). Default: those in the notebook. */
  readonly parameters?: Parameters;
  /** Called with each message as it arrives; `soFar` makes the notebook with the outputs up to then. */
  readonly onMessage?: (message: CellMessage, cells: readonly Cell[], soFar: () => Notebook) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs all cells of a notebook in order, in a separate process whose folder is the notebook's, and collects their
 * outputs. It stops at the first cell that fails.
 *
 * @throws Error if the file is not a notebook.
 * @throws RangeError if the notebook has no parameter of a given name.
 */
export async function executeNotebook(path: string, options: ExecuteOptions = {}): Promise<Execution> {
  const { parameters = {} } = options;
  const notebook = withParameters(readNotebook(path), parameters);
  const outputs = notebook.cells.map((): Output[] => []);
  const counts = notebook.cells.map((): number | null => null);
  const displays = new Map<string, { cell: number; place: number }>();
  let count = 0;
  let failure: string | undefined;
  let finished = false;

  const soFar = (): Notebook => ({
    ...notebook,
    cells: notebook.cells.map((cell, index) =>
      cell.cell_type === 'code' ? { ...cell, outputs: outputs[index]!, execution_count: counts[index]! } : cell,
    ),
  });
  const receive = (message: CellMessage) => {
    const list = outputs[message.cell]!;
    if (message.do === 'finish') finished = true;
    if (message.do === 'start') counts[message.cell] = ++count;
    if (message.do === 'print') print(list, message.name, message.text);
    if (message.do === 'display') {
      const output: Output = { output_type: 'display_data', data: message.data, metadata: {} };
      const shown = message.id === null ? undefined : displays.get(message.id);
      if (message.update && shown !== undefined) outputs[shown.cell]![shown.place] = output;
      else if (message.id !== null) displays.set(message.id, { cell: message.cell, place: list.push(output) - 1 });
      else list.push(output);
    }
    if (message.do === 'fail') {
      list.push({ output_type: 'error', ename: 'Error', evalue: firstLine(message.text), traceback: [message.text] });
      failure ??= describe(notebook.cells[message.cell]!, count, message.text);
    }
    options.onMessage?.(message, notebook.cells, soFar);
  };

  const code = await runCells([path, JSON.stringify(parameters)], receive, options.signal);
  if (options.signal?.aborted) failure ??= 'interrupted';
  if (code !== 0 || !finished) failure ??= `the process that runs the cells ended with ${code}; run the notebook again`;
  return { notebook: soFar(), failure };
}

/** The milliseconds in which a stopped process writes its checkpoints. */
const GRACE = 10_000;

/** Runs the cells in another process; returns its exit code, or the signal that ended it. */
function runCells(
  inputs: readonly string[],
  receive: (message: CellMessage) => void,
  signal: AbortSignal | undefined,
): Promise<number | string> {
  const child = fork(fileURLToPath(new URL('./execute-cells.js', import.meta.url)), inputs, {
    // Cells load this package through `require`, about which Node 20 warns.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  child.on('message', (message) => receive(message as CellMessage));
  const stop = () => {
    child.kill();
    // A cell that never returns to its process's events does not see the signal.
    setTimeout(() => child.kill('SIGKILL'), GRACE).unref();
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  return new Promise((resolve) => {
    child.on('exit', (code, killer) => {
      signal?.removeEventListener('abort', stop);
      resolve(code ?? killer ?? 'an unknown error');
    });
  });
}

function print(outputs: Output[], name: 'stdout' | 'stderr', text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type === 'stream' && last.name === name) last.text += text;
  else outputs.push({ output_type: 'stream', name, text });
}

function describe(cell: Cell, count: number, text: string): string {
  return `cell ${count} failed:\n\n  ${firstLine(sourceOf(cell))}\n\n${text.trimEnd()}`;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
