import { checkChoice, checkCount, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkFit, energy } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { makeOrder } from '../solvers/draws.js';
import { makeSolver, SOLVER, type SolverOptions } from '../solvers/solver.js';
import { checkedStates, layOut, type StartOptions, startStates, Units } from './units.js';

export interface SettleOptions extends SolverOptions, StartOptions {}

const MAXIMUM_SWEEPS = 1000;

/**
 * The dynamics s_i ← sgn(J_D s_i + Σ_j J_ij s_j) of a recurrent network, one unit after the other in an order that is
 * new and random for each sweep, until it is at a fixed point, which has energy 0. A tie flips the unit, so that
 * s → −s leaves the dynamics unchanged. A step is a sweep. It need not end: default of `maximumSteps`, after which it
 * gives up and returns the states of the lowest energy that it saw, unsolved: 1000. At a fixed point nothing changes any
 * more, so that `extraSteps` lead nowhere else.
 *
 * @example
 * ```ts
 * import { asynchronousDynamics, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const reached = await asynchronousDynamics(network, couplings, { seed: 'start' });
 * console.log(reached.solved, reached.energy, reached.steps, reached.unit);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const asynchronousDynamics = makeSolver<SettleOptions>({
  solver: 'asynchronousDynamics',
  unit: 'sweeps',
  maximumSteps: MAXIMUM_SWEEPS,
  known: [...SOLVER, 'start'],
  begin: ({ network, data }, options) => {
    const units = new Units(layOut('asynchronousDynamics', network, data), startStates(network, options));
    const shuffling = randomStream(options.seed, 'order');
    const order = makeOrder(data.inputs);
    return {
      weights: units.states,
      step() {
        units.sweep(order, shuffling);
        return units.countViolated();
      },
    };
  },
});

/**
 * The dynamics s_i ← sgn(J_D s_i + Σ_j J_ij s_j) of a recurrent network, all units at the same time, until it is at a
 * fixed point, which has energy 0. A tie flips the unit. After the start, which is random unless it is given, nothing is
 * random. A step is a sweep: every unit once. It may run in a cycle, often one of two configurations, and goes on until
 * `maximumSteps`, after which it gives up and returns the states of the lowest energy that it saw, unsolved; default
 * 1000.
 *
 * @example
 * ```ts
 * import { parallelDynamics, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const reached = await parallelDynamics(network, couplings, { seed: 'start' });
 * console.log(reached.solved, reached.energy, reached.steps, reached.unit);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const parallelDynamics = makeSolver<SettleOptions>({
  solver: 'parallelDynamics',
  unit: 'sweeps',
  maximumSteps: MAXIMUM_SWEEPS,
  known: [...SOLVER, 'start'],
  begin: ({ network, data }, options) => {
    const units = new Units(layOut('parallelDynamics', network, data), startStates(network, options));
    return {
      weights: units.states,
      step() {
        units.stepTogether();
        return units.countViolated();
      },
    };
  },
});

export interface RelaxOptions {
  /** Whether the units change one after the other, in random order, or all at the same time. Default 'asynchronous'. */
  readonly order?: 'asynchronous' | 'parallel';
  /** b_i, an external field on each unit in units of the couplings: s_i ← sgn(J_D s_i + Σ_j J_ij s_j + b_i). Default 0. */
  readonly field?: ArrayLike<number>;
  /** The seed of the random order. Required, except for the order 'parallel', which has nothing random. */
  readonly seed?: Seed;
  /** Sweeps after which it gives up. Default 1000. */
  readonly maximumSweeps?: number;
}

/** Where a dynamics came to rest, or gave up. */
export interface Relaxation {
  /** The N states at the end, −1 or +1 each. */
  readonly states: Int8Array;
  /** True if no unit would change any more, in the external field if there is one. */
  readonly converged: boolean;
  /** Sweeps made: 0 if the start is a fixed point. */
  readonly sweeps: number;
  /** E(s) of the states at the end, always without the external field. */
  readonly energy: number;
}

/**
 * Lets a recurrent network relax from given states, in an external field if there is one, until no unit would change:
 * the dynamics of `asynchronousDynamics` or `parallelDynamics`, at once and without a promise.
 *
 * @example
 * ```ts
 * import { overlap, prototypes, randomCouplings, recurrentNetwork, relax } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const [field] = prototypes({ inputs: 50, classes: 2, seed: 'fields' });
 * const held = relax(network, couplings, field, { field, seed: 1 });
 * const free = relax(network, couplings, held.states, { seed: 2 }); // without the field
 * console.log(overlap(held.states, free.states), free.energy);
 * ```
 * @throws TypeError if network, couplings, start or, with the order 'asynchronous', the seed is missing, or if an option
 * is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, if there are not N states of ±1
 * or N finite numbers in the field, or if `maximumSweeps` is not a whole number of at least 1.
 */
export function relax(
  network: Network,
  couplings: Dataset,
  start: ArrayLike<number>,
  options: RelaxOptions,
): Relaxation {
  requireOptions('relax', options, ['order', 'field', 'seed', 'maximumSweeps']);
  const { order = 'asynchronous', field, seed, maximumSweeps = MAXIMUM_SWEEPS } = options;
  checkChoice('order', order, ['asynchronous', 'parallel']);
  checkCount('maximumSweeps', maximumSweeps, 'give at least 1 sweep');
  checkFit(network, couplings);
  const units = new Units(layOut('relax', network, couplings, field), checkedStates(network, start));
  const sweep = order === 'parallel' ? () => units.stepTogether() : makeSweep(units, seed);
  let sweeps = 0;
  while (units.countViolated() > 0 && sweeps < maximumSweeps) {
    sweep();
    sweeps++;
  }
  const { states } = units;
  return { states, converged: units.countViolated() === 0, sweeps, energy: energy(network, couplings, states) };
}

function makeSweep(units: Units, seed: Seed | undefined): () => void {
  const shuffling = randomStream(checkSeed(seed), 'order');
  const order = makeOrder(units.states.length);
  return () => units.sweep(order, shuffling);
}
