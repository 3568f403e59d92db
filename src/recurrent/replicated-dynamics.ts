import { checkInteger, checkWithin, inWords, isList } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { marginThreshold } from '../network/energy.js';
import { makeOrder, randomWeights, shuffleOrder } from '../solvers/draws.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from '../solvers/solver.js';
import { layOut, Units } from './units.js';

const MAXIMUM_SWEEPS = 1000;

export interface ReplicatedDynamicsOptions extends SolverOptions {
  /** y, the copies of the network: 2 to 1000. Default 5. */
  readonly replicas?: number;
  /** λ, the attraction to the mean of the copies, in the first sweep and in the last; it changes linearly. Default [0, 1]. */
  readonly attraction?: readonly [first: number, last: number];
}

/**
 * Replicated dynamics of a recurrent network: y copies of the states follow the asynchronous dynamics in a field towards
 * their mean, s_i ← sgn(J_D s_i + Σ_j J_ij s_j + λ · the mean of s_i over the copies), while λ changes in equal steps.
 * After each sweep, in which each unit of each copy has its turn in random order, the copies and their centre, the
 * majority, are tried without that field. The result is the first with energy 0, otherwise the states of the lowest
 * energy that were seen. A step is a sweep; default of `maximumSteps`, over which λ changes: 1000.
 *
 * @example
 * ```ts
 * import { randomCouplings, recurrentNetwork, replicatedDynamics } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const reached = await replicatedDynamics(network, couplings, { seed: 'start' });
 * console.log(reached.solved, reached.energy, reached.steps, reached.unit);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const replicatedDynamics = makeSolver<ReplicatedDynamicsOptions>({
  solver: 'replicatedDynamics',
  unit: 'sweeps',
  maximumSteps: MAXIMUM_SWEEPS,
  known: [...SOLVER, 'replicas', 'attraction'],
  begin: ({ network, data }, options): Search => {
    const { seed, replicas = 5, attraction = [0, 1], maximumSteps = MAXIMUM_SWEEPS } = options;
    checkInteger('replicas', replicas, 2, 1000);
    checkRange('attraction', attraction);
    const laidOut = layOut('replicatedDynamics', network, data);
    const start = randomStream(seed, 'start');
    const shuffling = randomStream(seed, 'order');
    const order = makeOrder(data.inputs);
    const copies = Array.from({ length: replicas }, () => new Units(laidOut, randomWeights(data.inputs, start)));
    const weights = copies[0]!.states.slice();
    /** For each unit the sum over the copies. */
    const sums = Int32Array.from(weights, (_, i) => copies.reduce((sum, { states }) => sum + states[i]!, 0));
    let sweeps = 0;

    /** What s_i · field must exceed where s_i · the sum over the copies is −y … y. */
    function thresholdsNow(): Float64Array {
      const progress = Math.min(1, sweeps / Math.max(1, maximumSteps - 1));
      const present = attraction[0] + (attraction[1] - attraction[0]) * progress;
      return Float64Array.from({ length: 2 * replicas + 1 }, (_, k) => {
        const selfCoupling = network.selfCoupling! + (present * (k - replicas)) / replicas;
        return marginThreshold({ ...network, selfCoupling }, data);
      });
    }

    return {
      weights,
      step() {
        const thresholds = thresholdsNow();
        for (const copy of copies) {
          const { states, fields } = copy;
          shuffleOrder(order, shuffling);
          for (const i of order) {
            const state = states[i]!;
            if (state * fields[i]! > thresholds[state * sums[i]! + replicas]!) continue;
            copy.flip(i);
            sums[i]! -= 2 * state;
          }
        }
        sweeps++;
        const centre = new Units(
          laidOut,
          Int8Array.from(sums, (sum) => (sum < 0 ? -1 : 1)),
        );
        const energies = [...copies, centre].map((copy) => copy.countViolated());
        const lowest = Math.min(...energies);
        weights.set([...copies, centre][energies.indexOf(lowest)]!.states);
        return lowest;
      },
    };
  },
});

/** @throws RangeError if `range` is not two numbers from 0 to 1000. */
function checkRange(name: string, range: readonly [number, number]): void {
  if (!isList(range) || range.length !== 2) {
    throw new RangeError(`\`${name}\` is ${inWords(range)}; give the first and the last value, as in [0, 1]`);
  }
  range.forEach((value, k) => void checkWithin(`${name}[${k}]`, value, 0, 1000));
}
