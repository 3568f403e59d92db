// The command `weightspace`: the density of states of a network on patterns and labels from files.
import { statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { EntropyCurve } from '../src/base/curve.js';
import { escapeHtml } from '../src/base/escape.js';
import { checkWritable, writeWhole } from '../src/base/files.js';
import { writeNpy } from '../src/base/npy.js';
import { duration } from '../src/base/terminal.js';
import { version } from '../src/base/version.js';
import type { Dataset } from '../src/dataset/dataset.js';
import { plotDensity, plotEntropy } from '../src/figures/curves.js';
import { csvField } from '../src/figures/figure-data.js';
import { figureHtml, plotlyScript } from '../src/figures/figure-html.js';
import { makeProblem } from '../src/kernel/problem.js';
import { type Network, perceptron, signNetwork, type TieRule } from '../src/network/network.js';
import { tableHtml } from '../src/notebook/table.js';
import { watchLongRuns } from '../src/notebook/watch.js';
import { documentHtml } from '../src/pages/document.js';
import type { DensityOfStates } from '../src/sampling/density-of-states.js';
import { enumerate } from '../src/sampling/enumerate.js';
import { toJSON, verdict } from '../src/sampling/results.js';
import { wangLandau } from '../src/sampling/wang-landau.js';
import { annealed } from '../src/theory/annealed.js';
import { numberOf } from './read-csv.js';
import { readData } from './read-data.js';
import { runScript } from './run-script.js';

const HELP = `weightspace PATTERNS [LABELS] [options]

Counts for a network with weights ±1 how many of its weight configurations make 0, 1, 2, … errors on your patterns.

  PATTERNS                a .csv or .npy file, one pattern a row
  LABELS                  a .csv or .npy file, one label a row; left out, the last column of PATTERNS holds the labels

In CSV, fields are separated by commas, semicolons, tabs or blanks. The first row is taken for names if any of its
fields is neither a number nor missing (empty, NaN, inf); the command says so where it holds numbers too. A first row of numbers
alone, 0,1,2 say, is a pattern.

Labels are +1 and -1. Other ones:
  --positive VALUE        patterns with this label count as +1, all others as -1
  --classes K             labels are classes 0 … K-1; the network has an output for each

The network, a perceptron unless you say otherwise:
  --hidden H1,H2,…        hidden layers of so many units
  --tie RULE              how a field of exactly zero, or a draw between outputs, counts: as an error (error, the default), as
                          right (correct), as +1 (plus), or for the first of the largest outputs (first, with --classes)

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
  --formats LIST          which of csv,json,npy,html (default: all, but html only where Plotly is installed, which draws its
                          figures). npy has the columns of csv, for every number of errors: -inf is a number of errors that
                          was never found, inf an error that is not known
  --help                  this text
  --version               the version

Ctrl-C ends the count; what has been counted is written, and says so.`;

const FORMATS = ['csv', 'json', 'npy', 'html'] as const;
type Format = (typeof FORMATS)[number];
const COLUMNS = ['energy', 'entropy', 'standardError', 'visits'] as const;

await runScript(HELP, async (signal) => {
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      positive: { type: 'string' },
      classes: { type: 'string' },
      hidden: { type: 'string' },
      tie: { type: 'string' },
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
      formats: { type: 'string' },
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
  const formats = options.formats === undefined ? usualFormats() : formatsOf(options.formats);
  const number = (name: 'classes' | 'moves' | 'learning-moves' | 'walkers' | 'windows' | 'scale' | 'workers') =>
    optionalNumber(name, options[name]);
  const [classes, scale, workers] = [number('classes'), number('scale'), number('workers')];
  const positive = optionalNumber('positive', options.positive);
  if (classes !== undefined && positive !== undefined) {
    throw new Error('--positive and --classes are both given; labels are ±1 or classes');
  }
  const hidden = options.hidden?.split(',').map((text) => optionalNumber('hidden', text)!);
  const walk = {
    seed: options.seed,
    ...given('moves', number('moves')),
    ...given('learningMoves', number('learning-moves')),
    ...given('walkers', number('walkers')),
    ...given('windows', number('windows')),
  };
  const name = outputName(options.output ?? `${basename(patterns).replace(/\.\w+$/, '')}-density`);
  const outputs = formats.map((format) => ({ format, path: `${name}.${format}` }));
  const { checkpoint } = options;
  const files = [patterns, labels, checkpoint].filter((path) => path !== undefined);
  checkPlaces(
    outputs.map(({ path }) => path),
    files,
  );
  if (checkpoint !== undefined) checkPlaces([checkpoint], files.slice(0, -1));

  const { data, notices } = readData(patterns, labels, { classes, positive, scale });
  for (const notice of notices) console.error(notice);
  const network = networkOf(data, hidden, options.tie as TieRule | undefined);

  watchLongRuns();
  const run = { signal, ...given('workers', workers), ...given('checkpoint', checkpoint) };
  const dos = options.exact
    ? await enumerate(network, data, run)
    : await wangLandau(network, data, { ...run, ...walk });

  for (const { format, path } of outputs) {
    writeWhole(path, fileOf(format, dos, data));
    console.log(format === 'html' ? `${pathToFileURL(path)}` : relative('', path));
  }
  console.log(verdict(dos));
});

/** The formats that are asked for; a page without what draws its figures is refused before the count. */
function formatsOf(list: string): Format[] {
  const formats = list.split(',').map((name) => {
    const format = FORMATS.find((one) => one === name.trim());
    if (format === undefined) throw new Error(`--formats has '${name}'; choose from ${FORMATS.join(', ')}`);
    return format;
  });
  if (formats.includes('html')) plotlyScript();
  return formats;
}

/** All formats; without Plotly, which an installed package need not have, all but the page. */
function usualFormats(): Format[] {
  try {
    return formatsOf(FORMATS.join(','));
  } catch (error) {
    console.error(`No page is made: ${(error as Error).message}`);
    return FORMATS.filter((format) => format !== 'html');
  }
}

function optionalNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = numberOf(text);
  if (Number.isNaN(value)) throw new Error(`--${name} is '${text}'; give a number`);
  return value;
}

function outputName(text: string): string {
  if (/^$|[\\/]$/.test(text)) throw new Error(`--output is '${text}', which names no file; give a name`);
  return resolve(text);
}

/** Finds out before a long count, not after it, that its files cannot be written, or that one would overwrite its input. */
function checkPlaces(written: readonly string[], others: readonly string[]): void {
  for (const path of written) {
    const same = others.find((other) => isSameFile(path, other));
    if (same !== undefined) {
      throw new Error(
        `${relative('', path)} would be written over ${same}, which is another file of this count; choose another name`,
      );
    }
    checkWritable(path);
  }
}

/** By number too: one file may have many names. */
function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(statOf);
  if (one === undefined || other === undefined) return resolve(a) === resolve(b);
  return one.ino === other.ino && one.dev === other.dev;
}

/** An option where it is given: the others have their defaults. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}

function statOf(path: string) {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function networkOf(data: Dataset, hidden: readonly number[] | undefined, rule: TieRule | undefined): Network {
  const tie = given('tie', rule);
  if (hidden === undefined && data.classes === undefined) return perceptron(data.inputs, tie);
  return signNetwork([data.inputs, ...(hidden ?? []), data.classes ?? 1], tie);
}

function fileOf(format: Format, dos: DensityOfStates, data: Dataset): string | Uint8Array {
  if (format === 'json') return `${JSON.stringify(toJSON(dos), null, 1)}\n`;
  if (format === 'html') return page(dos, data);
  const rows = rowsOf(dos);
  if (format === 'npy')
    return writeNpy({ shape: [rows.length, COLUMNS.length], values: Float64Array.from(rows.flat()) });
  return `${[COLUMNS, ...rows.filter(isFound)].map((row) => row.map(csvField).join(',')).join('\n')}\n`;
}

/** A row for every number of errors. */
function rowsOf({ levels, entropy, standardError, visits }: DensityOfStates): number[][] {
  return [...levels].map((energy) => [energy, entropy[energy]!, standardError[energy]!, visits[energy]!]);
}

function isFound([, entropy]: readonly number[]): boolean {
  return entropy !== -Infinity;
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
      `<blockquote>${escapeHtml(verdict(dos))}</blockquote>`,
      `<div class="figure">${figureHtml(plotEntropy(curves))}</div>`,
      `<div class="figure">${figureHtml(plotDensity(curves))}</div>`,
      tableHtml({ columns: [...COLUMNS], values: rowsOf(dos).filter(isFound) }, { rows: data.patterns + 1 }),
    ].join('\n'),
    footer: `Made by weightspace ${version}: ${escapeHtml([method.name, ...options].join(', '))}; ${duration(seconds)}.
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
