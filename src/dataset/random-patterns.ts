import { checkInteger, requireOptions } from '../check.js';
import { checkSeed, randomStream, type Seed } from '../seed.js';
import { checkClasses } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { makeDataset } from './make-dataset.js';
import { randomSigns } from './random-signs.js';
import { shuffle } from './shuffle.js';

export interface RandomPatternsOptions {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  readonly seed: Seed;
  /** Give exactly this many patterns the label +1, in random order. Default: each label is ±1 with probability ½. */
  readonly positives?: number;
  /** K: labels are classes 0 … K − 1 with probability 1/K each. Default: labels are ±1. */
  readonly classes?: number;
}

/**
 * Random patterns with random labels: each input is ±1 with probability ½ (the paper's random data: Mele et al., TMLR 2025).
 * With the same seed, fewer patterns are the first of more. Throws a sentence where a count is wrong or the seed missing.
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
