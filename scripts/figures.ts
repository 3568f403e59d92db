// `npm run figures`: runs the notebooks and writes their figures for a paper. Figures that exist are not made again.
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shownText } from '../src/base/escape.js';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { duration, statusLine } from '../src/base/terminal.js';
import { version } from '../src/base/version.js';
import { findChromium } from '../src/figures/chromium.js';
import { COLUMNS } from '../src/figures/draw-figure.js';
import { exportFigures, type FigureFormat } from '../src/figures/export-figure.js';
import { type Figure, textOf } from '../src/figures/figure.js';
import { type CellMessage, executeNotebook } from '../src/pages/execute.js';
import {
  type Cell,
  hasTag,
  type Notebook,
  type Parameters,
  readNotebook,
  sourceOf,
} from '../src/pages/notebook-file.js';
import { chooseNotebook, notebooksIn } from './choose-notebook.js';
import { areWhole, checksumOf, type FigureRecord, keyOf, readRecord, recordPath } from './figure-record.js';
import { runScript } from './run-script.js';

const HELP = `npm run figures -- [options]

Runs the notebooks and writes their figures as SVG, PDF and PNG, and the numbers behind them as CSV and JSON, into
output/figures/<notebook>/ (in quick/ or paper/ there, if the notebook has sizes). Figures that exist already are kept. After an
interruption, the same command resumes where it stopped: the notebooks' long runs are kept in output/results, or in the folder
that the environment variable WEIGHTSPACE_RESULTS names.

  --study NAME        runs only this notebook (a part of its name); may be given several times
  --quick             uses the notebooks' quick sizes (default)
  --paper             uses the sizes of the paper
  --column WIDTH      single (86 mm wide) or double (178 mm, default)
  --force             computes everything again
  --workers N         worker threads (default: one per core); no result depends on it
  --dry-run           only lists what would be computed, and about how long it would take
  --output FOLDER     the folder of the figures (default: output/figures)
  --notebooks FOLDER  the folder of the notebooks (default: notebooks)
  --help              shows this text`;

const root = projectFolder();

/** A notebook at one size, and the folder of its figures. */
interface Study {
  readonly label: string;
  readonly path: string;
  readonly parameters: Parameters;
  /** What the notebook says about its sizes. */
  readonly remark: string;
  readonly folder: string;
}

/** What exists of a study: everything, the notebook with its outputs, or nothing valid. */
type State = 'written' | 'computed' | 'missing';

await runScript(HELP, async (signal) => {
  const { values: options } = parseArgs({
    options: {
      study: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      paper: { type: 'boolean', default: false },
      column: { type: 'string', default: 'double' },
      force: { type: 'boolean', default: false },
      workers: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      output: { type: 'string', default: join(root, 'output', 'figures') },
      notebooks: { type: 'string', default: join(root, 'notebooks') },
    },
  });
  const { column, force, notebooks } = options;
  const output = resolve(options.output);
  if (options.quick && options.paper) throw new Error('--quick and --paper are both given; choose one');
  if (!isColumn(column)) throw new Error(`--column is ${column}; choose single or double`);
  if (options.workers !== undefined) process.env.WEIGHTSPACE_WORKERS = workers(options.workers);
  // The notebooks' long runs keep their results and checkpoints there, so that an interrupted notebook resumes where it stopped.
  if (force) process.env.WEIGHTSPACE_RESULTS = '';
  else process.env.WEIGHTSPACE_RESULTS ??= join(root, 'output', 'results');

  const size = options.paper ? 'paper' : 'quick';
  const studies = (options.study ?? notebooksIn(notebooks)).map((wanted) =>
    studyOf(chooseNotebook(notebooks, wanted), size, output),
  );
  if (options['dry-run']) {
    for (const study of studies) {
      console.log(`${study.label}: ${forecast(study, force ? 'missing' : stateOf(study, column))}`);
    }
    return;
  }
  const formats = formatsHere();
  const failures: string[] = [];
  for (const study of studies) {
    if (signal.aborted) break;
    try {
      console.log(
        `${study.label}: ${await make(study, force ? 'missing' : stateOf(study, column), column, formats, signal)}`,
      );
    } catch (error) {
      failures.push(`${study.label}: ${(error as Error).message}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
});

function studyOf(path: string, size: 'quick' | 'paper', output: string): Study {
  const name = basename(path, '.ipynb');
  const cell = readNotebook(path).cells.find((candidate) => hasTag(candidate, 'parameters'));
  const [line, remark = ''] =
    /^const size = [^/]*(?:\/\/ *(.*))?/m.exec(cell === undefined ? '' : sourceOf(cell)) ?? [];
  return line !== undefined
    ? { label: `${name} (${size})`, path, parameters: { size }, remark, folder: join(output, name, size) }
    : { label: name, path, parameters: {}, remark, folder: join(output, name) };
}

function workers(text: string): string {
  if (/^[1-9]\d*$/.test(text)) return text;
  throw new Error(`--workers is ${text}; give a number of threads, 1 or more`);
}

function stateOf({ path, parameters, folder }: Study, column: string): State {
  const record = readRecord(folder);
  if (record === undefined || record.key !== keyOf(path, parameters)) return 'missing';
  const { checksums } = record;
  if (!areWhole(folder, record, [basename(path)])) return 'missing';
  // If Chromium was missing then and is here now, pictures must be drawn.
  const isDrawn = Object.keys(checksums).some((name) => name.endsWith('.svg')) || findChromium() === undefined;
  return isDrawn && record.column === column && areWhole(folder, record, Object.keys(checksums))
    ? 'written'
    : 'computed';
}

/** What a dry run says of a study. */
function forecast({ folder, remark, parameters }: Study, state: State): string {
  const record = readRecord(folder);
  if (state === 'written') return `complete (${figures(record!)}); nothing to do`;
  if (state === 'computed') return `computed; ${figures(record!)} to write, a few seconds`;
  if (record === undefined) {
    const guess = parameters.size === 'paper' && remark !== '' ? ` (the notebook says: ${remark})` : '';
    return `to compute; the time is unknown before its first run${guess}`;
  }
  return `to compute, about ${duration(record.seconds)} (as last time)`;
}

/** Does what is missing of a study; returns what was done, as text. */
async function make(
  { path, parameters, folder, label }: Study,
  state: State,
  column: keyof typeof COLUMNS,
  formats: readonly FigureFormat[],
  signal: AbortSignal,
): Promise<string> {
  const before = readRecord(folder);
  if (state === 'written') return `complete, ${figures(before!)}`;
  const began = performance.now();
  const notebook = state === 'computed' ? readNotebook(join(folder, basename(path))) : await run();
  const seconds = state === 'computed' ? before!.seconds : (performance.now() - began) / 1000;
  const shown = figuresOf(notebook);
  const names = shown.map((_, k) => `figure-${k + 1}`);
  await exportFigures(
    shown.map((figure, k) => ({ figure, path: join(folder, names[k]!) })),
    { column, formats },
  );
  const filesOf = (name: string) => formats.map((format) => `${name}.${format}`);
  const record: FigureRecord = {
    format: 'weightspace/figures',
    formatVersion: 1,
    notebook: basename(path),
    parameters,
    key: keyOf(path, parameters),
    version,
    machine: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    date: new Date().toISOString(),
    seconds,
    column,
    figures: shown.map((figure, k) => ({ title: titleOf(figure), files: filesOf(names[k]!) })),
    checksums: Object.fromEntries(
      [basename(path), ...names.flatMap(filesOf)].map((name) => [name, checksumOf(join(folder, name))]),
    ),
  };
  // Written last, so that it never names files that do not exist.
  writeWhole(recordPath(folder), `${JSON.stringify(record, null, 1)}\n`);
  return `${figures(record)} in ${relative(process.cwd(), folder)}, ${duration((performance.now() - began) / 1000)}`;

  async function run(): Promise<Notebook> {
    const onMessage = (message: CellMessage, cells: readonly Cell[]) => follow(label, message, cells);
    const { notebook, failure } = await executeNotebook(path, { parameters, signal, onMessage });
    statusLine('');
    if (failure === 'interrupted') throw new Error('interrupted; run the same command again to resume');
    if (failure !== undefined) throw new Error(failure);
    writeWhole(join(folder, basename(path)), `${JSON.stringify(notebook, null, 1)}\n`);
    return notebook;
  }
}

/** Shows on a terminal which cell is running, and its progress. */
function follow(label: string, message: CellMessage, cells: readonly Cell[]): void {
  if (message.do !== 'start' && (message.do !== 'display' || message.id === null)) return;
  const text = message.do === 'display' ? String(message.data['text/plain'] ?? '') : '';
  statusLine(`${label} [cell ${message.cell + 1} of ${cells.length}] ${text}`);
}

function figuresOf({ cells }: Notebook): Figure[] {
  return cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => (output.output_type === 'display_data' ? [output.data] : []))
    .map((data) => data['application/vnd.plotly.v1+json'] as Figure | undefined)
    .filter((figure) => figure !== undefined)
    .map(({ data, layout }) => ({ data, layout }));
}

/** All formats; without Chromium only those of numbers, with a warning. */
function formatsHere(): FigureFormat[] {
  if (findChromium() !== undefined) return ['svg', 'pdf', 'png', 'csv', 'json'];
  console.error(
    'This machine has no Chromium or Chrome: only CSV and JSON are written. Install one (`sudo apt-get install chromium`), ' +
      'or set the environment variable CHROMIUM to its program, and run this again: nothing will be computed twice.',
  );
  return ['csv', 'json'];
}

function isColumn(name: string): name is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, name);
}

function titleOf({ layout }: Figure): string {
  return shownText(textOf((layout.title as { text?: unknown } | undefined)?.text));
}

function figures({ figures: { length } }: FigureRecord): string {
  return `${length} figure${length === 1 ? '' : 's'}`;
}
