import { BLOCK } from '../kernel/kernel.js';
import type { RemoteWalk } from '../kernel/thread.js';
import { knownLevels } from './learning.js';
import type { Meter } from './meter.js';

/** What one production walker counted. */
export interface Production {
  readonly visits: Float64Array;
  readonly moves: number;
  readonly accepted: number;
  readonly roundTrips: number;
}

/** Moves between two messages: long enough to cost nothing, short enough to cancel at once. */
const MOVES_PER_CALL = 400_000;

/** The part of a production run, before its count begins, in which the walk forgets where it started. */
const BURN_IN = 0.1;

/**
 * A run with fixed weights exp(−S_w(E)) (multicanonical; Berg and Neuhaus, 1992): the visits estimate g(E) exp(−S_w(E))
 * without bias, whatever the weights. Levels that are not known get the smallest known S_w, so that one found late is
 * counted like the others.
 */
export async function produce(
  walk: RemoteWalk,
  weights: Float64Array,
  moves: number,
  meter: Meter,
): Promise<Production> {
  const known = knownLevels(weights);
  const [lowest, highest] = known.length === 0 ? [0, 0] : [Math.min(...known), Math.max(...known)];
  await walk.setEntropy(completeWeights(weights));
  await runMoves(walk, BURN_IN * moves, meter);
  await walk.clearVisits(lowest, highest);
  const before = await walk.run(0, 0);
  await runMoves(walk, moves, meter);
  const after = await walk.run(0, 0);
  return {
    visits: after.visits,
    moves: after.moves - before.moves,
    accepted: after.accepted - before.accepted,
    roundTrips: Math.floor(after.halfTrips / 2),
  };
}

/** All moves of a production run, burn-in included. */
export function productionMoves(moves: number): number {
  return moves * (1 + BURN_IN);
}

/** S_w with the smallest known value at the levels that are not known; 0 where none is. */
export function completeWeights(weights: Float64Array): Float64Array {
  const known = weights.filter((entropy) => entropy !== -Infinity);
  const smallest = known.length === 0 ? 0 : Math.min(...known);
  return weights.map((entropy) => (entropy === -Infinity ? smallest : entropy));
}

async function runMoves(walk: RemoteWalk, moves: number, meter: Meter): Promise<void> {
  let left = Math.ceil(moves / BLOCK);
  while (left > 0 && !meter.cancelled) {
    const blocks = Math.min(left, MOVES_PER_CALL / BLOCK);
    await walk.run(blocks, 0);
    left -= blocks;
    meter.add(blocks * BLOCK, 'production');
  }
}
