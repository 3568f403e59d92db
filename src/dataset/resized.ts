import { requireOptions } from '../check.js';
import { checkDataset } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { checkShape, type PictureShape, shapeOf } from './picture-shape.js';
import { resize } from './resize.js';

export interface ResizedOptions {
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
export function resized(data: Dataset, options: ResizedOptions): Dataset {
  checkDataset(data);
  requireOptions('resized', options, ['to', 'from', 'scale']);
  const { to, from, scale } = options;
  checkShape('to', to);
  const shape = shapeOf(data.inputs, 'from', from);
  const rows = Array.from({ length: data.patterns }, (_, pattern) => {
    const values = data.values.subarray(pattern * data.inputs, (pattern + 1) * data.inputs);
    return resize(values, shape, to).map((value) => value / data.scale);
  });
  return fromArrays(rows, data.labels, {
    scale,
    classes: data.classes,
    source: `${data.provenance.source}, ${to.join(' × ')} pixels`,
    parameters: { ...data.provenance.parameters, size: to },
    notice: data.provenance.notice,
  });
}
