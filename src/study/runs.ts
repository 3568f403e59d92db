import { averageCurves, type Mean, meanOf } from '../analysis/averages.js';
import { checkChoice, checkFunction, checkList, checkOptions, checkText, inWords } from '../base/check.js';
import { checkCurve, type EntropyCurve } from '../base/curve.js';
import type { Dataset } from '../dataset/dataset.js';
import { type DensityOfStates, isDensityOfStates } from '../sampling/density-of-states.js';
import type { Doubt } from '../sampling/diagnostics.js';
import type { MeanOverDraws } from './draws.js';
import { describePoint } from './points.js';
import type { Run } from './sweep.js';

/** The runs of a sweep that share one value of a parameter. */
export interface RunGroup<Point, Result, Value> {
  /** The value that they share. */
  readonly value: Value;
  /** The runs, in the order of the sweep. */
  readonly runs: readonly Run<Point, Result>[];
}

/**
 * The runs of a sweep grouped by the value of one parameter, in the order of the sweep.
 *
 * @example
 * ```ts
 * import { enumerate, groupRuns, perceptron, randomPatterns, range, sweep } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) },
 *   ({ patterns, draw }) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns, seed: draw })),
 *   { seed: 'sweep' },
 * );
 * for (const { value, runs: draws } of groupRuns(runs, 'patterns')) console.log(value, draws.length);
 * ```
 * @throws TypeError if `runs` is not the runs of a sweep, or if `parameter` is not a string.
 * @throws RangeError if the sweep did not vary the parameter.
 */
export function groupRuns<Point, Result, Parameter extends keyof Point>(
  runs: readonly Run<Point, Result>[],
  parameter: Parameter,
): RunGroup<Point, Result, Point[Parameter]>[] {
  checkRuns(runs);
  checkText('parameter', parameter as string);
  for (const { point } of runs) {
    if (Object.hasOwn(point as object, parameter)) continue;
    throw new RangeError(
      `the runs have no parameter ${String(parameter)}; choose from ${Object.keys(point as object).join(', ')}`,
    );
  }
  const groups = new Map<Point[Parameter], Run<Point, Result>[]>();
  for (const run of runs) {
    const value = run.point[parameter];
    groups.set(value, [...(groups.get(value) ?? []), run]);
  }
  return [...groups].map(([value, members]) => ({ value, runs: members }));
}

/** @throws TypeError if `runs` is not the runs of a sweep. */
function checkRuns(runs: readonly Run<unknown, unknown>[]): void {
  checkList('runs', runs, 'runs, as `sweep` returns them');
  for (const run of runs) {
    if (Object(run?.point) === run?.point && 'result' in run) continue;
    throw new TypeError(`a run is ${inWords(run)}; give the runs of a sweep, each { point, result }`);
  }
}

export interface AverageRunsOptions {
  /** ln of the mean of g (`'count'`, default) or the mean of S (`'entropy'`), as in `averageCurves`. */
  readonly of?: 'count' | 'entropy';
}

/** The curve of one value of a parameter: a column of `plotDensityMap`. */
export interface AveragedRuns<Value> {
  /** The value of the parameter. */
  readonly value: Value;
  /** The average over the runs with its spread (see `averageCurves`), or the curve itself if there is only one run. */
  readonly curve: EntropyCurve;
}

/**
 * One curve for each value of a parameter, averaged over all other parameters of the sweep.
 *
 * @example
 * ```ts
 * import { averageRuns, enumerate, perceptron, randomPatterns, range, sweep } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) },
 *   ({ patterns, draw }) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns, seed: draw })),
 *   { seed: 'sweep' },
 * );
 * for (const { value, curve } of averageRuns(runs, 'patterns')) console.log(value, curve.entropy);
 * ```
 * @throws TypeError if `runs` is not the runs of a sweep, a result is not a curve, or an option is unknown or of the wrong type.
 * @throws RangeError if the sweep did not vary the parameter, or if runs of one value differ in P or M.
 */
export function averageRuns<Point, Parameter extends keyof Point>(
  runs: readonly Run<Point, EntropyCurve>[],
  parameter: Parameter,
  options: AverageRunsOptions = {},
): AveragedRuns<Point[Parameter]>[] {
  checkOptions('averageRuns', options, ['of']);
  const { of = 'count' } = options;
  checkChoice('of', of, ['count', 'entropy']);
  return groupRuns(runs, parameter).map(({ value, runs: members }) => {
    const curves = members.map(({ result }) => result);
    for (const curve of curves) checkCurve(curve);
    return { value, curve: curves.length === 1 ? curves[0] : averageCurves(curves, { of }) };
  });
}

/** The mean of a number over the runs that share one value of a parameter. */
export interface MeasuredRuns<Value> extends Mean {
  /** The value of the parameter. */
  readonly value: Value;
  /** The number of runs. */
  readonly runs: number;
}

/**
 * A number measured in each run, and its mean for each value of a parameter: over the repetitions, and over all other
 * parameters of the sweep. A row can stand in a table as it is, and `scanOf` makes a scan of them.
 *
 * @example
 * ```ts
 * import {
 *   enumerate,
 *   lowestLevel,
 *   measureRuns,
 *   perceptron,
 *   plotScan,
 *   randomPatterns,
 *   range,
 *   scanOf,
 *   show,
 *   sweep,
 *   toFrame,
 * } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) },
 *   ({ patterns, draw }) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns, seed: draw })),
 *   { seed: 'sweep' },
 * );
 * const grounds = measureRuns(runs, 'patterns', (dos) => lowestLevel(dos) / dos.patterns);
 * show(plotScan([scanOf('counted', grounds)], { x: 'P', y: 'fewest errors, E/P' }));
 * show(toFrame(grounds.map((row) => ({ P: row.value, 'fewest errors, E/P': row }))));
 * ```
 * @throws TypeError if `runs` is not the runs of a sweep, or if `measure` is not a function.
 * @throws RangeError if the sweep did not vary the parameter, or if `measure` returns anything but a finite number.
 */
export function measureRuns<Point, Result, Parameter extends keyof Point>(
  runs: readonly Run<Point, Result>[],
  parameter: Parameter,
  measure: (result: Result, point: Point) => number,
): MeasuredRuns<Point[Parameter]>[] {
  checkFunction('measure', measure, '(dos) => densityPeak(dos).density');
  return groupRuns(runs, parameter).map(({ value, runs: members }) => {
    const numbers = members.map(({ result, point }) => {
      const number = measure(result, point);
      if (Number.isFinite(number)) return number;
      throw new RangeError(
        `\`measure\` returned ${inWords(number)} for the run ${describePoint(point as object)}; return a finite number`,
      );
    });
    return { value, runs: members.length, ...meanOf(numbers) };
  });
}

/** A scan of `plotScan`. */
export interface ScanOfRuns {
  /** For the legend. */
  readonly name: string;
  /** The values of the parameter. */
  readonly x: number[];
  /** The means. */
  readonly y: number[];
  /** One standard error of each mean; NaN where there is only one run. */
  readonly error: number[];
}

/**
 * What `measureRuns` returned as a scan of `plotScan`: the means against the parameter, with their errors.
 *
 * @example
 * ```ts
 * import {
 *   enumerate,
 *   lowestLevel,
 *   measureRuns,
 *   perceptron,
 *   plotScan,
 *   randomPatterns,
 *   range,
 *   scanOf,
 *   show,
 *   sweep,
 * } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) },
 *   ({ patterns, draw }) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns, seed: draw })),
 *   { seed: 'sweep' },
 * );
 * const grounds = measureRuns(runs, 'patterns', (dos) => lowestLevel(dos) / dos.patterns);
 * show(plotScan([scanOf('counted', grounds)], { x: 'P', y: 'fewest errors, E/P' }));
 * ```
 * @throws TypeError if `name` is not a string, or if `rows` is not what `measureRuns` returned for a parameter whose
 * values are numbers.
 */
export function scanOf(name: string, rows: readonly MeasuredRuns<unknown>[]): ScanOfRuns {
  checkText('name', name);
  checkList('rows', rows, 'rows, as `measureRuns` returns them');
  const columns = { x: [] as number[], y: [] as number[], error: [] as number[] };
  for (const row of rows) {
    const { value, mean, standardError } = row ?? {};
    if (typeof value !== 'number' || typeof mean !== 'number' || typeof standardError !== 'number') {
      throw new TypeError(
        `a row has the value ${inWords(value)}; give what \`measureRuns\` returned for a parameter whose values are numbers`,
      );
    }
    columns.x.push(value);
    columns.y.push(mean);
    columns.error.push(standardError);
  }
  return { name, ...columns };
}

/**
 * The same runs with what a theory predicts for their data sets in place of their results, for averages over the same
 * draws: `averageRuns(predictRuns(runs, annealed), 'positives')` beside `averageRuns(runs, 'positives')`.
 *
 * @example
 * ```ts
 * import {
 *   annealed,
 *   averageRuns,
 *   enumerate,
 *   perceptron,
 *   plotEntropy,
 *   predictRuns,
 *   randomPatterns,
 *   range,
 *   show,
 *   sweep,
 * } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) },
 *   ({ patterns, draw }) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns, seed: draw })),
 *   { seed: 'sweep' },
 * );
 * const curves = [averageRuns(runs, 'patterns'), averageRuns(predictRuns(runs, annealed), 'patterns')];
 * show(plotEntropy(curves.map((averages) => averages.map(({ curve }) => curve))));
 * ```
 * @throws TypeError if `runs` is not the runs of a sweep, a result is not a density of states with its data set, or
 * `predict` is not a function. Errors of `predict` are passed on.
 */
export function predictRuns<Point, Prediction>(
  runs: readonly Run<Point, DensityOfStates>[],
  predict: (data: Dataset, point: Point) => Prediction,
): Run<Point, Prediction>[] {
  checkRuns(runs);
  checkFunction('predict', predict, '(data) => annealed(data)');
  return runs.map(({ point, result }) => {
    if (!isDensityOfStates(result) || result.data === undefined) {
      throw new TypeError(
        `the result of the run ${describePoint(point as object)} has no data set; give runs of \`wangLandau\` or \`enumerate\` as \`sweep\` returned them`,
      );
    }
    return { point, result: predict(result.data, point) };
  });
}

/** Runs, or means, that are named; further ones are counted. */
const NAMED = 4;

/**
 * How far to rely on the densities of states of a sweep, in one paragraph: in how many runs ρ and the ends of S(E) are
 * reliable, why not in the others, how many runs were finished if the sweep was stopped, and with `accuracy` whether the means
 * are as accurate as asked.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, range, sweep, sweepVerdict } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) },
 *   ({ patterns, draw }) => enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns, seed: draw })),
 *   { seed: 'sweep' },
 * );
 * console.log(sweepVerdict(runs));
 * ```
 * @throws TypeError if `runs` is not the runs of a sweep, or if a result is not a density of states.
 */
export function sweepVerdict(
  runs: readonly Run<object, DensityOfStates>[] & {
    readonly planned?: number;
    readonly means?: readonly MeanOverDraws<object>[];
  },
): string {
  checkRuns(runs);
  if (!runs.every(({ result }) => isDensityOfStates(result))) {
    throw new TypeError('the result of a run is not a density of states; give runs of `wangLandau` or `enumerate`');
  }
  const { planned = runs.length, means = [] } = runs;
  const verdicts = runs.map(({ point, result }) => ({ point, ...result.diagnostics }));
  const doubtful = verdicts.filter(({ reliable }) => !reliable.density);
  const notices = new Set(runs.flatMap(({ result }) => result.provenance.dataset.notice ?? []));
  return [
    ...(planned > runs.length ? [`${runs.length} of ${planned} runs were finished when the sweep was stopped.`] : []),
    `The density ρ is reliable within its error bars in ${runs.length - doubtful.length} of ${runs.length} runs,`,
    `and the ends of S(E) in ${verdicts.filter(({ reliable }) => reliable.ends).length}.`,
    ...(doubtful.length === 0 ? [] : [`Not reliable: ${firstOf(doubtful.map(({ point }) => describePoint(point)))}.`]),
    ...reasons(verdicts.flatMap(({ doubts }) => doubts)),
    ...meansVerdict(means),
    ...notices,
  ].join(' ');
}

/** Whether the means over draws are as accurate as asked; no sentence if there are none. */
export function meansVerdict(means: readonly MeanOverDraws<object>[]): string[] {
  if (means.length === 0) return [];
  const vague = means.filter(({ isReached }) => !isReached);
  const sentence = `As accurate as asked: ${means.length - vague.length} of ${means.length} means over draws.`;
  if (vague.length === 0) return [sentence];
  const needs = vague.map(({ point, draws, drawsNeeded }) => {
    const name = describePoint(point);
    const needed = Number.isFinite(drawsNeeded) ? `${draws} draws of about ${drawsNeeded}` : `${draws} draw`;
    return name === '' ? needed : `${name} (${needed})`;
  });
  return [sentence, `Draws are missing: ${firstOf(needs)}.`];
}

function firstOf(names: readonly string[]): string {
  const hidden = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(hidden > 0 ? [`${hidden} more`] : [])].join('; ');
}

const REASONS: { readonly [kind in Doubt['kind']]: string } = {
  cancelled: 'cancelled',
  'learned-only': 'too little counted',
  unfinished: 'learning not complete',
  'few-round-trips': 'too few round trips',
  missed: 'no walker at levels that the learning had found',
  unsettled: 'walkers not equilibrated',
  'no-error-bar': 'levels without an error bar',
  vague: 'levels uncertain by more than 0.5 nats',
  'below-one': 'levels with fewer than one configuration',
  asymmetric: 'symmetry violated',
  'open-end': 'rare levels possibly missed',
};

function reasons(doubts: readonly Doubt[]): string[] {
  const kinds = [...new Set(doubts.map(({ kind }) => kind))];
  if (kinds.length === 0) return [];
  const counted = kinds.map((kind) => `${REASONS[kind]} (${doubts.filter((doubt) => doubt.kind === kind).length})`);
  return [`Reasons, and in how many runs: ${counted.join(', ')}.`];
}
