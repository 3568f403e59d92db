import { inWords } from '../base/check.js';
import { shownText, tameMarkdown } from '../base/escape.js';
import type { Frame } from '../base/frame.js';
import { checkFigure } from '../figures/check-arguments.js';
import { type Figure, textOf } from '../figures/figure.js';
import { figureHtml, loadPlotlyHtml, PLOTLY_CONFIG } from '../figures/figure-html.js';
import { figureSvg } from '../figures/still/figure.js';
import { type Summarised, summaryOf, type Table } from './summary.js';
import { checkFrame, tableCsv, tableHtml, tableText } from './table.js';
import { type Bundle, cellWriter, type DisplayWriter } from './tslab.js';

/** What can be shown in a cell. */
export type Showable = Figure | Frame | string | Summarised;

/**
 * Shows something under the running cell: a figure, a frame (as a table) or a text (Markdown); a density of states or another
 * result as its verdict, its figure and a short table; a data set with its sizes, its classes and where it comes from, and
 * pictures if it has any; a theory’s curve, a network, what a solver found, or the runs of a sweep. As the last value of a
 * cell they are shown without it.
 *
 * A figure is sent in several representations at once, so that JupyterLab, VS Code and classic Jupyter each find theirs,
 * with a still picture (SVG) where scripts do not run; none needs a network. Outside a notebook a frame or a text is
 * printed, and a figure is named in one line with its caption. Of HTML in a text only <b>, <i>, <em>, <sub>, <sup> and
 * <br> take effect and everything else is shown literally, because it may come from data.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, show } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * show(dos); // verdict, figure and table
 * show('S(E) of **ten** patterns');
 * ```
 * @throws TypeError if `item` is none of these, or if a part of it is missing or of the wrong type. That a promise must be
 * awaited first is said in the error.
 * @throws RangeError if a number of a result or a data set is out of range.
 */
export function show(item: Showable): void {
  if (!showIfPossible(item)) throw new TypeError(refusal(item));
}

/** Shows what `show` shows, and returns false if `item` is something else. */
export function showIfPossible(item: unknown): boolean {
  const parts = partsOf(item);
  if (parts === undefined) return false;
  const write = cellWriter();
  for (const part of parts) {
    if (write === undefined) print(part);
    else write({ data: bundle(part, write), metadata: {}, transient: {} }, false);
  }
  return true;
}

type Part = Figure | Frame | Table | string;

/** What is shown, from top to bottom; `undefined` if `item` cannot be shown. */
function partsOf(item: unknown): readonly Part[] | undefined {
  if (typeof item === 'string') return [item];
  if (typeof item !== 'object' || item === null) return undefined;
  if ('data' in item && 'layout' in item) {
    checkFigure(item as Figure);
    return [item as Figure];
  }
  if ('columns' in item && 'values' in item) {
    checkFrame(item);
    return [item];
  }
  return summaryOf(item);
}

function refusal(item: unknown): string {
  const what = inWords(item);
  if (what.startsWith('a promise')) return 'the item to show is a promise; put await before it, as in show(await item)';
  return `the item to show is ${what}; give a figure, a frame, a text, a data set or the result of a run`;
}

let writerWithPlotly: DisplayWriter | undefined;

function bundle(part: Part, write: DisplayWriter): Bundle {
  if (typeof part === 'string') return { 'text/markdown': tameMarkdown(part), 'text/plain': part };
  if (!isFigure(part)) {
    return { 'text/html': htmlOf(part), 'text/csv': tableCsv(part), 'text/plain': textOfTable(part) };
  }
  // Each run of a cell has its own writer and includes Plotly once: outputs may be lost, or shown in any order.
  const load = writerWithPlotly === write ? '' : loadPlotlyHtml();
  writerWithPlotly = write;
  const picture = figureSvg(part);
  return {
    'application/vnd.plotly.v1+json': { data: part.data, layout: part.layout, config: PLOTLY_CONFIG },
    'text/html': figureHtml(part, { picture }) + load,
    ...(picture === undefined ? {} : { 'image/svg+xml': picture }),
    'text/plain': description(part),
  };
}

function isFigure(part: Exclude<Part, string>): part is Figure {
  return 'data' in part && 'layout' in part;
}

function isFrame(part: Frame | Table): part is Frame {
  return 'print' in part;
}

/** The most rows of a table that is shown as a whole. */
const WHOLE = 20;

/** The rows shown of a longer one. */
const SHORT = 12;

function rowsOf({ values }: Table): number {
  return values.length <= WHOLE ? WHOLE : SHORT;
}

function htmlOf(part: Frame | Table): string {
  return tableHtml(part, isFrame(part) ? {} : { rows: rowsOf(part) });
}

function textOfTable(part: Frame | Table): string {
  return isFrame(part) ? String(part) : tableText(part, rowsOf(part));
}

function description({ layout }: Figure): string {
  const { text, subtitle } = (layout.title ?? {}) as { text?: unknown; subtitle?: { text?: unknown } };
  const [title, caption] = [text, subtitle?.text].map((one) => shownText(textOf(one)));
  return `[figure: ${title || 'untitled'}${caption ? ` (${caption})` : ''}]`;
}

function print(part: Part): void {
  if (typeof part === 'string') console.log(part);
  else if (isFigure(part)) console.log(description(part));
  else if (isFrame(part)) part.print();
  else console.log(textOfTable(part));
}
