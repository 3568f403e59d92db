import { createHash } from 'node:crypto';
import { arithmetic } from './arithmetic.js';
import type { Dataset, DatasetProvenance } from './dataset.js';

/** What a maker of data sets knows; all else follows from it. */
export interface DatasetParts {
  /** P × N integers, checked by the maker. */
  readonly values: Int32Array;
  /** [P, N]. */
  readonly shape: readonly [patterns: number, inputs: number];
  readonly scale: number;
  readonly labels: Int8Array;
  readonly source: string;
  readonly parameters: DatasetProvenance['parameters'];
  readonly notice?: string | undefined;
}

/**
 * The data set of checked parts: counts the classes, computes the checksum, and adds shape, scale and arithmetic
 * ('int8' for ±1 inputs, 'int16', 'int32') to the parameters.
 */
export function makeDataset({ values, shape, scale, labels, source, parameters, notice }: DatasetParts): Dataset {
  const [patterns, inputs] = shape;
  const kind = arithmetic({ values, inputs, scale });
  const positive = labels.reduce((count, label) => count + (label === 1 ? 1 : 0), 0);
  return {
    inputs,
    patterns,
    values,
    scale,
    labels,
    classCounts: { positive, negative: patterns - positive },
    provenance: {
      source,
      parameters: { ...parameters, shape, scale, arithmetic: kind === 'sign' ? 'int8' : kind },
      checksum: checksum(values, scale, labels),
      ...(notice === undefined ? {} : { notice }),
    },
  };
}

function checksum(values: Int32Array, scale: number, labels: Int8Array): string {
  const bytes = Buffer.alloc(4 * values.length + 8);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, 4 * index);
  bytes.writeDoubleLE(scale, 4 * values.length);
  return createHash('sha256').update(bytes).update(labels).digest('hex');
}
