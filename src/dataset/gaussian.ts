import { checkInteger, checkNumber, checkWithin, requireOptions } from '../base/check.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { checkSizes } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { shuffle } from './random.js';

/** The sizes of two Gaussian classes. */
export interface GaussianClassesOptions {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** P1, the number of patterns with label +1. */
  readonly positives: number;
  readonly seed: Seed;
}

/**
 * Patterns of two classes in random order; `pattern` makes each from its label and N standard normal numbers.
 *
 * @throws TypeError if `seed` is missing or not a string or finite number.
 * @throws RangeError if a count is out of range.
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

/**
 * A vector of N numbers in a random direction, of length `separation` √N. `name` distinguishes the directions of one
 * seed.
 */
function randomMean(inputs: number, separation: number, seed: Seed, name: string): Float64Array {
  checkSizes({ inputs, patterns: 1 });
  checkNumber('separation', separation);
  const stream = randomStream(seed, name);
  const direction = Float64Array.from({ length: inputs }, () => stream.normal());
  const length = Math.hypot(...direction);
  return direction.map((component) => (separation * Math.sqrt(inputs) * component) / length);
}

export interface SeparatedPatternsOptions {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** P1, the number of patterns with label +1. Default: half of `patterns`, rounded down. */
  readonly positives?: number;
  /**
   * m, the distance of each class mean from the origin divided by √N, in standard deviations of an input. Default 0:
   * the classes do not differ.
   */
  readonly separation?: number;
  /** Of the means and the patterns. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums allow. */
  readonly scale?: number | undefined;
}

/**
 * Two Gaussian classes, the paper's class separation in silico (Mele et al., TMLR 2025): ξ = σ μ + ν with ν standard
 * normal in each input, and μ in a random direction with |μ| = m √N. Theory: `classSeparation`.
 *
 * @example
 * ```ts
 * import { separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(data.inputs, data.patterns, data.classCounts);
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, or if an option is unknown.
 * @throws RangeError if a count or the separation is out of range, or if the grid cannot hold the numbers.
 */
export function separatedPatterns(options: SeparatedPatternsOptions): Dataset {
  requireOptions('separatedPatterns', options, ['inputs', 'patterns', 'positives', 'separation', 'seed', 'scale']);
  const { inputs, patterns, positives = Math.floor(patterns / 2), separation = 0, seed, scale } = options;
  const mean = randomMean(inputs, separation, seed, 'direction of the class mean');
  const { rows, labels } = gaussianClasses({ inputs, patterns, positives, seed }, (label, normals) =>
    normals.map((noise, i) => label * mean[i] + noise),
  );
  return fromArrays(rows, labels, {
    scale,
    source: 'two Gaussian classes',
    parameters: { inputs, patterns, positives, separation, seed: checkSeed(seed) },
  });
}

export interface DirectedPatternsOptions extends SeparatedPatternsOptions {
  /** l, from −1 (opposite means, as in `separatedPatterns`) through 0 (means at a right angle) to 1 (the same mean). */
  readonly alignment: number;
}

/**
 * Two Gaussian classes whose means point in two directions, the paper's mean directions (Mele et al., TMLR 2025): ξ =
 * μ1 + ν for label +1 and μ0 + ν for −1, with ν standard normal in each input. μ1 has a random direction and length m
 * √N, and μ0 = l μ1 + (1 − |l|) μ′ with μ′ independent of μ1 and of the same length. Theory: `meanDirections`.
 *
 * @example
 * ```ts
 * import { classAngle, directedPatterns } from 'weightspace';
 *
 * const data = directedPatterns({ inputs: 25, patterns: 40, separation: 2, alignment: 0.9, seed: 'patterns' });
 * console.log(classAngle(data)); // both classes on one side
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, or if an option is unknown.
 * @throws RangeError if a count, the separation or the alignment is out of range, or if the grid cannot hold the
 * numbers.
 */
export function directedPatterns(options: DirectedPatternsOptions): Dataset {
  requireOptions('directedPatterns', options, [
    'inputs',
    'patterns',
    'positives',
    'separation',
    'alignment',
    'seed',
    'scale',
  ]);
  const { inputs, patterns, positives = Math.floor(patterns / 2), separation = 0, alignment, seed, scale } = options;
  checkWithin('alignment', alignment, -1, 1);
  const mean1 = randomMean(inputs, separation, seed, 'direction of the class mean');
  const otherMean = randomMean(inputs, separation, seed, 'direction of the other class mean');
  const mean0 = mean1.map((component, i) => alignment * component + (1 - Math.abs(alignment)) * otherMean[i]);
  const { rows, labels } = gaussianClasses({ inputs, patterns, positives, seed }, (label, normals) =>
    normals.map((noise, i) => (label === 1 ? mean1 : mean0)[i] + noise),
  );
  return fromArrays(rows, labels, {
    scale,
    source: 'two Gaussian classes, means in two directions',
    parameters: { inputs, patterns, positives, separation, alignment, seed: checkSeed(seed) },
  });
}
