import { checkCount, checkInteger } from '../check.js';
import { normalise } from '../curve.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import { RemoteWalk, type Thread, useThreads } from '../kernel/thread.js';
import type { Network } from '../network/network.js';
import { checkSeed, type Seed, subSeed } from '../seed.js';
import { version } from '../version.js';
import { DensityOfStates } from './density-of-states.js';
import { DISCOVERY_MOVES } from './discovery.js';
import { jackknife, meanOfRuns } from './jackknife.js';
import { type Learned, learnOneOverT } from './learning.js';
import { type LongRunOptions, Meter, workerCount } from './meter.js';
import { learnPaper, PAPER_STAGES } from './paper-protocol.js';
import { completeWeights, type Production, produce, productionMoves } from './production.js';
import { judge } from './verdict.js';

/** The default: learn the entropies with the 1/t schedule, then count with fixed weights. */
export interface OneOverTProtocol {
  readonly protocol?: '1/t';
  /** Independent production walkers, from whose spread the error bars come. Default 16, at least 2. */
  readonly walkers?: number;
  /** Production moves of each walker. Default 2·10⁵ for each of the P + 1 levels, at least 5·10⁶. */
  readonly moves?: number;
  /** Moves of each of the two learning walks. Default 2 · `moves`. */
  readonly learningMoves?: number;
}

/** The paper's own protocol: halving until flat, no production run. */
export interface PaperProtocol {
  readonly protocol: 'paper';
  /** Independent runs; the result is their mean and its standard error. Default 4. The paper shows one. */
  readonly walkers?: number;
  /** Moves after which a run gives up. Default 10¹⁰. */
  readonly mostMoves?: number;
}

export type WangLandauOptions = LongRunOptions & { readonly seed: Seed } & (OneOverTProtocol | PaperProtocol);

const LEARNERS = 2;

/**
 * The density of states by Wang–Landau sampling (Wang and Landau, 2001), over all energies.
 *
 * Default protocol: two walks learn S(E) with the 1/t schedule; then `walkers` independent walks count with these weights
 * fixed, which is unbiased whatever was learned, and their spread gives the error bars. `protocol: 'paper'` runs the paper's
 * schedule instead. The same seed gives the same result for any number of workers.
 *
 * When `signal` cancels the run, what has been counted so far comes back, and the verdict says so.
 *
 * Throws a sentence where an option is bad, or where network and data set do not fit.
 */
export async function wangLandau(
  network: Network,
  data: Dataset,
  options: WangLandauOptions,
): Promise<DensityOfStates> {
  const start = performance.now();
  checkSeed(options?.seed);
  const problem = makeProblem(network, data);
  const threads = useThreads(workerCount(options));
  const plan = { ...withDefaults(options, problem), seed: options.seed };
  const run =
    plan.protocol === 'paper'
      ? runPaper(problem, threads, plan, options)
      : runOneOverT(problem, threads, plan, options);
  const { entropy, standardError, visits, diagnostics } = await run;
  return new DensityOfStates({
    name: plan.protocol === 'paper' ? 'Wang–Landau, paper’s protocol' : 'Wang–Landau',
    kind: 'sampled',
    patterns: data.patterns,
    weights: network.weights,
    entropy,
    standardError,
    visits,
    diagnostics,
    provenance: {
      dataset: data.provenance,
      network,
      method: { name: 'wangLandau', options: { ...plan } },
      version,
      seconds: (performance.now() - start) / 1000,
    },
  });
}

type OneOverTPlan = Required<OneOverTProtocol> & { readonly seed: Seed };
type PaperPlan = Required<PaperProtocol> & { readonly seed: Seed };

function withDefaults(
  options: WangLandauOptions,
  { patterns }: Problem,
): Required<OneOverTProtocol> | Required<PaperProtocol> {
  if (options.protocol === 'paper') {
    const { walkers = 4, mostMoves = 1e10 } = options;
    checkCount('walkers', walkers, 'at least 1 run is needed, and 2 for error bars');
    checkCount('mostMoves', mostMoves, 'give the number of moves after which a run gives up');
    return { protocol: 'paper', walkers, mostMoves };
  }
  if (options.protocol !== undefined && options.protocol !== '1/t') {
    throw new TypeError(`\`protocol\` is ${String(options.protocol)}; choose '1/t' or 'paper'`);
  }
  const { walkers = 16, moves = 200_000 * Math.max(25, patterns + 1), learningMoves = 2 * moves } = options;
  checkInteger('walkers', walkers, 2, 10_000);
  checkCount('moves', moves, 'each production walker needs moves, a million or more');
  checkCount('learningMoves', learningMoves, 'the learning needs moves, a million or more');
  return { protocol: '1/t', walkers, moves, learningMoves };
}

async function runOneOverT(problem: Problem, threads: readonly Thread[], plan: OneOverTPlan, options: LongRunOptions) {
  const total = LEARNERS * (plan.learningMoves + DISCOVERY_MOVES) + plan.walkers * productionMoves(plan.moves);
  const meter = new Meter('Wang–Landau', total, options);
  const learned = await eachWalk(problem, threads, subSeed(plan.seed, 'learner'), LEARNERS, (walk) =>
    learnOneOverT(walk, problem.patterns + 1, plan.learningMoves, meter),
  );
  const logWeights = averageLearned(learned);
  const produced = await eachWalk(problem, threads, subSeed(plan.seed, 'walker'), plan.walkers, (walk) =>
    produce(walk, logWeights, plan.moves, meter),
  );
  meter.finish();
  const estimate = jackknife(
    completeWeights(logWeights),
    produced.map((walker) => walker.visits),
    problem.weights,
  );
  return {
    ...estimate,
    visits: sumVisits(produced),
    diagnostics: judge({ problem, estimate, learned, produced, cancelled: meter.cancelled }),
  };
}

async function runPaper(problem: Problem, threads: readonly Thread[], plan: PaperPlan, options: LongRunOptions) {
  const meter = new Meter('Wang–Landau, paper’s protocol', PAPER_STAGES * plan.walkers, options);
  const learned = await eachWalk(problem, threads, subSeed(plan.seed, 'run'), plan.walkers, (walk) =>
    learnPaper(walk, plan.mostMoves, meter),
  );
  const estimate = meanOfRuns(
    learned.map((run) => normalise(run.entropy, problem.weights)),
    problem.weights,
  );
  return {
    ...estimate,
    visits: new Float64Array(problem.patterns + 1),
    diagnostics: judge({ problem, estimate, learned, produced: [], cancelled: meter.cancelled }),
  };
}

/** Opens `count` walks with seeds of their own, shared out over the threads, and runs all of them to the end. */
function eachWalk<Result>(
  problem: Problem,
  threads: readonly Thread[],
  seed: string,
  count: number,
  run: (walk: RemoteWalk) => Promise<Result>,
): Promise<Result[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, k) => {
      const walk = await RemoteWalk.open(threads[k % threads.length]!, problem, subSeed(seed, String(k)));
      try {
        return await run(walk);
      } finally {
        await walk.close();
      }
    }),
  );
}

/** The mean of what the walks learned, each shifted by a constant so that they agree on average where both know. */
function averageLearned(learned: readonly Learned[]): Float64Array {
  const first = learned[0]!.entropy;
  const shifted = learned.map(({ entropy }) => {
    const differences = [...entropy].map((value, level) => first[level] - value).filter(Number.isFinite);
    const shift = differences.reduce((sum, value) => sum + value, 0) / Math.max(1, differences.length);
    return entropy.map((value) => value + shift);
  });
  return first.map((_, level) => {
    const known = shifted.map((entropy) => entropy[level]).filter((value) => value !== -Infinity);
    return known.length === 0 ? -Infinity : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

function sumVisits(produced: readonly Production[]): Float64Array {
  return produced[0]!.visits.map((_, level) => produced.reduce((sum, walker) => sum + walker.visits[level], 0));
}
