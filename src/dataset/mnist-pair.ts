import { checkCount, checkInteger } from '../check.js';
import { checkSeed, randomStream, type Seed } from '../seed.js';
import { collectionPictures, type PictureSet } from './collection-pictures.js';
import type { Dataset } from './dataset.js';
import { drawnDigits } from './drawn-digits.js';
import { fromArrays } from './from-arrays.js';
import { type LocateOptions, MissingFile } from './locate.js';
import { checkShape, type PictureShape } from './picture-shape.js';
import { PICTURE_SIDE, type PictureSource } from './picture-source.js';
import { resize } from './resize.js';
import { shuffle } from './shuffle.js';

export interface MnistPairOptions extends LocateOptions {
  /** Two different classes 0 … 9: the first gets the label −1, the second +1. */
  readonly classes: readonly [negative: number, positive: number];
  /** P, the number of pictures of both classes together. */
  readonly patterns: number;
  /** P1, the number of pictures of the second class. Default: half of `patterns`, rounded down. */
  readonly positives?: number;
  /** Chooses the pictures and their order. */
  readonly seed: Seed;
  /**
   * `'mnist'` (default), `'fashion'` (Fashion-MNIST), or `'drawn'` (digits drawn by weightspace, no file needed). Where the files
   * of the first two cannot be had, drawn digits stand in, and `provenance.notice` says so.
   */
  readonly source?: 'mnist' | 'fashion' | 'drawn';
  /** Draw from the `'training'` set (default, 60,000 pictures) or the `'test'` set (10,000). Drawn digits have one set only. */
  readonly set?: PictureSet;
  /** Resize the pictures to [height, width] (see `resize`): `[10, 10]` makes N = 100 inputs. Default: left at 28 × 28. */
  readonly size?: PictureShape;
  /**
   * `'standard'` (default): (grey − mean) / deviation, with one mean and one standard deviation of all pixels of all training
   * pictures at 28 × 28 (of 1,000 drawn digits for `'drawn'`). `'raw'`: grey levels from 0 to 1.
   */
  readonly normalisation?: 'standard' | 'raw';
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums hold; 255 keeps `'raw'` pictures exact. */
  readonly scale?: number;
}

/**
 * Pictures of two classes of MNIST or Fashion-MNIST, 28 × 28 = 784 inputs each unless resized: drawn without
 * replacement, in random order (the paper's digit pairs: Mele et al., TMLR 2025). Looks for the files as `locate` does, and
 * fetches them when they are not on this machine.
 *
 * Throws a sentence where the classes, counts or choices are wrong, the seed is missing, a class has too few pictures, or a
 * file is damaged.
 */
export async function mnistPair(options: MnistPairOptions): Promise<Dataset> {
  const { classes, patterns, positives, seed, source, set, size, normalisation } = checked(options);
  const { notice, pictures } = await sourceOf(source, options);
  const taken = notice === undefined ? source : 'drawn';
  const [negative, positive] = classes;
  const labelled = [
    ...pictures.draw(negative, patterns - positives, seed).map((picture) => ({ picture, label: -1 })),
    ...pictures.draw(positive, positives, seed).map((picture) => ({ picture, label: 1 })),
  ];
  const drawn = shuffle(labelled, randomStream(seed, 'order of pictures'));
  const { mean, deviation } = normalisation === 'raw' ? { mean: 0, deviation: 255 } : pictures;
  return fromArrays(
    drawn.map(({ picture }) => Float64Array.from(sized(picture, size), (grey) => (grey - mean) / deviation)),
    drawn.map(({ label }) => label),
    {
      scale: options.scale,
      source: `${pictures.caption} ${negative} and ${positive}`,
      parameters: {
        source: taken,
        ...(taken === 'drawn' ? {} : { set }),
        classes,
        patterns,
        positives,
        seed,
        normalisation,
        mean,
        deviation,
        ...(size === undefined ? {} : { size }),
      },
      notice,
    },
  );
}

function sized(picture: Uint8Array, size: PictureShape | undefined): ArrayLike<number> {
  return size === undefined ? picture : resize(picture, [PICTURE_SIDE, PICTURE_SIDE], size);
}

function checked(options: MnistPairOptions) {
  const { classes, patterns, source = 'mnist', set = 'training', size, normalisation = 'standard' } = options;
  const positives = options.positives ?? Math.floor(patterns / 2);
  if (!Array.isArray(classes) || classes.length !== 2 || classes[0] === classes[1]) {
    throw new TypeError(`\`classes\` is [${classes}]; give two different classes, for example [0, 1]`);
  }
  for (const digit of classes) checkInteger('classes', digit, 0, 9);
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkInteger('positives', positives, 0, patterns);
  if (!['mnist', 'fashion', 'drawn'].includes(source)) {
    throw new TypeError(`\`source\` is ${source}; choose 'mnist', 'fashion' or 'drawn'`);
  }
  if (!['training', 'test'].includes(set)) throw new TypeError(`\`set\` is ${set}; choose 'training' or 'test'`);
  if (size !== undefined) checkShape('size', size);
  if (!['standard', 'raw'].includes(normalisation)) {
    throw new TypeError(`\`normalisation\` is ${normalisation}; choose 'standard' or 'raw'`);
  }
  return { classes, patterns, positives, source, set, size, normalisation, seed: checkSeed(options.seed) };
}

const COLLECTIONS = {
  mnist: { collection: 'mnist', name: 'MNIST' },
  fashion: { collection: 'fashion-mnist', name: 'Fashion-MNIST' },
} as const;

const standIn = (name: string) =>
  `${name} is not on this machine and could not be fetched; digits drawn by weightspace stand in for it. ` +
  'Run `npm run data` where there is a network, or set WEIGHTSPACE_DATA to a folder that has the files.';

/** Once the public mirrors were out of reach, a process does not wait for them again; files that appear are still found. */
let outOfReach = false;

async function sourceOf(
  source: 'mnist' | 'fashion' | 'drawn',
  options: MnistPairOptions,
): Promise<{ pictures: PictureSource; notice?: string }> {
  if (source === 'drawn') return { pictures: drawnDigits() };
  const { collection, name } = COLLECTIONS[source];
  try {
    const mirrors = options.mirrors ?? (outOfReach ? [] : undefined);
    return { pictures: await collectionPictures(collection, { ...options, mirrors }) };
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    outOfReach ||= options.mirrors === undefined;
    return { pictures: drawnDigits(), notice: standIn(name) };
  }
}
