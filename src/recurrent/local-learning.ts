import {
  checkCount,
  checkEach,
  checkFlag,
  checkInteger,
  checkList,
  checkPositive,
  checkWithin,
  inWords,
  requireOptions,
} from '../base/check.js';
import { randomStream, type Seed } from '../base/seed.js';
import { checkClasses, checkDataset } from '../dataset/check-dataset.js';
import { type Dataset, inputsOf } from '../dataset/dataset.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';

export interface LocalLearningOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** H, the units of the layer, from 1 to 4096. Default 100. */
  readonly units?: number;
  /** J_D, the coupling of each unit to its own state, from 0 to 100. Default 0.5. */
  readonly selfCoupling?: number;
  /** How often all patterns are shown. Default 5. */
  readonly epochs?: number;
  /** λ, the strength of the teacher's field, from 0 to 100. Default 0.9. */
  readonly teacher?: number;
  /** Sweeps after which a layer that is still moving is taken as it is, from 1 to 10000. Default 15. */
  readonly sweeps?: number;
  /** κ, from 0 to 100: a unit learns if its field, times its state, is below. Default 0.5. */
  readonly margin?: number;
  /** η, the step of W and J, above 0 and up to 100; that of the readout is ten times as large. Default 0.03. */
  readonly rate?: number;
  /** Whether the couplings inside the layer learn too. Default true. */
  readonly learnCouplings?: boolean;
  readonly seed: Seed;
}

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
  readonly selfCoupling: number;
  readonly sweeps: number;
  /** W, H × D, unit after unit. */
  readonly weights: Float64Array;
  /** J, H × H, by the unit that acts: the coupling from unit j to unit i is `couplings[j * units + i]`. */
  readonly couplings: Float64Array;
  /** O, K × H, class after class. */
  readonly readout: Float64Array;
  readonly epochs: readonly LocalEpoch[];
}

/** How well a layer classifies. */
export interface Classification {
  /** The class that the layer gives to each pattern. */
  readonly classes: Int8Array;
  /** The share of the patterns with the right class. */
  readonly accuracy: number;
  /** The share of the patterns at which the layer still moved when its sweeps were over. */
  readonly unsettled: number;
}

/** After these many, a layer that still moves is in a cycle. */
const MOST_SWEEPS = 10_000;

/** As many numbers as half a gigabyte holds. */
const MOST_NUMBERS = 2 ** 26;

/**
 * Trains a layer of H sign units without gradients. For each pattern x of class y the units start as sgn(W x) and settle,
 * one after another, in the field W x + J s + J_D s + λ B_y, where the teacher's B is random and fixed; then they settle
 * without the teacher. What is left learns by local perceptron rules: if s_i (W x + J s)_i < κ, W_ij grows by
 * η s_i x_j/√D and J_ij by η s_i s_j/√H, and the readout O s/√H learns the class in the same way. Once the fixed points
 * that the teacher suggests are stable, nothing moves when it is removed. Patterns are scaled to length √D.
 *
 * The rule follows the later work of Badalotti, Baldassi, Mézard, Scardecchia and Zecchina (arXiv 2509.05041), of which
 * it is a small version.
 *
 * @throws TypeError if `data` is not a data set, `seed` is missing, or an option is unknown or of the wrong type.
 * @throws RangeError if the labels of the data are not classes, if an option is out of range, or if the layer would need
 * more than half a gigabyte.
 * @throws Error if the training is stopped: the reason of the signal.
 */
export async function learnLocally(data: Dataset, options: LocalLearningOptions): Promise<LocalLayer> {
  const { seed, epochs, teacher, margin, rate, learnCouplings, ...sizes } = checkedOptions(data, options);
  const layer = startLayer(data, sizes, seed);
  const fields = teacherFields(layer, teacher, seed);
  const state = new LayerState(layer);
  const watch = new Watch({ task: 'learnLocally', unit: 'patterns', total: epochs * data.patterns }, options);
  const history: LocalEpoch[] = [];
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      let moved = 0;
      let unsettled = 0;
      for (let pattern = 0; pattern < data.patterns; pattern++) {
        const label = data.labels[pattern]!;
        state.see(unitInputs(data, pattern));
        state.settle(fields[label]);
        const taught = state.units.slice();
        if (!state.settle()) unsettled++;
        for (let i = 0; i < taught.length; i++) if (taught[i] !== state.units[i]) moved++;
        state.learn({ margin, rate, learnCouplings });
        state.learnReadout(label, { margin, rate: 10 * rate });
        if (Watch.isDue()) await watch.turn(epoch * data.patterns + pattern, `epoch ${epoch + 1}`);
      }
      history.push({ moved: moved / data.patterns / layer.units, unsettled: unsettled / data.patterns });
    }
    watch.complete();
  } finally {
    watch.release();
  }
  return { ...layer, epochs: history };
}

/**
 * Lets a trained layer settle on each pattern, without a teacher, and reads out the class.
 *
 * @throws TypeError if `layer` is not a layer of `learnLocally`, or if `data` is not a data set.
 * @throws RangeError if the data do not have as many inputs and classes as the layer, or if a number of the layer is
 * out of range.
 */
export function classify(layer: LocalLayer, data: Dataset): Classification {
  checkLayer(layer);
  checkDataset(data);
  if (data.inputs !== layer.inputs || data.classes !== layer.classes) {
    throw new RangeError(
      `the data set has ${data.inputs} inputs and ${data.classes ?? 'no'} classes, the layer ${layer.inputs} and ${layer.classes}; give data like those it has learned`,
    );
  }
  const state = new LayerState(layer);
  let unsettled = 0;
  const classes = Int8Array.from({ length: data.patterns }, (_, pattern) => {
    state.see(unitInputs(data, pattern));
    if (!state.settle()) unsettled++;
    const outputs = state.outputs();
    return outputs.indexOf(outputs.reduce((most, output) => Math.max(most, output)));
  });
  const right = classes.reduce((count, label, pattern) => count + (label === data.labels[pattern] ? 1 : 0), 0);
  return { classes, accuracy: right / data.patterns, unsettled: unsettled / data.patterns };
}

function checkedOptions(data: Dataset, options: LocalLearningOptions) {
  checkDataset(data);
  requireOptions('learnLocally', options, [
    'units',
    'selfCoupling',
    'epochs',
    'teacher',
    'sweeps',
    'margin',
    'rate',
    'learnCouplings',
    'seed',
    'signal',
    'onProgress',
  ]);
  if (data.classes === undefined) {
    throw new RangeError('the labels of the data set are ±1; make the data with `classes`, as in prototypePatterns');
  }
  const { units = 100, selfCoupling = 0.5, epochs = 5, teacher = 0.9, sweeps = 15 } = options;
  const { margin = 0.5, rate = 0.03, learnCouplings = true, seed } = options;
  checkInteger('units', units, 1, 4096);
  checkWithin('selfCoupling', selfCoupling, 0, 100);
  checkCount('epochs', epochs, 'give at least 1 epoch');
  checkWithin('teacher', teacher, 0, 100);
  checkInteger('sweeps', sweeps, 1, MOST_SWEEPS);
  checkWithin('margin', margin, 0, 100);
  checkPositive('rate', rate);
  checkWithin('rate', rate, 0, 100);
  checkFlag('learnCouplings', learnCouplings);
  checkWatch(options);
  if (units * (data.inputs + units) > MOST_NUMBERS) {
    throw new RangeError(`${units} units with ${data.inputs} inputs need over half a gigabyte; give fewer \`units\``);
  }
  return { units, selfCoupling, epochs, teacher, sweeps, margin, rate, learnCouplings, seed };
}

/** Random W and J of variance 1/D and 1/H, so that both fields have variance 1; the readout starts at zero. */
function startLayer(
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

/** λ B: a random field for each class. */
function teacherFields({ units, classes }: Omit<LocalLayer, 'epochs'>, strength: number, seed: Seed): Float64Array[] {
  const stream = randomStream(seed, 'teacher');
  return Array.from({ length: classes }, () => Float64Array.from({ length: units }, () => strength * stream.normal()));
}

/** The inputs of a pattern, scaled to length √D. */
function unitInputs(data: Dataset, pattern: number): Float64Array {
  const inputs = inputsOf(data, pattern);
  const square = inputs.reduce((sum, value) => sum + value ** 2, 0);
  return square > 0 ? inputs.map((value) => value * Math.sqrt(data.inputs / square)) : inputs;
}

/** The units of a layer that sees a pattern, with their fields. */
class LayerState {
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

  learn({ margin, rate, learnCouplings }: Required<Pick<LocalLearningOptions, 'margin' | 'rate' | 'learnCouplings'>>) {
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

  learnReadout(label: number, { margin, rate }: { readonly margin: number; readonly rate: number }): void {
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

function checkLayer(layer: LocalLayer): void {
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
