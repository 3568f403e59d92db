import { checkDataset } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';

/**
 * The data set with the mean of all its patterns taken from each of them, so that every input has mean 0. The means of two
 * classes of a size then point in opposite directions, whatever they had in common before. Labels, ±1 or classes, stay as they
 * are, and the grid is chosen anew. Throws the sentence of `fromArrays` where a pattern is all zeros after that.
 */
export function centred(data: Dataset): Dataset {
  checkDataset(data);
  const { inputs, patterns, values, scale, provenance } = data;
  const mean = new Float64Array(inputs);
  for (let k = 0; k < values.length; k++) mean[k % inputs] += values[k] / patterns;
  const rows = Array.from({ length: patterns }, (_, pattern) =>
    mean.map((level, i) => (values[pattern * inputs + i] - level) / scale),
  );
  return fromArrays(rows, data.labels, {
    classes: data.classes,
    source: `${provenance.source}, centred`,
    parameters: { ...provenance.parameters, centred: true },
    notice: provenance.notice,
  });
}
