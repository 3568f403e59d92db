import { checkInteger, requireOptions } from '../base/check.js';
import { checkSeed, type RandomStream, randomStream, type Seed, subSeed } from '../base/seed.js';
import { deviation, mean } from '../base/statistics.js';
import type { Dataset } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { checkedSystem } from '../run/identity.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { makeOrder, randomWeights, shuffleOrder } from '../solvers/draws.js';
import { layOut, Units } from './units.js';

const [MOST_STEPS, MOST_STARTS] = [1e5, 1e5];

export interface TrajectoryOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** Of the states and the flipped units. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** The number of units that are flipped in the second copy at the start. Default 1. */
  readonly flipped?: number;
  /** T, the steps that are made. Default 50. */
  readonly steps?: number;
  /** The number of random starts, at least 2. Default 20. */
  readonly starts?: number;
}

/** How alike two trajectories are, step after step. */
export interface OverlapOfTrajectories {
  /** t = 0 … T. */
  readonly steps: Int32Array;
  /** The mean over the starts of s(t)·s′(t)/N: 1 − 2 · the share of units that differ. */
  readonly overlap: Float64Array;
  /** One standard error of the mean over the starts. */
  readonly standardError: Float64Array;
}

/**
 * What becomes of a small perturbation: two copies of a recurrent network, the second with `flipped` random units
 * flipped, follow the parallel dynamics s_i ← sgn(J_D s_i + Σ_j J_ij s_j) from random states. Where the dynamics is
 * chaotic, the copies drift apart; without a self-coupling the overlap q of large networks becomes (2/π) asin q in a
 * step, so that one flipped unit leads to a distance of (2/π)/√N after one step.
 *
 * @example
 * ```ts
 * import { overlapOfTrajectories, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * console.log((await overlapOfTrajectories(network, couplings, { steps: 5, seed: 'pairs' })).overlap);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, or if an option is out of range.
 * @throws Error if it is stopped: the reason of the signal.
 */
export async function overlapOfTrajectories(
  network: Network,
  couplings: Dataset,
  options: TrajectoryOptions,
): Promise<OverlapOfTrajectories> {
  requireOptions('overlapOfTrajectories', options, ['seed', 'flipped', 'steps', 'starts', 'signal', 'onProgress']);
  const { flipped = 1, steps = 50, starts = 20 } = options;
  const seed = checkSeed(options.seed);
  checkWatch(options);
  const system = checkedSystem(network, couplings);
  const laidOut = layOut('overlapOfTrajectories', system.network, system.data);
  checkInteger('flipped', flipped, 0, laidOut.units);
  checkInteger('steps', steps, 1, MOST_STEPS);
  checkInteger('starts', starts, 2, MOST_STARTS);
  const watch = new Watch({ task: 'pairs of trajectories', unit: 'starts', total: starts }, options);
  const products: Float64Array[] = [];
  try {
    for (let start = 1; start <= starts; start++) {
      const own = subSeed(seed, String(start));
      const states = randomWeights(laidOut.units, randomStream(own, 'start'));
      const pair = [new Units(laidOut, states), new Units(laidOut, states)] as const;
      for (const i of drawUnits(laidOut.units, flipped, randomStream(own, 'flipped'))) pair[1].flip(i);
      products.push(followPair(pair, steps));
      if (Watch.isDue()) await watch.turn(start, '');
    }
    watch.complete();
  } finally {
    watch.release();
  }
  const columns = Array.from({ length: steps + 1 }, (_, step) => Float64Array.from(products, (row) => row[step]!));
  return {
    steps: Int32Array.from(columns, (_, step) => step),
    overlap: Float64Array.from(columns, (column) => mean(column) / laidOut.units),
    standardError: Float64Array.from(columns, (column) => deviation(column) / Math.sqrt(starts) / laidOut.units),
  };
}

/** s·s′ at the start, and after each step. */
function followPair([one, other]: readonly [Units, Units], steps: number): Float64Array {
  const products = new Float64Array(steps + 1);
  products[0] = scalarProduct(one.states, other.states);
  for (let step = 1; step <= steps; step++) {
    one.stepTogether();
    other.stepTogether();
    products[step] = scalarProduct(one.states, other.states);
  }
  return products;
}

function scalarProduct(one: Int8Array, other: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}

/** `count` different units of N. */
function drawUnits(units: number, count: number, stream: RandomStream): Int32Array {
  const order = makeOrder(units);
  shuffleOrder(order, stream);
  return order.subarray(0, count);
}
