import { BLOCK } from '../kernel/kernel.js';
import type { RemoteWalk } from '../kernel/thread.js';
import { DISCOVERY_MOVES, discoverLevels } from './discovery.js';
import type { Meter } from './meter.js';

/** Moves between two looks at the histogram, in both protocols (the paper's 2·10⁵). */
export const MOVES_PER_CHECK = 200_000;

/** What a Wang–Landau walk has learned. */
export interface Learned {
  /** S(E), not normalised; −∞ where never visited. */
  readonly entropy: Float64Array;
  readonly stages: number;
  readonly moves: number;
  /** False where the walk ended, or was cancelled, before its schedule did. */
  readonly finished: boolean;
}

/** The part of the learning that one stage may take at most. */
const LONGEST_STAGE = 1 / 10;

/**
 * Wang–Landau with the 1/t schedule (Belardinelli and Pereyra, 2007): the log modification factor starts at 1 and is
 * halved as soon as every known level has been visited in the stage; once it has come down to (levels)/t, with t the moves
 * made, it follows (levels)/t, and the error falls as t^(−1/2). A level that turns up late starts its stage again.
 *
 * Some levels are found once and hardly ever again. A stage that waited in vain for a tenth of `moves` ends, and later ones
 * do not wait for these levels; they get the smallest entropy of the visited ones, because a level left behind would hold
 * the walk for ever when it comes back.
 */
export async function learnOneOverT(walk: RemoteWalk, levels: number, moves: number, meter: Meter): Promise<Learned> {
  await discoverLevels(walk, levels, meter);
  const checks = Math.ceil(moves / MOVES_PER_CHECK);
  const rare = new Set<number>();
  let logF = 1;
  let stages = 1;
  let stageStart = 0;
  let slow = false;
  let discovered = 0;
  let entropy: Float64Array = new Float64Array(levels).fill(-Infinity);
  let check = 0;
  while (check < checks && !meter.cancelled) {
    const view = await walk.run(MOVES_PER_CHECK / BLOCK, logF);
    check++;
    meter.add(MOVES_PER_CHECK, `learning, stage ${stages}`);
    entropy = view.entropy;
    const known = knownLevels(entropy);
    const limit = known.length / (check * MOVES_PER_CHECK);
    if (!slow) {
      const found = view.discovered > discovered;
      const missing = known.filter((level) => view.visits[level] === 0 && !rare.has(level));
      const overdue = check - stageStart >= checks * LONGEST_STAGE;
      if (found || missing.length === 0 || overdue) {
        await walk.clearVisits();
        stageStart = check;
      }
      if (!found && (missing.length === 0 || overdue)) {
        for (const level of missing) rare.add(level);
        await walk.setEntropy(liftUnvisited(entropy, view.visits));
        logF /= 2;
        stages++;
        slow = logF <= limit;
      }
      discovered = view.discovered;
    }
    if (slow) logF = limit;
  }
  return { entropy, stages, moves: check * MOVES_PER_CHECK + DISCOVERY_MOVES, finished: slow && check === checks };
}

/** Known levels without a visit get the smallest entropy of the visited ones. */
function liftUnvisited(entropy: Float64Array, visits: Float64Array): Float64Array {
  const smallest = Math.min(...entropy.filter((_, level) => visits[level] > 0));
  return entropy.map((value, level) => (value !== -Infinity && visits[level] === 0 ? smallest : value));
}

/** Levels with a known entropy. */
export function knownLevels(entropy: Float64Array): number[] {
  return [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
}
