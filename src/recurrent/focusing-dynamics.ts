import { checkEach, checkPositive } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeSolver, type Search, SOLVER, type SolverOptions } from '../solvers/solver.js';
import { logGaussianTail } from '../theory/numerics/gaussian-tail.js';
import { tabulatedTail } from './tail-table.js';
import { checkLength, layOut, type StartOptions, startStates, Units } from './units.js';

export interface FocusingDynamicsOptions extends SolverOptions, StartOptions {
  /** The size of the fields h at the start, where they have the signs of `start`. Above 0; default 0.01. */
  readonly startSize?: number;
  /** The fields h at the start, such as b η̃ for a codeword η̃ to decode. Default: those of `start` and `startSize`. */
  readonly initialFields?: ArrayLike<number>;
  /**
   * b_i, an external field on each unit in units of the couplings, from −10⁶ to 10⁶. The search then ends where
   * s_i (Σ_j J_ij s_j + b_i) + J_D > 0 for all units, while `energy` and `solved` are still said of the network without
   * the field. Default 0.
   */
  readonly field?: ArrayLike<number>;
}

/** σ², the variance of a local field, is at least this: states that are certain would make steps infinite. */
const LEAST_VARIANCE = 1e-4;

/** A unit is never more certain of its own state than this in one step. */
const MOST_CERTAIN = 1 - 1e-6;

/** Where the sum of tails is below this, too few of their digits are left. */
const SMALLEST_SUM = 1e-250;

/**
 * Focusing belief propagation as a dynamics, which is not chaotic (Baldassi, Mézard and Zecchina; the simplified
 * equations). Each unit has a field h_i and a mean state m_i = h_i, limited to ±1. A random unit j is picked; with
 * μ = Σ_i J_ji m_i and σ² = Σ_i J_ji² (1 − m_i²), at least 10⁻⁴, the fields of all others change by
 *
 *     [a (Φ⁺⁺ − Φ⁺⁻) + b (Φ⁻⁻ − Φ⁻⁺)] / [a (Φ⁺⁺ + Φ⁺⁻) + b (Φ⁻⁻ + Φ⁻⁺)],
 *
 * with a = (1 + m_j)/2, b = 1 − a and Φ^(st) = Φ((s (μ − J_ji m_i) + J_D + t J_ji)/σ), and its own by
 * atanh[(r⁺ − r⁻)/(r⁺ + r⁻)], r^± = Φ((±μ + J_D)/σ). After each N picks, which are a step, the signs of h are tried. It
 * starts from small fields, random unless they are given. Where it finds a fixed point, it mostly does so in less than a
 * hundred sweeps; default of `maximumSteps`: 200.
 *
 * @example
 * ```ts
 * import { focusingDynamics, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const reached = await focusingDynamics(network, couplings, { seed: 'start' });
 * console.log(reached.solved, reached.energy, reached.steps, reached.unit);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const focusingDynamics = makeSolver<FocusingDynamicsOptions>({
  solver: 'focusingDynamics',
  unit: 'sweeps',
  maximumSteps: 200,
  known: [...SOLVER, 'start', 'startSize', 'initialFields', 'field'],
  begin: ({ network, data }, options): Search => {
    const { seed, startSize = 0.01, initialFields, field } = options;
    checkPositive('startSize', startSize);
    if (initialFields !== undefined) checkLength('initialFields', initialFields, data.inputs);
    if (field !== undefined) checkField(field, data.inputs);
    const laidOut = layOut('focusingDynamics', network, data, field);
    const start = startStates(network, options);
    const initial = Float64Array.from(initialFields ?? start, (h) => (initialFields === undefined ? startSize * h : h));
    const state = new FocusingFields(network.selfCoupling!, data, initial, field);
    const picking = randomStream(seed, 'order');
    const weights = new Int8Array(data.inputs);
    return {
      weights,
      step() {
        for (let pick = 0; pick < data.inputs; pick++) state.pick(Math.floor(picking.uniform() * data.inputs));
        state.fields.forEach((h, i) => {
          weights[i] = h < 0 ? -1 : 1;
        });
        return new Units(laidOut, weights).countViolated();
      },
    };
  },
});

/** In a field that is much stronger, tails would overflow. */
const STRONGEST_FIELD = 1e6;

/** @throws RangeError if `field` is not N numbers of a size that can be computed with. */
function checkField(field: ArrayLike<number>, units: number): void {
  checkLength('field', field, units);
  checkEach('field', field, (b) => Math.abs(b) <= STRONGEST_FIELD, 'give numbers from −10⁶ to 10⁶');
}

/** The fields h of all units, and their mean states m. */
export class FocusingFields {
  readonly fields: Float64Array;
  readonly means: Float64Array;
  readonly #selfCoupling: number;
  /** Row after row, in their own units: those that unit j receives. */
  readonly #couplings: Float64Array;
  readonly #external: ArrayLike<number> | undefined;

  constructor(selfCoupling: number, { values, scale }: Dataset, initial: Float64Array, external?: ArrayLike<number>) {
    this.fields = initial;
    this.means = initial.map(limit);
    this.#selfCoupling = selfCoupling;
    this.#couplings = Float64Array.from(values, (value) => value / scale);
    this.#external = external;
  }

  /** What the condition of unit j says of the fields of all units. */
  pick(j: number): void {
    const { fields, means } = this;
    const units = fields.length;
    const row = this.#couplings.subarray(j * units, (j + 1) * units);
    let mean = this.#external?.[j] ?? 0;
    let variance = 0;
    for (let i = 0; i < units; i++) {
      const [coupling, m] = [row[i]!, means[i]!];
      mean += coupling * m;
      variance += coupling * coupling * (1 - m * m);
    }
    const precision = 1 / Math.sqrt(Math.max(variance, LEAST_VARIANCE));
    const own = this.#selfCoupling * precision;
    const up = (1 + means[j]!) / 2;
    for (let i = 0; i < units; i++) {
      const coupling = row[i]! * precision;
      // The coupling of a unit to itself is not among them.
      if (coupling === 0) continue;
      const h = fields[i]! + push(up, mean * precision - coupling * means[i]!, own, coupling);
      fields[i] = h;
      means[i] = limit(h);
    }
    const [plus, minus] = [tabulatedTail(-mean * precision - own), tabulatedTail(mean * precision - own)];
    const wanted = (plus - minus) / (plus + minus);
    fields[j]! += Math.atanh(Math.max(-MOST_CERTAIN, Math.min(MOST_CERTAIN, wanted)));
    means[j] = limit(fields[j]!);
  }
}

/** [a (H⁺⁺ − H⁺⁻) + b (H⁻⁻ − H⁻⁺)] / [the same with sums], where `up` is a, and all else in units of σ. */
function push(up: number, cavity: number, own: number, coupling: number): number {
  const down = 1 - up;
  const [a, b, c, d] = [
    -cavity - own - coupling,
    -cavity - own + coupling,
    cavity - own + coupling,
    cavity - own - coupling,
  ];
  const first = up * tabulatedTail(a) + down * tabulatedTail(c);
  const second = up * tabulatedTail(b) + down * tabulatedTail(d);
  if (first + second > SMALLEST_SUM) return (first - second) / (first + second);
  return Math.tanh((logOfSum(up, a, down, c) - logOfSum(up, b, down, d)) / 2);
}

/** ln [a H(x) + b H(y)], also where both tails would underflow. */
function logOfSum(a: number, x: number, b: number, y: number): number {
  const [one, other] = [Math.log(a) + logGaussianTail(x), Math.log(b) + logGaussianTail(y)];
  const larger = Math.max(one, other);
  return larger + Math.log1p(Math.exp(Math.min(one, other) - larger));
}

/** Limited to ±1. */
function limit(h: number): number {
  return Math.max(-1, Math.min(1, h));
}
