import { checkOptions, checkWithin } from '../base/check.js';
import type { Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { freeWeights } from '../kernel/count.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import type { Counts } from '../kernel/walk.js';
import type { Network } from '../network/network.js';
import type { RunIdentity } from '../run/checkpoint.js';
import { checkedSystem, identityOf, type System } from '../run/identity.js';
import { inLongRun, type LongRun } from '../run/long-run.js';
import { LONG_RUN, type LongRunOptions, savedRun } from '../run/options.js';
import { keepResult } from '../run/surroundings.js';
import { type DensityOfStates, makeDensityOfStates, provenanceOf } from './density-of-states.js';
import type { Diagnostics } from './diagnostics.js';
import { checkTime, enumerationSeconds } from './enumeration-time.js';
import { forEachPrefix, type PrefixState } from './prefixes.js';

export interface EnumerateOptions extends LongRunOptions {
  /** The longest estimated time to accept, in seconds. Default 1800. */
  readonly maximumSeconds?: number;
  /** Ignored, since nothing is random here: accepted so that the same options serve `wangLandau`. */
  readonly seed?: Seed;
}

export const ENUMERATE = [...LONG_RUN, 'maximumSeconds', 'seed'] as const;

/**
 * The exact density of states: the energy of every one of the 2^M configurations. If no field can be zero (±1 data and
 * odd N, for example), g(E) = g(P − E), and half of the configurations are enough, as they are for a recurrent network.
 * Results are kept as those of `wangLandau` are.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const dos = await enumerate(perceptron(21), data);
 * console.log(Math.round(Math.exp(dos.entropy[0]))); // the number of solutions, exactly
 * ```
 * @throws RangeError if it would take longer than `maximumSeconds` (the error says how long), there are more than 2^53
 * configurations, an option is out of range, or network and data set do not fit.
 * @throws TypeError if an option is unknown or of the wrong type, or if the checkpoint is not one of this run.
 * @throws Error if the checkpoint cannot be read or written, its counts do not add up to 2^M, or the run is stopped:
 * then the reason of the signal, because part of an enumeration is not a density of states.
 */
export async function enumerate(
  network: Network,
  data: Dataset,
  options: EnumerateOptions = {},
): Promise<DensityOfStates> {
  checkOptions('enumerate', options, ENUMERATE);
  const system = checkedSystem(network, data);
  return keepResult({ sampler: 'enumerate', ...system, options }, (kept) => count(system, { ...options, ...kept }));
}

async function count(system: System, options: EnumerateOptions): Promise<DensityOfStates> {
  const start = performance.now();
  const problem = makeProblem(system.network, system.data);
  const { visits, diagnostics } = await enumerateProblem(problem, identityOf('enumerate', system, {}), options);
  return makeDensityOfStates({
    name: 'enumeration',
    kind: 'exact',
    patterns: problem.patterns,
    weights: problem.weights,
    entropy: visits.map(Math.log),
    standardError: new Float64Array(visits.length),
    visits,
    diagnostics,
    provenance: provenanceOf(system, { name: 'enumerate', options: {} }, start),
    data: system.data,
  });
}

const STOPPED =
  'the enumeration was stopped, and part of it is not a density of states; run it again: it resumes from its checkpoint, if it has one';

/** Counts the configurations at each level of a problem, and throws the errors of `enumerate`. */
export async function enumerateProblem(
  problem: Problem,
  identity: RunIdentity,
  options: EnumerateOptions,
): Promise<Counts & { diagnostics: Diagnostics }> {
  const { maximumSeconds = 1800 } = options;
  checkWithin('maximumSeconds', maximumSeconds, 0, Infinity);
  const saved = savedRun(options);
  checkTime(problem, await enumerationSeconds(problem, options), maximumSeconds);
  checkExact(problem);
  return inLongRun({ title: 'enumeration', unit: 'configurations', problem, identity, options, saved }, async (run) => {
    const counts = await countAll(run);
    if (run.cancelled) throw options.signal?.reason ?? new Error(STOPPED);
    return { ...counts, diagnostics: exactDiagnostics(problem, counts.visits) };
  });
}

function exactDiagnostics({ weights, axis }: Problem, counts: Float64Array): Diagnostics {
  const empty = [...counts.keys()].filter((level) => counts[level] === 0);
  return {
    moves: 2 ** weights,
    counted: 2 ** weights,
    walkers: 0,
    degreesOfFreedom: null,
    stages: 0,
    acceptance: null,
    roundTrips: 0,
    windows: 1,
    exchanged: null,
    foundBy: Array.from(counts, () => 0),
    symmetryResidual: null,
    cancelled: false,
    reliable: { density: true, ends: true, levels: Array.from(counts, (count) => count > 0) },
    notFound: {
      absent: axis === undefined ? empty : [],
      missed: [],
      below: null,
      expected: { lowest: null, highest: null },
    },
    doubts: [],
    verdict: [`Exact: all 2^${weights} configurations were counted.`],
  };
}

/** Counts are exact whole numbers up to 2^53, in arrays of doubles. */
const MOST_WEIGHTS = 53;

/** @throws RangeError if there are more configurations than can be counted exactly. */
export function checkExact({ weights }: Problem): void {
  if (weights <= MOST_WEIGHTS) return;
  throw new RangeError(
    `the network has ${weights} weights and counts are exact up to 2^${MOST_WEIGHTS}; use wangLandau, or fewer weights`,
  );
}

/** @throws Error if the counts do not add up to 2^M. */
function checkTotal({ visits }: Counts, { weights }: Problem): void {
  const total = visits.reduce((sum, count) => sum + count, 0);
  if (total === 2 ** weights) return;
  throw new Error(
    `${total} configurations were counted, but there are 2^${weights} = ${2 ** weights}; delete the checkpoint of the enumeration and run it again`,
  );
}

interface CountingState extends PrefixState {
  /** Configurations counted so far, by level, and the sums of the second axis over them. */
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

async function countAll(run: LongRun): Promise<Counts> {
  const { problem } = run;
  const free = freeWeights(problem);
  const prefixes = 2 ** (problem.weights - free);
  // With the last weight fixed at −1 the other half follows from this one.
  const symmetry = prefixes > 1 ? problem.symmetry : null;
  const needed = symmetry === null ? prefixes : prefixes / 2;
  run.expect(needed * 2 ** free);
  const begin = (): CountingState => ({
    counts: new Float64Array(problem.levels),
    sums: new Float64Array(problem.axis === undefined ? 0 : problem.levels),
    next: 0,
    pending: [],
  });
  const [counted] = await run.runTasks('count', 1, begin, async (task) => {
    const { state } = task;
    await forEachPrefix(task, run.threadsFor(needed), needed, {
      ask: (thread, prefix) => thread.count(problem, prefix),
      add: ({ visits, sums }) => {
        for (let level = 0; level < visits.length; level++) state.counts[level]! += visits[level]!;
        for (let level = 0; level < sums.length; level++) state.sums[level]! += sums[level]!;
        run.worked(2 ** free, {});
      },
    });
    return { visits: state.counts, sums: state.sums };
  });
  const counts = symmetry === null ? counted! : withOtherHalf(counted!, symmetry);
  if (!run.stopped) {
    checkTotal(counts, problem);
    run.complete(0);
  }
  return counts;
}

/** Adds the other half of the configurations. With a second axis neither half follows from the other. */
function withOtherHalf({ visits, sums }: Counts, symmetry: 'odd' | 'even'): Counts {
  const levelOf = (level: number) => (symmetry === 'odd' ? visits.length - 1 - level : level);
  return { visits: visits.map((count, level) => count + visits[levelOf(level)]!), sums };
}
