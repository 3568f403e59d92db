import { createRequire } from 'node:module';
import { inWords, isList } from './check.js';
import { errorColumn, type Measured, measuredIn } from './measured.js';
import { inOptionalPackage } from './optional-package.js';

const require = createRequire(import.meta.url);

/**
 * A table with named columns: a `DataFrame` of danfo. These are the members that weightspace itself uses; `weightspace`
 * declares [all of danfo's](https://danfo.jsdata.org/api-reference/dataframe) if danfo is installed, `weightspace/core`
 * only these.
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
  /** The frame as text, as `print` prints it. */
  toString(): string;
}

/**
 * An entry of a table. A number with its error takes two columns, the second for the errors with ± after the name;
 * `show` joins them to '5.82 ± 0.04'. What has a name, such as a network of a sweep, is named. Others are left blank.
 */
export type Cell = number | string | boolean | Measured | { readonly name: string } | undefined;

/** Columns of one length, by name. */
export interface Columns {
  readonly [name: string]: readonly Cell[];
}

/** The part of danfo that this file uses. */
interface Danfo {
  readonly DataFrame: new (columns: { readonly [name: string]: readonly unknown[] }) => Frame;
}

/**
 * A danfo data frame with one column per entry. danfo is loaded on the first call, which takes about a second.
 *
 * @throws Error if danfo is not installed.
 * @throws TypeError if a column is not an array, or has anything but what a `Cell` may be.
 * @throws RangeError if there are no columns, a column is empty, or they differ in length.
 */
export function frame(columns: Columns): Frame {
  const plain = withErrorColumns(columns);
  check(plain);
  const danfo: Danfo = require(inOptionalPackage('danfojs-node', 'a frame'));
  // danfo does not take typed arrays.
  return new danfo.DataFrame(Object.fromEntries(Object.entries(plain).map(([name, list]) => [name, Array.from(list)])));
}

/** Columns without objects: names for what has one, and a second column for errors. */
function withErrorColumns(columns: Columns): Columns {
  if (Object.prototype.toString.call(columns) !== '[object Object]') return columns;
  const entries = Object.entries(columns).flatMap(([name, column]): [string, readonly Cell[]][] => {
    if (!Array.isArray(column)) return [[name, column]];
    const measured = column.map(measuredIn);
    if (measured.every((one) => one === undefined)) return [[name, column.map(nameOf)]];
    const errors = errorColumn(name);
    if (Object.hasOwn(columns, errors)) {
      throw new RangeError(`the column '${errors}' is that of the errors of '${name}'; give yours another name`);
    }
    // A number without an error is exact; a blank is neither.
    return [
      [name, column.map((cell, row) => measured[row]?.value ?? (isBlank(cell) ? Number.NaN : cell))],
      [errors, column.map((cell, row) => measured[row]?.error ?? (isBlank(cell) ? Number.NaN : 0))],
    ];
  });
  return Object.fromEntries(entries);
}

function isBlank(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === '';
}

function nameOf(cell: Cell): Cell {
  const name = typeof cell === 'object' && cell !== null && 'name' in cell ? cell.name : undefined;
  return typeof name === 'string' ? name : cell;
}

/** A row of a table. */
export interface Row {
  readonly [column: string]: Cell;
}

/**
 * The columns of a table that is given by rows.
 *
 * @throws TypeError if a row is not an object.
 * @throws RangeError if there are no rows, or if rows have different columns.
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
  if (entries.length === 0) throw new RangeError('there are no columns; a frame needs at least 1');
  const rows = entries[0]![1]?.length;
  for (const [name, column] of entries) {
    const subject = `the column '${inWords(name)}'`;
    if (!isList(column)) throw new TypeError(`${subject} is ${inWords(column)}; give an array`);
    if (column.length === 0) throw new RangeError(`${subject} is empty; a frame needs at least 1 row`);
    if (column.length !== rows) {
      throw new RangeError(`${subject} has ${column.length} rows and the first ${rows}; give columns of one length`);
    }
    const place = Array.from(column).findIndex((value) => !isCell(value));
    if (place < 0) continue;
    throw new TypeError(
      `${subject} has ${inWords(column[place])} in row ${place}; give numbers, strings, booleans or { value, error }`,
    );
  }
}

/** Missing values are left blank. */
function isCell(value: unknown): boolean {
  return value === undefined || value === null || ['number', 'string', 'boolean'].includes(typeof value);
}
