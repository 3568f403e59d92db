import { checkInteger, requireOptions } from '../check.js';
import { checkSeed, randomStream, type Seed } from '../seed.js';
import { twoClasses } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { makeDataset } from './make-dataset.js';
import { shuffle } from './shuffle.js';

export interface MislabelledOptions {
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
export function mislabelled(data: Dataset, options: MislabelledOptions): Dataset {
  twoClasses(data);
  requireOptions('mislabelled', options, ['flips', 'seed']);
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
