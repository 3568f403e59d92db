import { checkCount, checkOptions, inWords } from '../base/check.js';
import { escapeHtml } from '../base/escape.js';
import type { Frame } from '../base/frame.js';
import { errorColumn, type Measured, measuredIn, type ValueWithError } from '../base/measured.js';
import { csvField } from '../figures/figure-data.js';

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
  const { head, first, hidden, last } = shownRows(frame, rows);
  const line = (row: ShownCell[]) => `<tr>${row.map(htmlCell).join('')}</tr>`;
  const gap = hidden === 0 ? [] : [`<tr><td colspan="${head.length}">… ${hidden} more rows …</td></tr>`];
  const body = [...first.map(line), ...gap, ...last.map(line)];
  const names = head.map((name) => `<th>${escapeHtml(name)}</th>`).join('');
  return `<table class="dataframe"><thead><tr>${names}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** The same table as text, its columns separated by tabs. */
export function tableText(frame: Pick<Frame, 'columns' | 'values'>, rows: number): string {
  const { head, first, hidden, last } = shownRows(frame, rows);
  const line = (row: ShownCell[]) => row.map(({ text }) => text).join('\t');
  const gap = hidden === 0 ? [] : [`… ${hidden} more rows …`];
  return [head.join('\t'), ...first.map(line), ...gap, ...last.map(line)].join('\n');
}

/** The whole table as CSV (RFC 4180): all rows and columns, numbers with 6 significant digits, unknown ones empty. */
export function tableCsv({ columns, values }: Pick<Frame, 'columns' | 'values'>): string {
  const field = (value: unknown) => {
    if (typeof value !== 'number' || Number.isInteger(value)) return csvField(value);
    return Number.isNaN(value) ? '' : csvField(Number(value.toPrecision(6)));
  };
  return [columns, ...(values as unknown[][])].map((row) => `${row.map(field).join(',')}\n`).join('');
}

/** A cell as it is shown, and its number if that has more digits. */
interface ShownCell {
  readonly text: string;
  readonly full?: string;
}

interface ShownRows {
  readonly head: string[];
  /** All rows if there are few, otherwise those before and after the hidden ones. */
  readonly first: ShownCell[][];
  readonly hidden: number;
  readonly last: ShownCell[][];
}

function shownRows(frame: Pick<Frame, 'columns' | 'values'>, most: number): ShownRows {
  const columns = frame.columns.map(String);
  const values: unknown[][] = frame.values;
  const errorsOf = columns.map((name) => columns.indexOf(errorColumn(name)));
  const shown = columns.map((_, column) => column).filter((column) => !errorsOf.includes(column));
  const standardErrors = columns.indexOf('standardError');
  const cell = (row: unknown[], column: number): ShownCell => {
    const errors = errorsOf[column]!;
    if (errors >= 0) return { text: measuredText(row[column], row[errors]) };
    const isRounded = standardErrors >= 0 && ['entropy', 'standardError'].includes(columns[column]!);
    if (isRounded) return { text: cellText(row[column], Number(row[standardErrors])) };
    const text = cellText(row[column], undefined);
    const value = row[column];
    const isShortened = typeof value === 'number' && Number.isFinite(value) && value !== Number(text);
    return isShortened ? { text, full: String(Number(value.toPrecision(12))) } : { text };
  };
  const line = (row: unknown[]) => shown.map((column) => cell(row, column));
  const hidden = Math.max(0, values.length - most);
  return {
    head: shown.map((column) => columns[column]!),
    first: values.slice(0, hidden === 0 ? values.length : Math.ceil(most / 2)).map(line),
    hidden,
    last: hidden === 0 ? [] : values.slice(values.length - Math.floor(most / 2)).map(line),
  };
}

/** @throws TypeError unless `value` is a danfo frame. */
export function checkFrame(value: unknown): asserts value is Frame {
  const { columns, values } = (value ?? {}) as { columns?: unknown; values?: unknown };
  if (Array.isArray(columns) && Array.isArray(values) && values.every(Array.isArray)) return;
  throw new TypeError(`the frame is ${inWords(value)}; give a danfo frame, such as \`toFrame\` returns`);
}

function htmlCell({ text, full }: ShownCell): string {
  return `<td${full === undefined ? '' : ` title="${full}"`}>${escapeHtml(text)}</td>`;
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
  return error === 0 || Number.isNaN(value) ? cellText(value, undefined) : withError(value, error);
}

/**
 * A number and its error as text, both rounded to the first two digits of the error: '2.4630 ± 0.0081'. A number whose
 * error is unknown (absent, ∞ or NaN) is shown as '2.46 ± ?'; one that is not finite is itself 'unknown' then, as the
 * entropy of a level that was never visited is. The number with its error may be given as one object.
 *
 * @example
 * ```ts
 * import { entropyAt, enumerate, perceptron, randomPatterns, withError } from 'weightspace';
 *
 * console.log(withError(2.3456, 0.0123)); // both rounded to the error
 * const counted = await enumerate(perceptron(15), randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' }));
 * console.log(withError(entropyAt(counted, 2)));
 * ```
 * @throws TypeError if this is not a number with its error.
 * @throws RangeError if the error is below 0.
 */
export function withError(measured: Measured): string;
export function withError(value: number, error: number | undefined): string;
export function withError(given: Measured | number, givenError = Number.NaN): string {
  const { value, error } = typeof given === 'object' ? partsOf(given) : { value: given, error: givenError };
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
