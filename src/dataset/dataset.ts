import { endianness } from 'node:os';
import { sha256 } from '../base/hash.js';
import { arithmetic } from './grid.js';

/** A value that JSON keeps as it is. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Where a data set came from: enough to name it in a figure, to trace it and to rebuild it. */
export interface DatasetProvenance {
  /** A short description for captions: 'MNIST digits 0 and 1', 'random patterns, random labels'. */
  readonly source: string;
  /** The parameters it was made with, seed included. */
  readonly parameters: { readonly [name: string]: Json };
  /**
   * SHA-256, in hexadecimal, of values, scale and labels, and of the number of classes if there is one. A run computes
   * it again when it begins: if the data have been changed, the result has the checksum of the data that were run, and
   * its `source` says so.
   */
  readonly checksum: string;
  /** A sentence that every reader must see, if there is one, such as 'drawn digits stand in for MNIST'. */
  readonly notice?: string;
}

/** P labelled patterns of N inputs each, on a fixed-point grid: plain data, never changed once made. */
export interface Dataset {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /**
   * P × N integers, pattern after pattern: input i of pattern μ is `values[μ * inputs + i] / scale`. All sums of
   * inputs are then exact integers, and the same on every machine.
   */
  readonly values: Int32Array;
  /** Grid points per unit. 1 for ±1 data. */
  readonly scale: number;
  /** P labels: σ, −1 or +1; in data with `classes`, the class of each pattern, 0 … classes − 1. */
  readonly labels: Int8Array;
  /** K, the number of classes that the labels index. Absent if the labels are ±1. */
  readonly classes?: number;
  /**
   * The number of patterns with label +1 (`positive`, P1) and −1 (`negative`, P0); in data with `classes`, the number
   * of patterns of each class.
   */
  readonly classCounts: { readonly positive: number; readonly negative: number } | readonly number[];
  /** Where the data came from, and how to make them again. */
  readonly provenance: DatasetProvenance;
}

/** The parts of a data set from which all else follows. */
export interface DatasetParts {
  /** P × N integers, already checked. */
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
 * Makes a data set of checked parts: counts the classes, computes the checksum, and adds shape, scale and arithmetic
 * ('int8' for ±1 inputs, 'int16' or 'int32') to the parameters, as well as `classes` if they are absent.
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
      checksum: checksumOf(parts),
      ...(notice === undefined ? {} : { notice }),
    },
  };
}

/**
 * A data set as it is now, with a provenance that matches. A cell may have changed a label, or combined other labels
 * with an old provenance: then the checksum is computed and the classes are counted anew, and the source says that the
 * data were changed. The parameters remain those that the data set was made with.
 */
export function asItIs(data: Dataset): Dataset {
  const { provenance, labels, classes } = data;
  const checksum = checksumOf(data);
  if (checksum === provenance.checksum) return data;
  const source = provenance.source.replace(/(, changed)?$/, ', changed');
  return { ...data, classCounts: countClasses(labels, classes), provenance: { ...provenance, source, checksum } };
}

/** The inputs of pattern μ, counted from 0, as integers on the grid: a view of `values`, not a copy. */
export function gridPoints({ inputs, values }: Dataset, pattern: number): Int32Array {
  return values.subarray(pattern * inputs, (pattern + 1) * inputs);
}

/** The inputs of pattern μ, counted from 0, in their own units. */
export function inputsOf(data: Dataset, pattern: number): Float64Array {
  return Float64Array.from(gridPoints(data, pattern), (value) => value / data.scale);
}

function countClasses(labels: Int8Array, classes: number | undefined): Dataset['classCounts'] {
  const count = (label: number) => labels.reduce((sum, other) => sum + (other === label ? 1 : 0), 0);
  if (classes !== undefined) return Array.from({ length: classes }, (_, label) => count(label));
  return { positive: count(1), negative: count(-1) };
}

function checksumOf({ values, scale, labels, classes }: Pick<DatasetParts, 'values' | 'scale' | 'labels' | 'classes'>) {
  const classesText = classes === undefined ? [] : [`${classes} classes`];
  return sha256(littleEndian(values), littleEndian(Float64Array.of(scale)), labels, ...classesText);
}

/** The bytes of an array in little-endian order, which nearly every machine uses in memory. */
function littleEndian(array: Int32Array | Float64Array): Uint8Array {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  if (endianness() === 'LE') return bytes;
  return array.BYTES_PER_ELEMENT === 4 ? Buffer.from(bytes).swap32() : Buffer.from(bytes).swap64();
}
