import { normalise } from '../base/curve.js';
import { studentWidth } from '../base/statistics.js';
import { BLOCK } from '../kernel/walk.js';
import type { LongRun } from '../run/long-run.js';
import type { ProgressDetail } from '../run/progress.js';
import type { Task } from '../run/task.js';
import type { Diagnostics } from './diagnostics.js';
import { type Estimate, meanOfRuns } from './estimate.js';
import type { Learned } from './learning.js';
import type { PaperPlan } from './plan.js';
import { judge } from './verdict.js';
import { liftUnvisited } from './weights.js';

/** Moves between two checks of the histogram. */
const MOVES_PER_CHECK = 200_000;

/** The last log modification factor of the paper's protocol. */
const LAST_LOG_F = 2 ** -19;

/** Stages from logF = 1 down to the last, halved each time. */
const PAPER_STAGES = 20;

export interface PaperState {
  logF: number;
  stages: number;
  moves: number;
  discovered: number;
  readonly remaining: number[];
}

export function startPaper(): PaperState {
  return { logF: 1, stages: 1, moves: 0, discovered: 0, remaining: [MOVES_PER_CHECK / BLOCK] };
}

/** Independent runs of the paper's protocol, and their mean. `possible` comes from `possibleLevels`. */
export async function runPaper(
  run: LongRun,
  plan: PaperPlan,
  possible: Uint8Array,
): Promise<Estimate & { visits: Float64Array; diagnostics: Diagnostics }> {
  const { problem } = run;
  run.expect(PAPER_STAGES * plan.walkers);
  const learned = await run.runTasks('run', plan.walkers, startPaper, (task) => learnPaper(task, plan));
  if (!run.stopped) run.complete(0);
  const mean = meanOfRuns(
    learned.map((result) => normalise(result.entropy, problem.weights)),
    problem.weights,
  );
  const width = plan.walkers > 1 ? studentWidth(plan.walkers - 1) : 1;
  const estimate = { entropy: mean.entropy, standardError: mean.standardError.map((error) => width * error) };
  return {
    ...estimate,
    visits: new Float64Array(problem.levels),
    diagnostics: judge({
      problem,
      possible,
      estimate,
      unfolded: problem.symmetry === 'odd' ? estimate : null,
      mirrored: false,
      learned,
      produced: [],
      bulk: [0, 0],
      missed: { levels: [], error: 0 },
      unsettled: [],
      learnedOnly: false,
      cancelled: run.cancelled,
    }),
  };
}

/**
 * Wang–Landau as the paper runs it (Mele et al., TMLR 2025, arXiv 2409.18683): the log modification factor is halved
 * from 1 down to 2⁻¹⁹. Every 2·10⁵ moves the visits of the stage are checked, and the stage ends when all visited
 * levels have between 0.9 and 1.1 times their mean. A level found late restarts its stage; one that a later stage did
 * not visit is raised to the smallest entropy of the others, because it would hold a returning walk. The walk stops,
 * unfinished, after `mostMoves`.
 */
export async function learnPaper(
  task: Task<PaperState>,
  { mostMoves }: Pick<PaperPlan, 'mostMoves'>,
): Promise<Learned> {
  const { state } = task;
  const walk = task.walks[0] ?? (await task.addWalk(task.seed));
  await walk.setPairs(false);
  let curve: ProgressDetail = {};
  while (state.logF >= LAST_LOG_F && state.moves < mostMoves) {
    const detail = { detail: `stage ${Math.min(state.stages, PAPER_STAGES)} of ${PAPER_STAGES}`, ...curve };
    if (!(await task.advance(state.remaining, () => state.logF, detail))) break;
    state.remaining[0] = MOVES_PER_CHECK / BLOCK;
    state.moves += MOVES_PER_CHECK;
    const { entropy, visits, discovered } = await walk.view();
    if (task.run.isCurveDue()) {
      curve = { entropy: normalise(entropy, task.run.problem.weights) };
    }
    if (discovered > state.discovered) {
      state.discovered = discovered;
      await walk.clearVisits();
    } else if (isFlat(visits)) {
      state.logF /= 2;
      state.stages++;
      task.run.worked(1, detail);
      await walk.setEntropy(liftUnvisited(entropy, visits));
      await walk.clearVisits();
    }
  }
  const { entropy } = await walk.view();
  return {
    entropy,
    stages: Math.min(state.stages, PAPER_STAGES),
    moves: state.moves,
    planned: mostMoves,
    finished: state.logF < LAST_LOG_F,
  };
}

/** True if every visited level has between 0.9 and 1.1 times the mean visits of them all. */
function isFlat(visits: Float64Array): boolean {
  const visited = visits.filter((count) => count > 0);
  const mean = visited.reduce((sum, count) => sum + count, 0) / visited.length;
  return visited.length > 0 && visited.every((count) => count >= 0.9 * mean && count <= 1.1 * mean);
}
