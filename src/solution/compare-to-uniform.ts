import { checkList } from '../base/check.js';
import { keyOf, pack } from './bits.js';

/** How the solutions that an algorithm finds are spread over all that exist. */
export interface UniformComparison {
  /** How often each solution was found, in the order of the list. */
  readonly counts: Float64Array;
  /** The place in the list of each solution that was found, in the order of the runs. */
  readonly places: readonly number[];
  /** The number of different solutions found. */
  readonly distinct: number;
  /**
   * KL(p ‖ uniform) = ln(number of solutions) − H(p) in nats: 0 if all are equally likely (an estimate may lie a little
   * below), ln(number of solutions) if it is always the same one. The entropy H is that of the observed frequencies, plus
   * (distinct − 1)/(2 runs) for what a finite sample misses (Miller and Madow). The correction is to first order: with
   * fewer runs than solutions in reach, H is still too low and the divergence too high.
   */
  readonly divergence: number;
  /** One standard error of the divergence, from the scatter of ln p over the runs. */
  readonly standardError: number;
}

/**
 * Compares the solutions that an algorithm found in independent runs with a uniform choice among all solutions, as
 * `listSolutions` lists them.
 *
 * @example
 * ```ts
 * import {
 *   compareToUniform,
 *   listSolutions,
 *   perceptron,
 *   randomPatterns,
 *   sbpi,
 *   solveRepeatedly,
 * } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 6, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(15), data);
 * const runs = await solveRepeatedly(sbpi, 50, perceptron(15), data, { seed: 'search' });
 * const found = runs.filter(({ solved }) => solved).map(({ weights }) => weights);
 * console.log(compareToUniform(configurations, found).distinct, 'of', configurations.length);
 * ```
 * @throws TypeError if one of the lists is not an array of arrays.
 * @throws RangeError if one of them is empty, configurations differ in length, a weight is not −1 or +1, a solution
 * stands in the list twice, or a found one is not in the list.
 */
export function compareToUniform(
  solutions: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
): UniformComparison {
  checkList('found', found, 'solutions, each an array of weights');
  const indexOf = new Map(pack(solutions).map((words, index) => [keyOf(words), index]));
  if (indexOf.size < solutions.length) throw new RangeError('a solution stands in the list twice; give each once');
  if (found.length === 0) throw new RangeError('no solutions were found; give at least 1');
  const places = pack(found).map((words, run) => {
    const index = indexOf.get(keyOf(words));
    if (index === undefined) {
      throw new RangeError(
        `\`found[${run}]\` is not in the list of solutions; give both for the same network and data`,
      );
    }
    return index;
  });
  const counts = new Float64Array(solutions.length);
  for (const place of places) counts[place]!++;
  const runs = found.length;
  const shares = counts.filter((count) => count > 0).map((count) => count / runs);
  const entropy = shares.reduce((sum, share) => sum - share * Math.log(share), 0);
  const square = shares.reduce((sum, share) => sum + share * Math.log(share) ** 2, 0);
  return {
    counts,
    places,
    distinct: shares.length,
    divergence: Math.log(solutions.length) - entropy - (shares.length - 1) / (2 * runs),
    standardError: Math.sqrt(Math.max(0, square - entropy ** 2) / runs),
  };
}
