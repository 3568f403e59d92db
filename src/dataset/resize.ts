import { checkNumbers } from '../check.js';
import { checkSizes } from './check-dataset.js';
import { checkShape, type PictureShape, shapeOf } from './picture-shape.js';

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
