import { pairOverlaps } from '../analysis/configurations.js';
import { densityPeak } from '../analysis/peaks.js';
import { checkText, inWords, isList } from '../base/check.js';
import { checkCurve, type EntropyCurve } from '../base/curve.js';
import { errorColumn, measuredIn } from '../base/measured.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset, Json } from '../dataset/dataset.js';
import { plotEntropy } from '../figures/curves.js';
import type { Figure } from '../figures/figure.js';
import { plotJoint } from '../figures/maps.js';
import { plotPictures } from '../figures/pictures.js';
import { checkedNetwork } from '../network/checked-network.js';
import type { Network } from '../network/network.js';
import type { Configurations } from '../sampling/configurations.js';
import { type DensityOfStates, isDensityOfStates } from '../sampling/density-of-states.js';
import type { JointDensityOfStates } from '../sampling/joint-density.js';
import { checkResult, densityIn, type Result, verdict } from '../sampling/results.js';
import type { Solution } from '../solvers/solver.js';
import type { MeanOverDraws } from '../study/draws.js';
import { meansVerdict, sweepVerdict } from '../study/runs.js';
import type { Run } from '../study/sweep.js';

/** A table that shows all of its rows if there are few, and the first and the last of many. */
export interface Table {
  readonly columns: string[];
  readonly values: TableEntry[][];
}

type TableEntry = number | string | boolean;

/** What stands for an object in a cell, from top to bottom; a text is Markdown. */
export type Summary = readonly (Figure | Table | string)[];

/** What `summaryOf` knows. */
export type Summarised = EntropyCurve | Result | Dataset | Network | Solution | readonly Run<object, unknown>[];

/** Configurations that are written out. */
const WRITTEN = 12;

/** Configurations that are compared in pairs, which takes time. */
const COMPARED = 200;

/**
 * What to show of an object of the laboratory; `undefined` if it is another one.
 *
 * @throws TypeError or RangeError if it is one, but damaged.
 */
export function summaryOf(item: object): Summary | undefined {
  if (isList(item)) return isRuns(item) ? ofRuns(item) : undefined;
  if ('format' in item && typeof item.format === 'string' && item.format.startsWith('weightspace/'))
    return ofResult(item as Result);
  if ('levels' in item && 'entropy' in item) return ofCurve(item as EntropyCurve);
  if ('labels' in item && 'inputs' in item) return ofDataset(item as Dataset);
  if ('solver' in item && 'solved' in item) return ofSolution(item as Solution);
  if ('layers' in item && 'tie' in item) return ofNetwork(item as Network);
  return undefined;
}

function ofResult(result: Result): Summary {
  checkResult(result);
  const density = densityIn(result);
  if (density === undefined) return ofConfigurations(result as Configurations);
  if (density === result) return [verdict(result), plotEntropy(density), levelsOf(density)];
  const joint = result as JointDensityOfStates;
  return [verdict(joint), plotJoint(joint), meansOf(joint)];
}

/** The levels that were reached; counts where all configurations were counted. */
function levelsOf({ kind, levels, entropy, standardError, visits }: DensityOfStates): Table {
  const name = 'S(E) (nats)';
  const last = kind === 'exact' ? 'g(E)' : 'visits';
  const reached = [...levels].filter((level) => entropy[level] !== -Infinity);
  return {
    columns: ['E', name, errorColumn(name), last],
    values: reached.map((level) => [level, entropy[level]!, standardError[level]!, visits[level]!]),
  };
}

function meansOf({ axis, meanGivenEnergy: { mean, standardError }, marginal }: JointDensityOfStates): Table {
  const name = `mean ${axis.name}`;
  const reached = [...marginal.levels].filter((level) => marginal.entropy[level] !== -Infinity);
  return {
    columns: ['E', name, errorColumn(name)],
    values: reached.map((level) => [level, mean[level]!, standardError[level]!]),
  };
}

function ofConfigurations(result: Configurations): Summary {
  const { configurations, weights } = result;
  const shown = configurations.slice(0, WRITTEN).map((signs, k) => [k + 1, signsOf(signs)]);
  const table: Table = { columns: ['', `weights w1 … w${weights}`], values: shown };
  if (configurations.length < 2) return shown.length === 0 ? [verdict(result)] : [verdict(result), table];
  const compared = configurations.slice(0, COMPARED);
  const { mean } = pairOverlaps(compared);
  const which = compared.length < configurations.length ? `the first ${COMPARED}` : 'them';
  return [`${verdict(result)} The mean overlap of two of ${which} is ${Number(mean.toPrecision(3))}.`, table];
}

/** Weights as signs; of many the first. */
function signsOf(weights: ArrayLike<number>): string {
  const shown = Array.from(weights, (weight) => (weight > 0 ? '+' : '−')).slice(0, 64);
  return `${shown.join('')}${weights.length > shown.length ? '…' : ''}`;
}

function ofCurve(curve: EntropyCurve): Summary {
  checkCurve(curve);
  return [
    `${curve.name}: ${curve.kind === 'theory' ? 'a theory’s' : `${curve.kind === 'exact' ? 'an' : 'a'} ${curve.kind}`} S(E) for P = ${curve.patterns} and M = ${curve.weights}.`,
    plotEntropy(curve),
  ];
}

function ofDataset(data: Dataset): Summary {
  checkDataset(data);
  const { inputs, patterns, values, scale, labels, classes, provenance } = data;
  const { source, parameters, checksum, notice } = provenance;
  checkText('provenance.checksum', checksum);
  const count = (wanted: number) => labels.filter((label) => label === wanted).length;
  const groups =
    classes === undefined
      ? `${count(1)} with label +1 and ${count(-1)} with label −1`
      : `in ${classes} classes of ${Array.from({ length: classes }, (_, k) => count(k)).join(', ')}`;
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const made = Object.entries(parameters)
    .filter(([parameter]) => !SAID_ANYWAY.includes(parameter))
    .map(([parameter, value]) => `${parameter} ${shortJson(value)}`)
    .join(', ');
  const text = [
    `**${source}**: P = ${patterns} patterns of N = ${inputs} inputs, ${groups}.`,
    `Inputs from ${Number((low / scale).toPrecision(3))} to ${Number((high / scale).toPrecision(3))}.`,
    `${made === '' ? '' : `Made with ${made}; `}SHA-256 ${checksum.slice(0, 12)}….`,
    ...(notice === undefined ? [] : [notice]),
  ].join(' ');
  const shape = shapeOfPictures(data);
  return shape === undefined ? [text] : [text, plotPictures(data, { shape, count: 6 })];
}

/** Parameters that follow from the numbers themselves. */
const SAID_ANYWAY = ['shape', 'scale', 'arithmetic', 'classes', 'patterns', 'positives', 'inputs'];

function shortJson(value: Json): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : JSON.stringify(value);
}

/** The shape of the pictures in a data set that was made of pictures. */
function shapeOfPictures({ inputs, provenance: { parameters } }: Dataset): readonly [number, number] | undefined {
  if (!('normalisation' in parameters)) return undefined;
  const [height, width] = (parameters.size ?? [28, 28]) as [number, number];
  return height * width === inputs ? [height, width] : undefined;
}

function ofSolution({ solver, weights, energy, solved, steps, unit }: Solution): Summary {
  if (!isList(weights)) throw new TypeError(`\`weights\` is ${inWords(weights)}; give what a solver returned`);
  const found = solved
    ? `found a solution after ${steps} ${unit}`
    : `found no solution in ${steps} ${unit}; its fewest errors are ${energy}`;
  return [`${inWords(solver)} ${found}. M = ${weights.length}: ${signsOf(weights as ArrayLike<number>)}`];
}

function ofNetwork(network: Network): Summary {
  const { layers, weights, tie, committee, margin, selfCoupling } = checkedNetwork(network);
  const kind =
    selfCoupling !== undefined
      ? `a recurrent network of ${weights} units, each coupled to itself by ${selfCoupling}`
      : `a ${committee === undefined ? 'network' : committee === 'tree' ? 'tree committee' : 'committee machine'} ${layers.join('-')} of M = ${weights} weights ±1`;
  return [
    `${kind[0]!.toUpperCase()}${kind.slice(1)}; ties: ${tie}${margin === undefined ? '' : `; margin ${margin}`}.`,
  ];
}

function isRuns(items: ArrayLike<unknown>): items is readonly Run<object, unknown>[] {
  return (
    items.length > 0 &&
    Array.from(items).every(
      (one) =>
        Object(one) === one &&
        Object((one as Run<object, unknown>).point) === (one as Run<object, unknown>).point &&
        'result' in (one as object),
    )
  );
}

/**
 * The runs of a sweep: a verdict and peaks if they are densities of states, otherwise points and results; above them the means over
 * draws that an accuracy was asked for.
 */
function ofRuns(runs: readonly Run<object, unknown>[]): Summary {
  const { planned = runs.length, means = [] } = runs as {
    readonly planned?: number;
    readonly means?: readonly MeanOverDraws<object>[];
  };
  const parameters = Object.keys(runs[0]!.point);
  const rows = means.length === 0 ? [] : [meansOverDraws(means)];
  if (runs.every(({ result }) => isDensityOfStates(result))) {
    const densities = runs as readonly Run<object, DensityOfStates>[];
    const values = densities.map(({ point, result }) => {
      const { density, standardError } = densityPeak(result);
      return [...entriesOf(point, parameters), density, standardError, result.diagnostics.reliable.density];
    });
    const peak = 'peak of ρ';
    return [
      sweepVerdict(Object.assign([...densities], { planned, means })),
      ...rows,
      { columns: [...parameters, peak, errorColumn(peak), 'ρ reliable'], values },
    ];
  }
  const text = [`${runs.length}${planned > runs.length ? ` of ${planned}` : ''} runs.`, ...meansVerdict(means)].join(
    ' ',
  );
  const values = runs.map(({ point, result }) => [...entriesOf(point, parameters), entryOf(result)]);
  return [text, ...rows, { columns: [...parameters, 'result'], values }];
}

function meansOverDraws(means: readonly MeanOverDraws<object>[]): Table {
  const parameters = Object.keys(means[0]!.point);
  return {
    columns: [...parameters, 'mean', errorColumn('mean'), 'draws', 'as accurate as asked'],
    values: means.map(({ point, mean, standardError, draws, isReached }) => [
      ...entriesOf(point, parameters),
      mean,
      standardError,
      draws,
      isReached,
    ]),
  };
}

/** The values of these parameters in a table. */
function entriesOf(point: object, parameters: readonly string[]): TableEntry[] {
  return parameters.map((parameter) => entryOf((point as { readonly [parameter: string]: unknown })[parameter]));
}

/** A value in a table: a number, a text, or what it is in a few words. */
function entryOf(value: unknown): TableEntry {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  const measured = measuredIn(value);
  if (measured !== undefined) return measured.value;
  const { name } = (value ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : inWords(value);
}
