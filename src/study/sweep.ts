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
import { surroundings } from '../run/surroundings.js';
import { isDensityOfStates } from '../sampling/density-of-states.js';

/** Numbers of the longest range. */
const MOST = 1e6;

/**
 * The numbers first, first + step, … up to last, both ends included where the steps fit: for the axes of a sweep. Whole
 * multiples of the step are added, so that 0 … 1.5 in steps of 0.1 ends at 1.5.
 * @throws where an end is not finite, the step is not above 0, last lies below first, or there are more than a million numbers.
 */
export function range(first: number, last: number, step = 1): number[] {
  checkNumber('first', first);
  checkNumber('last', last);
  checkPositive('step', step);
  if (last < first) {
    throw new RangeError(`a range from ${first} to ${last} has no numbers; give a first that is not above the last`);
  }
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (count > MOST)
    throw new RangeError(`a range from ${first} to ${last} by ${step} has ${count} numbers; give a larger step`);
  return Array.from({ length: count }, (_, k) => Number((first + k * step).toPrecision(12)));
}

/** The values of each parameter, by name. */
export interface Axes {
  readonly [parameter: string]: readonly (string | number)[];
}

/** One value of each parameter. */
export type PointOf<A extends Axes> = { readonly [Parameter in keyof A]: A[Parameter][number] };

/** What was run at one point, and what came out. */
export interface Run<Point, Result> {
  readonly point: Point;
  readonly result: Result;
}

/** The runs of a sweep that were finished, in its order. */
export type Runs<Point, Result> = Run<Point, Result>[] & {
  /** How many runs there were to be: more than were finished, where the sweep was stopped. */
  readonly planned: number;
};

/** What each run is handed on: the options that `wangLandau` and `enumerate` share. */
export interface RunOptions {
  /** Differs from run to run: made of the sweep's seed and the point. */
  readonly seed: Seed;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressListener;
}

export interface SweepOptions {
  readonly seed: Seed;
  /** For the progress bar. Default 'sweep'. */
  readonly title?: string;
  /**
   * Cancels the sweep, as the stop button of a notebook and Ctrl-C do: the runs that were finished come back, fewer than
   * `planned`.
   */
  readonly signal?: AbortSignal;
  /** Called as work gets done. Default: one progress bar for all runs in a notebook cell or a terminal, nothing elsewhere. */
  readonly onProgress?: ProgressListener;
}

/**
 * Runs the same study at every combination of parameters, the last parameter changing fastest, one run after another: each
 * takes all cores by itself. The repetitions that an average needs are a parameter like any other.
 *
 *     const runs = await sweep({ positives: [9, 39, 69], draw: [1, 2, 3] }, async ({ positives, draw }, options) => {
 *       const data = await mnistPair({ classes: [0, 1], patterns: 78, positives, seed: draw });
 *       return wangLandau(perceptron(data.inputs), data, options);
 *     }, { seed: 'imbalance' });
 *
 * @throws where the seed is missing or a parameter has no values, and what a run throws. A sweep that is stopped gives the runs
 * that were finished, and how many were `planned`.
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
  const endListening = onSignal('SIGINT', () => stop.abort());
  // Open from the first run to the last: between two runs, too, the button stops the sweep.
  const button = surroundings().openStop();
  const signal = AbortSignal.any([
    stop.signal,
    button.signal,
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  // As many of the runs as want may listen to it: no leak to warn of after the tenth.
  setMaxListeners(0, signal);
  const runs: Run<PointOf<A>, Result>[] = [];
  const rows: ProgressRow[] = [];
  let kept = 0;
  const tell = (part: number, more: Pick<ProgressEvent, 'detail' | 'stopped'>) => {
    const earlier = kept > 0 ? { earlier: kept } : {};
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
      let isKept = false;
      const report: ProgressListener = ({ done, total, earlier = 0 }) => {
        isKept = total > 0 && earlier >= total;
        if (!isKept) tell(total > 0 ? Math.min(done / total, 0.99) : 0, { detail });
      };
      const result = await run(point, { seed: subSeed(seed, detail), signal, onProgress: report });
      // What a run had when it was cancelled is no result to average with others.
      if (signal.aborted) break;
      runs.push({ point, result });
      if (isKept) kept++;
      rows.push({ ...point, seconds: Number(((performance.now() - start) / 1000).toPrecision(2)), ...trustOf(result) });
      tell(0, { detail });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    endListening();
    button.release();
    if (signal.aborted && runs.length < points.length) tell(0, { stopped: true });
    if (stop.signal.aborted) passOn('SIGINT');
  }
  // Not among the runs where they are printed or compared.
  return Object.defineProperty(runs, 'planned', { value: points.length }) as Runs<PointOf<A>, Result>;
}

function trustOf(result: unknown): ProgressRow {
  if (!isDensityOfStates(result)) return {};
  const { density, ends } = result.diagnostics.reliable;
  return { 'ρ reliable': density, 'ends reliable': ends };
}

function pointsOf<A extends Axes>(axes: A): PointOf<A>[] {
  if (Object(axes) !== axes || isList(axes)) {
    throw new TypeError(`the parameters are ${inWords(axes)}; give an object of lists, as in { draw: [1, 2, 3] }`);
  }
  let points: { [parameter: string]: string | number }[] = [{}];
  for (const [parameter, values] of Object.entries(axes)) {
    checkList(parameter, values, 'values');
    if (values.length === 0) throw new RangeError(`\`${parameter}\` has no values; give at least one`);
    for (const value of values) {
      if (typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value))) continue;
      throw new TypeError(`\`${parameter}\` has the value ${inWords(value)}; give numbers or strings`);
    }
    points = points.flatMap((point) => Array.from(values, (value) => ({ ...point, [parameter]: value })));
  }
  return points as PointOf<A>[];
}

/**
 * A point in words: 'positives 9, draw 1'.
 * @throws where it is no object.
 */
export function describePoint(point: object): string {
  if (Object(point) !== point) {
    throw new TypeError(`the point is ${inWords(point)}; give an object, as in { positives: 9, draw: 1 }`);
  }
  return Object.entries(point)
    .map(([parameter, value]) => `${parameter} ${typeof value === 'string' ? value : inWords(value)}`)
    .join(', ');
}
