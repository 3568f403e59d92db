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
 * `'paper'`: the paper's protocol, given up after the moves allowed. `'1/t'`: a learning walk of the default protocol, by
 * itself. `'production'`: the default protocol, with an eighth of the moves for each of the two learning walks and the rest for
 * eight production walkers.
 */
export type Schedule = 'paper' | '1/t' | 'production';

export interface ScheduleAccuracyOptions extends Pick<LongRunOptions, 'workers' | 'signal' | 'onProgress'> {
  readonly schedule: Schedule;
  /** Moves that each run is allowed, besides the 2.4·10⁶ of each learning walk of the default protocol that look for the ends of the range. */
  readonly moves: number;
  /** The judge, of `enumerate`. */
  readonly exact: EntropyCurve;
  /** Independent runs, at least 2. Default 8. */
  readonly runs?: number;
  readonly seed: Seed;
}

/** The error of one run of a schedule, over several runs. */
export interface ScheduleAccuracy {
  /** Moves that a run made on average, all counted. */
  readonly made: number;
  /** Seconds that a run took. */
  readonly seconds: number;
  /** Root mean square error over all levels and runs, in nats. A level that was not found counts as 10 nats. */
  readonly error: number;
  /** The same at the lowest level that exists. */
  readonly lowest: number;
  /** One standard error of `lowest`, from its spread over runs. */
  readonly lowestError: number;
  /** The error bar at the lowest level that the runs claimed, on average; NaN where a schedule claims none. */
  readonly claimed: number;
}

/** In nats: what a level that was not found counts as. */
const NOT_FOUND = 10;
const WALKERS = 8;
const BURN_IN = 1.1;

const STOPPED = 'the runs were stopped before their end, and cut ones have no accuracy; run it again';

/**
 * How far a run of a given number of moves is from the exact curve.
 * @throws where an option is bad, and as `wangLandau` does. A cancelled one throws the reason of the signal: runs that were cut
 * say nothing of the moves they were given.
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
  const walked = await walk(network, data, { ...options, runs });
  const seconds = (performance.now() - start) / 1000 / runs;
  const errors = walked.map(({ entropy }) => errorsOf(entropy, exact));
  const squares = errors.map((error) => error[0]! ** 2);
  const square = mean(squares);
  const spread = Math.sqrt(mean(squares.map((value) => (value - square) ** 2)) / (runs - 1));
  return {
    made: mean(walked.map((run) => run.moves)),
    seconds,
    error: Math.sqrt(mean(errors.flatMap((values) => values.map((error) => error ** 2)))),
    lowest: Math.sqrt(square),
    lowestError: square > 0 ? spread / (2 * Math.sqrt(square)) : 0,
    claimed: mean(walked.map((run) => run.standardError?.[lowest] ?? Number.NaN)),
  };
}

interface Walked {
  readonly entropy: Float64Array;
  readonly moves: number;
  readonly standardError?: Float64Array;
}

type Plan = ScheduleAccuracyOptions & { readonly runs: number };

/** All runs to their end. */
async function walk(network: Network, data: Dataset, plan: Plan): Promise<Walked[]> {
  // The stop button of a notebook cuts runs as a signal does, but they do not say so.
  const stop = surroundings().openStop();
  const signal = AbortSignal.any([stop.signal, ...(plan.signal === undefined ? [] : [plan.signal])]);
  try {
    const walked = await (plan.schedule === 'production' ? produced : learned)(network, data, { ...plan, signal });
    if (signal.aborted) throw plan.signal?.reason ?? new Error(STOPPED);
    return walked;
  } finally {
    stop.release();
  }
}

/** Runs without production: what the walks have learned is the result. */
async function learned(network: Network, data: Dataset, plan: Plan): Promise<Walked[]> {
  const { schedule, moves, runs, seed } = plan;
  const problem = makeProblem(network, data);
  const isPaper = schedule === 'paper';
  const options = optionsOf(plan);
  const title = isPaper ? 'the paper’s protocol' : '1/t';
  return inLongRun({ title, unit: 'moves', problem, seed, identity: {}, options, saved: undefined }, async (run) => {
    const results: Learned[] = isPaper
      ? await run.runTasks(schedule, runs, startPaper, (task) => learnPaper(task, { mostMoves: moves }))
      : await run.runTasks(
          schedule,
          runs,
          () => startLearning(problem.levels),
          (task) => learn(task, { learningMoves: moves, windows: 1, symmetry: 'measure' }),
        );
    return results.map((one) => ({ entropy: normalise(one.entropy, network.weights), moves: one.moves }));
  });
}

/** The default protocol, one run after the other. */
async function produced(network: Network, data: Dataset, plan: Plan): Promise<Walked[]> {
  const learningMoves = Math.max(1, Math.round(plan.moves / 8));
  const moves = Math.max(1, Math.round((plan.moves - 2 * learningMoves) / WALKERS / BURN_IN));
  const results: DensityOfStates[] = [];
  // All runs are of the same, whatever becomes of the caller's objects in between.
  const given = structuredClone({ network, data });
  for (let k = 0; k < plan.runs; k++) {
    const seed = subSeed(plan.seed, `production/${k}`);
    results.push(
      await wangLandau(given.network, given.data, {
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
