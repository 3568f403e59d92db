import { setMaxListeners } from 'node:events';
import {
  checkFunction,
  checkList,
  checkNumber,
  checkPositive,
  checkText,
  inWords,
  isList,
  requireOptions,
} from '../base/check.js';
import { checkSeed, type Seed, subSeed } from '../base/seed.js';
import { checkWatch } from '../run/options.js';
import type { ProgressEvent, ProgressListener, ProgressRow } from '../run/progress.js';
import { onSignal, passOn } from '../run/signals.js';
import { surroundings, withoutProgress } from '../run/surroundings.js';
import { isDensityOfStates } from '../sampling/density-of-states.js';

/** The most numbers of a range. */
const MOST_NUMBERS = 1e6;

/**
 * The numbers first, first + step, … up to last, both ends included if the steps fit: for the axes of a sweep. Whole
 * multiples of the step are added, so that 0 … 1.5 in steps of 0.1 ends at 1.5.
 *
 * @example
 * ```ts
 * import { range } from 'weightspace';
 *
 * console.log(range(0, 1.5, 0.5), range(1, 3)); // [0, 0.5, 1, 1.5] and [1, 2, 3]
 * ```
 * @throws RangeError if an end is not finite, the step is not above 0, `last` is below `first`, or there are more than
 * a million numbers.
 */
export function range(first: number, last: number, step = 1): number[] {
  checkNumber('first', first);
  checkNumber('last', last);
  checkPositive('step', step);
  if (last < first) {
    throw new RangeError(`a range from ${first} to ${last} has no numbers; give a \`last\` of at least \`first\``);
  }
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (count > MOST_NUMBERS)
    throw new RangeError(`a range from ${first} to ${last} by ${step} has ${count} numbers; give a larger step`);
  return Array.from({ length: count }, (_, k) => Number((first + k * step).toPrecision(12)));
}

/** A value of a parameter: a number, a text, or an object with a name, such as `named('tree', committee(…))`. */
export type AxisValue = string | number | { readonly name: string };

/** The values of each parameter, by name. */
export interface Axes {
  readonly [parameter: string]: readonly AxisValue[];
}

/** One value of each parameter. */
export type PointOf<A extends Axes> = { readonly [Parameter in keyof A]: A[Parameter][number] };

/** The point of a run, and its result. */
export interface Run<Point, Result> {
  /** The value of each parameter. */
  readonly point: Point;
  /** What the study returned. */
  readonly result: Result;
}

/** The finished runs of a sweep, in order. */
export type Runs<Point, Result> = Run<Point, Result>[] & {
  /** The number of runs planned: more than were finished if the sweep was stopped. */
  readonly planned: number;
};

/** What each run receives: options to pass on to `wangLandau` or `enumerate`. */
export interface RunOptions {
  /** Differs from run to run: made from the seed of the sweep and the point. */
  readonly seed: Seed;
  /** Stops the run when the sweep is stopped. */
  readonly signal: AbortSignal;
  /** Passes the progress of the run on to that of the sweep. */
  readonly onProgress: ProgressListener;
}

export interface SweepOptions {
  /** Each run gets a seed made from this one and its point. */
  readonly seed: Seed;
  /** For the progress bar. Default 'sweep'. */
  readonly title?: string;
  /**
   * Cancels the sweep, as the stop button of a notebook and Ctrl-C do: the runs finished so far are returned, fewer
   * than `planned`.
   */
  readonly signal?: AbortSignal;
  /**
   * Called as the work proceeds. Default: one progress bar for all runs in a notebook cell or a terminal, nothing
   * elsewhere. Computations inside a run show no bars of their own.
   */
  readonly onProgress?: ProgressListener;
}

/**
 * Runs the same study at every combination of parameters, the last parameter changing fastest. The runs follow one
 * another, since each uses all cores. The repetitions for an average are a parameter like any other.
 *
 * Networks and data sets may be parameters too, once they have names, which stand for them in seeds and tables:
 * `{ network: [named('5-3-1', signNetwork([5, 3, 1])), named('tree', committee({ inputs: 9, hidden: 3, tree: true }))] }`.
 *
 * A stopped sweep returns the finished runs, and how many were `planned`. Errors of a run are passed on.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, range, sweep } from 'weightspace';
 *
 * const runs = await sweep(
 *   { patterns: [5, 10], draw: range(1, 3) }, // every combination
 *   ({ patterns, draw }, options) => {
 *     const data = randomPatterns({ inputs: 15, patterns, seed: draw });
 *     return enumerate(perceptron(15), data, options); // a seed of its own, progress, and the signal to stop
 *   },
 *   { seed: 'sweep' },
 * );
 * for (const { point, result } of runs) console.log(point.patterns, point.draw, result.entropy[0]);
 * ```
 * @throws TypeError if the seed is missing, a parameter has anything but numbers, strings and objects with a name, or an
 * option is unknown or of the wrong type.
 * @throws RangeError if a parameter has no values, or two different ones of the same name.
 */
export async function sweep<const A extends Axes, Result>(
  axes: A,
  run: (point: PointOf<A>, options: RunOptions) => Promise<Result>,
  options: SweepOptions,
): Promise<Runs<PointOf<A>, Result>> {
  checkFunction('run', run, '({ draw }, options) => wangLandau(network, data, options)');
  requireOptions('sweep', options, ['seed', 'title', 'signal', 'onProgress']);
  const seed = checkSeed(options.seed);
  const { title: task = 'sweep', onProgress = surroundings().openProgress() } = options;
  checkText('title', task);
  checkWatch(options);
  const points = pointsOf(axes);
  const stop = new AbortController();
  const stopListening = onSignal('SIGINT', () => stop.abort());
  // Open from the first run to the last, so that the button stops the sweep between two runs too.
  const button = surroundings().openStop();
  const signal = AbortSignal.any([
    stop.signal,
    button.signal,
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  // Any number of runs may listen to it; Node would warn of a leak at the eleventh.
  setMaxListeners(0, signal);
  const runs: Run<PointOf<A>, Result>[] = [];
  const rows: ProgressRow[] = [];
  let stored = 0;
  const report = (part: number, more: Pick<ProgressEvent, 'detail' | 'stopped' | 'entropy'>) => {
    const earlier = stored > 0 ? { earlier: stored } : {};
    onProgress({
      task,
      unit: 'runs',
      done: runs.length + part,
      total: points.length,
      rows: [...rows],
      ...earlier,
      ...more,
    });
  };
  try {
    for (const point of points) {
      const detail = describePoint(point);
      const start = performance.now();
      let isStored = false;
      const follow: ProgressListener = ({ done, total, earlier = 0, entropy }) => {
        isStored = total > 0 && earlier >= total;
        const curve = entropy === undefined ? {} : { entropy };
        if (!isStored) report(total > 0 ? Math.min(done / total, 0.99) : 0, { detail, ...curve });
      };
      const { curveInterval } = onProgress;
      const onRunProgress = curveInterval === undefined ? follow : Object.assign(follow, { curveInterval });
      const runOptions = { seed: subSeed(seed, detail), signal, onProgress: onRunProgress };
      const result = await withoutProgress(() => run(point, runOptions));
      // The partial result of a cancelled run must not be averaged with others.
      if (signal.aborted) break;
      runs.push({ point, result });
      if (isStored) stored++;
      rows.push({
        ...inRow(point),
        seconds: Number(((performance.now() - start) / 1000).toPrecision(2)),
        ...reliabilityOf(result),
      });
      report(0, { detail });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stopListening();
    button.release();
    if (signal.aborted && runs.length < points.length) report(0, { stopped: true });
    if (stop.signal.aborted) passOn('SIGINT');
  }
  // Not enumerable: no part of the runs when they are printed or compared.
  return Object.defineProperty(runs, 'planned', { value: points.length }) as Runs<PointOf<A>, Result>;
}

function reliabilityOf(result: unknown): ProgressRow {
  if (!isDensityOfStates(result)) return {};
  const { density, ends } = result.diagnostics.reliable;
  return { 'ρ reliable': density, 'ends reliable': ends };
}

function pointsOf<A extends Axes>(axes: A): PointOf<A>[] {
  if (Object(axes) !== axes || isList(axes)) {
    throw new TypeError(`the parameters are ${inWords(axes)}; give an object of lists, as in { draw: [1, 2, 3] }`);
  }
  let points: { [parameter: string]: AxisValue }[] = [{}];
  for (const [parameter, values] of Object.entries(axes)) {
    checkList(parameter, values, 'values');
    if (values.length === 0) throw new RangeError(`\`${parameter}\` has no values; give at least one`);
    for (const value of values) checkValue(parameter, value);
    checkNames(parameter, values);
    points = points.flatMap((point) => Array.from(values, (value) => ({ ...point, [parameter]: value })));
  }
  return points as PointOf<A>[];
}

function checkValue(parameter: string, value: AxisValue): void {
  if (typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) || nameOf(value) !== '') return;
  const remedy =
    Object(value) === value
      ? "give it a name, as in named('tree', committee({ inputs: 9, hidden: 3, tree: true }))"
      : 'give numbers, strings, or objects with a name';
  throw new TypeError(`\`${parameter}\` has the value ${inWords(value)}; ${remedy}`);
}

/** Seeds are made of names, so that two things of one name would have the same. */
function checkNames(parameter: string, values: readonly AxisValue[]): void {
  const objects = new Map<string, AxisValue>();
  for (const value of values) {
    if (typeof value !== 'object') continue;
    const known = objects.get(value.name) ?? value;
    if (known !== value)
      throw new RangeError(`\`${parameter}\` has two values named '${value.name}'; give each its own name`);
    objects.set(value.name, value);
  }
}

/** The name of an object; empty if it has none. */
function nameOf(value: unknown): string {
  const name: unknown = typeof value === 'object' && value !== null && 'name' in value ? value.name : '';
  return typeof name === 'string' ? name : '';
}

/** A point as columns: objects by their names. */
function inRow(point: object): ProgressRow {
  return Object.fromEntries(Object.entries(point).map(([parameter, value]) => [parameter, nameOf(value) || value]));
}

/**
 * A point in words: 'positives 9, draw 1'.
 *
 * @throws TypeError if `point` is not an object.
 */
export function describePoint(point: object): string {
  if (Object(point) !== point) {
    throw new TypeError(`the point is ${inWords(point)}; give an object, as in { positives: 9, draw: 1 }`);
  }
  return Object.entries(point)
    .map(([parameter, value]) => `${parameter} ${typeof value === 'string' ? value : nameOf(value) || inWords(value)}`)
    .join(', ');
}
