import { setMaxListeners } from 'node:events';
import { checkFunction, checkInteger, checkText, requireOptions } from '../base/check.js';
import { checkSeed, type Seed, subSeed } from '../base/seed.js';
import { addressSpace } from '../kernel/launch.js';
import { checkWatch, threadCount } from '../run/options.js';
import type { ProgressListener, ProgressRow } from '../run/progress.js';
import { onSignal, passOn } from '../run/signals.js';
import type { Engine } from '../run/stored-task.js';
import { checkEngine, NOTHING_AROUND, surroundings, within } from '../run/surroundings.js';
import { isDensityOfStates } from '../sampling/density-of-states.js';
import { type Agenda, DrawsUntilAccurate, everyPoint, type MeanAccuracy, type MeanOverDraws } from './draws.js';
import { type Axes, describePoint, inRow, type PointOf, pointsOf } from './points.js';
import { sideBySide } from './side-by-side.js';
import { SweepProgress } from './sweep-progress.js';

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
  /** With `accuracy` the means, one for each combination of the other parameters; otherwise empty. */
  readonly means: readonly MeanOverDraws<Point>[];
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

/** How a sweep is seeded, watched and stopped, how many of its runs go side by side, and how many draws it makes. */
export interface SweepOptions<Point = unknown, Result = unknown> {
  /** Each run gets a seed made from this one and its point. */
  readonly seed: Seed;
  /** For the progress bar. Default 'sweep'. */
  readonly title?: string;
  /**
   * Make draws until the mean of a quantity is known well enough: `{ of: (dos) => densityPeak(dos).density, over: 'draw',
   * error: 0.05 }`. For each combination of the other parameters the values of `over` are taken in order, until the
   * standard error of the mean is at most `error`, or until they are used up. It is judged after 24 draws, then each time
   * that their number has grown by a third: the same draws on every machine. The runs then have `means`.
   *
   * To stop when the error bar is small makes it a little too small itself. Simulated (a standard error of 1/√30 to 1/√120
   * standard deviations): it contains the true mean in 66 %, twice of it in 94 % of the cases, and in 67 % and 95 % if the
   * number of draws is fixed before; for an exponential distribution 62 % and 90 % instead of 67 % and 93 %, the mean
   * being too low by 0.3 of its error. Default: every run is made.
   */
  readonly accuracy?: MeanAccuracy<Point, Result>;
  /**
   * The most runs in progress at once, from 1 to 256; they share the worker threads, and a further one begins only when a
   * thread has nothing to do. 1 is for a study that must not run twice at once, because it writes to one file, for
   * example. The results do not depend on it. Default: one for each core, or the environment variable
   * WEIGHTSPACE_WORKERS; 1 where the address space of the process is limited. With an `engine`: all of them.
   */
  readonly runsAtOnce?: number;
  /**
   * Where the samplers of all runs compute: `slurm(…)` makes them the jobs of one job array on a cluster. Default: in this
   * process, or on the cluster that the environment variable WEIGHTSPACE_ENGINE names.
   */
  readonly engine?: Engine | undefined;
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

const OPTIONS = ['seed', 'title', 'accuracy', 'runsAtOnce', 'engine', 'signal', 'onProgress'] as const;

const MOST_AT_ONCE = 256;

/**
 * Runs the same study at every combination of parameters, the last parameter changing fastest. Runs go side by side, as
 * long as a worker thread has nothing to do; their results come in the order of the points, and are the same however many
 * run at once. The repetitions for an average are a parameter like any other; with `accuracy` only as many are made as
 * the average needs.
 *
 * Networks and data sets may be parameters too, once they have names, which stand for them in seeds and tables:
 * `{ network: [named('5-3-1', signNetwork([5, 3, 1])), named('tree', committee({ inputs: 9, hidden: 3, tree: true }))] }`.
 *
 * A stopped sweep returns the finished runs, and how many were `planned`. An error of a run stops the others and is passed
 * on.
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
 * @throws RangeError if a parameter has no values, or two different ones of the same name; if `runsAtOnce` is out of range;
 * or if `accuracy` names no parameter, or its quantity is not a finite number.
 */
export async function sweep<const A extends Axes, Result>(
  axes: A,
  run: (point: PointOf<A>, options: RunOptions) => Promise<Result>,
  options: SweepOptions<PointOf<A>, Result>,
): Promise<Runs<PointOf<A>, Result>> {
  checkFunction('run', run, '({ draw }, options) => wangLandau(network, data, options)');
  requireOptions('sweep', options, OPTIONS);
  const seed = checkSeed(options.seed);
  const { title: task = 'sweep', onProgress = surroundings().openProgress(), accuracy } = options;
  checkText('title', task);
  checkWatch(options);
  const { engine = surroundings().engine, runsAtOnce = defaultRunsAtOnce(engine) } = options;
  if (options.runsAtOnce !== undefined) checkInteger('runsAtOnce', runsAtOnce, 1, MOST_AT_ONCE);
  checkEngine(engine);
  const points = pointsOf(axes);
  const draws = accuracy === undefined ? undefined : new DrawsUntilAccurate(points, accuracy);
  const agenda: Agenda<Result> = draws ?? everyPoint(points);
  const stop = new AbortController();
  const stopListening = onSignal('SIGINT', () => stop.abort());
  // Open from the first run to the last, so that the button stops the sweep between two runs too.
  const button = surroundings().openStop();
  const stopped = AbortSignal.any([
    stop.signal,
    button.signal,
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  const failed = new AbortController();
  const signal = AbortSignal.any([stopped, failed.signal]);
  // Any number of runs may listen to it; Node would warn of a leak at the eleventh.
  setMaxListeners(0, signal);
  const finished = new Map<number, Run<PointOf<A>, Result>>();
  const progress = new SweepProgress(task, onProgress, agenda);
  const runAt = async (index: number) => {
    const point = points[index]!;
    const detail = describePoint(point);
    const start = performance.now();
    const runOptions = { seed: subSeed(seed, detail), signal, onProgress: progress.follow(index, detail) };
    try {
      // The sweep has a progress bar: its runs have none of their own.
      const result = await within({ openProgress: NOTHING_AROUND.openProgress, engine }, () => run(point, runOptions));
      // The partial result of a cancelled run must not be averaged with others.
      if (signal.aborted) return;
      finished.set(index, { point, result });
      agenda.done(index, result);
      const seconds = Number(((performance.now() - start) / 1000).toPrecision(2));
      progress.finish(index, { ...inRow(point), seconds, ...reliabilityOf(result) });
    } catch (error) {
      if (signal.aborted) return;
      failed.abort(error);
      throw error;
    }
  };
  try {
    await sideBySide(runsAtOnce, () => {
      const index = signal.aborted ? undefined : agenda.next();
      return index === undefined ? undefined : () => runAt(index);
    });
  } finally {
    stopListening();
    button.release();
    if (stopped.aborted && finished.size < agenda.total) progress.stop();
    if (stop.signal.aborted) passOn('SIGINT');
  }
  const runs = [...finished].sort(([one], [other]) => one - other).map(([, each]) => each);
  // Not enumerable: no part of the runs when they are printed or compared.
  return Object.defineProperties(runs, {
    planned: { value: agenda.total },
    means: { value: draws?.means() ?? [] },
  }) as Runs<PointOf<A>, Result>;
}

/** Runs elsewhere only wait here, and should all be submitted together. */
function defaultRunsAtOnce(engine: Engine | undefined): number {
  if (engine !== undefined) return Infinity;
  return addressSpace() < Infinity ? 1 : threadCount();
}

function reliabilityOf(result: unknown): ProgressRow {
  if (!isDensityOfStates(result)) return {};
  const { density, ends } = result.diagnostics.reliable;
  return { 'ρ reliable': density, 'ends reliable': ends };
}
