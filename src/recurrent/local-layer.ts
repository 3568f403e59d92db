import { checkCount, checkEach, checkInteger, checkList, checkWithin, inWords } from '../base/check.js';
import { randomStream, type Seed } from '../base/seed.js';
import { checkClasses } from '../dataset/check-dataset.js';
import { type Dataset, inputsOf } from '../dataset/dataset.js';

/** What happened in one epoch. */
export interface LocalEpoch {
  /** The mean share of the units that moved when the teacher was removed. */
  readonly moved: number;
  /** The share of the patterns after which the layer still moved when its sweeps were over. */
  readonly unsettled: number;
}

/** A recurrent layer with its readout: plain data, numbers in natural units. */
export interface LocalLayer {
  /** D. */
  readonly inputs: number;
  /** H. */
  readonly units: number;
  /** K. */
  readonly classes: number;
  /** J_D, as it was given. */
  readonly selfCoupling: number;
  /** The most sweeps in which the units settle, as it was given. */
  readonly sweeps: number;
  /** W, H × D, unit after unit. */
  readonly weights: Float64Array;
  /** J, H × H, by the unit that acts: the coupling from unit j to unit i is `couplings[j * units + i]`. */
  readonly couplings: Float64Array;
  /** O, K × H, class after class. */
  readonly readout: Float64Array;
  /** What happened in each epoch of the training. */
  readonly epochs: readonly LocalEpoch[];
}

/** After these many, a layer that still moves is in a cycle. */
export const MOST_SWEEPS = 10_000;

/** Random W and J of variance 1/D and 1/H, so that both fields have variance 1; the readout starts at zero. */
export function startLayer(
  { inputs, classes = 2 }: Dataset,
  { units, selfCoupling, sweeps }: Pick<LocalLayer, 'units' | 'selfCoupling' | 'sweeps'>,
  seed: Seed,
): Omit<LocalLayer, 'epochs'> {
  const normals = (length: number, name: string, variance: number) => {
    const stream = randomStream(seed, name);
    return Float64Array.from({ length }, () => stream.normal() * Math.sqrt(variance));
  };
  const weights = normals(units * inputs, 'weights', 1 / inputs);
  const couplings = normals(units * units, 'couplings', 1 / units);
  for (let i = 0; i < units; i++) couplings[i * units + i] = 0;
  return {
    inputs,
    units,
    classes,
    selfCoupling,
    sweeps,
    weights,
    couplings,
    readout: new Float64Array(classes * units),
  };
}

/** The inputs of a pattern, scaled to length √D. */
export function unitInputs(data: Dataset, pattern: number): Float64Array {
  const inputs = inputsOf(data, pattern);
  const square = inputs.reduce((sum, value) => sum + value ** 2, 0);
  return square > 0 ? inputs.map((value) => value * Math.sqrt(data.inputs / square)) : inputs;
}

/** A local perceptron rule. */
interface LocalRule {
  /** κ: a unit learns if its field, times its state, is below. */
  readonly margin: number;
  /** η. */
  readonly rate: number;
}

/** The units of a layer that sees a pattern, with their fields. */
export class LayerState {
  readonly units: Int8Array;
  readonly #layer: Omit<LocalLayer, 'epochs'>;
  readonly #fields: Float64Array;
  #inputs: Float64Array = new Float64Array(0);

  constructor(layer: Omit<LocalLayer, 'epochs'>) {
    this.#layer = layer;
    this.units = new Int8Array(layer.units);
    this.#fields = new Float64Array(layer.units);
  }

  /** Starts with the states sgn(W x). */
  see(inputs: Float64Array): void {
    const { weights, units: count } = this.#layer;
    this.#inputs = inputs;
    const fields = this.#fields;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let j = 0; j < inputs.length; j++) sum += weights[i * inputs.length + j]! * inputs[j]!;
      fields[i] = sum;
    }
    for (let i = 0; i < count; i++) this.units[i] = fields[i]! > 0 ? 1 : -1;
    for (let j = 0; j < count; j++) this.#addColumn(j, this.units[j]!);
  }

  /** Sweeps through the units until none moves: false if one still does. */
  settle(external?: Float64Array): boolean {
    const { units: count, selfCoupling, sweeps } = this.#layer;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let moved = false;
      for (let i = 0; i < count; i++) {
        const field = this.#fields[i]! + selfCoupling * this.units[i]! + (external === undefined ? 0 : external[i]!);
        const unit = field > 0 ? 1 : -1;
        if (unit === this.units[i]) continue;
        this.units[i] = unit;
        this.#addColumn(i, 2 * unit);
        moved = true;
      }
      if (!moved) return true;
    }
    return false;
  }

  /** The rule of W and J. */
  learn({ margin, rate, learnCouplings }: LocalRule & { readonly learnCouplings: boolean }): void {
    const { units: count, inputs: size, weights, couplings } = this.#layer;
    const wrong: number[] = [];
    for (let i = 0; i < count; i++) if (this.units[i]! * this.#fields[i]! < margin) wrong.push(i);
    for (const i of wrong) {
      const step = (rate * this.units[i]!) / Math.sqrt(size);
      for (let j = 0; j < size; j++) weights[i * size + j]! += step * this.#inputs[j]!;
    }
    if (!learnCouplings) return;
    const step = rate / Math.sqrt(count);
    for (let j = 0; j < count; j++) {
      for (const i of wrong) if (i !== j) couplings[j * count + i]! += step * this.units[i]! * this.units[j]!;
    }
  }

  /** The rule of the readout. */
  learnReadout(label: number, { margin, rate }: LocalRule): void {
    const { units: count, readout } = this.#layer;
    const step = rate / Math.sqrt(count);
    for (const [k, output] of this.outputs().entries()) {
      const sign = k === label ? 1 : -1;
      if (sign * output >= margin) continue;
      for (let i = 0; i < count; i++) readout[k * count + i]! += step * sign * this.units[i]!;
    }
  }

  /** O s/√H. */
  outputs(): Float64Array {
    const { units: count, classes, readout } = this.#layer;
    return Float64Array.from({ length: classes }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += readout[k * count + i]! * this.units[i]!;
      return sum / Math.sqrt(count);
    });
  }

  #addColumn(j: number, change: number): void {
    const { units: count, couplings } = this.#layer;
    for (let i = 0; i < count; i++) this.#fields[i]! += couplings[j * count + i]! * change;
  }
}

/**
 * @throws TypeError if this is not a layer of `learnLocally`.
 * @throws RangeError if one of its numbers is out of range.
 */
export function checkLayer(layer: LocalLayer): void {
  if (layer?.weights === undefined) {
    throw new TypeError(`the layer is ${inWords(layer)}; make one, as in await learnLocally(data, { seed })`);
  }
  const { inputs, units, classes, selfCoupling, sweeps } = layer;
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkCount('units', units, 'a layer needs at least 1');
  checkClasses(classes);
  checkWithin('selfCoupling', selfCoupling, 0, 100);
  checkInteger('sweeps', sweeps, 1, MOST_SWEEPS);
  checkMatrix('weights', layer.weights, units * inputs);
  checkMatrix('couplings', layer.couplings, units * units);
  checkMatrix('readout', layer.readout, classes * units);
}

function checkMatrix(name: string, numbers: Float64Array, length: number): void {
  checkList(name, numbers, 'numbers');
  checkEach(name, numbers, (value) => Math.abs(value) < 1e100, 'the numbers of a layer are finite, below 1e100');
  if (numbers.length === length) return;
  throw new RangeError(`\`${name}\` of the layer has ${numbers.length} numbers; give ${length}, as learnLocally does`);
}
