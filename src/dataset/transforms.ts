import { checkEach, checkInteger, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { checkDataset, twoClasses } from './check-dataset.js';
import { type Dataset, gridPoints, makeDataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { shuffle } from './random.js';

/**
 * The data set with the mean of all its patterns subtracted from each, so that every input has mean 0. The means of two
 * classes of equal size then point in opposite directions, whatever they had in common before. Labels, ±1 or classes,
 * are unchanged, and the grid is chosen anew.
 *
 * @example
 * ```ts
 * import { centreInputs, classAngle, mnistPair } from 'weightspace';
 *
 * const data = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 40, seed: 'digits' });
 * console.log(classAngle(data), classAngle(centreInputs(data))); // near 180 after it
 * ```
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if the grid cannot hold a centred pattern.
 */
export function centreInputs(data: Dataset): Dataset {
  checkDataset(data);
  const { inputs, patterns, values, scale, provenance } = data;
  const mean = new Float64Array(inputs);
  for (let k = 0; k < values.length; k++) mean[k % inputs] += values[k] / patterns;
  const rows = Array.from({ length: patterns }, (_, pattern) =>
    mean.map((level, i) => (values[pattern * inputs + i] - level) / scale),
  );
  return fromArrays(rows, data.labels, {
    classes: data.classes,
    source: `${provenance.source}, centred`,
    parameters: { ...provenance.parameters, centred: true },
    notice: provenance.notice,
  });
}

export interface FlipLabelsOptions {
  /** f, the number of labels to flip, from 0 to P. */
  readonly flips: number;
  /**
   * Chooses the patterns, all with equal probability whatever their class. With the same seed, fewer flips are a subset
   * of more.
   */
  readonly seed: Seed;
}

/**
 * A data set with `flips` labels inverted, the paper's mislabelling (Mele et al., TMLR 2025); the patterns are
 * unchanged. The provenance records `flips` and `flipSeed` in addition to the parameters of the data set.
 *
 * @example
 * ```ts
 * import { flipLabels, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(flipLabels(data, { flips: 4, seed: 'flips' }).provenance.parameters);
 * ```
 * @throws TypeError if `data` is not a data set, `seed` is missing or not a string or finite number, or an option is
 * unknown.
 * @throws RangeError if `flips` is not a whole number from 0 to P, or if the labels are classes.
 */
export function flipLabels(data: Dataset, options: FlipLabelsOptions): Dataset {
  twoClasses(data);
  requireOptions('flipLabels', options, ['flips', 'seed']);
  const { flips, seed } = options;
  checkInteger('flips', flips, 0, data.patterns);
  const labels = Int8Array.from(data.labels);
  for (const pattern of shuffle([...labels.keys()], randomStream(seed, 'flipped labels'), flips)) labels[pattern] *= -1;
  const { source, parameters, notice } = data.provenance;
  return makeDataset({
    values: data.values,
    shape: [data.patterns, data.inputs],
    scale: data.scale,
    labels,
    source: `${source}, ${flips} labels flipped`,
    parameters: { ...parameters, flips, flipSeed: checkSeed(seed) },
    notice,
  });
}

/**
 * A data set of classes as one with labels ±1: +1 for the classes in `positive`, −1 for the others. With
 * `mnistClasses(…)` and [1, 3, 5, 7, 9] the label is the parity of the digit.
 *
 * @example
 * ```ts
 * import { groupClasses, mnistClasses } from 'weightspace';
 *
 * const digits = await mnistClasses({ source: 'drawn', patterns: 50, seed: 'digits' });
 * console.log(groupClasses(digits, [1, 3, 5, 7, 9]).classCounts); // odd and even
 * ```
 * @throws TypeError if `data` is not a data set, or if `positive` is not an array.
 * @throws RangeError if the labels of `data` are not classes, or if `positive` names one that there is not.
 */
export function groupClasses(data: Dataset, positive: readonly number[]): Dataset {
  checkDataset(data);
  const { classes, labels } = data;
  if (classes === undefined) {
    throw new RangeError('the data set has labels ±1; give one with classes, as mnistClasses(…) makes');
  }
  const isClass = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  checkEach('positive', positive, isClass, `give classes from 0 to ${classes - 1}`);
  const group = new Set(positive);
  const { source, parameters, notice } = data.provenance;
  return makeDataset({
    values: data.values,
    shape: [data.patterns, data.inputs],
    scale: data.scale,
    labels: Int8Array.from(labels, (label) => (group.has(label) ? 1 : -1)),
    source: `${source}, classes ${[...group].join(', ')} against the others`,
    parameters: { ...parameters, positiveClasses: [...group] },
    notice,
  });
}

/**
 * The data set with ±1 inputs: of each pattern the larger half of its inputs becomes +1 and the others −1, of equal ones
 * the first. An even number of inputs loses its last one, so that no field of ±1 weights can be zero; of the odd number N
 * that remains, (N − 1)/2 become +1.
 *
 * @example
 * ```ts
 * import { binariseInputs, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(binariseInputs(data).values.slice(0, 25)); // the first pattern
 * ```
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if it has fewer than 3 inputs.
 */
export function binariseInputs(data: Dataset): Dataset {
  checkDataset(data);
  const { inputs, patterns, provenance } = data;
  if (inputs < 3) throw new RangeError(`the data set has ${inputs} inputs; give one with at least 3`);
  const odd = inputs - ((inputs + 1) % 2);
  const rows = Array.from({ length: patterns }, (_, pattern) => {
    const points = gridPoints(data, pattern).subarray(0, odd);
    const order = [...points.keys()].sort((a, b) => points[b]! - points[a]! || a - b);
    const signs = new Int8Array(odd).fill(-1);
    for (const i of order.slice(0, (odd - 1) / 2)) signs[i] = 1;
    return signs;
  });
  return fromArrays(rows, data.labels, {
    classes: data.classes,
    source: `${provenance.source}, binarised`,
    parameters: { ...provenance.parameters, binarised: true },
    notice: provenance.notice,
  });
}

/**
 * The data set with each input permuted over all patterns, independently of the other inputs: every input keeps its
 * values, and the patterns lose their correlations with each other's inputs and with the labels.
 *
 * @example
 * ```ts
 * import { annealedVariance, separatedPatterns, shuffleInputs } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(annealedVariance(data), annealedVariance(shuffleInputs(data, { seed: 'shuffle' })));
 * ```
 * @throws TypeError if `data` is not a data set, `seed` is missing or not a string or finite number, or an option is
 * unknown.
 */
export function shuffleInputs(data: Dataset, options: { readonly seed: Seed }): Dataset {
  checkDataset(data);
  requireOptions('shuffleInputs', options, ['seed']);
  const { inputs, patterns, values } = data;
  const { source, parameters, notice } = data.provenance;
  const random = randomStream(options.seed, 'shuffled inputs');
  const shuffled = new Int32Array(values.length);
  for (let i = 0; i < inputs; i++) {
    const order = shuffle([...Array(patterns).keys()], random, patterns);
    for (let pattern = 0; pattern < patterns; pattern++) {
      shuffled[pattern * inputs + i] = values[order[pattern]! * inputs + i];
    }
  }
  return makeDataset({
    values: shuffled,
    shape: [patterns, inputs],
    scale: data.scale,
    labels: Int8Array.from(data.labels),
    classes: data.classes,
    source: `${source}, inputs shuffled`,
    parameters: { ...parameters, shuffleSeed: checkSeed(options.seed) },
    notice,
  });
}

/** A data set in two parts. */
export interface Split {
  /** The first patterns, to learn from. */
  readonly training: Dataset;
  /** The other patterns. */
  readonly test: Dataset;
}

/**
 * Splits a data set: the first `patterns` patterns to learn from, the others to test on. Both parts have the same
 * source, such as the same teacher.
 *
 * @example
 * ```ts
 * import { split, teacherPatterns } from 'weightspace';
 *
 * const all = teacherPatterns({ inputs: 21, patterns: 30, seed: 'patterns' });
 * const { training, test } = split(all, 20);
 * console.log(training.patterns, test.patterns); // 20 and 10
 * ```
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if one of the parts would be empty.
 */
export function split(data: Dataset, patterns: number): Split {
  checkDataset(data);
  checkInteger('patterns', patterns, 1, data.patterns - 1);
  return { training: part(data, 'training', 0, patterns), test: part(data, 'test', patterns, data.patterns) };
}

function part(data: Dataset, name: string, first: number, end: number): Dataset {
  const { inputs, values, scale, labels, classes, provenance } = data;
  const { shape, scale: grid, arithmetic, ...parameters } = provenance.parameters;
  return makeDataset({
    values: values.slice(first * inputs, end * inputs),
    shape: [end - first, inputs],
    scale,
    labels: labels.slice(first, end),
    classes,
    source: provenance.source,
    parameters: { ...parameters, part: name },
    notice: provenance.notice,
  });
}
