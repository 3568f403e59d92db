import { checkInteger, checkNumber } from '../check.js';
import { randomStream, type Seed } from '../seed.js';
import { checkSizes } from './check-dataset.js';
import { shuffle } from './shuffle.js';

/** The sizes of two Gaussian classes. */
export interface GaussianClassesOptions {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** P1, how many patterns have the label +1. */
  readonly positives: number;
  readonly seed: Seed;
}

/**
 * Patterns of two classes in random order, each made by `pattern` of its label and N standard normal numbers. Throws a
 * sentence where a count is wrong or the seed missing.
 */
export function gaussianClasses(
  { inputs, patterns, positives, seed }: GaussianClassesOptions,
  pattern: (label: number, normals: Float64Array) => Float64Array,
): { readonly rows: Float64Array[]; readonly labels: number[] } {
  checkSizes({ inputs, patterns });
  checkInteger('positives', positives, 0, patterns);
  const ordered = Array.from({ length: patterns }, (_, index) => (index < positives ? 1 : -1));
  const labels = shuffle(ordered, randomStream(seed, 'order of labels'));
  const noise = randomStream(seed, 'noise');
  const rows = labels.map((label) =>
    pattern(
      label,
      Float64Array.from({ length: inputs }, () => noise.normal()),
    ),
  );
  return { rows, labels };
}

/** A vector of N numbers in a random direction, `separation` √N long; `name` tells the directions of one seed apart. */
export function randomMean(inputs: number, separation: number, seed: Seed, name: string): Float64Array {
  checkSizes({ inputs, patterns: 1 });
  checkNumber('separation', separation);
  const stream = randomStream(seed, name);
  const direction = Float64Array.from({ length: inputs }, () => stream.normal());
  const length = Math.hypot(...direction);
  return direction.map((component) => (separation * Math.sqrt(inputs) * component) / length);
}
