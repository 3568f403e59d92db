import { checkCount, checkOptions, inWords } from '../base/check.js';
import { escapeHtml } from '../base/escape.js';
import type { Frame } from '../base/frame.js';
import { errorColumn, type Measured, measuredIn, type ValueWithError } from '../base/measured.js';

export interface TableHtmlOptions {
  /** The most rows to show, from the top and the end. Default 24. */
  readonly rows?: number;
}

/**
 * A danfo frame as an HTML table. Columns `peak` and `peak ±` become one, rounded to the first two digits of the error,
 * and so are `entropy` and `standardError` if the frame has both. Other numbers have 4 digits, and more while the
 * pointer rests on them.
 *
 * @throws TypeError if `frame` is not a danfo frame, or if an option is unknown.
 * @throws RangeError if `rows` is not a whole number of at least 1.
 */
export function tableHtml(frame: Pick<Frame, 'columns' | 'values'>, options: TableHtmlOptions = {}): string {
  checkOptions('tableHtml', options, ['rows']);
  const { rows = 24 } = options;
  checkCount('rows', rows, 'a table shows at least 1');
  checkFrame(frame);
  const columns = frame.columns.map(String);
  const values: unknown[][] = frame.values;
  const errorsOf = columns.map((name) => columns.indexOf(errorColumn(name)));
  const shown = columns.map((_, column) => column).filter((column) => !errorsOf.includes(column));
  const standardErrors = columns.indexOf('standardError');
  const cell = (row: unknown[], column: number) => {
    const errors = errorsOf[column]!;
    if (errors >= 0) return `<td>${escapeHtml(measuredText(row[column], row[errors]))}</td>`;
    const isRounded = standardErrors >= 0 && ['entropy', 'standardError'].includes(columns[column]!);
    return htmlCell(row[column], isRounded ? Number(row[standardErrors]) : undefined);
  };
  const line = (row: unknown[]) => `<tr>${shown.map((column) => cell(row, column)).join('')}</tr>`;
  const hidden = values.length - rows;
  const body =
    hidden <= 0
      ? values.map(line)
      : [
          ...values.slice(0, Math.ceil(rows / 2)).map(line),
          `<tr><td colspan="${shown.length}">… ${hidden} more rows …</td></tr>`,
          ...values.slice(values.length - Math.floor(rows / 2)).map(line),
        ];
  const head = shown.map((column) => `<th>${escapeHtml(columns[column]!)}</th>`).join('');
  return `<table class="dataframe"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** @throws TypeError unless `value` is a danfo frame. */
export function checkFrame(value: unknown): asserts value is Frame {
  const { columns, values } = (value ?? {}) as { columns?: unknown; values?: unknown };
  if (Array.isArray(columns) && Array.isArray(values) && values.every(Array.isArray)) return;
  throw new TypeError(`the frame is ${inWords(value)}; give a danfo frame, such as \`toFrame\` returns`);
}

/** A cell, with the digits of a number that are not shown. */
function htmlCell(value: unknown, error: number | undefined): string {
  const text = escapeHtml(cellText(value, error));
  const isShortened =
    error === undefined && typeof value === 'number' && Number.isFinite(value) && value !== Number(text);
  return isShortened ? `<td title="${Number(value.toPrecision(12))}">${text}</td>` : `<td>${text}</td>`;
}

function cellText(value: unknown, error: number | undefined): string {
  if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value);
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  if (Number.isNaN(value)) return '';
  if (error !== undefined && error > 0 && Number.isFinite(error)) return value.toFixed(decimalsOf(error));
  return shortNumber(value);
}

/** A number with 4 digits, and with all digits of its whole part. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return size < 1e15 ? String(value) : value.toExponential(3);
  return size >= 1e4 && size < 1e15 ? value.toFixed(0) : String(Number(value.toPrecision(4)));
}

function measuredText(value: unknown, error: unknown): string {
  if (typeof value !== 'number' || typeof error !== 'number') return cellText(value, undefined);
  return error === 0 ? cellText(value, undefined) : withError(value, error);
}

/**
 * A number and its error as text, both rounded to the first two digits of the error: '2.4630 ± 0.0081'. A number whose
 * error is unknown (absent, ∞ or NaN) is shown as '2.46 ± ?'; one that is not finite is itself 'unknown' then, as the
 * entropy of a level that was never visited is. The number with its error may be given as one object:
 *
 * ```ts
 * show(`The slope is ${withError({ value: line.slope, error: line.slopeError })}, the mean ${withError(meanOf(heights))}.`);
 * ```
 *
 * @throws TypeError if this is not a number with its error.
 * @throws RangeError if the error is below 0.
 */
export function withError(measured: Measured): string;
export function withError(value: number, error: number | null | undefined): string;
export function withError(given: Measured | number, givenError?: number | null): string {
  const { value, error } =
    typeof given === 'object' ? partsOf(given) : { value: given, error: givenError ?? Number.NaN };
  if (typeof value !== 'number') throw new TypeError(`\`value\` is ${inWords(value)}; give a number`);
  if (typeof error !== 'number') throw new TypeError(`\`error\` is ${inWords(error)}; give a number, or ∞ if unknown`);
  if (error < 0) throw new RangeError(`\`error\` is ${error}; give a number of at least 0`);
  if (!Number.isFinite(value)) return error === 0 && !Number.isNaN(value) ? cellText(value, undefined) : 'unknown';
  if (!Number.isFinite(error))
    return `${Math.abs(value) < 100 ? Number(value.toPrecision(3)) : shortNumber(value)} ± ?`;
  // An error this small is only rounding.
  if (error <= 1e-12 * Math.abs(value)) return shortNumber(value);
  return `${value.toFixed(decimalsOf(error))} ± ${error.toFixed(decimalsOf(error))}`;
}

function partsOf(measured: Measured): ValueWithError {
  const parts = measuredIn(measured);
  if (parts !== undefined) return parts;
  throw new TypeError(
    `the number with its error is ${inWords(measured)}; give { value, error }, or what \`meanOf\` returns`,
  );
}

/** The number of decimals that shows the first two digits of an error. */
function decimalsOf(error: number): number {
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
}
