import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inWords } from '../src/base/check.js';
import type { Table } from './read-table.js';

/** The number of bytes read at a time; only a longer line needs more. */
const PIECE = 1 << 22;
const [NEWLINE, RETURN, BLANK, MINUS, POINT, ZERO] = [10, 13, 32, 45, 46, 48];
const POWERS = Float64Array.from({ length: 16 }, (_, k) => 10 ** k);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What programs write for a number that is missing or not finite: never the name of a column. */
const MISSING = /^[+-]?(nan|inf|infinity|na|n\/a|null|none|)$/i;

/** The number that a text is in decimal notation; NaN if it is not one. */
export function numberOf(text: string): number {
  const plain = text.trim().replace('−', '-');
  return NUMBER.test(plain) ? Number(plain) : Number.NaN;
}

/**
 * The numbers of a CSV file: fields separated by commas, semicolons, tabs or blanks, whichever the first line has, with
 * or without quotes. A first line in which a field is not a number, empty or NaN is read as names. Empty lines do not
 * count. The file is read in pieces, so that it may be larger than a string can be.
 *
 * @throws TypeError if a field is not a finite number, the rows differ in length, or there is no row.
 */
export function readCsv(path: string): Table {
  const file = openSync(path, 'r');
  try {
    const rows = new CsvRows(fstatSync(file).size);
    for (const lines of wholeLines(file)) rows.add(lines);
    return rows.table();
  } finally {
    closeSync(file);
  }
}

/** The file in pieces of whole lines, each with its newline. */
function* wholeLines(file: number): Generator<Buffer> {
  let buffer = Buffer.alloc(PIECE);
  let filled = 0;
  for (;;) {
    const read = readSync(file, buffer, filled, buffer.length - filled, null);
    if (read === 0) break;
    filled += read;
    const end = buffer.lastIndexOf(NEWLINE, filled - 1) + 1;
    if (end > 0) yield buffer.subarray(0, end);
    buffer.copyWithin(0, end, filled);
    filled -= end;
    if (filled === buffer.length) buffer = Buffer.concat([buffer], 2 * filled);
  }
  buffer[filled] = NEWLINE;
  if (filled > 0) yield buffer.subarray(0, filled + 1);
}

class CsvRows {
  private values = new Float64Array(0);
  private count = 0;
  private columns = 0;
  private rows = 0;
  private bytes = 0;
  /** The number of the current line, from 1. */
  private line = 0;
  private firstLine = 0;
  private separator = '';
  private names: readonly string[] = [];

  constructor(private readonly size: number) {}

  add(lines: Buffer): void {
    if (this.bytes === 0 && lines.includes(0)) {
      throw new TypeError('it is not text in UTF-8; save it as CSV in UTF-8');
    }
    this.reserve(lines.length);
    for (let at = 0; at < lines.length; ) {
      this.line++;
      const next = this.plainRow(lines, at);
      const end = next ?? lines.indexOf(NEWLINE, at) + 1;
      if (next === undefined) this.anyRow(lines.toString('utf8', at, end - 1));
      at = end;
    }
    this.bytes += lines.length;
  }

  table(): Table {
    if (this.rows === 0) throw new TypeError('it holds no numbers');
    return {
      values: this.values.subarray(0, this.count),
      rows: this.rows,
      columns: this.columns,
      names: this.names,
    };
  }

  /**
   * Makes room for all numbers in the next `bytes` bytes and, once some have been read, for as many as the file is
   * likely to have.
   */
  private reserve(bytes: number): void {
    const needed = this.count + bytes / 2 + 1;
    if (needed <= this.values.length) return;
    const likely = this.bytes === 0 ? 0 : (1.02 * this.count * this.size) / this.bytes;
    const larger = new Float64Array(Math.ceil(Math.max(needed, 1.25 * this.count, likely)));
    larger.set(this.values.subarray(0, this.count));
    this.values = larger;
  }

  /**
   * Reads a row of short decimal numbers, as nearly all are, about four times faster than as text. Returns where the
   * next row begins, or `undefined` for a row of another kind, of which it keeps nothing.
   */
  private plainRow(bytes: Buffer, begin: number): number | undefined {
    if (this.separator === '') return undefined;
    const separator = this.separator.charCodeAt(0);
    let count = this.count;
    for (let at = begin; ; at++) {
      while (bytes[at] === BLANK) at++;
      const isNegative = bytes[at] === MINUS;
      if (isNegative) at++;
      // Whole numbers below 10^15 and these powers of ten are exact, so that their quotient is the double closest to the decimal.
      let [whole, digits, decimals] = [0, 0, 0];
      for (; isDigit(bytes[at]!); at++, digits++) whole = 10 * whole + bytes[at]! - ZERO;
      if (bytes[at] === POINT) {
        for (at++; isDigit(bytes[at]!); at++, digits++, decimals++) whole = 10 * whole + bytes[at]! - ZERO;
      }
      if (bytes[at] === RETURN) at++;
      if (digits === 0 || digits > 15 || (bytes[at] !== separator && bytes[at] !== NEWLINE)) return undefined;
      const value = whole / POWERS[decimals]!;
      this.values[count++] = isNegative ? -value : value;
      if (bytes[at] !== NEWLINE) continue;
      this.endRow(count);
      return at + 1;
    }
  }

  private anyRow(line: string): void {
    const text = this.line === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') return;
    const isFirst = this.separator === '';
    // A comma may also stand in a name or for a decimal point.
    if (isFirst) this.separator = [';', '\t', ','].find((separator) => text.includes(separator)) ?? ' ';
    const fields = fieldsOf(text, this.separator);
    if (isFirst && fields.some(isName)) this.names = this.checkNames(fields);
    else this.endRow(fields.reduce((count, field, k) => this.keep(field, k, count), this.count));
  }

  private keep(field: string, k: number, count: number): number {
    const value = numberOf(field);
    const place = `line ${this.line}, field ${k + 1}`;
    if (field === '') throw new TypeError(`${place} is empty; give a number, or remove the separator beside it`);
    if (!Number.isFinite(value)) throw new TypeError(`${place} is '${inWords(field)}', which is not a number`);
    this.values[count] = value;
    return count + 1;
  }

  /** A column without a name was added by a program: it numbers the rows. */
  private checkNames(fields: readonly string[]): readonly string[] {
    const nameless = fields.indexOf('') + 1;
    if (nameless === 0) return fields;
    throw new TypeError(
      `line ${this.line} has no name for column ${nameless}; leave out the row numbers (pandas: index=False)`,
    );
  }

  private endRow(count: number): void {
    const columns = count - this.count;
    if (this.rows === 0) {
      this.columns = columns;
      this.firstLine = this.line;
      if (this.names.length > 0 && this.names.length !== columns) {
        throw new TypeError(
          `it has ${this.names.length} names and ${columns} columns of numbers; give one name for each`,
        );
      }
    }
    if (columns !== this.columns) {
      const [thisLine, otherLine] = [`line ${this.line} has ${columns}`, `line ${this.firstLine} has ${this.columns}`];
      throw new TypeError(`${thisLine} numbers and ${otherLine}; give rows of the same length`);
    }
    this.count = count;
    this.rows++;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** True if a field of the first line can only be the name of a column. */
export function isName(field: string): boolean {
  return Number.isNaN(numberOf(field)) && !MISSING.test(field);
}

function fieldsOf(line: string, separator: string): string[] {
  const parts = separator === ' ' ? line.trim().split(/\s+/) : line.split(separator);
  if (!line.includes('"')) return parts.map((part) => part.trim());
  const fields: string[] = [];
  let isOpen = false;
  for (const part of parts) {
    // A separator between quotes does not count.
    if (isOpen) fields[fields.length - 1] += separator + part;
    else fields.push(part);
    if (part.split('"').length % 2 === 0) isOpen = !isOpen;
  }
  return fields.map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}
