import { BLOCK } from '../kernel/kernel.js';
import type { RemoteWalk } from '../kernel/thread.js';
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
const LONGEST_STAGE = 1 / 40;

/**
 * Wang–Landau with the 1/t schedule (Belardinelli and Pereyra, 2007): the log modification factor starts at 1 and is
 * halved as soon as every known level has been visited in the stage; once it has come down to (levels)/t, with t the moves
 * made, it follows (levels)/t, and the error falls as t^(−1/2). A level that turns up late starts its stage again.
 *
 * Some levels are found once and hardly ever again. A stage does not wait for them longer than a fortieth of `moves`; they
 * get the smallest entropy of the visited levels, because one left behind would hold the walk for ever when it comes back.
 */
export async function learnOneOverT(walk: RemoteWalk, moves: number, meter: Meter): Promise<Learned> {
  const checks = Math.ceil(moves / MOVES_PER_CHECK);
  const longestStage = Math.ceil(checks * LONGEST_STAGE);
  let logF = 1;
  let stages = 1;
  let stageStart = 0;
  let slow = false;
  let discovered = 0;
  let entropy: Float64Array = new Float64Array();
  let check = 0;
  while (check < checks && !meter.cancelled) {
    const view = await walk.run(MOVES_PER_CHECK / BLOCK, logF);
    check++;
    meter.add(MOVES_PER_CHECK, `learning, stage ${stages}`);
    entropy = view.entropy;
    const levels = knownLevels(entropy);
    const limit = levels.length / (check * MOVES_PER_CHECK);
    const found = view.discovered > discovered;
    const complete = levels.every((level) => view.visits[level] > 0);
    const overdue = check - stageStart >= longestStage;
    if (!slow && !found && (complete || overdue)) {
      if (!complete) await walk.setEntropy(liftUnvisited(entropy, view.visits));
      logF /= 2;
      stages++;
      slow = logF <= limit;
    }
    if (!slow && (found || complete || overdue)) {
      await walk.clearVisits();
      stageStart = check;
    }
    discovered = view.discovered;
    if (slow) logF = limit;
  }
  return { entropy, stages, moves: check * MOVES_PER_CHECK, finished: slow && check === checks };
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
