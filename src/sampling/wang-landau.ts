import { checkOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { gradedProblem, makeProblem, type Problem } from '../kernel/problem.js';
import type { Network } from '../network/network.js';
import type { Checkpoint } from '../run/checkpoint.js';
import { checkedSystem, identityOf, type System } from '../run/identity.js';
import { inLongRun } from '../run/long-run.js';
import { LONG_RUN, type LongRunOptions, savedRun } from '../run/options.js';
import { keepResult } from '../run/surroundings.js';
import { accuracyOf } from './accuracy.js';
import { type DensityOfStates, makeDensityOfStates, provenanceOf } from './density-of-states.js';
import { runOneOverT } from './one-over-t.js';
import { runPaper } from './paper-protocol.js';
import {
  ONE_OVER_T,
  type OneOverTPlan,
  type OneOverTProtocol,
  oneOverTPlan,
  PAPER,
  type PaperPlan,
  type PaperProtocol,
  paperPlan,
  withDefaultGuide,
} from './plan.js';
import { possibleLevels } from './possible-levels.js';

/**
 * The options of `wangLandau`: a seed, those of the schedule ({@link OneOverTProtocol} unless `protocol` is 'paper', then
 * {@link PaperProtocol}) and those of every long run ({@link LongRunOptions}).
 */
export type WangLandauOptions = LongRunOptions & {
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
} & (OneOverTProtocol | PaperProtocol);

/**
 * The density of states by Wang–Landau sampling (Wang and Landau, Phys. Rev. Lett. 86, 2050, 2001), over all energies.
 *
 * Default protocol ({@link OneOverTProtocol}): two walks learn S(E) with the 1/t schedule; then `walkers` independent
 * walks count with these weights fixed, which is unbiased whatever was learned, and their spread determines the error
 * bars. The option `protocol: 'paper'` runs the paper's schedule instead ({@link PaperProtocol}). The same seed gives the
 * same result on every machine, for any number of workers.
 *
 * When `signal` cancels the run, the result is what was counted so far, and the verdict says so. With `checkpoint` the
 * run resumes where it was stopped. After `keepResults` a result is computed only once, and an interrupted run resumes;
 * this does not apply to runs with their own `checkpoint`.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, toFrame, verdict, wangLandau } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 51, patterns: 20, seed: 'patterns' });
 * const dos = await wangLandau(perceptron(51), data, { seed: 'walk', moves: 1e6, learningMoves: 4e6 });
 * console.log(verdict(dos)); // how far to trust it
 * console.log(dos.entropy[5], '±', dos.standardError[5]); // S(E) at E = 5, in nats
 * toFrame(dos).print();
 * ```
 * @throws TypeError if an option is unknown or of the wrong type, or if the checkpoint is not one of this run.
 * @throws RangeError if an option is out of range, or if network and data set do not fit.
 * @throws Error if the checkpoint cannot be read or written.
 */
export async function wangLandau(
  network: Network,
  data: Dataset,
  options: WangLandauOptions,
): Promise<DensityOfStates> {
  // All names first, so that the error names a misspelt `protocol`, not the options that belong to it.
  checkOptions('wangLandau', options, ['seed', ...LONG_RUN, ...ONE_OVER_T, ...PAPER]);
  checkOptions('wangLandau', options, ['seed', ...LONG_RUN, ...(options?.protocol === 'paper' ? PAPER : ONE_OVER_T)]);
  checkSeed(options?.seed);
  const system = checkedSystem(network, data);
  // A job of a cluster would find it only after its time in the queue.
  if (options.checkpoint === undefined) planOf(options, undefined);
  return keepResult({ sampler: 'wangLandau', ...system, options }, (kept) => sample(system, { ...options, ...kept }));
}

async function sample(system: System, options: WangLandauOptions): Promise<DensityOfStates> {
  const start = performance.now();
  const saved = savedRun(options);
  const byErrors = makeProblem(system.network, system.data);
  const plan = planOf(options, saved, byErrors);
  const isGuided = plan.protocol === '1/t' && plan.guide !== undefined;
  const problem = isGuided ? gradedProblem(system.network, system.data) : byErrors;
  const isPaper = plan.protocol === 'paper';
  const title = isPaper ? 'Wang–Landau, paper’s protocol' : 'Wang–Landau';
  const identity = identityOf('wangLandau', system, { ...plan });
  const unit = isPaper ? 'stages' : 'moves';
  return inLongRun({ title, unit, problem, seed: plan.seed, identity, options, saved }, async (run) => {
    const possible = possibleLevels(system.network, system.data);
    const { resolved, ...sampled } = isPaper
      ? { ...(await runPaper(run, plan, possible)), resolved: {} }
      : await runOneOverT(run, plan, possible, (counted) => accuracyOf(counted, plan.accuracy!));
    return makeDensityOfStates({
      name: title,
      kind: 'sampled',
      patterns: problem.patterns,
      weights: problem.weights,
      entropy: sampled.entropy,
      standardError: sampled.standardError,
      visits: sampled.visits,
      diagnostics: sampled.diagnostics,
      provenance: provenanceOf(system, { name: 'wangLandau', options: { ...plan, ...resolved } }, start),
      data: system.data,
    });
  });
}

/** Without a problem only the options are checked: a default may depend on the problem. */
function planOf(
  options: WangLandauOptions,
  saved: Checkpoint | undefined,
  problem?: Problem,
): OneOverTPlan | PaperPlan {
  if (options.protocol === 'paper') return paperPlan(options);
  const plan = oneOverTPlan(options, saved);
  const isOpen = options.guide === undefined && saved === undefined && problem !== undefined;
  return isOpen ? withDefaultGuide(plan, problem) : plan;
}
