import { checkInteger, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { checkDataset, twoClasses } from './check-dataset.js';
import { type Dataset, makeDataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { shuffle } from './random.js';

/**
 * The data set with the mean of all its patterns taken from each of them, so that every input has mean 0. The means of two
 * classes of a size then point in opposite directions, whatever they had in common before. Labels, ±1 or classes, stay as they
 * are, and the grid is chosen anew. Throws the sentence of `fromArrays` where a pattern is all zeros after that.
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
  /** f, how many of the P labels are flipped, 0 … P. */
  readonly flips: number;
  /** Chooses which: among all patterns alike, whatever their class. Fewer flips are among those of more. */
  readonly seed: Seed;
}

/**
 * A data set with `flips` labels turned into their opposite, the paper's mislabelling (Mele et al., TMLR 2025); the patterns
 * stay as they are. The provenance keeps what was flipped as `flips` and `flipSeed`, beside the data set's own parameters.
 * Throws a sentence where `flips` is not from 0 to P, the labels are not ±1, or the seed is missing.
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
 * The first `patterns` patterns to learn from, and the others to test on: both from the same source, the same teacher say.
 * @throws where one of the parts would be empty.
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
