import { inWords } from '../base/check.js';
import { type Columns, columnsOfRows, type Frame, frame, type Row } from '../base/frame.js';
import {
  CONFIGURATIONS,
  CONFIGURATIONS_VERSION,
  type Configurations,
  checkConfigurations,
  configurationColumns,
  readConfigurations,
  signsOf,
} from './configurations.js';
import {
  checkDensityOfStates,
  DENSITY_OF_STATES,
  DENSITY_OF_STATES_VERSION,
  type DensityOfStates,
  densityColumns,
  isDensityOfStates,
  type RunProvenance,
  readDensityOfStates,
} from './density-of-states.js';
import {
  checkJointDensity,
  JOINT_DENSITY_OF_STATES,
  JOINT_DENSITY_OF_STATES_VERSION,
  type JointDensityOfStates,
  jointColumns,
  readJointDensity,
} from './joint-density.js';
import { kindOfResult, type Stored } from './json-fields.js';

/** The result of a run: plain data, distinguished by `format`. */
export type Result = DensityOfStates | JointDensityOfStates | Configurations;

/** How to read each kind of result, and its present version. All earlier versions can be read too. */
const FORMATS: {
  readonly [format in Result['format']]: { readonly version: number; readonly read: (stored: Stored) => Result };
} = {
  [DENSITY_OF_STATES]: { version: DENSITY_OF_STATES_VERSION, read: readDensityOfStates },
  [JOINT_DENSITY_OF_STATES]: { version: JOINT_DENSITY_OF_STATES_VERSION, read: readJointDensity },
  [CONFIGURATIONS]: { version: CONFIGURATIONS_VERSION, read: readConfigurations },
};

function isFormat(format: unknown): format is Result['format'] {
  return typeof format === 'string' && Object.hasOwn(FORMATS, format);
}

/**
 * @throws TypeError if this is not the result of a run, or if a part of it is of the wrong type.
 * @throws RangeError if a number of its curve is out of range.
 */
export function checkResult(result: Result): void {
  if (!isFormat(result?.format)) {
    throw new TypeError(
      `the result is ${inWords(result)}; give what wangLandau, enumerate or another sampler returned`,
    );
  }
  if (result.format === DENSITY_OF_STATES) checkDensityOfStates(result);
  else if (result.format === JOINT_DENSITY_OF_STATES) checkJointDensity(result);
  else checkConfigurations(result);
}

/** The density of states in a result; of a joint one, its marginal. */
export function densityIn(result: Result): DensityOfStates | undefined {
  if (isDensityOfStates(result)) return result;
  return result.format === JOINT_DENSITY_OF_STATES ? result.marginal : undefined;
}

/** The provenance of any result. */
export function runOf(result: Result): RunProvenance {
  return densityIn(result)?.provenance ?? (result as Configurations).provenance;
}

/**
 * How far to rely on a result and why, in one paragraph, with the notice of the data set if it has one.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, verdict } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * console.log(verdict(await enumerate(perceptron(15), data)));
 * ```
 * @throws TypeError if `result` is not the result of a run.
 */
export function verdict(result: Result): string {
  checkResult(result);
  const { notice } = runOf(result).dataset;
  const sentences = densityIn(result)?.diagnostics.verdict ?? configurationsVerdict(result as Configurations);
  return [...sentences, ...(notice === undefined ? [] : [notice])].join(' ');
}

function configurationsVerdict({ configurations, energy, observations }: Configurations): string[] {
  return [
    `${configurations.length} configurations with energy ${energy}, each drawn with equal probability, in ${observations} observations.`,
  ];
}

/**
 * A data frame of a result, of columns by name, or of rows with the same columns. A density of states has one row for
 * each level that was reached, a joint one a row for each bin, and configurations a row each, with the weights w1 … wM.
 * Loads danfo on first use (about 1 s).
 *
 * ```ts
 * toFrame(await enumerate(network, data));
 * toFrame(runs.map(({ point, result }) => ({ ...point, peak: densityPeak(result) })));
 * ```
 *
 * A number with its error (`{ value, error }`, or what `meanOf`, `measureRuns`, `densityPeak` or `lowEnergyShare` returns) takes two columns, `peak` and `peak ±`,
 * which `show` joins to one that is rounded to the error: '5.82 ± 0.04'.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, toFrame } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * toFrame(await enumerate(perceptron(15), data)).print();
 * ```
 * @throws Error if danfo is not installed.
 * @throws TypeError if `table` is none of these, or if a column has anything but numbers, strings, booleans, numbers
 * with errors and objects with a name.
 * @throws RangeError if there are no rows or no columns, or if an error is below 0, or rows or columns do not fit each other.
 */
export function toFrame(table: Result | Columns | readonly Row[]): Frame {
  if (Array.isArray(table)) return frame(columnsOfRows(table));
  if (!isFormat((table as Result | undefined)?.format)) return frame(table as Columns);
  checkResult(table as Result);
  return frame(columnsOf(table as Result));
}

function columnsOf(result: Result): Columns {
  switch (result.format) {
    case DENSITY_OF_STATES:
      return densityColumns(result);
    case JOINT_DENSITY_OF_STATES:
      return jointColumns(result);
    case CONFIGURATIONS:
      return configurationColumns(result);
  }
}

/**
 * A result as versioned plain data for JSON, which `fromJSON` reads. Numbers that JSON cannot represent (−∞ for a level
 * that was never reached, ∞ for an unknown error) become `null`. Of the data set only the provenance is kept.
 *
 * @example
 * ```ts
 * import { writeFileSync } from 'node:fs';
 * import { enumerate, perceptron, randomPatterns, toJSON } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * writeFileSync('dos.json', JSON.stringify(toJSON(dos)));
 * console.log(dos.name, 'is in dos.json');
 * ```
 * @throws TypeError if `result` is not the result of a run.
 */
export function toJSON(result: Result): { readonly [field: string]: unknown } {
  checkResult(result);
  const { format, data, ...fields } = result;
  const kept = Object.entries(fields).filter(([name]) => name !== 'levels');
  const plain = Object.fromEntries(kept.map(([name, value]) => [name, plainOf(value)]));
  return { format, formatVersion: FORMATS[format].version, ...plain };
}

function plainOf(value: unknown): unknown {
  if (value instanceof Int8Array) return signsOf(value);
  if (value instanceof Float64Array) return Array.from(value, (entry) => (Number.isFinite(entry) ? entry : null));
  if (value instanceof Int32Array || Array.isArray(value)) return Array.from(value, plainOf);
  if (typeof value !== 'object' || value === null) return value;
  if (isFormat((value as Result).format)) return toJSON(value as Result);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainOf(part)]));
}

/**
 * Reads what `toJSON` returned, as text or parsed, of earlier format versions too. With `format` the result must be of
 * that kind:
 *
 * ```ts
 * const dos = fromJSON(readFileSync('dos.json', 'utf8'), 'weightspace/density-of-states');
 * ```
 *
 * @example
 * ```ts
 * import { enumerate, fromJSON, perceptron, randomPatterns, toJSON } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * const text = JSON.stringify(toJSON(dos)); // what would be in a file
 * console.log(fromJSON(JSON.parse(text), 'weightspace/density-of-states').entropy[2]);
 * ```
 * @throws TypeError if it is not a result, or not one of this kind, or if it is damaged or of a newer format version.
 */
export function fromJSON(json: unknown): Result;
export function fromJSON<F extends Result['format']>(json: unknown, format: F): Extract<Result, { readonly format: F }>;
export function fromJSON(json: unknown, wanted?: Result['format']): Result {
  const value = typeof json === 'string' ? parse(json) : json;
  const { format, formatVersion } = (value ?? {}) as Partial<Stored>;
  if (!isFormat(format)) {
    throw new TypeError(
      `this is not a result of weightspace: its \`format\` is ${inWords(format)}; give what \`toJSON\` returned`,
    );
  }
  if (wanted !== undefined && wanted !== format) {
    throw new TypeError(`the JSON is of '${format}', not of '${inWords(wanted)}'; read it without naming a format`);
  }
  if (formatVersion === undefined) {
    throw new TypeError(
      `this ${kindOfResult(format)} has no format version: it did not go through toJSON; write JSON.stringify(toJSON(result))`,
    );
  }
  const { version, read } = FORMATS[format];
  if (!(Number.isInteger(formatVersion) && formatVersion >= 1 && formatVersion <= version)) {
    const versions = version === 1 ? 'version 1' : `versions 1 to ${version}`;
    throw new TypeError(
      `this ${kindOfResult(format)} has format version ${inWords(formatVersion)}; this weightspace reads ${versions}, update it`,
    );
  }
  const result = read(value as Stored);
  checkResult(result);
  return result;
}

/** The value of a JSON text; `undefined` if it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
