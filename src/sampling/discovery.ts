import type { Problem } from '../kernel/problem.js';
import { BLOCK } from '../kernel/walk.js';
import type { Task } from '../run/task.js';

/** Inverse temperatures of the descent, in steps of equal ratio from the hottest to the coldest. */
const COLDEST = 8;
const STEPS = 24;

/** Moves at each temperature. */
const MOVES_PER_STEP = 50_000;

/** The inverse temperature of a step of the descent. */
export function annealingBeta(step: number): number {
  return COLDEST * 2 ** ((step - STEPS + 1) / 4);
}

export const ANNEALING_STEPS = STEPS;
export const ANNEALING_BLOCKS = MOVES_PER_STEP / BLOCK;

/** Moves of a discovery. */
export const DISCOVERY_MOVES = 2 * STEPS * MOVES_PER_STEP;

export interface DiscoveryState {
  /** Annealing steps made, in both directions together. */
  step: number;
  /** Blocks remaining in the present step. */
  readonly remaining: number[];
  /** 0 at each level found, −∞ at the others. */
  readonly found: Float64Array;
}

export function startDiscovery({ levels }: Problem): DiscoveryState {
  return { step: 0, remaining: [ANNEALING_BLOCKS], found: new Float64Array(levels).fill(-Infinity) };
}

/**
 * Finds levels by simulated annealing towards low energies, then towards high energies: a Metropolis walk is the same
 * walk with S(E) = ±βE. Knowing the range, the learning does not stop short of its ends. Leaves the first walk with S =
 * 0 at the levels found and −∞ at the others; false if the run was stopped.
 */
export async function discoverLevels(task: Task<{ readonly discovery: DiscoveryState }>): Promise<boolean> {
  const { discovery } = task.state;
  const { stride } = task.run.problem;
  const walk = task.walks[0]!;
  while (discovery.step < 2 * STEPS) {
    const beta = (discovery.step < STEPS ? 1 : -1) * annealingBeta(discovery.step % STEPS);
    if (discovery.remaining[0] === ANNEALING_BLOCKS) {
      await walk.setEntropy(discovery.found.map((_, level) => beta * Math.floor(level / stride)));
      await walk.clearVisits();
    }
    if (!(await task.advance(discovery.remaining, () => 0, { detail: 'finding the levels' }))) return false;
    const { visits } = await walk.view();
    visits.forEach((count, level) => {
      if (count > 0) discovery.found[level] = 0;
    });
    discovery.step++;
    discovery.remaining[0] = ANNEALING_BLOCKS;
    if (discovery.step === 2 * STEPS) {
      await walk.setEntropy(discovery.found);
      await walk.clearVisits();
    }
  }
  return true;
}
