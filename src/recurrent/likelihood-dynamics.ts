import { checkPositive } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from '../solvers/solver.js';
import { gaussianHazard, logGaussianTail } from '../theory/numerics/gaussian-tail.js';
import { layOut, type StartOptions, startStates, Units } from './units.js';

export interface LikelihoodDynamicsOptions extends SolverOptions, StartOptions {
  /** η, the length of a step, above 0. Default 0.1. */
  readonly rate?: number;
  /** The size of h = atanh m at the start, where it has the signs of `start`. Above 0; default 0.01. */
  readonly startSize?: number;
}

/** σ², the variance of a local field, is at least this. */
const LEAST_VARIANCE = 1e-4;

/** |h| stays below this, so that m can still leave ±1. */
const LARGEST_FIELD = 5;

/**
 * Gradient ascent on the logarithm of the likelihood that random states with means m_i fulfil the conditions of a
 * recurrent network, each alone (after Saglietti, Tartaglione and Zecchina, Phys. Rev. Lett. 120, 268103, 2018),
 *
 *     L(m) = Σ_i ln Φ((J_D + m_i μ_i)/σ_i), μ_i = Σ_j J_ij m_j, σ_i² = Σ_j J_ij² (1 − m_j²), at least 10⁻⁴.
 *
 * With m = tanh h, a step adds η ∂L/∂m_i to each h_i, and the signs of h are tried. Fixed points are where L = 0, which
 * no m exceeds. A step is an iteration; default of `maximumSteps`: 2000.
 *
 * @example
 * ```ts
 * import { likelihoodDynamics, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const reached = await likelihoodDynamics(network, couplings, { seed: 'start' });
 * console.log(reached.solved, reached.energy, reached.steps, reached.unit);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const likelihoodDynamics = makeSolver<LikelihoodDynamicsOptions>({
  solver: 'likelihoodDynamics',
  unit: 'iterations',
  maximumSteps: 2000,
  known: [...SOLVER, 'start', 'rate', 'startSize'],
  begin: ({ network, data }, options): Search => {
    const { seed, rate = 0.1, startSize = 0.01 } = options;
    checkPositive('rate', rate);
    checkPositive('startSize', startSize);
    const laidOut = layOut('likelihoodDynamics', network, data);
    const likelihood = new Likelihood(network.selfCoupling!, data);
    // Of different sizes, so that the start is no corner in which all units are equally certain.
    const sizes = randomStream(seed, 'sizes');
    const h = Float64Array.from(startStates(network, options), (state) => 2 * startSize * sizes.uniform() * state);
    const means = new Float64Array(h.length);
    const weights = new Int8Array(h.length);
    return {
      weights,
      step() {
        for (let i = 0; i < h.length; i++) means[i] = Math.tanh(h[i]!);
        const slopes = likelihood.slopes(means);
        for (let i = 0; i < h.length; i++) {
          h[i] = Math.max(-LARGEST_FIELD, Math.min(LARGEST_FIELD, h[i]! + rate * slopes[i]!));
          weights[i] = h[i]! < 0 ? -1 : 1;
        }
        return new Units(laidOut, weights).countViolated();
      },
    };
  },
});

/** L(m) of a recurrent network, and its gradient. */
export class Likelihood {
  readonly #selfCoupling: number;
  readonly #couplings: Float64Array;

  constructor(selfCoupling: number, { values, scale }: Dataset) {
    this.#selfCoupling = selfCoupling;
    this.#couplings = Float64Array.from(values, (value) => value / scale);
  }

  /** L(m), in nats. */
  value(means: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < means.length; i++) {
      const { mean, variance } = this.#localField(i, means);
      sum += logGaussianTail(-(this.#selfCoupling + means[i]! * mean) / Math.sqrt(variance));
    }
    return sum;
  }

  /** ∂L/∂m_i for each unit, from the mean and from the variance of the fields. */
  slopes(means: Float64Array): Float64Array {
    const units = means.length;
    const slopes = new Float64Array(units);
    const stiffness = new Float64Array(units);
    for (let i = 0; i < units; i++) {
      const { mean, variance } = this.#localField(i, means);
      const spread = Math.sqrt(variance);
      const excess = (this.#selfCoupling + means[i]! * mean) / spread;
      const pull = gaussianHazard(-excess) / spread;
      slopes[i]! += pull * mean;
      const [ofMean, ofVariance] = [pull * means[i]!, variance > LEAST_VARIANCE ? (pull * excess) / spread : 0];
      const row = i * units;
      for (let j = 0; j < units; j++) {
        const coupling = this.#couplings[row + j]!;
        slopes[j]! += ofMean * coupling;
        stiffness[j]! += ofVariance * coupling * coupling;
      }
    }
    for (let j = 0; j < units; j++) slopes[j]! += stiffness[j]! * means[j]!;
    return slopes;
  }

  #localField(i: number, means: Float64Array): { readonly mean: number; readonly variance: number } {
    const row = i * means.length;
    let mean = 0;
    let variance = 0;
    for (let j = 0; j < means.length; j++) {
      const [coupling, m] = [this.#couplings[row + j]!, means[j]!];
      mean += coupling * m;
      variance += coupling * coupling * (1 - m * m);
    }
    return { mean, variance: Math.max(variance, LEAST_VARIANCE) };
  }
}
