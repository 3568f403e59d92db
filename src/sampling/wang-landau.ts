import { checkCount, checkInteger, checkOptions } from '../base/check.js';
import { normalise } from '../base/curve.js';
import { checkSeed, type Seed, subSeed } from '../base/seed.js';
import { studentWidth } from '../base/statistics.js';
import { version } from '../base/version.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeProblem } from '../kernel/problem.js';
import type { Network } from '../network/network.js';
import { asGiven, identityOf } from '../run/identity.js';
import { LONG_RUN, LongRun, type LongRunOptions, savedRun } from '../run/long-run.js';
import { DensityOfStates } from './density-of-states.js';
import { meanOfRuns } from './estimate.js';
import {
  ONE_OVER_T,
  type OneOverTPlan,
  type OneOverTProtocol,
  oneOverTPlan,
  runOneOverT,
  type Sampled,
} from './one-over-t.js';
import { learnPaper, PAPER_STAGES, startPaper } from './paper-protocol.js';
import { possibleLevels } from './possible-levels.js';
import { judge } from './verdict.js';

const PAPER = ['protocol', 'walkers', 'mostMoves'] as const;

/** The paper's own protocol: halving until flat, no production run. */
export interface PaperProtocol {
  readonly protocol: 'paper';
  /** Independent runs; the result is their mean and its standard error. Default 4. The paper shows one. */
  readonly walkers?: number;
  /** Moves after which a run gives up. Default 10¹⁰. */
  readonly mostMoves?: number;
}

export type WangLandauOptions = LongRunOptions & { readonly seed: Seed } & (OneOverTProtocol | PaperProtocol);

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
  // All names first: a misspelt `protocol` is to be named, not the options that belong to it.
  checkOptions('wangLandau', options, ['seed', ...LONG_RUN, ...ONE_OVER_T, ...PAPER]);
  checkOptions('wangLandau', options, ['seed', ...LONG_RUN, ...(options?.protocol === 'paper' ? PAPER : ONE_OVER_T)]);
  checkSeed(options?.seed);
  const problem = makeProblem(network, data);
  const given = asGiven(network, data);
  const saved = savedRun(options);
  const plan: Plan = {
    ...(options.protocol === 'paper' ? paperPlan(options) : oneOverTPlan(options, saved)),
    seed: options.seed,
  };
  const identity = identityOf('wangLandau', given, { ...plan });
  const isPaper = plan.protocol === 'paper';
  const title = isPaper ? 'Wang–Landau, paper’s protocol' : 'Wang–Landau';
  const run = new LongRun({ title, unit: isPaper ? 'stages' : 'moves', problem, identity, options, saved });
  try {
    const possible = possibleLevels(network, data);
    const { entropy, standardError, visits, diagnostics, resolved } = await (plan.protocol === 'paper'
      ? runPaper(run, plan, possible)
      : runOneOverT(run, plan, possible));
    return new DensityOfStates({
      name: title,
      kind: 'sampled',
      patterns: problem.patterns,
      weights: problem.weights,
      entropy,
      standardError,
      visits,
      diagnostics,
      provenance: {
        dataset: given.data.provenance,
        network: given.network,
        method: { name: 'wangLandau', options: { ...plan, ...resolved } },
        version,
        seconds: (performance.now() - start) / 1000,
      },
      data: given.data,
    });
  } finally {
    run.close();
  }
}

type Plan = PaperPlan | OneOverTPlan;
type PaperPlan = Required<PaperProtocol> & { readonly seed: Seed };

function paperPlan({ walkers = 4, mostMoves = 1e10 }: PaperProtocol): Required<PaperProtocol> {
  checkInteger('walkers', walkers, 1, 10_000);
  checkCount('mostMoves', mostMoves, 'give the number of moves after which a run gives up');
  return { protocol: 'paper', walkers, mostMoves };
}

async function runPaper(
  run: LongRun,
  plan: PaperPlan,
  possible: Uint8Array,
): Promise<Omit<Sampled, 'leftOut' | 'walkers' | 'sums'>> {
  const { problem } = run;
  run.expect(PAPER_STAGES * plan.walkers);
  const learned = await run.each('run', plan.walkers, startPaper, (task, k) =>
    learnPaper(task, { seed: subSeed(plan.seed, `run/${k}`), mostMoves: plan.mostMoves }),
  );
  if (!run.stopped) run.complete(0);
  const mean = meanOfRuns(
    learned.map((result) => normalise(result.entropy, problem.weights)),
    problem.weights,
  );
  const width = plan.walkers > 1 ? studentWidth(plan.walkers - 1) : 1;
  const estimate = { entropy: mean.entropy, standardError: mean.standardError.map((error) => width * error) };
  return {
    ...estimate,
    visits: new Float64Array(problem.levels),
    diagnostics: judge({
      problem,
      possible,
      estimate,
      unfolded: problem.symmetric ? estimate : null,
      mirrored: false,
      learned,
      produced: [],
      missed: { levels: [], error: 0 },
      unsettled: [],
      learnedOnly: false,
      cancelled: run.cancelled,
    }),
    resolved: {},
  };
}
