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
import { enumerationSeconds } from '../src/sampling/enumeration-time.js';
import type { OneOverTProtocol } from '../src/sampling/plan.js';
import { toJSON, verdict } from '../src/sampling/results.js';
import { wangLandau } from '../src/sampling/wang-landau.js';
import { annealed } from '../src/theory/annealed.js';
import { numberOf } from './read-csv.js';
import { readData } from './read-data.js';
import { runScript } from './run-script.js';

const HELP = `weightspace PATTERNS [LABELS] [options]

Counts the weight configurations of a network with weights ±1 that make 0, 1, 2, … errors on your patterns.

  weightspace patterns.csv labels.csv                 samples, and writes patterns-density.csv, .json, .npy and .html
  weightspace patterns.csv labels.csv --exact         counts every configuration: up to some 35 weights
  weightspace table.csv --positive 1 --hidden 5       labels 0 and 1 in the last column; a network with 5 hidden units

  PATTERNS                a .csv or .npy file, one pattern per row
  LABELS                  a .csv or .npy file, one label per row; without it, the last column of PATTERNS holds the labels

In CSV, fields are separated by commas, semicolons, tabs or blanks. The first row is read as names if any of its fields is
neither a number nor missing (empty, NaN, inf); the command says so if that row also has numbers. A first row of numbers only,
such as 0,1,2, is a pattern.

Labels are +1 and -1. For other labels, such as 0 and 1:
  --positive VALUE        patterns with this label count as +1, all others as -1
  --classes K             labels are classes 0 … K-1; the network has one output for each

The network (default: a perceptron):
  --hidden H1,H2,…        hidden layers with these numbers of units
  --tie RULE              how a field of exactly zero, or a draw between outputs, counts: as an error (error, the default), as
                          correct (correct), as +1 (plus), or for the first of the largest outputs (first, with --classes)

The count (default: Wang–Landau sampling):
  --exact                 counts every configuration; refuses, with the time it would take, beyond half an hour
  --seed SEED             the same seed reproduces the same numbers (default: 1)
  --accuracy A            counts until every standard error of the entropy is at most A nats, such as 0.02, or --moves are spent
  --density-accuracy R    counts until the density is known to this relative error, such as 0.01, or --moves are spent
  --moves N               counted moves of each walker (default: 200000 for each number of errors, at least 5 million; with an
                          accuracy the most of them, a hundred times as many)
  --learning-moves N      moves of each of two walks that learn the entropies (default: 400000 for each number of errors, at least
                          4 million)
  --walkers N             independent walkers, whose spread determines the error bars (default: 16)
  --guide G               what the walks climb by: errors, or depth, which reaches the lowest energies of a perceptron on patterns
                          of ±1 sooner (default: errors; depth with --accuracy, up to as many patterns as inputs)
  --windows N             overlapping windows of energy (default: one for every 32 numbers of errors, from 128 on)
  --scale S               grid points per unit, if inputs are not whole numbers (default: the finest exact grid)
  --workers N             worker threads (default: one per core); no result depends on it
  --checkpoint FILE       saves the state of the run in FILE; the same command with the same options resumes it

The result:
  --output NAME           writes NAME.csv, NAME.json, … (default: the name of PATTERNS with -density)
  --formats LIST          any of csv,json,npy,html (default: all, but html only if Plotly, which draws its figures, is
                          installed). npy has the columns of csv, with a row for every number of errors: entropy -inf for one
                          that was never found, standard error inf for one that is unknown
  --help                  shows this text
  --version               shows the version

Ctrl-C stops the count; the result so far is written, and says that it was stopped.`;

const FORMATS = ['csv', 'json', 'npy', 'html'] as const;
type Format = (typeof FORMATS)[number];
interface Sampling {
  readonly walkers?: number;
  readonly moves?: number;
  readonly learningMoves?: number;
}
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
      accuracy: { type: 'string' },
      'density-accuracy': { type: 'string' },
      guide: { type: 'string' },
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
    throw new Error('Give a file of patterns, and one of labels unless they are its last column; see `--help`.');
  }
  const formats = options.formats === undefined ? usualFormats() : formatsOf(options.formats);
  const number = (name: Exclude<keyof typeof options, 'exact' | 'version'>) => optionalNumber(name, options[name]);
  const [classes, scale, workers] = [number('classes'), number('scale'), number('workers')];
  const positive = number('positive');
  if (classes !== undefined && positive !== undefined) {
    throw new Error('--positive and --classes are both given; give one of them');
  }
  const hidden = options.hidden?.split(',').map((text) => optionalNumber('hidden', text)!);
  const walk = {
    seed: options.seed,
    ...optional('accuracy', accuracyOf(number('accuracy'), number('density-accuracy'))),
    ...optional('guide', options.guide as OneOverTProtocol['guide']),
    ...optional('moves', number('moves')),
    ...optional('learningMoves', number('learning-moves')),
    ...optional('walkers', number('walkers')),
    ...optional('windows', number('windows')),
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

  const { data, summary, notices } = readData(patterns, labels, { classes, positive, scale });
  for (const notice of notices) console.error(notice);
  console.log(summary);
  const network = networkOf(data, hidden, options.tie as TieRule | undefined);
  if (!options.exact) await offerExact(network, data, walk);

  watchLongRuns();
  const run = { signal, ...optional('workers', workers), ...optional('checkpoint', checkpoint) };
  const dos = options.exact
    ? await enumerate(network, data, run)
    : await wangLandau(network, data, { ...run, ...walk });

  for (const { format, path } of outputs) {
    writeWhole(path, fileOf(format, dos, data));
    console.log(format === 'html' ? `${pathToFileURL(path)}` : relative('', path));
  }
  console.log(verdict(dos));
});

/**
 * Says how long an exact count would take, if there are fewer configurations than moves in the sampling: one takes about
 * as long as the other.
 */
async function offerExact(network: Network, data: Dataset, walk: Sampling): Promise<void> {
  const problem = makeProblem(network, data);
  const { levels } = problem;
  const { walkers = 16, moves = Math.max(5e6, 2e5 * levels), learningMoves = Math.max(4e6, 4e5 * levels) } = walk;
  const configurations = 2 ** (problem.weights - (problem.symmetry === null ? 0 : 1));
  if (configurations > walkers * moves + 2 * learningMoves) return;
  const seconds = await enumerationSeconds(problem);
  const time = seconds < 1 ? 'less than a second' : `about ${duration(seconds)}`;
  console.log(
    `\`--exact\` is quicker here: it counts all 2^${problem.weights} configurations in ${time}, without error bars.`,
  );
}

/** The requested formats. A page without Plotly, which draws its figures, is refused before the count. */
function formatsOf(list: string): Format[] {
  const formats = list.split(',').map((name) => {
    const format = FORMATS.find((one) => one === name.trim());
    if (format === undefined) throw new Error(`--formats has '${name}'; choose from ${FORMATS.join(', ')}`);
    return format;
  });
  if (formats.includes('html')) plotlyScript();
  return formats;
}

/** All formats; without Plotly, which is optional in an installed package, all but the page. */
function usualFormats(): Format[] {
  try {
    return formatsOf(FORMATS.join(','));
  } catch (error) {
    console.error(`No page will be made: ${(error as Error).message}`);
    return FORMATS.filter((format) => format !== 'html');
  }
}

function accuracyOf(ofEntropy: number | undefined, relative: number | undefined): OneOverTProtocol['accuracy'] {
  if (relative === undefined) return ofEntropy;
  if (ofEntropy !== undefined) throw new Error('--accuracy and --density-accuracy are both given; give one of them');
  return { of: 'density', relative };
}

function optionalNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = numberOf(text);
  if (Number.isNaN(value)) throw new Error(`--${name} is '${text}'; give a number`);
  return value;
}

function outputName(text: string): string {
  if (/^$|[\\/]$/.test(text)) throw new Error(`--output is '${text}', which is not the name of a file; give a name`);
  return resolve(text);
}

/** Checks before a long count, not after it, that its files can be written and that none would overwrite its input. */
function checkPlaces(written: readonly string[], others: readonly string[]): void {
  for (const path of written) {
    const same = others.find((other) => isSameFile(path, other));
    if (same !== undefined) {
      throw new Error(
        `${relative('', path)} would be written over ${same}, another file of this count; choose another name`,
      );
    }
    checkWritable(path);
  }
}

/** Compares inodes too, because one file may have several names. */
function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(statOf);
  if (one === undefined || other === undefined) return resolve(a) === resolve(b);
  return one.ino === other.ino && one.dev === other.dev;
}

/** The option if it is given; otherwise it keeps its default. */
function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
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
  const tie = optional('tie', rule);
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
  const words = (value: unknown): string =>
    typeof value === 'object' && value !== null ? Object.values(value).map(words).join(' ') : String(value);
  const options = Object.entries(method.options).map(([name, value]) => `${name} ${words(value)}`);
  return documentHtml({
    title: `Density of states: ${dos.provenance.dataset.source}`,
    body: [
      `<h1>Density of states: ${escapeHtml(dos.provenance.dataset.source)}</h1>`,
      `<p>${data.patterns} patterns of ${data.inputs} inputs; a network of layers ${network.layers.join('-')} with ` +
        `${network.weights} weights ±1, so 2<sup>${network.weights}</sup> configurations. The energy E is the number of ` +
        'patterns that a configuration gets wrong, and the entropy S(E) is the logarithm of the number of configurations with this energy.</p>',
      `<blockquote>${escapeHtml(verdict(dos))}</blockquote>`,
      `<div class="figure">${figureHtml(plotEntropy(curves))}</div>`,
      `<div class="figure">${figureHtml(plotDensity(curves))}</div>`,
      tableHtml({ columns: [...COLUMNS], values: rowsOf(dos).filter(isFound) }, { rows: data.patterns + 1 }),
    ].join('\n'),
    footer: `Made by weightspace ${version}: ${escapeHtml([method.name, ...options].join(', '))}; ${duration(seconds)}.
Data: ${escapeHtml(dos.provenance.dataset.checksum)}.`,
  });
}

/** The prediction from the data alone, if there is a theory: for a perceptron. */
function prediction({ provenance: { network } }: DensityOfStates, data: Dataset): EntropyCurve[] {
  // If a field can be zero, which counts as an error, the theory predicts too few errors.
  if (network.layers.length > 2 || data.classes !== undefined || makeProblem(network, data).symmetry !== 'odd')
    return [];
  try {
    return [annealed(data)];
  } catch {
    // The theory does not hold for patterns of zeros, for example; the count does.
    return [];
  }
}
