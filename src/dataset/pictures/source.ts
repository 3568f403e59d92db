import { checkChoice, checkInteger, checkOptions } from '../../base/check.js';
import { randomStream, type Seed } from '../../base/seed.js';
import { shuffle } from '../random.js';
import { type Collection, dataFile } from './data-files.js';
import { readIdx } from './idx.js';
import { LOCATE_OPTIONS, type LocateOptions, locate } from './locate.js';

/** Height and width of every picture, in pixels. */
export const PICTURE_SIDE = 28;

/** The number of pixels of a picture: N = 784. */
export const PIXELS = PICTURE_SIDE * PICTURE_SIDE;

/** The most pictures drawn at a time. */
export const MOST_PICTURES = 100_000;

/** Grey pictures of ten classes, 28 × 28 pixels of 0 … 255 row by row, from which samples are drawn. */
export interface PictureSource {
  /** For captions: 'MNIST digits', 'drawn digits'. */
  readonly caption: string;
  /** Mean and standard deviation of the grey levels of all pixels. */
  readonly mean: number;
  readonly deviation: number;
  /**
   * Draws `count` different pictures of the class 0 … 9, chosen by the seed; a smaller count draws the first of a
   * larger one.
   */
  draw(digit: number, count: number, seed: Seed): Uint8Array[];
}

/** Mean and standard deviation of grey levels; the sums are exact integers. */
export function greyStatistics(pixels: Uint8Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < pixels.length; index++) {
    const grey = pixels[index]!;
    sum += grey;
    squares += grey * grey;
  }
  const mean = sum / pixels.length;
  return { mean, deviation: Math.sqrt(squares / pixels.length - mean * mean) };
}

const CAPTIONS: Readonly<Record<Collection, string>> = {
  mnist: 'MNIST digits',
  'fashion-mnist': 'Fashion-MNIST classes',
};

/** The two sets of a collection: 60,000 pictures to train on and 10,000 to test on. */
export type PictureSet = 'training' | 'test';

const PREFIXES: Readonly<Record<PictureSet, string>> = { training: 'train', test: 't10k' };

/**
 * The pictures of MNIST (Y. LeCun, C. Cortes, C. J. C. Burges) or Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, arXiv
 * 1708.07747): the training set (default) or the test set, both with mean and deviation of the training set. The files
 * are found by `locate`. The returned `draw` throws a RangeError if a class has fewer pictures than asked for.
 *
 * @throws TypeError if an option is unknown or of the wrong type.
 * @throws Error if a file is damaged or, as MissingFile, found nowhere.
 */
export async function collectionPictures(
  collection: Collection,
  settings: LocateOptions & { readonly set?: PictureSet } = {},
): Promise<PictureSource> {
  checkChoice('collection', collection, Object.keys(CAPTIONS));
  checkOptions('collectionPictures', settings, ['set', ...LOCATE_OPTIONS]);
  const { set = 'training', ...options } = settings;
  checkChoice('set', set, Object.keys(PREFIXES));
  const training = await picturesOf(collection, 'training', options);
  const { images, labels } = set === 'training' ? training : await picturesOf(collection, set, options);
  const { mean, deviation } = training;
  return {
    caption: CAPTIONS[collection],
    mean,
    deviation,
    draw(digit, count, seed) {
      checkInteger('digit', digit, 0, 9);
      checkInteger('count', count, 0, MOST_PICTURES);
      const members = [...labels.keys()].filter((index) => labels[index] === digit);
      if (count > members.length) {
        throw new RangeError(
          `${count} pictures of class ${digit} were asked for, but the ${set} set of ${collection} has ${members.length}; ask for fewer`,
        );
      }
      return shuffle(members, randomStream(seed, `pictures of class ${digit}`), count).map((index) =>
        images.subarray(index * PIXELS, (index + 1) * PIXELS),
      );
    },
  };
}

interface LoadedPictures {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  /** Of the grey levels of all pixels. */
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The sets that this process has loaded, by set and folder: hashing, unpacking and averaging 47 million pixels takes a
 * second.
 */
const loaded = new Map<string, LoadedPictures>();

async function picturesOf(collection: Collection, set: PictureSet, options: LocateOptions): Promise<LoadedPictures> {
  const key = JSON.stringify([collection, set, process.env.WEIGHTSPACE_DATA ?? '', options.folder ?? '']);
  const known = loaded.get(key) ?? (await load(collection, set, options));
  loaded.set(key, known);
  return known;
}

async function load(collection: Collection, set: PictureSet, options: LocateOptions): Promise<LoadedPictures> {
  const images = await readFileOf(collection, `${PREFIXES[set]}-images-idx3-ubyte.gz`, options);
  const labels = await readFileOf(collection, `${PREFIXES[set]}-labels-idx1-ubyte.gz`, options);
  return { images, labels, ...greyStatistics(images) };
}

async function readFileOf(collection: Collection, name: string, options: LocateOptions): Promise<Uint8Array> {
  const { path, bytes } = await locate(dataFile(collection, name), options);
  return readIdx(bytes, path).bytes;
}
