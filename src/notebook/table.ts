import { checkCount, checkOptions, inWords } from '../base/check.js';
import { escapeHtml } from '../base/escape.js';
import type { Frame } from '../base/frame.js';

export interface TableHtmlOptions {
  /** The most rows to show, from the top and the end. Default 24. */
  readonly rows?: number;
}

/**
 * A danfo frame as an HTML table. If the frame has a column `standardError`, this column and `entropy` are rounded to
 * the first two digits of the error. Other numbers have 6 digits.
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
  const errorColumn = columns.indexOf('standardError');
  const cell = (row: unknown[], column: number) => {
    const error =
      ['entropy', 'standardError'].includes(columns[column]!) && errorColumn >= 0
        ? Number(row[errorColumn])
        : undefined;
    return `<td>${escapeHtml(cellText(row[column], error))}</td>`;
  };
  const line = (row: unknown[]) => `<tr>${columns.map((_, column) => cell(row, column)).join('')}</tr>`;
  const hidden = values.length - rows;
  const body =
    hidden <= 0
      ? values.map(line)
      : [
          ...values.slice(0, Math.ceil(rows / 2)).map(line),
          `<tr><td colspan="${columns.length}">… ${hidden} more rows …</td></tr>`,
          ...values.slice(values.length - Math.floor(rows / 2)).map(line),
        ];
  const head = columns.map((name) => `<th>${escapeHtml(name)}</th>`).join('');
  return `<table class="dataframe"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** @throws TypeError unless `value` is a danfo frame. */
export function checkFrame(value: unknown): asserts value is Frame {
  const { columns, values } = (value ?? {}) as { columns?: unknown; values?: unknown };
  if (Array.isArray(columns) && Array.isArray(values) && values.every(Array.isArray)) return;
  throw new TypeError(`the frame is ${inWords(value)}; give a danfo frame, such as \`toFrame\` returns`);
}

function cellText(value: unknown, error: number | undefined): string {
  if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value);
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  if (Number.isNaN(value)) return '';
  if (error !== undefined && error > 0 && Number.isFinite(error)) return value.toFixed(decimalsOf(error));
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : value.toExponential(5);
  return String(Number(value.toPrecision(6)));
}

/**
 * A number and its error as text, both rounded to the first two digits of the error: '2.463 ± 0.008'. An unknown error,
 * ∞ or NaN, is shown as '2.46 ± ?'. A value that is not finite is shown without an error: '−∞', or '?' for NaN.
 *
 * @throws TypeError if one of them is not a number.
 * @throws RangeError if the error is below 0.
 */
export function withError(value: number, error: number): string {
  if (typeof value !== 'number') throw new TypeError(`\`value\` is ${inWords(value)}; give a number`);
  if (typeof error !== 'number') throw new TypeError(`\`error\` is ${inWords(error)}; give a number, or ∞ if unknown`);
  if (error < 0) throw new RangeError(`\`error\` is ${error}; give a number of at least 0`);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '?' : cellText(value, undefined);
  if (!Number.isFinite(error)) return `${value.toPrecision(3)} ± ?`;
  // An error this small is only rounding.
  if (error <= 1e-12 * Math.abs(value)) return String(Number(value.toPrecision(6)));
  return `${value.toFixed(decimalsOf(error))} ± ${error.toFixed(decimalsOf(error))}`;
}

/** The number of decimals that shows the first two digits of an error. */
function decimalsOf(error: number): number {
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
}
