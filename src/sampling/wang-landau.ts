import { checkCount, checkInteger } from '../check.js';
import { normalise } from '../curve.js';
import type { Dataset, Json } from '../dataset/dataset.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import type { Network } from '../network/network.js';
import { checkSeed, type Seed, subSeed } from '../seed.js';
import { version } from '../version.js';
import type { Checkpoint, RunIdentity } from './checkpoint.js';
import { DensityOfStates } from './density-of-states.js';
import { DISCOVERY_MOVES } from './discovery.js';
import { jackknife, meanOfRuns } from './jackknife.js';
import { alignedMean } from './join.js';
import { knownLevels, learn, startLearning } from './learning.js';
import { LongRun, type LongRunOptions, savedRun } from './long-run.js';
import { learnPaper, PAPER_STAGES, startPaper } from './paper-protocol.js';
import { completeWeights, produce, startProduction } from './production.js';
import { judge } from './verdict.js';
import { layWindows } from './windows.js';

/**
 * Production moves of each walker: in all (`until`, or just a number), or in addition to those of the checkpoint that the run
 * goes on from (`more`).
 */
export type Moves = number | { readonly until: number } | { readonly more: number };

/** The default: learn the entropies with the 1/t schedule, then count with fixed weights. */
export interface OneOverTProtocol {
  readonly protocol?: '1/t';
  /** Independent production walkers, from whose spread the error bars come. Default 16, at least 2. */
  readonly walkers?: number;
  /** Production moves of each walker, in each window. Default 2·10⁵ for each of the P + 1 levels, at least 5·10⁶. */
  readonly moves?: Moves;
  /** Moves of each of the two learning walks, in each window. Default 2 · `moves`. */
  readonly learningMoves?: number;
  /**
   * Overlapping windows of energy, each with a walk of its own in every walker, that change places (replica exchange).
   * Default: one for every 32 levels to cover, from 128 levels on.
   */
  readonly windows?: number;
  /**
   * `'impose'` (default): where g(E) = g(P − E) must hold, both are estimated together, from twice the visits. `'measure'`:
   * each by itself, so that their difference is a check.
   */
  readonly symmetry?: 'impose' | 'measure';
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
const LEVELS_PER_WINDOW = 32;

/** The part of a production run, before its count begins, in which a walk forgets where it started. */
const BURN_IN = 0.1;

/**
 * The density of states by Wang–Landau sampling (Wang and Landau, 2001), over all energies.
 *
 * Default protocol: two walks learn S(E) with the 1/t schedule; then `walkers` independent walks count with these weights
 * fixed, which is unbiased whatever was learned, and their spread gives the error bars. `protocol: 'paper'` runs the paper's
 * schedule instead. The same seed gives the same result for any number of workers.
 *
 * When `signal` cancels the run, what has been counted so far comes back, and the verdict says so. With `checkpoint` the run
 * goes on from where it was stopped.
 *
 * Throws a sentence where an option is bad, where network and data set do not fit, and where the checkpoint cannot be used.
 */
export async function wangLandau(
  network: Network,
  data: Dataset,
  options: WangLandauOptions,
): Promise<DensityOfStates> {
  const start = performance.now();
  checkSeed(options?.seed);
  const problem = makeProblem(network, data);
  const saved = savedRun(options);
  const plan = {
    ...(options.protocol === 'paper' ? paperPlan(options) : oneOverTPlan(options, problem, saved)),
    seed: options.seed,
  };
  const identity = identityOf(network, data, plan);
  const isPaper = plan.protocol === 'paper';
  const title = isPaper ? 'Wang–Landau, paper’s protocol' : 'Wang–Landau';
  const run = new LongRun({ title, unit: isPaper ? 'stages' : 'moves', problem, identity, options, saved });
  try {
    const { entropy, standardError, visits, diagnostics } = await (plan.protocol === 'paper'
      ? runPaper(run, plan)
      : runOneOverT(run, plan));
    return new DensityOfStates({
      name: title,
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
      data,
    });
  } finally {
    run.close();
  }
}

type OneOverTPlan = Required<Omit<OneOverTProtocol, 'moves'>> & {
  readonly moves: number;
  readonly burnIn: number;
  readonly seed: Seed;
};
type PaperPlan = Required<PaperProtocol> & { readonly seed: Seed };

function paperPlan({ walkers = 4, mostMoves = 1e10 }: PaperProtocol): Required<PaperProtocol> {
  checkCount('walkers', walkers, 'at least 1 run is needed, and 2 for error bars');
  checkCount('mostMoves', mostMoves, 'give the number of moves after which a run gives up');
  return { protocol: 'paper', walkers, mostMoves };
}

/** The options with their defaults; where a run goes on, what its checkpoint began with is the default. */
function oneOverTPlan(
  options: OneOverTProtocol,
  problem: Problem,
  saved: Checkpoint | undefined,
): Omit<OneOverTPlan, 'seed'> {
  if (options.protocol !== undefined && options.protocol !== '1/t') {
    throw new TypeError(`\`protocol\` is ${String(options.protocol)}; choose '1/t' or 'paper'`);
  }
  const begun = (saved?.identity ?? {}) as Partial<OneOverTPlan>;
  const moves = totalMoves(options.moves ?? 200_000 * Math.max(25, problem.patterns + 1), saved?.completed ?? 0);
  const {
    walkers = begun.walkers ?? 16,
    learningMoves = begun.learningMoves ?? 2 * moves,
    symmetry = begun.symmetry ?? 'impose',
    windows = begun.windows ?? defaultWindows(problem, symmetry),
  } = options;
  checkInteger('walkers', walkers, 2, 10_000);
  checkCount('learningMoves', learningMoves, 'the learning needs moves, a million or more');
  checkInteger('windows', windows, 1, 64);
  if (symmetry !== 'impose' && symmetry !== 'measure') {
    throw new TypeError(`\`symmetry\` is ${String(symmetry)}; choose 'impose' or 'measure'`);
  }
  return { protocol: '1/t', walkers, moves, learningMoves, windows, symmetry, burnIn: begun.burnIn ?? BURN_IN * moves };
}

function totalMoves(moves: Moves, completed: number): number {
  const more = typeof moves === 'object' && 'more' in moves;
  const value = typeof moves === 'number' ? moves : more ? moves.more : moves.until;
  checkCount(more ? 'more' : 'moves', value, 'each production walker needs moves, a million or more');
  return more ? completed + value : value;
}

function defaultWindows(problem: Problem, symmetry: 'impose' | 'measure'): number {
  const toCover = problem.symmetric && symmetry === 'impose' ? problem.patterns / 2 : problem.patterns;
  return toCover < 4 * LEVELS_PER_WINDOW ? 1 : Math.floor(toCover / LEVELS_PER_WINDOW);
}

/** All that the walks depend on. `moves` is not part of it: a run may go on for longer than it was meant to. */
function identityOf(network: Network, data: Dataset, plan: OneOverTPlan | PaperPlan): RunIdentity {
  const { tie, layers, committee = null } = network;
  const options: { [name: string]: Json } = { ...plan };
  delete options.moves;
  return { sampler: 'wangLandau', dataset: data.provenance.checksum, layers, tie, committee, ...options };
}

async function runOneOverT(run: LongRun, plan: OneOverTPlan) {
  const { problem } = run;
  const { levels, weights } = problem;
  const mirrored = problem.symmetric && plan.symmetry === 'impose';
  const learningMoves = LEARNERS * (plan.learningMoves * plan.windows + DISCOVERY_MOVES);
  const productionMoves = plan.walkers * plan.windows * (plan.burnIn + plan.moves);
  run.expect(learningMoves + productionMoves);

  const learned = await run.each(
    'learner',
    LEARNERS,
    () => startLearning(levels, plan.windows),
    (task, k) =>
      learn(task, {
        seed: subSeed(plan.seed, `learner/${k}`),
        levels,
        stride: 1,
        moves: plan.learningMoves,
        windows: plan.windows,
        mirrored,
      }),
  );
  const mean = mirroredMean(alignedMean(learned.map((learner) => learner.entropy)), mirrored);
  const logWeights = completeWeights(mean);
  const known = knownLevels(mean);
  const ends = known.length === 0 ? ([0, 0] as const) : ([known[0]!, known.at(-1)!] as const);
  const windows = layWindows({ rows: levels, lowest: ends[0], highest: ends[1], count: plan.windows, mirrored });
  const produced = await run.each('walker', plan.walkers, startProduction, (task, k) =>
    produce(task, {
      seed: subSeed(plan.seed, `walker/${k}`),
      weights: logWeights,
      ends,
      windows,
      stride: 1,
      burnIn: plan.burnIn,
      until: plan.moves,
    }),
  );
  if (!run.stopped) run.complete(plan.moves);
  const counted = produced.map((walker) => walker.windows);
  const estimate = jackknife(logWeights, counted, { weights, mirrored });
  // Each level by itself, where the walkers went over all of them: that the mirrored ones agree is a check.
  const unfolded =
    problem.symmetric && windows.length === 1 ? jackknife(logWeights, counted, { weights, mirrored: false }) : null;
  return {
    ...estimate,
    visits: sumVisits(produced.map((walker) => walker.visits)),
    diagnostics: judge({ problem, estimate, unfolded, mirrored, learned, produced, cancelled: run.cancelled }),
  };
}

async function runPaper(run: LongRun, plan: PaperPlan) {
  const { problem } = run;
  run.expect(PAPER_STAGES * plan.walkers);
  const learned = await run.each('run', plan.walkers, startPaper, (task, k) =>
    learnPaper(task, { seed: subSeed(plan.seed, `run/${k}`), mostMoves: plan.mostMoves }),
  );
  if (!run.stopped) run.complete(0);
  const estimate = meanOfRuns(
    learned.map((result) => normalise(result.entropy, problem.weights)),
    problem.weights,
  );
  return {
    ...estimate,
    visits: new Float64Array(problem.levels),
    diagnostics: judge({
      problem,
      estimate,
      unfolded: problem.symmetric ? estimate : null,
      mirrored: false,
      learned,
      produced: [],
      cancelled: run.cancelled,
    }),
  };
}

/** S(E) and S(P − E) with their mean for both. */
function mirroredMean(entropy: Float64Array, mirrored: boolean): Float64Array {
  return mirrored ? alignedMean([entropy, entropy.toReversed()]) : entropy;
}

function sumVisits(histograms: readonly Float64Array[]): Float64Array {
  return histograms[0]!.map((_, level) => histograms.reduce((sum, visits) => sum + visits[level], 0));
}
