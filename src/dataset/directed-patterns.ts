import { checkWithin, requireOptions } from '../check.js';
import { checkSeed } from '../seed.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { gaussianClasses, randomMean } from './gaussian-classes.js';
import type { SeparatedPatternsOptions } from './separated-patterns.js';

export interface DirectedPatternsOptions extends SeparatedPatternsOptions {
  /** l, from −1 (opposite means, as in `separatedPatterns`) over 0 (means at a right angle) to 1 (the same mean). */
  readonly alignment: number;
}

/**
 * Two Gaussian classes whose means point in two directions, the paper's mean directions (Mele et al., TMLR 2025): ξ = μ1 + ν for
 * the label +1 and μ0 + ν for −1, with ν standard normal in each input. μ1 has a random direction and length m √N, and
 * μ0 = l μ1 + (1 − |l|) μ′ with μ′ independent of μ1 and of the same length. Theory: `meanDirections`. Throws a sentence where a
 * count, the separation or the alignment is wrong, or the seed missing.
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
  const other = randomMean(inputs, separation, seed, 'direction of the other class mean');
  const mean0 = mean1.map((component, i) => alignment * component + (1 - Math.abs(alignment)) * other[i]);
  const { rows, labels } = gaussianClasses({ inputs, patterns, positives, seed }, (label, normals) =>
    normals.map((noise, i) => (label === 1 ? mean1 : mean0)[i] + noise),
  );
  return fromArrays(rows, labels, {
    scale,
    source: 'two Gaussian classes, means in two directions',
    parameters: { inputs, patterns, positives, separation, alignment, seed: checkSeed(seed) },
  });
}
