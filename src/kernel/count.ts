import { instanceOf } from './instance.js';
import { MODELS } from './models.js';
import type { Problem } from './problem.js';
import { type Counts, countsIn } from './walk.js';

/**
 * Weights whose 2^n configurations one call of `countEnergies` goes through: some hundredths of a second of work on any
 * problem, because a stop waits for it.
 */
export function freeWeights(problem: Problem): number {
  const { patterns, axis, units, weights } = problem;
  const fields = (patterns + (axis?.of === 'errors' ? axis.patterns : 0)) * units.at(-1)!;
  const doublings = Math.max(0, Math.ceil(Math.log2(fields / 128)));
  return Math.min(weights, hasTable(problem) ? 24 - doublings : Math.min(18, 21 - doublings));
}

/** True where the table kernel counts, ten times as fast as the general one. */
export function hasTable({ axis, model }: Problem): boolean {
  return axis === undefined && MODELS[model].table === true;
}

/**
 * Counts the configurations at each level: the first `free` weights take all values, and the bits of `prefix` are the others
 * (0 is −1).
 */
export function countEnergies(problem: Problem, prefix: number, free = freeWeights(problem)): Counts {
  const instance = instanceOf(problem);
  const kernel = instance.begin();
  const signs = instance.signs().fill(-1);
  for (let weight = free, bits = prefix; weight < problem.weights; weight++, bits = Math.floor(bits / 2)) {
    signs[weight] = bits % 2 === 1 ? 1 : -1;
  }
  if (hasTable(problem)) {
    kernel.prepareTable();
    kernel.countTable(2 ** Math.max(0, free - 7));
  } else {
    kernel.start();
    kernel.countGray(2 ** free);
  }
  return countsIn(instance.table().visits, problem.levels);
}
