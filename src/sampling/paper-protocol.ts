import { BLOCK } from '../kernel/kernel.js';
import type { RemoteWalk } from '../kernel/thread.js';
import { type Learned, MOVES_PER_CHECK } from './learning.js';
import type { Meter } from './meter.js';

/** The last log modification factor of the paper's protocol. */
const LAST_LOG_F = 2 ** -19;

/** Stages from logF = 1 down to the last, halved each time. */
export const PAPER_STAGES = 20;

/**
 * Wang–Landau as the paper runs it (Mele et al., TMLR 2025, arXiv 2409.18683): the log modification factor goes from 1 to
 * 2⁻¹⁹ by halves; every 2·10⁵ moves the visits of the stage are looked at, and the stage ends when all visited levels have
 * between 0.9 and 1.1 times their mean. A level that turns up late starts its stage again. The walk gives up, unfinished,
 * after `mostMoves`.
 */
export async function learnPaper(walk: RemoteWalk, mostMoves: number, meter: Meter): Promise<Learned> {
  let logF = 1;
  let stages = 1;
  let discovered = 0;
  let moves = 0;
  let entropy: Float64Array = new Float64Array();
  while (logF >= LAST_LOG_F && moves < mostMoves && !meter.cancelled) {
    const view = await walk.run(MOVES_PER_CHECK / BLOCK, logF);
    moves += MOVES_PER_CHECK;
    entropy = view.entropy;
    if (view.discovered > discovered) {
      discovered = view.discovered;
      await walk.clearVisits();
    } else if (isFlat(view.visits)) {
      logF /= 2;
      stages++;
      meter.add(1, `stage ${Math.min(stages, PAPER_STAGES)} of ${PAPER_STAGES}`);
      await walk.clearVisits();
    }
  }
  return { entropy, stages: Math.min(stages, PAPER_STAGES), moves, finished: logF < LAST_LOG_F };
}

/** True where every visited level has between 0.9 and 1.1 times the mean of the visited ones. */
export function isFlat(visits: Float64Array): boolean {
  const visited = visits.filter((count) => count > 0);
  const mean = visited.reduce((sum, count) => sum + count, 0) / visited.length;
  return visited.length > 0 && visited.every((count) => count >= 0.9 * mean && count <= 1.1 * mean);
}
