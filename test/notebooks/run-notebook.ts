import { fileURLToPath } from 'node:url';
import { shownText } from '#src/base/escape.js';
import type { Figure } from '#src/figures/figure.js';
import { type ExecuteOptions, executeNotebook } from '#src/pages/execute.js';
import { pageHtml } from '#src/pages/page.js';

// Run again with the same code, a notebook takes its results from where the lab keeps them too.
process.env.WEIGHTSPACE_RESULTS ??= fileURLToPath(new URL('../../output/results', import.meta.url));

/** A cell of a table, and the digits that it does not show. */
interface TableCell {
  readonly text: string;
  readonly full: string;
}

/** A table that a notebook showed, by its columns. */
export interface Table {
  readonly columns: readonly string[];
  /** The cells of a column, as text. */
  text(column: string): string[];
  /** The numbers of a column; of '2.46 ± 0.02' the first. All digits of a number without an error, though a table shows four. */
  numbers(column: string): number[];
  /** The error bars of a column: of '2.46 ± 0.02' the second number. */
  errors(column: string): number[];
}

/** What a notebook showed, for tests of its findings. */
export interface NotebookRun {
  readonly failure: string | undefined;
  readonly figures: readonly Figure[];
  /** In the order in which they were shown. */
  readonly tables: readonly Table[];
  /** What it showed as text: verdicts. */
  readonly texts: readonly string[];
  readonly page: string;
}

/** The milliseconds that the quick size of a notebook takes at most, on a machine with much else to do. */
const LIMIT = 20 * 60_000;

/** Runs a notebook of this project headless, `name` without its ending, with other parameters where given. */
export async function runNotebook(
  name: string,
  parameters: NonNullable<ExecuteOptions['parameters']> = {},
): Promise<NotebookRun> {
  const path = fileURLToPath(new URL(`../../notebooks/${name}.ipynb`, import.meta.url));
  const { notebook, failure } = await executeNotebook(path, { parameters, signal: AbortSignal.timeout(LIMIT) });
  const shown = notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => (output.output_type === 'display_data' ? [output.data] : []));
  const kind = (type: string) => shown.flatMap((data) => (data[type] === undefined ? [] : [data[type]]));
  return {
    failure,
    figures: kind('application/vnd.plotly.v1+json').map((figure) => withPlainNames(figure as Figure)),
    tables: kind('text/html')
      .map(String)
      .filter((html) => html.startsWith('<table'))
      .map(tableOf),
    texts: kind('text/markdown').map(String),
    page: pageHtml(notebook, { name, date: new Date() }),
  };
}

/** The curves under the names that the notebook wrote, 't_w = 16', which figures set with italic symbols. */
function withPlainNames({ data, layout }: Figure): Figure {
  return { data: data.map((trace) => ({ ...trace, name: plain(trace.name) })), layout };
}

function plain(name: unknown): unknown {
  return typeof name === 'string' ? shownText(name) : name;
}

function tableOf(html: string): Table {
  const cells = (row: string, tag: string): TableCell[] =>
    [...row.matchAll(new RegExp(`<${tag}(?: title="(.*?)")?>(.*?)</${tag}>`, 'g'))].map(([, full, text]) => ({
      text: withoutEntities(text!),
      full: full ?? withoutEntities(text!),
    }));
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map((match) => match[1]!);
  const columns = cells(rows[0]!, 'th').map(({ text }) => text);
  const body = rows.slice(1).map((row) => cells(row, 'td'));
  const cellsOf = (column: string) => {
    const place = columns.indexOf(column);
    if (place < 0) throw new RangeError(`the table has no column '${column}'; it has ${columns.join(', ')}`);
    return body.map((row) => row[place]!);
  };
  const text = (column: string) => cellsOf(column).map((cell) => cell.text);
  const part = (column: string, index: number) => cellsOf(column).map(({ full }) => numberOf(full.split(' ± ')[index]));
  return { columns, text, numbers: (column) => part(column, 0), errors: (column) => part(column, 1) };
}

function withoutEntities(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function numberOf(text: string | undefined): number {
  if (text === undefined || ['', '?', 'unknown'].includes(text)) return Number.NaN;
  if (text === '∞') return Infinity;
  return text === '−∞' ? -Infinity : Number(text);
}
