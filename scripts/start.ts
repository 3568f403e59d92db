// `npm start`: runs notebooks without Jupyter and makes pages of them.
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { duration, statusLine } from '../src/base/terminal.js';
import { type CellMessage, executeNotebook } from '../src/pages/execute.js';
import { galleryHtml } from '../src/pages/gallery.js';
import type { Parameters } from '../src/pages/notebook-file.js';
import { type Cell, readNotebook, sourceOf } from '../src/pages/notebook-file.js';
import { pageHtml } from '../src/pages/page.js';
import { chooseNotebook, notebooksIn } from './choose-notebook.js';
import { runScript } from './run-script.js';

const HELP = `npm start -- [NOTEBOOK] [options]

Runs a notebook without Jupyter and makes a page of it, with the figures.

  NOTEBOOK         its number or a part of its name (default: 01), or all
  --size SIZE      quick, or paper for the sizes and repetitions of the paper (default: the size set in the notebook)
  --output FOLDER  the folder of the page and of the notebook with its outputs (default: output)
  --help           shows this text

Ctrl-C stops the notebook; the page shows what has run.`;

const root = projectFolder();
const notebooks = join(root, 'notebooks');
let cellStart = 0;
let lastText = '';

await runScript(HELP, async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string', default: join(root, 'output') }, size: { type: 'string' } },
  });
  const folder = resolve(values.output);
  const [wanted = '01', ...others] = positionals;
  if (others.length > 0) throw new Error(`"${others[0]}" is a second notebook; give one, or all`);
  const paths = choose(wanted);
  const start = performance.now();
  const failures: string[] = [];
  for (const path of paths) {
    const failure = await run(path, folder, values.size === undefined ? {} : { size: values.size }, signal);
    if (failure !== undefined) failures.push(failure);
    if (signal.aborted) break;
  }
  writeGallery(folder);
  const page = paths.length === 1 ? `${basename(paths[0]!, '.ipynb')}.html` : 'index.html';
  if (failures.length > 0) throw new Error(failures.join('\n'));
  console.log(`\nDone in ${since(start)}. Open the page in a browser:\n  ${pathToFileURL(join(folder, page))}`);
  console.log(`The notebook${paths.length === 1 ? '' : 's'} with outputs:\n  ${folder}`);
});

/**
 * Runs a notebook and writes it with its outputs and as a page; returns a description of the failure, if there is one.
 */
async function run(
  path: string,
  folder: string,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = basename(path, '.ipynb');
  const [notebookPath, pagePath] = ['ipynb', 'html'].map((type) => join(folder, `${name}.${type}`));
  // This finds out before the notebook runs whether the output folder can be written.
  writeWhole(pagePath!, 'The notebook is running; this page will show its outputs.\n');

  console.log(`Running ${relative(process.cwd(), path)}`);
  const start = performance.now();
  const { notebook, failure } = await executeNotebook(path, { parameters, onMessage: report, signal });
  statusLine('');
  writeWhole(notebookPath!, `${JSON.stringify(notebook, null, 1)}\n`);
  writeWhole(pagePath!, pageHtml(notebook, { name, date: new Date() }));
  if (failure !== undefined) return `\n${name}: ${failure}\n\nThe cells that ran are in ${notebookPath}`;
  console.log(`${name} took ${since(start)}\n`);
  return undefined;
}

/** Writes a page that links to all notebooks that have been run into this folder. */
function writeGallery(folder: string): void {
  const exhibits = notebooksIn(notebooks)
    .map((file) => ({ name: basename(file, '.ipynb'), path: join(folder, file) }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({ name, notebook: readNotebook(path) }));
  writeWhole(join(folder, 'index.html'), galleryHtml(exhibits));
}

/** The time since then, as text. */
function since(start: number): string {
  return duration((performance.now() - start) / 1000);
}

/** The notebook whose name contains `wanted`, or all of them. */
function choose(wanted: string): string[] {
  if (wanted === 'all') return notebooksIn(notebooks).map((name) => join(notebooks, name));
  return [chooseNotebook(notebooks, wanted)];
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
