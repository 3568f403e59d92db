import { checkCount, checkFlag, checkInteger, checkPositive, checkWithin, requireOptions } from '../base/check.js';
import { randomStream, type Seed } from '../base/seed.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import {
  checkLayer,
  LayerState,
  type LocalEpoch,
  type LocalLayer,
  MOST_SWEEPS,
  startLayer,
  unitInputs,
} from './local-layer.js';

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
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
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
 * @example
 * ```ts
 * import { classify, learnLocally, prototypePatterns } from 'weightspace';
 *
 * const data = prototypePatterns({ inputs: 100, classes: 4, patterns: 200, noise: 0.1, seed: 'patterns' });
 * const layer = await learnLocally(data, { units: 50, epochs: 3, seed: 'layer' });
 * console.log(layer.epochs, classify(layer, data).accuracy);
 * ```
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
 * @example
 * ```ts
 * import { classify, learnLocally, prototypePatterns, split } from 'weightspace';
 *
 * const data = prototypePatterns({ inputs: 100, classes: 4, patterns: 200, noise: 0.1, seed: 'patterns' });
 * const { training, test } = split(data, 150);
 * const layer = await learnLocally(training, { units: 50, epochs: 3, seed: 'layer' });
 * console.log(classify(layer, test).accuracy); // on patterns that it has not seen
 * ```
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

/** λ B: a random field for each class. */
function teacherFields({ units, classes }: Omit<LocalLayer, 'epochs'>, strength: number, seed: Seed): Float64Array[] {
  const stream = randomStream(seed, 'teacher');
  return Array.from({ length: classes }, () => Float64Array.from({ length: units }, () => strength * stream.normal()));
}
