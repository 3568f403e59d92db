import { createRequire } from 'node:module';
import { inWords, isList } from './check.js';
import { inOptionalPackage } from './optional-package.js';

const require = createRequire(import.meta.url);

/**
 * A table with named columns: a `DataFrame` of danfo. These are the members that weightspace itself relies on; `weightspace`
 * declares all of danfo's where danfo is installed, `weightspace/core` these alone.
 */
export interface Frame {
  /** The names of the columns. */
  readonly columns: string[];
  /** Numbers of rows and of columns. */
  readonly shape: number[];
  /** The rows, each with a value for every column. */
  readonly values: (number | string | boolean)[][];
  /** Prints the frame on the console. */
  print(): void;
  toString(): string;
}

/** Columns of one length, by name. */
export interface Columns {
  readonly [name: string]: readonly (number | string | boolean)[];
}

/** The part of danfo that this file relies on. */
interface Danfo {
  readonly DataFrame: new (columns: { readonly [name: string]: readonly unknown[] }) => Frame;
}

/**
 * A danfo data frame with one column per entry. danfo takes about a second to load, so only the first call loads it.
 * @throws Error if danfo is not installed.
 * @throws TypeError if a column is not an array, or holds anything but numbers, strings and booleans.
 * @throws RangeError if there is no column, a column is empty, or they differ in length.
 */
export function frame(columns: Columns): Frame {
  check(columns);
  const danfo: Danfo = require(inOptionalPackage('danfojs-node', 'a frame'));
  // danfo knows no typed arrays.
  return new danfo.DataFrame(
    Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, Array.from(list)])),
  );
}

/** A row of a table. */
export interface Row {
  readonly [column: string]: number | string | boolean;
}

/**
 * The columns of rows that have the same ones.
 *
 * @throws TypeError if a row is no object.
 * @throws RangeError if there is no row, or the rows have different columns.
 */
export function columnsOfRows(rows: readonly Row[]): Columns {
  if (rows.length === 0) throw new RangeError('there are no rows to make a frame of; give at least one');
  const names = namesOf(rows[0]);
  for (const row of rows) {
    if (namesOf(row).toSorted().join() === names.toSorted().join()) continue;
    throw new RangeError(
      `a row has the columns ${namesOf(row).join(', ')} and the first ${names.join(', ')}; give all rows the same`,
    );
  }
  const columns = names.map((name) => [name, rows.map((row) => row[name])] as const);
  return Object.fromEntries(columns) as Columns;
}

function namesOf(row: Row): string[] {
  if (Object(row) !== row || Array.isArray(row)) {
    throw new TypeError(`a row is ${inWords(row)}; give an object, as in { P: 78, peak: 0.1 }`);
  }
  return Object.keys(row);
}

function check(columns: Columns): void {
  if (Object.prototype.toString.call(columns) !== '[object Object]') {
    throw new TypeError(`the columns are ${inWords(columns)}; give an object, as in { energy: [0, 1] }`);
  }
  const entries = Object.entries(columns);
  if (entries.length === 0) throw new RangeError('there is no column; a frame needs at least 1');
  const rows = entries[0]![1]?.length;
  for (const [name, column] of entries) {
    const of = `the column '${inWords(name)}'`;
    if (!isList(column)) throw new TypeError(`${of} is ${inWords(column)}; give an array`);
    if (column.length === 0) throw new RangeError(`${of} is empty; a frame needs at least 1 row`);
    if (column.length !== rows) {
      throw new RangeError(`${of} has ${column.length} rows and the first ${rows}; give columns of one length`);
    }
    const place = Array.from(column).findIndex((value) => !isCell(value));
    if (place < 0) continue;
    throw new TypeError(`${of} has ${inWords(column[place])} in row ${place}; give numbers and texts`);
  }
}

/** What is not there is left blank. */
function isCell(value: unknown): boolean {
  return value === undefined || value === null || ['number', 'string', 'boolean'].includes(typeof value);
}
