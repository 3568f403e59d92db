import { checkInteger } from '../check.js';
import { randomStream } from '../seed.js';
import { type Collection, dataFile } from './data-files.js';
import { type LocateOptions, locate } from './locate.js';
import { greyStatistics, PIXELS, type PictureSource } from './picture-source.js';
import { readIdx } from './read-idx.js';
import { shuffle } from './shuffle.js';

const CAPTIONS: Readonly<Record<Collection, string>> = {
  mnist: 'MNIST digits',
  'fashion-mnist': 'Fashion-MNIST classes',
};

/**
 * The 60,000 training pictures of MNIST (Y. LeCun, C. Cortes, C. J. C. Burges) or Fashion-MNIST (H. Xiao, K. Rasul,
 * R. Vollgraf, arXiv 1708.07747), found as `locate` finds files. Throws its sentences, and a sentence where more pictures of
 * a class are drawn than there are.
 */
export async function trainingPictures(collection: Collection, options: LocateOptions = {}): Promise<PictureSource> {
  const images = await readFileOf(collection, 'train-images-idx3-ubyte.gz', options);
  const labels = await readFileOf(collection, 'train-labels-idx1-ubyte.gz', options);
  return {
    caption: CAPTIONS[collection],
    ...greyStatistics(images),
    draw(digit, count, seed) {
      checkInteger('digit', digit, 0, 9);
      const members = [...labels.keys()].filter((index) => labels[index] === digit);
      if (count > members.length) {
        throw new RangeError(
          `${count} pictures of class ${digit} are asked for, but ${collection} has ${members.length}; ask for fewer`,
        );
      }
      return shuffle(members, randomStream(seed, `pictures of class ${digit}`), count).map((index) =>
        images.subarray(index * PIXELS, (index + 1) * PIXELS),
      );
    },
  };
}

async function readFileOf(collection: Collection, name: string, options: LocateOptions): Promise<Uint8Array> {
  const { path, bytes } = await locate(dataFile(collection, name), options);
  return readIdx(bytes, path).bytes;
}
