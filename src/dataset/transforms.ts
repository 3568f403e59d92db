import { checkInteger, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { checkDataset, twoClasses } from './check-dataset.js';
import { type Dataset, makeDataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { shuffle } from './random.js';

/**
 * The data set with the mean of all its patterns subtracted from each, so that every input has mean 0. The means of two
 * classes of equal size then point in opposite directions, whatever they had in common before. Labels, ±1 or classes,
 * are unchanged, and the grid is chosen anew.
 *
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

/** A data set in two parts. */
export interface Split {
  readonly training: Dataset;
  readonly test: Dataset;
}

/**
 * Splits a data set: the first `patterns` patterns to learn from, the others to test on. Both parts have the same
 * source, such as the same teacher.
 *
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
