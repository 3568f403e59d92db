// The command `weightspace`: the density of states of a network on patterns and labels from files.
import { basename, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { EntropyCurve } from '../src/curve.js';
import type { Dataset } from '../src/dataset/dataset.js';
import { fromArrays } from '../src/dataset/from-arrays.js';
import { makeProblem } from '../src/kernel/problem.js';
import { type Network, perceptron, signNetwork } from '../src/network/network.js';
import { csvField } from '../src/notebook/figure-data.js';
import { figureHtml } from '../src/notebook/figure-html.js';
import { documentHtml } from '../src/notebook/page.js';
import { plotDensity } from '../src/notebook/plot-density.js';
import { plotEntropy } from '../src/notebook/plot-entropy.js';
import { escapeHtml, tableHtml } from '../src/notebook/table.js';
import { watchLongRuns } from '../src/notebook/watch.js';
import { writeNpy } from '../src/npy.js';
import type { DensityOfStates } from '../src/sampling/density-of-states.js';
import { enumerate } from '../src/sampling/enumerate.js';
import { wangLandau } from '../src/sampling/wang-landau.js';
import { annealed } from '../src/theory/annealed.js';
import { version } from '../src/version.js';
import { writeWhole } from '../src/write-whole.js';
import { readTable } from './read-table.js';
import { runScript } from './run-script.js';

const HELP = `weightspace PATTERNS [LABELS] [options]

Counts for a network with weights ±1 how many of its weight configurations make 0, 1, 2, … errors on your patterns.

  PATTERNS                a .csv or .npy file, one pattern a row; a first row of names is left out
  LABELS                  a .csv or .npy file, one label a row; left out, the last column of PATTERNS holds the labels

Labels are +1 and -1. Other ones:
  --positive VALUE        patterns with this label count as +1, all others as -1
  --classes K             labels are classes 0 … K-1; the network has an output for each

The network, a perceptron unless you say otherwise:
  --hidden H1,H2,…        hidden layers of so many units

The count, by Wang–Landau sampling unless you say otherwise:
  --exact                 every configuration, one by one; says how long that would take where it is more than half an hour
  --seed SEED             same seed, same numbers (default: 1)
  --moves N               counted moves of each walker (default: 200000 for each number of errors, at least 5 million)
  --learning-moves N      moves in which the entropies are learned (default: twice --moves)
  --walkers N             independent walkers, from whose spread the error bars come (default: 16)
  --windows N             overlapping windows of energy (default: one for every 32 numbers of errors, from 128 on)
  --scale S               grid points per unit, where inputs are not whole numbers (default: as fine as is exact)
  --workers N             worker threads (default: one per core); no result depends on it
  --checkpoint FILE       keeps the state of the run there; started again with the same options it goes on

The result:
  --output NAME           its files are NAME.csv, NAME.json, … (default: the name of PATTERNS with -density)
  --formats LIST          which of csv,json,npy,html (default: all). npy has the columns of csv, for every number of errors:
                          -inf is a number of errors that was never found, inf an error that is not known
  --help                  this text
  --version               the version

Ctrl-C ends the count; what has been counted is written, and says so.`;

const FORMATS = ['csv', 'json', 'npy', 'html'] as const;
const COLUMNS = ['energy', 'entropy', 'standardError', 'visits'] as const;

await runScript(HELP, async (signal) => {
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      positive: { type: 'string' },
      classes: { type: 'string' },
      hidden: { type: 'string' },
      exact: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      moves: { type: 'string' },
      'learning-moves': { type: 'string' },
      walkers: { type: 'string' },
      windows: { type: 'string' },
      scale: { type: 'string' },
      workers: { type: 'string' },
      checkpoint: { type: 'string' },
      output: { type: 'string' },
      formats: { type: 'string', default: FORMATS.join(',') },
      version: { type: 'boolean', default: false },
    },
  });
  if (options.version) {
    console.log(version);
    return;
  }
  const [patterns, labels, ...others] = positionals;
  if (patterns === undefined || others.length > 0) {
    throw new Error(
      'Give a file of patterns, and one of labels where they are not its last column. `--help` tells more.',
    );
  }
  const formats = options.formats.split(',').map((name) => {
    const format = FORMATS.find((one) => one === name.trim());
    if (format === undefined) throw new Error(`--formats has '${name}'; choose from ${FORMATS.join(', ')}`);
    return format;
  });
  const number = (name: 'classes' | 'moves' | 'learning-moves' | 'walkers' | 'windows' | 'scale' | 'workers') =>
    optionalNumber(name, options[name]);
  const classes = number('classes');
  const positive = optionalNumber('positive', options.positive);
  if (classes !== undefined && positive !== undefined) {
    throw new Error('--positive and --classes are both given; labels are ±1 or classes');
  }
  const table = readTable(patterns);
  const read = labels === undefined ? lastColumn(table, patterns) : { inputs: table, labels: column(labels) };
  const data = fromArrays(read.inputs, positive === undefined ? read.labels : signs(read.labels, positive), {
    classes,
    scale: number('scale'),
    source: basename(patterns),
  });
  const network = networkOf(data, options.hidden);

  watchLongRuns();
  const run = {
    signal,
    ...given('workers', number('workers')),
    ...given('checkpoint', options.checkpoint),
  };
  const dos = options.exact
    ? await enumerate(network, data, run)
    : await wangLandau(network, data, {
        ...run,
        seed: options.seed,
        ...given('moves', number('moves')),
        ...given('learningMoves', number('learning-moves')),
        ...given('walkers', number('walkers')),
        ...given('windows', number('windows')),
      });

  const name = resolve(options.output ?? `${basename(patterns).replace(/\.\w+$/, '')}-density`);
  for (const format of formats) {
    writeWhole(`${name}.${format}`, fileOf(format, dos, data));
    console.log(format === 'html' ? `${pathToFileURL(`${name}.html`)}` : relative('', `${name}.${format}`));
  }
  console.log(dos.verdict);
});

function optionalNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === '' || Number.isNaN(Number(text))) throw new Error(`--${name} is '${text}'; give a number`);
  return Number(text);
}

/** An option where it is given: the others have their defaults. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}

function lastColumn(table: readonly number[][], path: string): { inputs: number[][]; labels: number[] } {
  if (table.some((row) => row.length < 2)) {
    throw new Error(`${path} has a row of one number, and no file of labels is given; give one as a second file`);
  }
  return { inputs: table.map((row) => row.slice(0, -1)), labels: table.map((row) => row.at(-1)!) };
}

/** The labels of a file: one a row, or all in one row. */
function column(path: string): number[] {
  const table = readTable(path);
  if (table.length === 1) return table[0]!;
  const wide = table.findIndex((row) => row.length !== 1);
  if (wide >= 0) throw new Error(`${path} has ${table[wide]!.length} numbers in row ${wide + 1}; give one label a row`);
  return table.map((row) => row[0]!);
}

function signs(labels: readonly number[], positive: number): number[] {
  if (!labels.includes(positive)) throw new Error(`--positive is ${positive}, which is the label of no pattern`);
  return labels.map((label) => (label === positive ? 1 : -1));
}

function networkOf(data: Dataset, hidden: string | undefined): Network {
  if (hidden === undefined && data.classes === undefined) return perceptron(data.inputs);
  const units = (hidden ?? '').split(',').filter((text) => text !== '');
  return signNetwork([data.inputs, ...units.map((text) => optionalNumber('hidden', text)!), data.classes ?? 1]);
}

function fileOf(format: (typeof FORMATS)[number], dos: DensityOfStates, data: Dataset): string | Uint8Array {
  if (format === 'json') return `${JSON.stringify(dos, null, 1)}\n`;
  if (format === 'html') return page(dos, data);
  const rows = [...dos.levels].map((energy) => [
    energy,
    dos.entropy[energy]!,
    dos.standardError[energy]!,
    dos.visits[energy]!,
  ]);
  if (format === 'npy')
    return writeNpy({ shape: [rows.length, COLUMNS.length], values: Float64Array.from(rows.flat()) });
  const found = rows.filter(([, entropy]) => entropy !== -Infinity);
  return `${[COLUMNS, ...found].map((row) => row.map(csvField).join(',')).join('\n')}\n`;
}

function page(dos: DensityOfStates, data: Dataset): string {
  const { network, method, seconds } = dos.provenance;
  const curves = [[dos, ...prediction(dos, data)]];
  const options = Object.entries(method.options).map(([name, value]) => `${name} ${String(value)}`);
  return documentHtml({
    title: `Density of states: ${dos.provenance.dataset.source}`,
    body: [
      `<h1>Density of states: ${escapeHtml(dos.provenance.dataset.source)}</h1>`,
      `<p>${data.patterns} patterns of ${data.inputs} inputs; a network of layers ${network.layers.join('-')} with ` +
        `${network.weights} weights ±1, so 2<sup>${network.weights}</sup> configurations. The energy E is the number of ` +
        'patterns that a configuration gets wrong, the entropy S(E) the logarithm of how many do.</p>',
      `<blockquote>${escapeHtml(dos.verdict)}</blockquote>`,
      `<div class="figure">${figureHtml(plotEntropy(curves))}</div>`,
      `<div class="figure">${figureHtml(plotDensity(curves))}</div>`,
      tableHtml(dos.toFrame(), { rows: data.patterns + 1 }),
    ].join('\n'),
    footer: `Made by weightspace ${version}: ${escapeHtml([method.name, ...options].join(', '))}; ${seconds.toFixed(1)} s.
Data: ${escapeHtml(dos.provenance.dataset.checksum)}.`,
  });
}

/** What the data alone predict, where there is a theory: for a perceptron. */
function prediction({ provenance: { network } }: DensityOfStates, data: Dataset): EntropyCurve[] {
  // Where a field can be zero, which counts as an error, the theory predicts too few of them.
  if (network.layers.length > 2 || data.classes !== undefined || !makeProblem(network, data).symmetric) return [];
  try {
    return [annealed(data)];
  } catch {
    // Patterns of zeros, say: the theory does not hold for them, the count does.
    return [];
  }
}
