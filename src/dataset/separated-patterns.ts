import { requireOptions } from '../check.js';
import { checkSeed, type Seed } from '../seed.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { gaussianClasses, randomMean } from './gaussian-classes.js';

export interface SeparatedPatternsOptions {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** P1, how many patterns have the label +1. Default: half of `patterns`, rounded down. */
  readonly positives?: number;
  /** m, the distance of each class mean from the origin, in standard deviations per input. Default 0: no classes at all. */
  readonly separation?: number;
  readonly seed: Seed;
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums hold. */
  readonly scale?: number | undefined;
}

/**
 * Two Gaussian classes, the paper's class separation in silico (Mele et al., TMLR 2025): ξ = σ μ + ν with ν standard normal
 * in each input, and μ in a random direction with |μ| = m √N. Throws a sentence where a count or the separation is wrong, or
 * the seed missing.
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
