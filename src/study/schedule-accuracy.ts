import { lowestLevel } from '../analysis/moments.js';
import { checkChoice, checkCount, checkInteger, requireOptions } from '../base/check.js';
import { type EntropyCurve, normalise } from '../base/curve.js';
import { checkSeed, type Seed, subSeed } from '../base/seed.js';
import { mean } from '../base/statistics.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeProblem } from '../kernel/problem.js';
import type { Network } from '../network/network.js';
import { inLongRun } from '../run/long-run.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { surroundings } from '../run/surroundings.js';
import type { DensityOfStates } from '../sampling/density-of-states.js';
import { type Learned, learn, startLearning } from '../sampling/learning.js';
import { learnPaper, startPaper } from '../sampling/paper-protocol.js';
import { wangLandau } from '../sampling/wang-landau.js';

/**
 * `'paper'`: the paper's protocol, stopped after the moves allowed. `'1/t'`: a learning walk of the default protocol,
 * on its own. `'production'`: the default protocol, with an eighth of the moves for each of the two learning walks and
 * the remainder for eight production walkers.
 */
export type Schedule = 'paper' | '1/t' | 'production';

export interface ScheduleAccuracyOptions extends Pick<LongRunOptions, 'workers' | 'signal' | 'onProgress'> {
  /** The schedule to measure. */
  readonly schedule: Schedule;
  /**
   * Moves allowed to each run, in addition to the 2.4·10⁶ with which each learning walk of the default protocol finds
   * the ends of the range.
   */
  readonly moves: number;
  /** The exact curve, from `enumerate`. */
  readonly exact: EntropyCurve;
  /** Independent runs, at least 2. Default 8. */
  readonly runs?: number;
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
}

/** The error of one run of a schedule, over several runs. */
export interface ScheduleAccuracy {
  /** Mean number of all moves of a run. */
  readonly made: number;
  /** Mean time of a run, in seconds. */
  readonly seconds: number;
  /** Root mean square error over all levels and runs, in nats. A level that was not found counts as 10 nats. */
  readonly error: number;
  /** Root mean square error at the lowest level that exists, in nats. */
  readonly lowest: number;
  /** One standard error of `lowest`, from its spread over runs. */
  readonly lowestError: number;
  /** The mean error bar of the runs at the lowest level, in nats; NaN if the schedule has no error bars. */
  readonly claimed: number;
}

/** The error assigned to a level that was not found, in nats. */
const NOT_FOUND = 10;
const WALKERS = 8;
const BURN_IN = 1.1;

const STOPPED = 'the runs were stopped before their end, and incomplete runs have no accuracy; run them again';

/**
 * The error of a run of a given number of moves against the exact curve.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, scheduleAccuracy } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const exact = await enumerate(perceptron(15), data);
 * const options = { schedule: '1/t', moves: 1e5, runs: 4, exact, seed: 'runs' } as const;
 * console.log((await scheduleAccuracy(perceptron(15), data, options)).error);
 * ```
 * @throws TypeError if an option is unknown or of the wrong type.
 * @throws RangeError if an option is out of range, or if network, data set and exact curve do not fit.
 * @throws Error if the runs are stopped, because incomplete runs have no accuracy: the reason of the signal, if there
 * is one.
 */
export async function scheduleAccuracy(
  network: Network,
  data: Dataset,
  options: ScheduleAccuracyOptions,
): Promise<ScheduleAccuracy> {
  requireOptions('scheduleAccuracy', options, [
    'schedule',
    'moves',
    'exact',
    'runs',
    'seed',
    'workers',
    'signal',
    'onProgress',
  ]);
  const { schedule, moves, exact, runs = 8 } = options;
  checkChoice('schedule', schedule, ['paper', '1/t', 'production']);
  checkCount('moves', moves, 'give the moves of each run, a million or more');
  checkInteger('runs', runs, 2, 100_000);
  checkSeed(options.seed);
  checkWatch(options);
  const { levels } = makeProblem(network, data);
  const lowest = lowestLevel(exact);
  if (exact.levels.length !== levels) {
    throw new RangeError(
      `'${exact.name}' has ${exact.levels.length} levels and the data set ${levels}; give the curve of enumerate(network, data)`,
    );
  }
  const start = performance.now();
  const outcomes = await runAll(network, data, { ...options, runs });
  const seconds = (performance.now() - start) / 1000 / runs;
  const errors = outcomes.map(({ entropy }) => errorsOf(entropy, exact));
  const squares = errors.map((error) => error[0]! ** 2);
  const square = mean(squares);
  const spread = Math.sqrt(mean(squares.map((value) => (value - square) ** 2)) / (runs - 1));
  return {
    made: mean(outcomes.map((run) => run.moves)),
    seconds,
    error: Math.sqrt(mean(errors.flatMap((values) => values.map((error) => error ** 2)))),
    lowest: Math.sqrt(square),
    lowestError: square > 0 ? spread / (2 * Math.sqrt(square)) : 0,
    claimed: mean(outcomes.map((run) => run.standardError?.[lowest] ?? Number.NaN)),
  };
}

interface Outcome {
  readonly entropy: Float64Array;
  readonly moves: number;
  readonly standardError?: Float64Array;
}

type Plan = ScheduleAccuracyOptions & { readonly runs: number };

/**
 * Completes all runs.
 *
 * @throws Error if they are stopped.
 */
async function runAll(network: Network, data: Dataset, plan: Plan): Promise<Outcome[]> {
  // The stop button of a notebook stops runs as the signal does, and their results do not show it.
  const stop = surroundings().openStop();
  const signal = AbortSignal.any([stop.signal, ...(plan.signal === undefined ? [] : [plan.signal])]);
  try {
    const outcomes = await (plan.schedule === 'production' ? runProduction : runLearning)(network, data, {
      ...plan,
      signal,
    });
    if (signal.aborted) throw plan.signal?.reason ?? new Error(STOPPED);
    return outcomes;
  } finally {
    stop.release();
  }
}

/** Runs without production: the result is what the walks learned. */
async function runLearning(network: Network, data: Dataset, plan: Plan): Promise<Outcome[]> {
  const { schedule, moves, runs, seed } = plan;
  const problem = makeProblem(network, data);
  const isPaper = schedule === 'paper';
  const options = optionsOf(plan);
  const title = isPaper ? 'the paper’s protocol' : '1/t';
  return inLongRun({ title, unit: 'moves', problem, seed, identity: {}, options, saved: undefined }, async (run) => {
    const results: Learned[] = isPaper
      ? await run.runTasks(schedule, runs, startPaper, (task) => learnPaper(task, { mostMoves: moves }))
      : await run.runTasks(schedule, runs, startLearning, (task) =>
          learn(task, { learningMoves: moves, windows: 1, symmetry: 'measure' }),
        );
    return results.map((one) => ({ entropy: normalise(one.entropy, network.weights), moves: one.moves }));
  });
}

/** The default protocol, one run after the other. */
async function runProduction(network: Network, data: Dataset, plan: Plan): Promise<Outcome[]> {
  const learningMoves = Math.max(1, Math.round(plan.moves / 8));
  const moves = Math.max(1, Math.round((plan.moves - 2 * learningMoves) / WALKERS / BURN_IN));
  const results: DensityOfStates[] = [];
  // A copy: the caller may change the objects between two runs.
  const system = structuredClone({ network, data });
  for (let k = 0; k < plan.runs; k++) {
    const seed = subSeed(plan.seed, `production/${k}`);
    results.push(
      await wangLandau(system.network, system.data, {
        ...optionsOf(plan),
        seed,
        walkers: WALKERS,
        learningMoves,
        moves,
        windows: 1,
      }),
    );
  }
  return results.map(({ entropy, standardError, diagnostics }) => ({
    entropy,
    standardError,
    moves: diagnostics.moves,
  }));
}

function optionsOf({ workers, signal, onProgress }: Plan): LongRunOptions {
  return {
    ...(workers === undefined ? {} : { workers }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

/** S − S_exact at the levels that exist, from the lowest. */
function errorsOf(entropy: Float64Array, exact: EntropyCurve): number[] {
  return Array.from(exact.entropy, (value, level) => ({ value, difference: entropy[level]! - value }))
    .filter(({ value }) => value !== -Infinity)
    .map(({ difference }) => (Number.isFinite(difference) ? difference : NOT_FOUND));
}
