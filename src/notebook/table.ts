import type { DataFrame } from 'danfojs-node';

/** A cell's text with what HTML would read as markup made harmless. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A danfo frame as an HTML table. A number is rounded to its error where the frame has a `standardError` column and the
 * column holds the error itself or what it belongs to (`entropy`): to the first two digits of the error. Other numbers get 6
 * digits.
 * At most `rows` rows are shown, from the top and the end.
 */
export function tableHtml(frame: DataFrame, { rows = 24 }: { rows?: number } = {}): string {
  const columns = frame.columns as string[];
  const values = frame.values as unknown[][];
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

function cellText(value: unknown, error: number | undefined): string {
  if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value);
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  if (Number.isNaN(value)) return '';
  if (error !== undefined && error > 0 && Number.isFinite(error)) return value.toFixed(decimalsOf(error));
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : value.toExponential(5);
  return String(Number(value.toPrecision(6)));
}

/** A number and its error as text, both to the first two digits of the error: '2.463 ± 0.008'. */
export function withError(value: number, error: number): string {
  if (!Number.isFinite(error) || error < 0) return `${value.toPrecision(3)} ± ?`;
  // What rounding in double precision leaves is no error.
  if (error <= 1e-12 * Math.abs(value)) return String(Number(value.toPrecision(6)));
  return `${value.toFixed(decimalsOf(error))} ± ${error.toFixed(decimalsOf(error))}`;
}

/** Decimals with which a number shows the first two digits of its error. */
function decimalsOf(error: number): number {
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
}
