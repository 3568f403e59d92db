import { checkCount, checkNumbers, inWords, requireOptions } from '../../base/check.js';
import { checkDataset, checkSizes } from '../check-dataset.js';
import { type Dataset, gridPoints } from '../dataset.js';
import { fromArrays } from '../from-arrays.js';

/** The numbers of rows and columns of pixels of a picture. */
export type PictureShape = readonly [height: number, width: number];

/**
 * `name` is the name of the option in the error.
 *
 * @throws TypeError unless `shape` is an array of two.
 * @throws RangeError unless both are whole numbers of at least 1.
 */
export function checkShape(name: string, shape: PictureShape): void {
  if (!Array.isArray(shape) || shape.length !== 2) {
    throw new TypeError(`\`${name}\` is ${inWords(shape)}; give [height, width], for example [10, 10]`);
  }
  for (const side of shape) checkCount(name, side, 'a picture needs at least 1 pixel each way');
}

/**
 * The shape of pictures with this many inputs: the one given as the option `name`, or a square.
 *
 * @throws TypeError if `given` is not [height, width].
 * @throws RangeError if height × width is not the number of inputs.
 */
export function shapeOf(inputs: number, name: string, given?: PictureShape): PictureShape {
  if (given !== undefined) checkShape(name, given);
  const side = Math.round(Math.sqrt(inputs));
  const [height, width] = given ?? [side, side];
  if (height * width === inputs) return [height, width];
  const picture = given === undefined ? 'a square picture' : `a picture of ${height} × ${width}`;
  throw new RangeError(`${inputs} inputs do not make ${picture}; give \`${name}\` as [height, width]`);
}

/**
 * Resizes a picture, antialiased: each new pixel is the average of the old ones under a triangle two new pixels wide
 * (bilinear interpolation if the picture grows). Pillow and torchvision call this an antialiased 'bilinear' resize; the
 * mean class angles that Mele et al. (TMLR 2025) published are those of pictures resized in this way.
 *
 * @throws TypeError if `picture` is not an array, or if a shape is not [height, width].
 * @throws RangeError if a pixel is not a finite number, a side is not a whole number of at least 1, or `from` does not
 * match the number of pixels.
 */
export function resize(picture: ArrayLike<number>, from: PictureShape, to: PictureShape): Float64Array {
  checkNumbers('picture', picture);
  checkShape('from', from);
  checkShape('to', to);
  const [height, width] = shapeOf(picture.length, 'from', from);
  const [newHeight, newWidth] = to;
  checkSizes({ inputs: newHeight * newWidth, patterns: 1 });
  const narrowed = new Float64Array(height * newWidth);
  for (const [column, taps] of triangles(width, newWidth).entries()) {
    for (const { place, weight } of taps) {
      for (let row = 0; row < height; row++) {
        narrowed[row * newWidth + column] += weight * picture[row * width + place];
      }
    }
  }
  const resized = new Float64Array(newHeight * newWidth);
  for (const [row, taps] of triangles(height, newHeight).entries()) {
    for (const { place, weight } of taps) {
      for (let column = 0; column < newWidth; column++) {
        resized[row * newWidth + column] += weight * narrowed[place * newWidth + column];
      }
    }
  }
  return resized;
}

interface Tap {
  readonly place: number;
  readonly weight: number;
}

/** For each of `to` new pixels, the old pixels that it averages; the weights of one pixel add up to 1. */
function triangles(from: number, to: number): Tap[][] {
  const reach = Math.max(1, from / to);
  return Array.from({ length: to }, (_, pixel) => {
    const centre = ((pixel + 0.5) * from) / to;
    const taps = Array.from({ length: from }, (_, place) => ({
      place,
      weight: Math.max(0, 1 - Math.abs(place + 0.5 - centre) / reach),
    })).filter(({ weight }) => weight > 0);
    const total = taps.reduce((sum, { weight }) => sum + weight, 0);
    return taps.map(({ place, weight }) => ({ place, weight: weight / total }));
  });
}

export interface ResizePicturesOptions {
  /** The new [height, width]; N becomes height × width. */
  readonly to: PictureShape;
  /** The [height, width] of the patterns. Default: a square of all inputs. */
  readonly from?: PictureShape;
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums allow. */
  readonly scale?: number;
}

/**
 * A data set whose patterns, pictures all, are resized to another number of pixels, antialiased: each new pixel is the
 * average of the old ones under a triangle two new pixels wide. Labels, ±1 or classes, are unchanged.
 *
 * @example
 * ```ts
 * import { mnistPair, resizePictures } from 'weightspace';
 *
 * const data = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 10, seed: 'digits' });
 * console.log(resizePictures(data, { to: [10, 10] }).inputs); // 100 in place of 784
 * ```
 * @throws TypeError if `data` is not a data set, a shape is not [height, width], or an option is unknown.
 * @throws RangeError if a side is not a whole number of at least 1, `from` does not match the number of inputs, or the
 * grid cannot hold the numbers.
 */
export function resizePictures(data: Dataset, options: ResizePicturesOptions): Dataset {
  checkDataset(data);
  requireOptions('resizePictures', options, ['to', 'from', 'scale']);
  const { to, from, scale } = options;
  checkShape('to', to);
  const shape = shapeOf(data.inputs, 'from', from);
  const rows = Array.from({ length: data.patterns }, (_, pattern) =>
    resize(gridPoints(data, pattern), shape, to).map((value) => value / data.scale),
  );
  return fromArrays(rows, data.labels, {
    scale,
    classes: data.classes,
    source: `${data.provenance.source}, ${to.join(' × ')} pixels`,
    parameters: { ...data.provenance.parameters, size: to },
    notice: data.provenance.notice,
  });
}
