import { checkCount, checkEach, checkInteger, checkPositive, inWords } from '../base/check.js';
import type { Dataset } from './dataset.js';
import { INT32_REACH, largestReach } from './grid.js';

/** The most classes that the labels of a data set have room for. */
const MAX_CLASSES = 128;

/** The most numbers that a data set has room for: half a gigabyte. */
const MAX_NUMBERS = 2 ** 27;

/** The most inputs that a pattern has room for. */
const MAX_INPUTS = 100_000;

/** @throws RangeError unless `classes` is a whole number from 2 to 128. */
export function checkClasses(classes: number): void {
  checkInteger('classes', classes, 2, MAX_CLASSES);
}

/** @throws RangeError unless P and N are whole numbers of at least 1 and a data set has room for P × N numbers. */
export function checkSizes({ inputs, patterns }: { readonly inputs: number; readonly patterns: number }): void {
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  if (inputs > MAX_INPUTS) {
    throw new RangeError(`\`inputs\` is ${inputs}; give at most ${MAX_INPUTS}, the most that a pattern has room for`);
  }
  if (patterns * inputs > MAX_NUMBERS) {
    throw new RangeError(
      `${patterns} patterns of ${inputs} inputs are ${patterns * inputs} numbers; give at most ${MAX_NUMBERS}, the most that a data set has room for`,
    );
  }
}

/**
 * Checks a data set in one pass. The functions that make data sets return correct ones, but a data set is plain data,
 * which a cell may write or change.
 *
 * @throws TypeError if `data` is not a data set, or if a part of it is missing or of the wrong type.
 * @throws RangeError if its numbers are out of range or its labels do not fit.
 */
export function checkDataset(data: Dataset): void {
  if (data?.inputs === undefined) {
    throw new TypeError(
      `the data set is ${inWords(data)}; make one, as in randomPatterns({ inputs, patterns, seed }) or fromArrays(…)`,
    );
  }
  const { inputs, patterns, values, scale, labels, classes } = data;
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkTyped('values', values, 'Int32Array', patterns * inputs);
  checkTyped('labels', labels, 'Int8Array', patterns);
  checkPositive('scale', scale);
  if (classes !== undefined) checkClasses(classes);
  const isLabel = (label: number) => (classes === undefined ? Math.abs(label) === 1 : label >= 0 && label < classes);
  checkEach('labels', labels, isLabel, classes === undefined ? 'labels are −1 or +1' : `labels are below ${classes}`);
  const reach = largestReach(values, inputs);
  if (reach > INT32_REACH) {
    throw new RangeError(
      `the absolute \`values\` of a pattern reach ${reach}, more than 2^30; make the data set with fromArrays(…)`,
    );
  }
  checkProvenance(data);
}

function checkProvenance({ classCounts, provenance }: Dataset): void {
  const hasProvenance =
    typeof provenance?.source === 'string' && Object(provenance.parameters) === provenance.parameters;
  if (hasProvenance && typeof classCounts === 'object' && classCounts !== null) return;
  throw new TypeError(
    `the data set has no \`${hasProvenance ? 'classCounts' : 'provenance'}\`; make it with fromArrays(inputs, labels), which adds it`,
  );
}

function checkTyped(name: string, values: Int32Array | Int8Array, kind: string, length: number): void {
  // By name, because the cells of a notebook have their own Int32Array.
  if (values?.[Symbol.toStringTag] === kind && values.length === length) return;
  const found = values?.length === undefined ? inWords(values) : `${inWords(values)} with ${values.length} numbers`;
  throw new TypeError(
    `\`${name}\` of the data set is ${found}; give an ${kind} of ${length}, or make the data set with fromArrays(…)`,
  );
}

/**
 * P1 and P0 of a data set with labels ±1.
 *
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its labels are classes.
 */
export function twoClasses(data: Dataset): { positive: number; negative: number } {
  checkDataset(data);
  const { classes, labels } = data;
  if (classes !== undefined) {
    throw new RangeError(
      `the data set has ${classes} classes; this needs labels ±1, so make the data without \`classes\``,
    );
  }
  // Counted anew, because `classCounts` may be older than the labels.
  const positive = labels.reduce((count, label) => count + (label === 1 ? 1 : 0), 0);
  return { positive, negative: labels.length - positive };
}
