import { checkChoice, checkCount } from '../../base/check.js';
import { checkSeed, randomStream, type Seed } from '../../base/seed.js';
import { checkSizes } from '../check-dataset.js';
import type { Dataset, DatasetProvenance } from '../dataset.js';
import { fromArrays } from '../from-arrays.js';
import { shuffle } from '../random.js';
import { drawnDigits } from './drawn-digits.js';
import { checkLocateOptions, LOCATE_OPTIONS, type LocateOptions, MissingFile } from './locate.js';
import { checkShape, type PictureShape, resize } from './shape.js';
import { collectionPictures, PICTURE_SIDE, type PictureSet, type PictureSource } from './source.js';

/** Which pictures to draw, and how to turn their grey levels into inputs. */
export interface PictureSampleOptions extends LocateOptions {
  /** P, the number of pictures of all classes together. */
  readonly patterns: number;
  /** Chooses the pictures and their order. */
  readonly seed: Seed;
  /**
   * `'mnist'` (default), `'fashion'` (Fashion-MNIST), or `'drawn'` (digits drawn by weightspace, no file needed). Where the files
   * of the first two cannot be had, drawn digits stand in: `provenance.notice` and a warning on the console say so every time.
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

/** The names of all these options. */
export const PICTURE_OPTIONS = [
  'patterns',
  'seed',
  'source',
  'set',
  'size',
  'normalisation',
  'scale',
  ...LOCATE_OPTIONS,
] as const;

/** Pictures of one class 0 … 9 of the source, and the label that they get. */
export interface PictureGroup {
  readonly digit: number;
  readonly count: number;
  readonly label: number;
}

/** What a sample of pictures is made of. */
interface PictureSample {
  readonly groups: readonly PictureGroup[];
  /** The classes in words, for captions. */
  readonly caption: string;
  /** K, where labels are classes. */
  readonly classes?: number;
  readonly parameters: DatasetProvenance['parameters'];
}

/**
 * Pictures of several classes in random order, drawn without replacement from one of the sets. Throws a sentence where a
 * choice is wrong, the seed is missing, a class has too few pictures, or a file is damaged.
 */
export async function pictureSample(sample: PictureSample, options: PictureSampleOptions): Promise<Dataset> {
  const { source, set, size, normalisation, seed } = checked(options);
  const { taken, notice, pictures } = await sourceOf(source, set, options);
  const labelled = sample.groups.flatMap(({ digit, count, label }) =>
    pictures.draw(digit, count, seed).map((picture) => ({ picture, label })),
  );
  const drawn = shuffle(labelled, randomStream(seed, 'order of pictures'));
  const { mean, deviation } = normalisation === 'raw' ? { mean: 0, deviation: 255 } : pictures;
  return fromArrays(
    drawn.map(({ picture }) => Float64Array.from(sized(picture, size), (grey) => (grey - mean) / deviation)),
    drawn.map(({ label }) => label),
    {
      classes: sample.classes,
      scale: options.scale,
      source: `${pictures.caption} ${sample.caption}`,
      parameters: {
        source: taken,
        ...(taken === 'drawn' ? {} : { set }),
        ...sample.parameters,
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

function checked(options: PictureSampleOptions) {
  const { patterns, source = 'mnist', set = 'training', size, normalisation = 'standard', seed } = options;
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkLocateOptions(options);
  checkChoice('source', source, ['mnist', 'fashion', 'drawn']);
  checkChoice('set', set, ['training', 'test']);
  checkChoice('normalisation', normalisation, ['standard', 'raw']);
  if (size !== undefined) checkShape('size', size);
  const [height, width] = size ?? [PICTURE_SIDE, PICTURE_SIDE];
  checkSizes({ inputs: height * width, patterns });
  return { source, set, size, normalisation, seed: checkSeed(seed) };
}

const COLLECTIONS = {
  mnist: { collection: 'mnist', name: 'MNIST' },
  fashion: { collection: 'fashion-mnist', name: 'Fashion-MNIST' },
} as const;

const DRAWN = 'These digits were drawn by weightspace; they are not MNIST.';

const standIn = (name: string) =>
  `${name} is not on this machine and could not be fetched; digits drawn by weightspace stand in for it. ` +
  'Run `npm run data` where there is a network, or set WEIGHTSPACE_DATA to a folder that has the files.';

/** Once the public mirrors were out of reach, a process does not wait for them again; files that appear are still found. */
let outOfReach = false;

interface TakenPictures {
  /** The source that the pictures are of, which may be another than the one asked for. */
  readonly taken: 'mnist' | 'fashion' | 'drawn';
  readonly pictures: PictureSource;
  readonly notice?: string;
}

async function sourceOf(
  source: 'mnist' | 'fashion' | 'drawn',
  set: PictureSet,
  { folder, mirrors, onProgress, signal }: PictureSampleOptions,
): Promise<TakenPictures> {
  if (source === 'drawn') return { taken: source, pictures: drawnDigits(), notice: DRAWN };
  const { collection, name } = COLLECTIONS[source];
  try {
    const homes = mirrors ?? (outOfReach ? [] : undefined);
    const options = { set, folder, mirrors: homes, onProgress, signal };
    return { taken: source, pictures: await collectionPictures(collection, options) };
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    outOfReach ||= mirrors === undefined;
    const notice = standIn(name);
    console.warn(notice);
    return { taken: 'drawn', pictures: drawnDigits(), notice };
  }
}
