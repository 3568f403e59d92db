// `npm start`: runs notebooks without Jupyter and makes pages of them.
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { projectFolder } from '../src/base/project.js';
import { duration, statusLine } from '../src/base/terminal.js';
import type { CellMessage } from '../src/pages/execute.js';
import { type Cell, readNotebook, sourceOf } from '../src/pages/notebook-file.js';
import { placesOf, runPage } from '../src/pages/run-page.js';
import { writeTables } from '../src/pages/tables.js';
import { chooseEngine } from './choose-engine.js';
import { checkSize, chooseNotebooks, notebooksIn } from './choose-notebook.js';
import { runScript } from './run-script.js';

const HELP = `npm start -- [NOTEBOOK …] [options]

Runs notebooks without Jupyter and makes a page of each, with the figures, and a gallery of all pages, index.html.

  NOTEBOOK            its number or a part of its name (default: 01); several, a range such as 03-06, or all
  --size SIZE         quick, or paper for the sizes and repetitions of the paper (default: the size set in the notebook)
  --output FOLDER     the folder of the pages and of the notebooks with their outputs (default: output)
  --tables FOLDER     also writes the tables as CSV, with all digits, into FOLDER/NOTEBOOK, and what they were computed with
  --engine slurm      computes the long runs as jobs of a Slurm cluster (docs/cluster.md)
  --force             computes everything again
  --notebooks FOLDER  the folder of the notebooks (default: notebooks)
  --help              shows this text

While a notebook runs, its page grows under the name NOTEBOOK.unfinished.html; open it at once. In the end it leads to
NOTEBOOK.html. If a cell fails, or you stop the run with Ctrl-C, it shows what has run, and the page of an earlier run remains.
The same command then resumes where it stopped: long runs are kept in output/results, or in the folder that the environment
variable WEIGHTSPACE_RESULTS names, which the lab and \`npm run figures\` share.`;

const root = projectFolder();
let cellStart = 0;
let lastText = '';

await runScript(HELP, async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      output: { type: 'string', default: join(root, 'output') },
      notebooks: { type: 'string', default: join(root, 'notebooks') },
      size: { type: 'string' },
      tables: { type: 'string' },
      engine: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  });
  const { notebooks, size, tables } = values;
  const folder = resolve(values.output);
  chooseEngine(values.engine, values.force);
  if (values.force) process.env.WEIGHTSPACE_RESULTS = '';
  else process.env.WEIGHTSPACE_RESULTS ??= join(root, 'output', 'results');
  const chosen = chooseNotebooks(notebooks, positionals.length > 0 ? positionals : ['01']);
  if (size !== undefined) for (const path of chosen) checkSize(path, size);

  const paths = notebooksIn(notebooks).map((name) => join(notebooks, name));
  const start = performance.now();
  const failures: string[] = [];
  for (const path of chosen) {
    const name = basename(path, '.ipynb');
    const places = placesOf(folder, name);
    console.log(
      `Running ${relative(process.cwd(), path)}; its page grows at\n  ${pathToFileURL(places.unfinishedPage)}`,
    );
    const notebookStart = performance.now();
    const parameters = size === undefined ? {} : { size };
    const failure = await runPage(path, { folder, paths, parameters, onMessage: report, signal });
    statusLine('');
    if (failure === undefined) {
      console.log(`${name} took ${since(notebookStart)}\n`);
      if (tables !== undefined) {
        writeTables(readNotebook(places.notebook), basename(path), parameters, join(resolve(tables), name));
      }
    } else failures.push(`\n${name}: ${failure}\n\nWhat has run is in\n  ${pathToFileURL(places.unfinishedPage)}`);
    if (signal.aborted) break;
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
  const page = chosen.length === 1 ? placesOf(folder, basename(chosen[0]!, '.ipynb')).page : join(folder, 'index.html');
  console.log(`Done in ${since(start)}. Open the page in a browser:\n  ${pathToFileURL(page)}`);
  console.log(`The notebook${chosen.length === 1 ? '' : 's'} with outputs:\n  ${folder}`);
});

/** The time since then, as text. */
function since(start: number): string {
  return duration((performance.now() - start) / 1000);
}

/** Prints one line per cell, with its time; on a terminal the progress of the cell overwrites itself above it. */
function report(message: CellMessage, cells: readonly Cell[]): void {
  const codeCells = [...cells.keys()].filter((index) => cells[index]!.cell_type === 'code');
  const place = `[${codeCells.indexOf(message.cell) + 1}/${codeCells.length}]`;
  const title = firstLine(cells[message.cell]!);
  if (message.do === 'start') cellStart = performance.now();
  if (message.do === 'display' && message.id !== null) progress(`${place} ${String(message.data['text/plain'] ?? '')}`);
  if (message.do === 'end') {
    progress('');
    console.log(`${place} ${since(cellStart).padStart(7)}  ${title}`);
  }
}

/** Overwrites the last line of a terminal; elsewhere only finished tasks are printed. */
function progress(text: string): void {
  if (!statusLine(text) && text !== '' && text !== lastText && / done in /.test(text)) console.log(text);
  lastText = text;
}

function firstLine(cell: Cell): string {
  const line = sourceOf(cell).trim().split('\n')[0] ?? '';
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
