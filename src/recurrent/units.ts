import { checkNumbers } from '../base/check.js';
import { type RandomStream, randomStream } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkWeights, marginThreshold } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { randomWeights, shuffleOrder } from '../solvers/draws.js';
import type { SolverOptions } from '../solvers/solver.js';

export interface StartOptions {
  /** The N states to start from, −1 or +1 each. Default: random ones. */
  readonly start?: ArrayLike<number>;
}

/** A recurrent network as its dynamics see it: whole numbers on the grid of the couplings. */
export interface Couplings {
  /** N. */
  readonly units: number;
  /** Column after column: the couplings from unit j to all units, one after the other. */
  readonly columns: Int32Array;
  /** A state +1 of unit i is kept where the local field of the unit is above this. */
  readonly thresholdsUp: Float64Array;
  /** A state −1 of unit i is kept where minus the local field of the unit is above this. */
  readonly thresholdsDown: Float64Array;
}

/**
 * Lays out the couplings of a recurrent network. An external field b_i shifts what the field of unit i must exceed, and
 * as the fields are whole numbers, this is exact. `of` is the function that needs them.
 *
 * @throws TypeError if `field` is not an array.
 * @throws RangeError if the network is not recurrent, or if `field` is not N finite numbers.
 */
export function layOut(of: string, network: Network, data: Dataset, field?: ArrayLike<number>): Couplings {
  const selfCoupling = checkRecurrent(of, network);
  const units = data.inputs;
  if (field !== undefined) checkLength('field', field, units);
  const thresholds = (sign: number) =>
    Float64Array.from({ length: units }, (_, i) =>
      marginThreshold({ ...network, selfCoupling: selfCoupling + sign * (field?.[i] ?? 0) }, data),
    );
  return { units, columns: transpose(data), thresholdsUp: thresholds(1), thresholdsDown: thresholds(-1) };
}

/**
 * The self-coupling of a recurrent network.
 *
 * @throws RangeError if the network is of another kind.
 */
export function checkRecurrent(of: string, { selfCoupling, layers }: Network): number {
  if (selfCoupling !== undefined) return selfCoupling;
  throw new RangeError(
    `${of} is for recurrent networks, and this one has the layers [${layers}]; build the network with recurrentNetwork`,
  );
}

/**
 * @throws TypeError if `values` is not an array.
 * @throws RangeError if it is not N finite numbers.
 */
export function checkLength(name: string, values: ArrayLike<number>, units: number): void {
  checkNumbers(name, values);
  if (values.length === units) return;
  throw new RangeError(`\`${name}\` has ${values.length} numbers; give one for each of the ${units} units`);
}

/** The states that a search starts from: a copy of `start` if it is given, otherwise random ones. */
export function startStates(network: Network, { start, seed }: StartOptions & SolverOptions): Int8Array {
  return start === undefined
    ? randomWeights(network.weights, randomStream(seed, 'start'))
    : checkedStates(network, start);
}

/**
 * A copy of the states of all units.
 *
 * @throws TypeError if `start` is not an array.
 * @throws RangeError if it is not N states of −1 or +1.
 */
export function checkedStates(network: Network, start: ArrayLike<number>): Int8Array {
  checkWeights('start', start, network);
  return Int8Array.from(start);
}

/** The states of all units, and their local fields Σ_j J_ij s_j, which every flip keeps up to date. */
export class Units {
  readonly states: Int8Array;
  /** In units of the grid. */
  readonly fields: Int32Array;
  readonly #couplings: Couplings;

  /** The states are a copy of those given. */
  constructor(couplings: Couplings, states: Int8Array) {
    const { units, columns } = couplings;
    this.#couplings = couplings;
    this.states = states.slice();
    this.fields = new Int32Array(units);
    for (let j = 0; j < units; j++) {
      for (let i = 0; i < units; i++) this.fields[i]! += columns[j * units + i]! * states[j]!;
    }
  }

  /** True if the condition of unit i is violated: the dynamics flips it. */
  isViolated(i: number): boolean {
    const { thresholdsUp, thresholdsDown } = this.#couplings;
    const field = this.fields[i]!;
    return this.states[i]! > 0 ? field <= thresholdsUp[i]! : -field <= thresholdsDown[i]!;
  }

  /** E(s), in the external field if there is one. */
  countViolated(): number {
    let violated = 0;
    for (let i = 0; i < this.states.length; i++) if (this.isViolated(i)) violated++;
    return violated;
  }

  flip(j: number): void {
    const { units, columns } = this.#couplings;
    const { fields } = this;
    const change = -2 * this.states[j]!;
    const first = j * units;
    this.states[j]! *= -1;
    for (let i = 0; i < units; i++) fields[i]! += change * columns[first + i]!;
  }

  /** One sweep: all units in a new random order, each flipped at once if its condition is violated. */
  sweep(order: Int32Array, shuffling: RandomStream): void {
    shuffleOrder(order, shuffling);
    for (const i of order) if (this.isViolated(i)) this.flip(i);
  }

  /** Flips all units together whose conditions are violated. */
  stepTogether(): void {
    const violated: number[] = [];
    for (let i = 0; i < this.states.length; i++) if (this.isViolated(i)) violated.push(i);
    for (const i of violated) this.flip(i);
  }
}

/** The couplings by column. */
function transpose({ values, inputs }: Dataset): Int32Array {
  const columns = new Int32Array(values.length);
  for (let i = 0; i < inputs; i++) for (let j = 0; j < inputs; j++) columns[j * inputs + i] = values[i * inputs + j]!;
  return columns;
}
