import { type Instance, instanceOf } from './instance.js';
import { MODELS, type ModelName } from './models.js';
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

/** True where tables count, several times as fast as the general kernel. */
export function hasTable({ axis, model }: Problem): boolean {
  return axis === undefined && model in MODELS && MODELS[model as ModelName].table === true;
}

/**
 * Counts the configurations at each level: the first `free` weights take all values, and the bits of `prefix` are the others
 * (0 is −1).
 */
export function countEnergies(problem: Problem, prefix: number, free = freeWeights(problem)): Counts {
  const instance = beginAt(problem, prefix, free);
  if (hasTable(problem)) instance.exports.countTable(tableSteps(free));
  else instance.exports.countGray(2 ** free);
  return countsIn(instance.table().visits, problem.levels);
}

/** Configurations of one energy, by their numbers: bit k is set where weight k is +1. */
export interface Found {
  /** In ascending order. */
  readonly numbers: Float64Array;
  /** How many there are: more than `numbers` where they did not fit. */
  readonly count: number;
}

/** Lists the configurations of one energy among those that `countEnergies` counts: all of them, or the first `most`. */
export function listEnergy(problem: Problem, prefix: number, energy: number, most: number): Found {
  const free = freeWeights(problem);
  const instance = beginAt(problem, prefix, free);
  const { exports } = instance;
  exports.clearFound(Math.min(most, 2 ** free));
  if (hasTable(problem)) exports.listTable(tableSteps(free), energy);
  else exports.listGray(2 ** free, energy);
  const numbers = instance.found(most).sort();
  return { numbers: Float64Array.from(numbers, (number) => prefix * 2 ** free + number), count: exports.found() };
}

/** An enumeration that begins where the free weights are −1. */
function beginAt(problem: Problem, prefix: number, free: number): Instance {
  const instance = instanceOf(problem);
  const kernel = instance.begin();
  const signs = instance.signs().fill(-1);
  for (let weight = free, bits = prefix; weight < problem.weights; weight++, bits = Math.floor(bits / 2)) {
    signs[weight] = bits % 2 === 1 ? 1 : -1;
  }
  if (hasTable(problem)) kernel.prepareTable();
  else kernel.start();
  return instance;
}

/** A table takes the configurations of the seven lowest weights in one step. */
function tableSteps(free: number): number {
  return 2 ** Math.max(0, free - 7);
}
