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
  readonly classes?: number | undefined;
  readonly source: string;
  readonly parameters: DatasetProvenance['parameters'];
  readonly notice?: string | undefined;
}

/**
 * The data set of checked parts: counts the classes, computes the checksum, and adds shape, scale and arithmetic
 * ('int8' for ±1 inputs, 'int16', 'int32') to the parameters, and `classes` where the maker has not.
 */
export function makeDataset(parts: DatasetParts): Dataset {
  const { values, shape, scale, labels, classes, source, parameters, notice } = parts;
  const [patterns, inputs] = shape;
  const kind = arithmetic({ values, inputs, scale });
  return {
    inputs,
    patterns,
    values,
    scale,
    labels,
    ...(classes === undefined ? {} : { classes }),
    classCounts: countClasses(labels, classes),
    provenance: {
      source,
      parameters: {
        ...(classes === undefined ? {} : { classes }),
        ...parameters,
        shape,
        scale,
        arithmetic: kind === 'sign' ? 'int8' : kind,
      },
      checksum: checksum(values, scale, labels, classes),
      ...(notice === undefined ? {} : { notice }),
    },
  };
}

function countClasses(labels: Int8Array, classes: number | undefined): Dataset['classCounts'] {
  const count = (label: number) => labels.reduce((sum, other) => sum + (other === label ? 1 : 0), 0);
  if (classes !== undefined) return Array.from({ length: classes }, (_, label) => count(label));
  return { positive: count(1), negative: count(-1) };
}

function checksum(values: Int32Array, scale: number, labels: Int8Array, classes: number | undefined): string {
  const bytes = Buffer.alloc(4 * values.length + 8);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, 4 * index);
  bytes.writeDoubleLE(scale, 4 * values.length);
  const hash = createHash('sha256').update(bytes).update(labels);
  return (classes === undefined ? hash : hash.update(`${classes} classes`)).digest('hex');
}
