import { randomStream } from '../base/seed.js';
import type { Task } from '../run/task.js';
import { ANNEALING_BLOCKS, ANNEALING_STEPS, annealingBeta } from './discovery.js';
import { distances, isInside, type Window } from './windows.js';

export interface EntryState {
  /** The number of walks that are in their windows. */
  entered: number;
  step: number;
  readonly remaining: number[];
}

export function startEntry(): EntryState {
  return { entered: 0, step: 0, remaining: [] };
}

/**
 * Brings each walk k into window k, by simulated annealing with S = β · (distance from the window). A window that
 * cannot be entered is widened to include the level of its walk. False if the run was stopped.
 */
export async function enterWindows(
  task: Task<{ readonly entry: EntryState }>,
  windows: readonly Window[],
): Promise<boolean> {
  const { entry } = task.state;
  while (entry.entered < windows.length) {
    // Looked at between two steps only: a walk that was stopped within one goes on.
    if (!entry.remaining.some((blocks) => blocks > 0)) {
      const [walk, window] = [task.walks[entry.entered]!, windows[entry.entered]!];
      const { energy } = await walk.view();
      if (isInside(window, energy) || entry.step === ANNEALING_STEPS) {
        window.lowest = Math.min(window.lowest, energy);
        window.highest = Math.max(window.highest, energy);
        entry.entered++;
        entry.step = 0;
        continue;
      }
      entry.remaining.splice(
        0,
        Infinity,
        ...task.walks.map((_, k): number => (k === entry.entered ? ANNEALING_BLOCKS : 0)),
      );
      await walk.setEntropy(
        distances(window, task.run.problem).map((distance) => annealingBeta(entry.step) * distance),
      );
    }
    if (!(await task.advance(entry.remaining, () => 0, { detail: 'entering the windows' }))) return false;
    entry.step++;
  }
  return true;
}

/** Which walk is in which window, and which end it visited last. */
export interface Replicas {
  /** For each window, the index of its walk. */
  readonly walkOf: number[];
  /** For each walk, the end it visited last: −1 the lowest window, +1 the highest, 0 neither yet. */
  readonly lastEnd: number[];
  halfTrips: number;
  /** Rounds of exchanges, and the exchanges tried and made in them. */
  rounds: number;
  tried: number;
  exchanged: number;
}

export function startReplicas(count: number): Replicas {
  return {
    walkOf: Array.from({ length: count }, (_, k) => k),
    lastEnd: Array.from({ length: count }, () => 0),
    halfTrips: 0,
    rounds: 0,
    tried: 0,
    exchanged: 0,
  };
}

/**
 * Replica exchange: walks in neighbouring windows i and j, at levels X and Y, change places with probability
 * min{1, exp(S_i(X) − S_i(Y) + S_j(Y) − S_j(X))} (Vogel et al., Phys. Rev. Lett. 110, 210603, 2013), even and odd pairs in
 * turn.
 */
export async function exchangeReplicas(task: Task<object>, replicas: Replicas): Promise<void> {
  const { walkOf, lastEnd } = replicas;
  const random = randomStream(task.seed, `exchange ${replicas.rounds}`);
  for (let window = replicas.rounds % 2; window + 1 < walkOf.length; window += 2) {
    const [first, second] = [task.walks[walkOf[window]!]!, task.walks[walkOf[window + 1]!]!];
    const [a, b] = await Promise.all([first.view(), second.view()]);
    replicas.tried++;
    const gain = a.entropy[a.energy]! - a.entropy[b.energy]! + b.entropy[b.energy]! - b.entropy[a.energy]!;
    if (!(Math.log(1 - random.uniform()) <= gain)) continue;
    await first.exchange(second);
    walkOf.splice(window, 2, walkOf[window + 1]!, walkOf[window]!);
    replicas.exchanged++;
  }
  replicas.rounds++;
  for (const [end, walk] of [
    [-1, walkOf[0]!],
    [1, walkOf.at(-1)!],
  ] as const) {
    if (lastEnd[walk] === -end) replicas.halfTrips++;
    lastEnd[walk] = end;
  }
}
