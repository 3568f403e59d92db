import { checkInteger, requireOptions } from '../base/check.js';
import { checkSeed, type RandomStream, randomStream, type Seed } from '../base/seed.js';
import { checkClasses, checkSizes } from './check-dataset.js';
import { type Dataset, makeDataset } from './dataset.js';

/**
 * P × N values ±1 with probability ½ each, from the stream `name` of the seed.
 *
 * @throws TypeError if `seed` is missing or not a string or finite number.
 * @throws RangeError if a count is out of range.
 */
function randomSigns(options: { inputs: number; patterns: number; seed: Seed; name: string }): Int32Array {
  checkSizes(options);
  const stream = randomStream(options.seed, options.name);
  return Int32Array.from({ length: options.patterns * options.inputs }, () => stream.sign());
}

/** The first `count` (default all) of the items in random order (Fisher and Yates): a draw without replacement. */
export function shuffle<Item>(items: readonly Item[], stream: RandomStream, count = items.length): Item[] {
  const shuffled = [...items];
  for (let index = 0; index < count; index++) {
    const other = index + stream.integer(items.length - index);
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return shuffled.slice(0, count);
}

export interface RandomPatternsOptions {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** Of inputs and labels. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** P1: exactly this many patterns get the label +1, in random order. Default: each label is ±1 with probability ½. */
  readonly positives?: number;
  /** K: labels are classes 0 … K − 1 with probability 1/K each. Default: labels are ±1. */
  readonly classes?: number;
}

/**
 * Random patterns with random labels: each input is ±1 with probability ½ (the paper's random data: Mele et al., TMLR
 * 2025). With the same seed, a smaller set consists of the first patterns of a larger one.
 *
 * @example
 * ```ts
 * import { randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * console.log(data.inputs, data.patterns, data.classCounts);
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, both `positives` and `classes` are given, or
 * an option is unknown.
 * @throws RangeError if a count is out of range.
 */
export function randomPatterns(options: RandomPatternsOptions): Dataset {
  requireOptions('randomPatterns', options, ['inputs', 'patterns', 'seed', 'positives', 'classes']);
  const { inputs, patterns, seed, positives, classes } = options;
  const values = randomSigns({ inputs, patterns, seed, name: 'random patterns' });
  return makeDataset({
    values,
    shape: [patterns, inputs],
    scale: 1,
    ...labelsOf(options),
    classes,
    parameters: { inputs, patterns, seed: checkSeed(seed), ...(positives === undefined ? {} : { positives }) },
  });
}

function labelsOf({ patterns, seed, positives, classes }: RandomPatternsOptions) {
  if (classes !== undefined) {
    if (positives !== undefined)
      throw new TypeError('`positives` is for labels ±1; leave it out, or leave `classes` out');
    return { source: 'random patterns, random classes', labels: randomClasses(patterns, classes, seed) };
  }
  if (positives === undefined)
    return { source: 'random patterns, random labels', labels: randomLabels(patterns, seed) };
  return { source: 'random patterns, shuffled labels', labels: shuffledLabels(patterns, positives, seed) };
}

function randomLabels(patterns: number, seed: Seed): Int8Array {
  const stream = randomStream(seed, 'labels');
  return Int8Array.from({ length: patterns }, () => stream.sign());
}

function randomClasses(patterns: number, classes: number, seed: Seed): Int8Array {
  checkClasses(classes);
  const stream = randomStream(seed, 'classes');
  return Int8Array.from({ length: patterns }, () => stream.integer(classes));
}

function shuffledLabels(patterns: number, positives: number, seed: Seed): Int8Array {
  checkInteger('positives', positives, 0, patterns);
  const ordered = Array.from({ length: patterns }, (_, index) => (index < positives ? 1 : -1));
  return Int8Array.from(shuffle(ordered, randomStream(seed, 'order of labels')));
}

export interface TeacherPatternsOptions {
  /** N, the number of inputs of each pattern: odd, so that the teacher never ties. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** Of the patterns and the teacher. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
}

/**
 * Random patterns labelled by a teacher: inputs ±1 with probability ½, labels σ = sgn(w*·ξ) with the weights w* that
 * `teacherWeights` returns for the same inputs and seed (the paper's teacher data: Mele et al., TMLR 2025). At least
 * this configuration has energy 0.
 *
 * @example
 * ```ts
 * import { energy, perceptron, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * console.log(energy(perceptron(21), data, teacherWeights({ inputs: 21, seed: 'patterns' }))); // 0
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, or if an option is unknown.
 * @throws RangeError if `inputs` is even, or if a count is out of range.
 */
export function teacherPatterns(options: TeacherPatternsOptions): Dataset {
  requireOptions('teacherPatterns', options, ['inputs', 'patterns', 'seed']);
  const { inputs, patterns, seed } = options;
  const values = randomSigns({ inputs, patterns, seed, name: 'teacher patterns' });
  const teacher = teacherWeights({ inputs, seed });
  const labels = Int8Array.from({ length: patterns }, (_, pattern) =>
    Math.sign(teacher.reduce((sum, weight, i) => sum + weight * values[pattern * inputs + i]!, 0)),
  );
  return makeDataset({
    values,
    shape: [patterns, inputs],
    scale: 1,
    labels,
    source: 'random patterns, labels of a teacher',
    parameters: { inputs, patterns, seed: checkSeed(seed) },
  });
}

/**
 * The teacher w* ∈ {−1, +1}^N of a seed, N being `inputs`.
 *
 * @example
 * ```ts
 * import { energy, perceptron, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * console.log(energy(perceptron(21), data, teacherWeights({ inputs: 21, seed: 'patterns' }))); // 0
 * ```
 * @throws TypeError if `seed` is missing or not a string or finite number, or if an option is unknown.
 * @throws RangeError if `inputs` is even or out of range.
 */
export function teacherWeights(options: Pick<TeacherPatternsOptions, 'inputs' | 'seed'>): Int8Array {
  requireOptions('teacherWeights', options, ['inputs', 'seed']);
  const { inputs, seed } = options;
  checkSizes({ inputs, patterns: 1 });
  if (inputs % 2 === 0) {
    throw new RangeError(`\`inputs\` is ${inputs}; a teacher needs an odd number of inputs, so that w*·ξ is never 0`);
  }
  const stream = randomStream(seed, 'teacher weights');
  return Int8Array.from({ length: inputs }, () => stream.sign());
}
