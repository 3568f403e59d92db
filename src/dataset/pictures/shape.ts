import { checkCount, checkNumbers, inWords, requireOptions } from '../../base/check.js';
import { checkDataset, checkSizes } from '../check-dataset.js';
import { type Dataset, gridPoints } from '../dataset.js';
import { fromArrays } from '../from-arrays.js';

/** Rows and columns of a picture's pixels. */
export type PictureShape = readonly [height: number, width: number];

/** Throws a sentence unless the shape is two counts. `name` is the option's. */
export function checkShape(name: string, shape: PictureShape): void {
  if (!Array.isArray(shape) || shape.length !== 2) {
    throw new TypeError(`\`${name}\` is ${inWords(shape)}; give [height, width], for example [10, 10]`);
  }
  for (const side of shape) checkCount(name, side, 'a picture needs at least 1 pixel each way');
}

/**
 * The shape of pictures of this many inputs: the one given as the option `name`, or a square.
 * @throws where height × width is not the number of inputs.
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
 * A picture in another number of pixels, antialiased: each new pixel is the average of the old ones under a triangle as wide
 * as two new pixels (bilinear interpolation where the picture grows). What Pillow and torchvision call an antialiased
 * 'bilinear' resize; the mean class angles that Mele et al. (TMLR 2025) published are those of pictures made so.
 * @throws where a pixel is not a finite number, a shape is not two counts, or `from` does not hold the pixels.
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

/** For each of `to` new pixels the old ones it averages; the weights of one pixel add up to 1. */
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
  /** The [height, width] that the patterns have. Default: a square of all inputs. */
  readonly from?: PictureShape;
  /** Grid points per unit, as in `fromArrays`. Default: as many as 16-bit sums hold. */
  readonly scale?: number;
}

/**
 * A data set with its patterns, pictures all, in another number of pixels (see `resize`); labels, ±1 or classes, stay as they
 * are. Throws a sentence where a shape is not two counts or `from` does not hold the inputs.
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
