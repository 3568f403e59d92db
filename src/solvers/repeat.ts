import { checkFunction, checkInteger, inWords } from '../base/check.js';
import { subSeed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { checkWatch } from '../run/options.js';
import { Watch } from '../run/watch.js';
import type { Solution, Solver, SolverOptions } from './solver.js';

/** Each keeps its solution. */
const MOST_RUNS = 1e6;

/**
 * What a solver finds in `runs` independent runs: the solution of each, in order, also of those that did not solve the
 * task. Run k (from 1) has the seed 'seed/k', and all have the other options of `options`; signal and progress are those
 * of the whole.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, sbpi, solveRepeatedly } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 60, seed: 'patterns' });
 * const solutions = await solveRepeatedly(sbpi, 20, perceptron(101), data, { seed: 'spread' });
 * console.log(solutions.filter(({ solved }) => solved).length / 20); // the share that solved it
 * ```
 * @throws TypeError if the solver is not a function, the options are missing, or the solver finds one of them wrong.
 * @throws RangeError if `runs` is not a whole number from 1 to a million, or as the solver.
 * @throws Error if the runs are stopped: the reason of the signal.
 */
export async function solveRepeatedly<Options extends SolverOptions>(
  solver: Solver<Options>,
  runs: number,
  network: Network,
  data: Dataset,
  options: Options,
): Promise<Solution[]> {
  checkFunction('solver', solver, 'solveRepeatedly(sbpi, 100, network, data, { seed })');
  checkInteger('runs', runs, 1, MOST_RUNS);
  if (Object(options) !== options) throw new TypeError(`the options are ${inWords(options)}; give { seed: … }`);
  const { seed } = options;
  checkWatch(options);
  const watch = new Watch({ task: 'repeated search', unit: 'runs', total: runs }, options);
  const found: Solution[] = [];
  try {
    for (let run = 1; run <= runs; run++) {
      // The solver says what is wrong with options without a seed.
      const own = seed === undefined ? options : { ...options, seed: subSeed(seed, String(run)) };
      found.push(await solver(network, data, { ...own, onProgress: ignore }));
      const { solved } = found.at(-1)!;
      if (run < runs) await watch.turn(run, solved ? 'solved' : 'not solved');
    }
    watch.complete();
    return found;
  } finally {
    watch.release();
  }
}

function ignore(): void {}
