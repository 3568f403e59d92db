import { checkCount, checkOptions, checkText, inWords } from '../base/check.js';
import { checkClasses } from './check-dataset.js';
import { type Dataset, type DatasetProvenance, makeDataset } from './dataset.js';
import { fixedGrid } from './grid.js';

type Numbers =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** P rows of N numbers, each row an array or typed array; or one flat typed array, pattern after pattern. */
export type Inputs = readonly (readonly number[] | Numbers)[] | Numbers;

export interface FromArraysOptions {
  /** P and N. Required if `inputs` is one flat typed array. */
  readonly shape?: readonly [patterns: number, inputs: number];
  /**
   * Grid points per unit. Default: 1 if all inputs are whole numbers (Σ|x| of a pattern up to 2^30), which are then
   * exact; otherwise the largest power of two for which 16-bit sums are exact.
   */
  readonly scale?: number | undefined;
  /** K, if the labels are classes 0 … K − 1 (2 to 128 of them). Default: labels are ±1. */
  readonly classes?: number | undefined;
  /** What the numbers are, for captions. Default 'own numbers'. */
  readonly source?: string;
  /** More to record in the provenance. Default: nothing. */
  readonly parameters?: DatasetProvenance['parameters'];
  /** A sentence that readers of a figure must see. Default: none. */
  readonly notice?: string | undefined;
}

/**
 * A data set of your own numbers: P patterns of N inputs and P labels, ±1 or classes. Inputs are rounded to a
 * fixed-point grid (`scale`), on which all sums are exact.
 *
 * @example
 * ```ts
 * import { fromArrays } from 'weightspace';
 *
 * const rows = [[1, -1, 1], [1, 1, -1]]; // two patterns of three inputs
 * const data = fromArrays(rows, [1, -1]); // and their labels
 * console.log(data.patterns, data.inputs);
 * ```
 * @throws TypeError if `inputs` is not an array, the `shape` of a flat array is missing, or an option is unknown or of
 * the wrong type.
 * @throws RangeError if there is no pattern or no input, rows differ in length, an input is not a finite number, a
 * label is missing or not ±1 or a class, or the grid cannot hold the numbers.
 */
export function fromArrays(inputs: Inputs, labels: ArrayLike<number>, options: FromArraysOptions = {}): Dataset {
  checkOptions('fromArrays', options, ['shape', 'scale', 'classes', 'source', 'parameters', 'notice']);
  checkProvenance(options);
  const { shape, numbers } = flatten(inputs, options.shape);
  checkFinite(numbers, shape[1]);
  const checkedLabels = copyLabels(labels, shape[0], options.classes);
  const { values, scale } = fixedGrid(numbers, shape[1], options.scale);
  return makeDataset({
    values,
    shape,
    scale,
    labels: checkedLabels,
    classes: options.classes,
    source: options.source ?? 'own numbers',
    parameters: options.parameters ?? {},
    notice: options.notice,
  });
}

function checkProvenance({ source, parameters, notice }: FromArraysOptions): void {
  if (source !== undefined) checkText('source', source);
  if (notice !== undefined) checkText('notice', notice);
  if (parameters === undefined || Object(parameters) === parameters) return;
  throw new TypeError(`\`parameters\` is ${inWords(parameters)}; give an object, as in { day: 3 }`);
}

type Flat = { shape: readonly [number, number]; numbers: Float64Array };

function flatten(inputs: Inputs, shape: FromArraysOptions['shape']): Flat {
  if (ArrayBuffer.isView(inputs)) return shapedArray(inputs, shape);
  if (!Array.isArray(inputs)) throw new TypeError('`inputs` is not an array; give rows of numbers or a typed array');
  const flat = joinRows(inputs);
  if (shape !== undefined) checkShape(shape);
  if (shape !== undefined && (shape[0] !== flat.shape[0] || shape[1] !== flat.shape[1])) {
    throw new RangeError(`\`shape\` is [${shape}] but the rows make [${flat.shape}]; leave \`shape\` out`);
  }
  return flat;
}

function shapedArray(inputs: Numbers, shape: FromArraysOptions['shape']): Flat {
  if (shape === undefined) {
    throw new TypeError('`inputs` is one flat array; say how to cut it with { shape: [patterns, inputs] }');
  }
  checkShape(shape);
  if (inputs.length !== shape[0] * shape[1]) {
    throw new RangeError(
      `\`inputs\` has ${inputs.length} numbers, but a \`shape\` of [${shape}] needs ${shape[0] * shape[1]}`,
    );
  }
  // The numbers are only read, so a large array need not be copied.
  return { shape, numbers: inputs instanceof Float64Array ? inputs : new Float64Array(inputs) };
}

function joinRows(rows: readonly (readonly number[] | Numbers)[]): Flat {
  const shape = [rows.length, rows[0]?.length ?? 1] as const;
  checkShape(shape);
  const numbers = new Float64Array(shape[0] * shape[1]);
  for (const [pattern, row] of rows.entries()) {
    if (row?.length !== shape[1]) {
      throw new RangeError(
        `pattern ${pattern} has ${row?.length ?? 'no'} inputs and pattern 0 has ${shape[1]}; give rows of the same length`,
      );
    }
    for (let input = 0; input < shape[1]; input++) numbers[pattern * shape[1] + input] = numeric(row[input]);
  }
  return { shape, numbers };
}

/** NaN for anything but a number; `null` would otherwise become 0. */
function numeric(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function checkShape(shape: readonly [number, number]): void {
  if (!Array.isArray(shape)) throw new TypeError(`\`shape\` is ${inWords(shape)}; give [patterns, inputs]`);
  const [patterns, inputs] = shape;
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkCount('inputs', inputs, 'a pattern needs at least 1');
}

function checkFinite(numbers: Float64Array, inputs: number): void {
  const index = numbers.findIndex((number) => !Number.isFinite(number));
  if (index < 0) return;
  throw new RangeError(
    `input ${index % inputs} of pattern ${Math.floor(index / inputs)} is ${
      Number.isNaN(numbers[index]) ? 'not a number' : numbers[index]
    }; inputs must be finite numbers (both are counted from 0)`,
  );
}

function copyLabels(labels: ArrayLike<number>, patterns: number, classes: number | undefined): Int8Array {
  if (classes !== undefined) checkClasses(classes);
  if (labels?.length !== patterns) {
    throw new RangeError(
      `there are ${labels?.length ?? 'no'} labels for ${patterns} patterns; give one label per pattern`,
    );
  }
  for (let index = 0; index < patterns; index++) {
    if (isLabel(labels[index], classes)) continue;
    const allowed = classes === undefined ? '+1 or -1' : `whole numbers from 0 to ${classes - 1}`;
    throw new RangeError(`label ${index} (counted from 0) is ${inWords(labels[index])}; labels must be ${allowed}`);
  }
  return Int8Array.from(labels);
}

function isLabel(label: unknown, classes: number | undefined): boolean {
  if (classes === undefined) return label === 1 || label === -1;
  return Number.isInteger(label) && Number(label) >= 0 && Number(label) < classes;
}
