// `npm run figures`: runs the notebooks and writes their figures for a paper. Figures that exist are not made again.
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { duration, statusLine } from '../src/base/terminal.js';
import { version } from '../src/base/version.js';
import { findChromium } from '../src/figures/chromium.js';
import { COLUMNS } from '../src/figures/draw-figure.js';
import { exportFigures, type FigureFormat } from '../src/figures/export-figure.js';
import { type Figure, figureTitle } from '../src/figures/figure.js';
import { type CellMessage, executeNotebook } from '../src/pages/execute.js';
import {
  type Cell,
  hasTag,
  type Notebook,
  type Parameters,
  readNotebook,
  sourceOf,
} from '../src/pages/notebook-file.js';
import { chooseEngine } from './choose-engine.js';
import { chooseNotebook, notebooksIn } from './choose-notebook.js';
import {
  areWhole,
  checksumOf,
  columnFolder,
  type FigureRecord,
  keyOf,
  recordPath,
  recordsIn,
} from './figure-record.js';
import { runScript } from './run-script.js';

const HELP = `npm run figures -- [options]

Runs the notebooks and writes their figures as SVG, PDF and PNG, and the numbers behind them as CSV and JSON, into
output/figures/<notebook>/<size>/single/ or double/, a folder for each column width (without <size>, quick or paper, if the
notebook has none). Figures that exist already are kept, and another width needs no computing. After an interruption, the same
command resumes where it stopped: the notebooks' long runs are kept in output/results, or in the folder that the environment
variable WEIGHTSPACE_RESULTS names. The columns of a CSV file are named by the axes, with units, and say what low and high are.

  --study NAME        runs only this notebook (a part of its name); may be given several times
  --quick             uses the notebooks' quick sizes (default)
  --paper             uses the sizes of the paper
  --size SIZE         quick or paper, the same as --quick and --paper
  --engine slurm      computes the long runs as jobs of a Slurm cluster (docs/cluster.md)
  --column WIDTH      single (86 mm wide) or double (178 mm, default)
  --no-title          leaves the titles of the figures to the captions of the paper
  --labels PLACE      curves (default): up to four names stand beside their curves where all find room; legend: never
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

/** How the figures are drawn. */
interface Drawing {
  readonly column: keyof typeof COLUMNS;
  readonly title: boolean;
  readonly labels: FigureRecord['labels'];
}

/** What exists of a study: everything, the notebook with its outputs, or nothing valid. */
type State = 'written' | 'computed' | 'missing';

await runScript(HELP, async (signal) => {
  const { values: options } = parseArgs({
    options: {
      study: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      paper: { type: 'boolean', default: false },
      size: { type: 'string' },
      engine: { type: 'string' },
      column: { type: 'string', default: 'double' },
      'no-title': { type: 'boolean', default: false },
      labels: { type: 'string', default: 'curves' },
      force: { type: 'boolean', default: false },
      workers: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      output: { type: 'string', default: join(root, 'output', 'figures') },
      notebooks: { type: 'string', default: join(root, 'notebooks') },
    },
  });
  const { column, labels, force, notebooks } = options;
  const output = resolve(options.output);
  const sizes = [options.quick ? 'quick' : [], options.paper ? 'paper' : [], options.size ?? []].flat();
  const [size = 'quick'] = sizes;
  if (new Set(sizes).size > 1) throw new Error(`--${sizes.join(' and --')} are both given; choose one`);
  if (size !== 'quick' && size !== 'paper') throw new Error(`--size is ${size}; choose quick or paper`);
  if (!isColumn(column)) throw new Error(`--column is ${column}; choose single or double`);
  if (labels !== 'curves' && labels !== 'legend') throw new Error(`--labels is ${labels}; choose curves or legend`);
  if (options.workers !== undefined) process.env.WEIGHTSPACE_WORKERS = workers(options.workers);
  chooseEngine(options.engine, force);
  // The notebooks' long runs keep their results and checkpoints there, so that an interrupted notebook resumes where it stopped.
  if (force) process.env.WEIGHTSPACE_RESULTS = '';
  else process.env.WEIGHTSPACE_RESULTS ??= join(root, 'output', 'results');

  const drawing: Drawing = { column, title: !options['no-title'], labels };
  const studies = (options.study ?? notebooksIn(notebooks)).map((wanted) =>
    studyOf(chooseNotebook(notebooks, wanted), size, output),
  );
  if (options['dry-run']) {
    for (const study of studies) {
      console.log(`${study.label}: ${forecast(study, force ? 'missing' : stateOf(study, drawing), drawing)}`);
    }
    return;
  }
  const formats = formatsHere();
  const failures: string[] = [];
  for (const study of studies) {
    if (signal.aborted) break;
    try {
      console.log(
        `${study.label}: ${await make(study, force ? 'missing' : stateOf(study, drawing), drawing, formats, signal)}`,
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

function stateOf({ path, parameters, folder }: Study, { column, title, labels }: Drawing): State {
  const key = keyOf(path, parameters);
  const computed = recordsIn(folder).filter(
    (record) => record.key === key && areWhole(columnFolder(folder, record.column), record, [executed(path)]),
  );
  if (computed.length === 0) return 'missing';
  const record = computed.find((one) => one.column === column);
  if (record === undefined || record.title !== title || record.labels !== labels) return 'computed';
  const names = Object.keys(record.checksums);
  // If Chromium was missing then and is here now, pictures must be drawn.
  const isDrawn = names.some((name) => name.endsWith('.svg')) || findChromium() === undefined;
  return isDrawn && areWhole(columnFolder(folder, column), record, names) ? 'written' : 'computed';
}

/** The notebook with its outputs, which all widths share, as seen from the folder of one. */
function executed(path: string): string {
  return join('..', basename(path));
}

/** What a dry run says of a study. */
function forecast({ folder, remark, parameters }: Study, state: State, { column }: Drawing): string {
  const records = recordsIn(folder);
  const record = records.find((one) => one.column === column) ?? records[0];
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
  { column, title, labels }: Drawing,
  formats: readonly FigureFormat[],
  signal: AbortSignal,
): Promise<string> {
  const records = recordsIn(folder);
  const before = records.find((record) => record.column === column) ?? records[0];
  if (state === 'written') return `complete, ${figures(before!)}`;
  const place = columnFolder(folder, column);
  const began = performance.now();
  const notebook = state === 'computed' ? readNotebook(join(folder, basename(path))) : await run();
  const seconds = state === 'computed' ? before!.seconds : (performance.now() - began) / 1000;
  const shown = figuresOf(notebook);
  const names = shown.map((_, k) => `figure-${k + 1}`);
  await exportFigures(
    shown.map((figure, k) => ({ figure, path: join(place, names[k]!) })),
    { column, formats, title, labels },
  );
  const filesOf = (name: string) => formats.map((format) => `${name}.${format}`);
  const record: FigureRecord = {
    format: 'weightspace/figures',
    formatVersion: 2,
    notebook: basename(path),
    parameters,
    key: keyOf(path, parameters),
    version,
    machine: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    date: new Date().toISOString(),
    seconds,
    column,
    title,
    labels,
    figures: shown.map((figure, k) => ({ title: figureTitle(figure), files: filesOf(names[k]!) })),
    checksums: Object.fromEntries(
      [executed(path), ...names.flatMap(filesOf)].map((name) => [name, checksumOf(join(place, name))]),
    ),
  };
  // Written last, so that it never names files that do not exist.
  writeWhole(recordPath(place), `${JSON.stringify(record, null, 1)}\n`);
  return `${figures(record)} in ${relative(process.cwd(), place)}, ${duration((performance.now() - began) / 1000)}`;

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

function figures({ figures: { length } }: FigureRecord): string {
  return `${length} figure${length === 1 ? '' : 's'}`;
}
