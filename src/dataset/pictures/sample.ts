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
   * `'mnist'` (default), `'fashion'` (Fashion-MNIST), or `'drawn'` (digits drawn by weightspace; no file needed). If
   * the files of the first two cannot be found or downloaded, drawn digits stand in: `provenance.notice` and a warning
   * on the console say so every time.
   */
  readonly source?: 'mnist' | 'fashion' | 'drawn';
  /**
   * The set to draw from: `'training'` (default, 60,000 pictures) or `'test'` (10,000). Drawn digits have one set only.
   */
  readonly set?: PictureSet;
  /**
   * Resize the pictures to [height, width], antialiased: `[10, 10]` makes N = 100 inputs. Default: 28 × 28, not
   * resized.
   */
  readonly size?: PictureShape;
  /**
   * `'standard'` (default): (grey − mean) / deviation, with the mean and standard deviation of all pixels of all
   * training pictures at 28 × 28 (of 1,000 drawn digits for `'drawn'`). `'raw'`: grey levels from 0 to 1.
   */
  readonly normalisation?: 'standard' | 'raw';
  /**
   * Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums allow; 255 keeps `'raw'` pictures exact.
   */
  readonly scale?: number;
}

/** The names of these options. */
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

/** Pictures of one class 0 … 9 of the source, and their label. */
export interface PictureGroup {
  readonly digit: number;
  readonly count: number;
  readonly label: number;
}

/** The composition of a sample of pictures. */
interface PictureSample {
  readonly groups: readonly PictureGroup[];
  /** The classes, for captions. */
  readonly caption: string;
  /** K, if the labels are classes. */
  readonly classes?: number;
  readonly parameters: DatasetProvenance['parameters'];
}

/**
 * Pictures of several classes in random order, drawn without replacement from one of the sets.
 *
 * @throws TypeError if an option is of the wrong type or `seed` is missing.
 * @throws RangeError if a count or the size is out of range, or if a class has too few pictures.
 * @throws Error if a file is damaged.
 */
export async function pictureSample(sample: PictureSample, options: PictureSampleOptions): Promise<Dataset> {
  const { source, set, size, normalisation, seed } = checkPictureOptions(options);
  const { usedSource, notice, pictures } = await openSource(source, set, options);
  const labelled = sample.groups.flatMap(({ digit, count, label }) =>
    pictures.draw(digit, count, seed).map((picture) => ({ picture, label })),
  );
  const shuffled = shuffle(labelled, randomStream(seed, 'order of pictures'));
  const { mean, deviation } = normalisation === 'raw' ? { mean: 0, deviation: 255 } : pictures;
  return fromArrays(
    shuffled.map(({ picture }) => Float64Array.from(resizeTo(picture, size), (grey) => (grey - mean) / deviation)),
    shuffled.map(({ label }) => label),
    {
      classes: sample.classes,
      scale: options.scale,
      source: `${pictures.caption} ${sample.caption}`,
      parameters: {
        source: usedSource,
        ...(usedSource === 'drawn' ? {} : { set }),
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

function resizeTo(picture: Uint8Array, size: PictureShape | undefined): ArrayLike<number> {
  return size === undefined ? picture : resize(picture, [PICTURE_SIDE, PICTURE_SIDE], size);
}

function checkPictureOptions(options: PictureSampleOptions) {
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
  `${name} is not on this machine and could not be downloaded; digits drawn by weightspace stand in for it. ` +
  'Run `npm run data` when online, or set WEIGHTSPACE_DATA to a folder that has the files.';

/**
 * If the public mirrors were out of reach once, a process does not wait for them again; files that appear later are
 * still found.
 */
let outOfReach = false;

interface OpenedSource {
  /** The source of the pictures, which may differ from the one requested. */
  readonly usedSource: 'mnist' | 'fashion' | 'drawn';
  readonly pictures: PictureSource;
  readonly notice?: string;
}

async function openSource(
  source: 'mnist' | 'fashion' | 'drawn',
  set: PictureSet,
  { folder, mirrors, onProgress, signal }: PictureSampleOptions,
): Promise<OpenedSource> {
  if (source === 'drawn') return { usedSource: source, pictures: drawnDigits(), notice: DRAWN };
  const { collection, name } = COLLECTIONS[source];
  try {
    const addresses = mirrors ?? (outOfReach ? [] : undefined);
    const options = { set, folder, mirrors: addresses, onProgress, signal };
    return { usedSource: source, pictures: await collectionPictures(collection, options) };
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    outOfReach ||= mirrors === undefined;
    const notice = standIn(name);
    console.warn(notice);
    return { usedSource: 'drawn', pictures: drawnDigits(), notice };
  }
}
