import { checkCount, checkEach, checkList, checkNumber, type NameOf, requireOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeProblem } from '../kernel/problem.js';
import { Walk } from '../kernel/walk.js';
import { checkWeights, energy } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkedSystem } from '../run/identity.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';

/** A part of a schedule of temperatures. */
export interface AnnealingStage {
  /** The inverse temperature β of the first sweep; 0 is infinite temperature. */
  readonly beta: number;
  /** β of the last sweep, reached in equal steps. Default: `beta`, a fixed temperature. */
  readonly to?: number;
  /** Sweeps of the stage: M proposed flips each. */
  readonly sweeps: number;
}

export interface AnnealOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** Of the start and the flips. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** The stages, one after the other. */
  readonly schedule: readonly AnnealingStage[];
  /** The M weights to start from, −1 or +1 each. Default: random ones. */
  readonly start?: ArrayLike<number>;
  /**
   * The times in sweeps at which to keep the configuration, in ascending order: 0 is the start. `snapshotTimes` gives
   * those that two-time correlations need. Default: none.
   */
  readonly snapshots?: readonly number[];
}

const ANNEAL = [
  'seed',
  'schedule',
  'start',
  'snapshots',
  'signal',
  'onProgress',
] as const satisfies NameOf<AnnealOptions>[];

/** The configuration of a walk at one time. */
export interface AnnealingSnapshot {
  /** The time in sweeps: 0 is the start. */
  readonly sweep: number;
  /** E, the number of misclassified patterns. */
  readonly energy: number;
  /** M weights, −1 or +1 each. */
  readonly weights: Int8Array;
}

/** What a walk at given temperatures went through: plain data. */
export interface Annealing {
  /** The inverse temperature of each sweep. */
  readonly betas: Float64Array;
  /** The energy after each sweep. */
  readonly energies: Int32Array;
  /** The fraction of all proposed flips that were made. */
  readonly acceptance: number;
  /** The configuration after the last sweep, −1 or +1 each. */
  readonly weights: Int8Array;
  /** The configurations at the times asked for. */
  readonly snapshots: readonly AnnealingSnapshot[];
  /** The seed, as text. */
  readonly seed: string;
}

/** Sweeps that a walk may make: their energies are kept in memory. */
const MOST_SWEEPS = 1e7;

/** Bytes of snapshots: half a gigabyte. */
const MOST_BYTES = 2 ** 29;

/**
 * A Metropolis walk on the training errors E at given temperatures (Metropolis et al., J. Chem. Phys. 21, 1087, 1953),
 * from a random configuration or `start`: a flip of one random weight is made with probability min{1, exp(−β ΔE)}. At a fixed β it
 * comes to visit configurations with probability in proportion to exp(−βE), unless it freezes. With rising β it is
 * simulated annealing, and with a large one from the beginning a quench.
 *
 * @example
 * ```ts
 * import { anneal, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 50, seed: 'patterns' });
 * const schedule = [{ beta: 0.1, to: 3, sweeps: 200 }]; // β rises from 0.1 to 3
 * const walk = await anneal(perceptron(101), data, { schedule, seed: 'walk' });
 * console.log(walk.energies.at(-1), walk.acceptance);
 * ```
 * @throws TypeError if network, data set, seed or schedule is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if network and data set do not fit, or if an option is out of range.
 * @throws Error if the walk is stopped: the reason of the signal.
 */
export async function anneal(network: Network, data: Dataset, options: AnnealOptions): Promise<Annealing> {
  requireOptions('anneal', options, ANNEAL);
  const { start, snapshots: wanted = [] } = options;
  const seed = checkSeed(options.seed);
  const betas = betasOf(options.schedule);
  checkWatch(options);
  const system = checkedSystem(network, data);
  const times = checkedTimes(wanted, betas.length, system.network);
  if (start !== undefined) checkWeights('start', start, system.network);
  const walk = new Walk(makeProblem(system.network, system.data), seed, start);
  const watch = new Watch({ task: 'annealing', unit: 'sweeps', total: betas.length }, options);
  const energies = new Int32Array(betas.length);
  const snapshots: AnnealingSnapshot[] = [];
  const keep = (sweep: number, energy: number) => {
    if (times[snapshots.length] === sweep) snapshots.push({ sweep, energy, weights: walk.weights.slice() });
  };
  try {
    keep(0, energy(system.network, system.data, walk.weights));
    for (const [sweep, beta] of betas.entries()) {
      energies[sweep] = walk.advanceAt(beta, network.weights);
      keep(sweep + 1, energies[sweep]);
      if (Watch.isDue()) await watch.turn(sweep + 1, `E = ${energies[sweep]}`);
    }
    watch.complete();
  } finally {
    watch.release();
  }
  const { accepted, moves } = walk.advance(0, 0);
  return { betas, energies, acceptance: accepted / moves, weights: walk.weights.slice(), snapshots, seed };
}

/** A copy of the times of the snapshots. */
function checkedTimes(times: readonly number[], sweeps: number, { weights }: Network): number[] {
  checkEach(
    'snapshots',
    times,
    (time) => Number.isInteger(time) && time >= 0 && time <= sweeps,
    `give times in sweeps, from 0 to ${sweeps}, the length of the schedule`,
  );
  if (times.some((time, k) => k > 0 && time <= times[k - 1]!)) {
    throw new RangeError('`snapshots` is not in ascending order; give each time once, the earliest first');
  }
  if (times.length * weights > MOST_BYTES) {
    throw new RangeError(`${times.length} snapshots of ${weights} weights do not fit in memory; give fewer times`);
  }
  return Array.from(times);
}

/** The inverse temperature of each sweep. */
function betasOf(schedule: readonly AnnealingStage[]): Float64Array {
  checkList('schedule', schedule, 'stages, each { beta, sweeps }');
  if (schedule.length === 0) throw new RangeError('`schedule` is empty; give at least one stage, { beta, sweeps }');
  const stages = Array.from(schedule, (stage) => {
    requireOptions('a stage of the schedule', stage, ['beta', 'to', 'sweeps']);
    const { beta, to = beta, sweeps } = stage;
    checkNumber('beta', beta);
    checkNumber('to', to);
    checkCount('sweeps', sweeps, 'a stage has at least 1');
    return { beta, to, sweeps };
  });
  const total = stages.reduce((sum, { sweeps }) => sum + sweeps, 0);
  if (total > MOST_SWEEPS) throw new RangeError(`the schedule has ${total} sweeps; give at most ${MOST_SWEEPS}`);
  const betas = new Float64Array(total);
  let end = 0;
  for (const { beta, to, sweeps } of stages) {
    for (let sweep = 0; sweep < sweeps; sweep++) betas[end++] = betaAt(sweep, sweeps, beta, to);
  }
  return betas;
}

/** The inverse temperature of a sweep, counted from 0, of a schedule that goes from one to another in equal steps. */
export function betaAt(sweep: number, sweeps: number, from: number, to: number): number {
  return sweeps === 1 ? from : from + ((to - from) * Math.min(sweep, sweeps - 1)) / (sweeps - 1);
}
