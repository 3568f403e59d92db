import { checkCount, checkInteger, type NameOf, requireOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { energy } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkedSystem, type System } from '../run/identity.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { type Stop, surroundings } from '../run/surroundings.js';

/** What every solver takes. */
export interface SolverOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
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
  readonly unit: StepUnit;
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
  const watch = new Watch(task, unit, options);
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
      if (Watch.isDue()) await watch.turn(steps, present);
    }
    watch.complete();
    return { weights, steps: solvedAt ?? steps };
  } finally {
    watch.release();
  }
}

/** Milliseconds after which the event loop gets a turn. */
const BETWEEN_TURNS = 40;

/** Milliseconds after which a search shows its progress: thousands of short ones show nothing. */
const QUIET = 250;

/** When the event loop last had a turn, in any search, so that a loop over short ones can be stopped too. */
let lastTurn = performance.now();

/** The progress and the stop of one search. */
class Watch {
  readonly #start = performance.now();
  readonly #report: (done: number, more: { readonly detail?: string; readonly stopped?: boolean }) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #maximumSteps: number;
  #stop: Stop | undefined;
  #shown = 0;

  constructor(task: string, unit: StepUnit, { signal, onProgress, maximumSteps }: Steering) {
    signal?.throwIfAborted();
    this.#signal = signal;
    this.#maximumSteps = maximumSteps;
    const listen = onProgress ?? surroundings().openProgress();
    this.#report = (done, more) => listen({ task, unit, done, total: maximumSteps, ...more });
  }

  static isDue(): boolean {
    return performance.now() - lastTurn >= BETWEEN_TURNS;
  }

  /** @throws Error if the search is to stop: the reason of the signal. */
  async turn(steps: number, energy: number): Promise<void> {
    this.#stop ??= surroundings().openStop();
    if (performance.now() - this.#start >= QUIET) {
      this.#shown = Math.min(steps, 0.999 * this.#maximumSteps);
      this.#report(this.#shown, { detail: `E = ${energy}` });
    }
    await new Promise((resolve) => void setImmediate(resolve));
    lastTurn = performance.now();
    const stopped = [this.#signal, this.#stop.signal].find((signal) => signal?.aborted);
    if (stopped === undefined) return;
    if (this.#shown > 0) this.#report(this.#shown, { stopped: true });
    throw stopped.reason;
  }

  complete(): void {
    if (this.#shown > 0) this.#report(this.#maximumSteps, {});
  }

  release(): void {
    this.#stop?.release();
  }
}
