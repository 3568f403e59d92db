import { checkDataset } from '../check-dataset.js';
import { type Dataset, gridPoints } from '../dataset.js';
import { type PictureShape, shapeOf } from './shape.js';

/**
 * The patterns as pictures: for each pattern its rows of grey levels, from 0 at its smallest input to 1 at its largest
 * (all 0 if they are equal). `shape` is [height, width]; default: a square of N = height² inputs.
 *
 * @example
 * ```ts
 * import { mnistPair, pictures } from 'weightspace';
 *
 * const data = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 2, size: [14, 14], seed: 'digits' });
 * for (const row of pictures(data)[0]) console.log(row.map((grey) => (grey > 0.5 ? '#' : ' ')).join(''));
 * ```
 * @throws TypeError if `dataset` is not a data set, or if `shape` is not [height, width].
 * @throws RangeError if height × width is not N.
 */
export function pictures(dataset: Dataset, shape?: PictureShape): number[][][] {
  checkDataset(dataset);
  const [height, width] = shapeOf(dataset.inputs, 'shape', shape);
  return Array.from({ length: dataset.patterns }, (_, pattern) => {
    const values = gridPoints(dataset, pattern);
    const low = values.reduce((least, value) => Math.min(least, value));
    const high = values.reduce((most, value) => Math.max(most, value));
    const grey = (value: number) => (high === low ? 0 : (value - low) / (high - low));
    return Array.from({ length: height }, (_, row) =>
      Array.from(values.subarray(row * width, (row + 1) * width), grey),
    );
  });
}
