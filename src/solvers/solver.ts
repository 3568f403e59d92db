import { checkCount, checkInteger, type NameOf, requireOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { energy } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkedSystem, type System } from '../run/identity.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';

/** What every solver takes. */
export interface SolverOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** Steps after which the search gives up. What a step is, and the default, are the solver's. */
  readonly maximumSteps?: number;
  /**
   * Steps to go on after the first solution: the last solution seen is returned. When a search stops decides how flat
   * its solutions are. Default 0.
   */
  readonly extraSteps?: number;
}

/** The names of these options. */
export const SOLVER = ['seed', 'maximumSteps', 'extraSteps', 'signal', 'onProgress'] as const;

/** What a solver found: plain data. */
export interface Solution {
  /** The name of the solver. */
  readonly solver: string;
  /** M weights, −1 or +1 each: a solution if there is one, otherwise those of the lowest energy that was seen. */
  readonly weights: Int8Array;
  /** E(w), counted afresh. */
  readonly energy: number;
  /** True exactly if the energy is 0. */
  readonly solved: boolean;
  /** Steps until the first solution, or all steps if there is none. */
  readonly steps: number;
  /** What a step is. */
  readonly unit: StepUnit;
  /** The seed, as text. */
  readonly seed: string;
}

export type StepUnit = 'epochs' | 'iterations' | 'sweeps';

/**
 * Looks for weights with energy 0. The same seed finds the same weights.
 *
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if network and data set do not fit, if the solver has no rule for such a network, or if an option
 * is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 */
export type Solver<Options extends SolverOptions = SolverOptions> = (
  network: Network,
  data: Dataset,
  options: Options,
) => Promise<Solution>;

/** A search in progress. */
export interface Search {
  /** The present configuration: after each step in the same array. */
  readonly weights: Int8Array;
  /** Makes one step and returns the energy of `weights` after it. */
  step(): number;
}

/** What a solver is, to the function that runs it. */
interface SearchPlan<Options> {
  readonly solver: string;
  readonly unit: StepUnit;
  /** The default of `maximumSteps`. */
  readonly maximumSteps: number;
  /** The names of all its options: those of `SOLVER` and its own. */
  readonly known: readonly NameOf<Options>[];
  /** Checks the solver's own options and what it needs of the network, and starts. */
  readonly begin: (system: System, options: Options) => Search;
}

/** Makes a solver: checks what all have in common, starts, and makes steps until the energy is 0. */
export function makeSolver<Options extends SolverOptions>(plan: SearchPlan<Options>): Solver<Options> {
  const { solver, unit } = plan;
  return async (network, data, options) => {
    requireOptions(solver, options, plan.known);
    const { maximumSteps = plan.maximumSteps, extraSteps = 0 } = options;
    const seed = checkSeed(options.seed);
    checkCount('maximumSteps', maximumSteps, 'give at least 1 step');
    checkInteger('extraSteps', extraSteps, 0, Number.MAX_SAFE_INTEGER);
    checkWatch(options);
    const system = checkedSystem(network, data);
    const found = await runSearch(solver, unit, plan.begin(system, options), { ...options, maximumSteps, extraSteps });
    const counted = energy(system.network, system.data, found.weights);
    return { solver, ...found, energy: counted, solved: counted === 0, unit, seed };
  };
}

type Steering = SolverOptions & Required<Pick<SolverOptions, 'maximumSteps' | 'extraSteps'>>;

async function runSearch(task: string, unit: StepUnit, search: Search, options: Steering) {
  const { maximumSteps, extraSteps } = options;
  const watch = new Watch({ task, unit, total: maximumSteps }, options);
  const weights = search.weights.slice();
  let lowest = Infinity;
  let solvedAt: number | undefined;
  let steps = 0;
  try {
    while (steps < (solvedAt === undefined ? maximumSteps : solvedAt + extraSteps)) {
      const present = search.step();
      steps++;
      if (present <= lowest) {
        lowest = present;
        weights.set(search.weights);
      }
      if (present === 0) solvedAt ??= steps;
      if (Watch.isDue()) await watch.turn(steps, `E = ${present}`);
    }
    watch.complete();
    return { weights, steps: solvedAt ?? steps };
  } finally {
    watch.release();
  }
}
