import { checkInteger } from '../check.js';
import { checkDataset } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { makeDataset } from './make-dataset.js';

/** A data set in two parts. */
export interface Split {
  readonly training: Dataset;
  readonly test: Dataset;
}

/**
 * The first `patterns` patterns to learn from, and the others to test on: both from the same source, the same teacher say.
 * @throws where one of the parts would be empty.
 */
export function split(data: Dataset, patterns: number): Split {
  checkDataset(data);
  checkInteger('patterns', patterns, 1, data.patterns - 1);
  return { training: part(data, 'training', 0, patterns), test: part(data, 'test', patterns, data.patterns) };
}

function part(data: Dataset, name: string, first: number, end: number): Dataset {
  const { inputs, values, scale, labels, classes, provenance } = data;
  const { shape, scale: grid, arithmetic, ...parameters } = provenance.parameters;
  return makeDataset({
    values: values.slice(first * inputs, end * inputs),
    shape: [end - first, inputs],
    scale,
    labels: labels.slice(first, end),
    classes,
    source: provenance.source,
    parameters: { ...parameters, part: name },
    notice: provenance.notice,
  });
}
