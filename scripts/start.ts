// `npm start`: runs a notebook without Jupyter and makes a page of it. `npm start -- 01`, or a part of a name, picks one.
import { readdirSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type CellMessage, executeNotebook } from '../src/notebook/execute.js';
import { type Cell, sourceOf } from '../src/notebook/notebook-file.js';
import { pageHtml } from '../src/notebook/page.js';
import { writeWhole } from '../src/write-whole.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stop = new AbortController();
let began = 0;
let lastText = '';
process.once('SIGINT', () => stop.abort());

try {
  await start();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string', default: join(root, 'output') } },
  });
  const path = choose(positionals[0] ?? '01');
  const name = basename(path, '.ipynb');
  const [notebookPath, pagePath] = ['ipynb', 'html'].map((type) => join(resolve(values.output), `${name}.${type}`));
  // An output folder that cannot be written is better known before the notebook runs than after.
  writeWhole(pagePath!, 'The notebook is running; this page will hold what it shows.\n');

  console.log(`Running ${relative(process.cwd(), path)}`);
  const begin = performance.now();
  const { notebook, failure } = await executeNotebook(path, { onMessage: report, signal: stop.signal });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  writeWhole(notebookPath!, `${JSON.stringify(notebook, null, 1)}\n`);
  writeWhole(pagePath!, pageHtml(notebook, { name, date: new Date() }));
  if (failure !== undefined) throw new Error(`\n${name}: ${failure}\n\nWhat ran is in ${notebookPath}`);
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  console.log(`\nDone in ${seconds} s. Open the page in a browser:\n  ${pathToFileURL(pagePath!)}`);
  console.log(`The notebook with its outputs:\n  ${notebookPath}`);
}

/** The notebook whose name contains `wanted`; a sentence with all names where there is not just one. */
function choose(wanted: string): string {
  const folder = join(root, 'notebooks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  const found = names.filter((name) => name.includes(wanted));
  if (found.length === 1) return join(folder, found[0]!);
  throw new Error(`"${wanted}" names ${found.length} notebooks; choose one of\n  ${names.join('\n  ')}`);
}

/** One line a cell, with its time; what the cell itself reports of its progress overwrites itself before it. */
function report(message: CellMessage, cells: readonly Cell[]): void {
  const codeCells = [...cells.keys()].filter((index) => cells[index]!.cell_type === 'code');
  const place = `[${codeCells.indexOf(message.cell) + 1}/${codeCells.length}]`;
  const title = firstLine(cells[message.cell]!);
  if (message.do === 'start') began = performance.now();
  if (message.do === 'display' && message.id !== null) progress(`${place} ${String(message.data['text/plain'] ?? '')}`);
  if (message.do === 'end') {
    progress('');
    console.log(`${place} ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${title}`);
  }
}

/** Overwrites the last line of a terminal; elsewhere only finished tasks are worth a line. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
  else if (text !== '' && text !== lastText && / done in /.test(text)) console.log(text);
  lastText = text;
}

function firstLine(cell: Cell): string {
  const line = sourceOf(cell).trim().split('\n')[0] ?? '';
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
