import { BLOCK } from '../kernel/kernel.js';
import type { RemoteWalk } from '../kernel/thread.js';
import type { Meter } from './meter.js';

/** Inverse temperatures of the descent, in steps of equal ratio from the hottest to the coldest. */
const COLDEST = 8;
const STEPS = 24;

/** Moves at each temperature. */
const MOVES_PER_STEP = 50_000;

/**
 * The levels that a simulated annealing towards low energies, and one towards high energies, come through: a Metropolis walk
 * is the same walk with S(E) = ±βE. Knowing how far the range reaches, the learning does not stop short of its ends. Leaves
 * the walk at S = 0 for the levels found, −∞ for the others.
 */
export async function discoverLevels(walk: RemoteWalk, levels: number, meter: Meter): Promise<void> {
  const found = new Float64Array(levels).fill(-Infinity);
  for (const direction of [1, -1]) {
    for (let step = 0; step < STEPS && !meter.cancelled; step++) {
      const beta = direction * COLDEST * 2 ** ((step - STEPS + 1) / 4);
      await walk.setEntropy(found.map((_, energy) => beta * energy));
      await walk.clearVisits();
      const { visits } = await walk.run(MOVES_PER_STEP / BLOCK, 0);
      for (let energy = 0; energy < levels; energy++) if (visits[energy] > 0) found[energy] = 0;
      meter.add(MOVES_PER_STEP, 'finding the levels');
    }
  }
  await walk.setEntropy(found);
  await walk.clearVisits();
}

/** Moves that a discovery takes. */
export const DISCOVERY_MOVES = 2 * STEPS * MOVES_PER_STEP;
