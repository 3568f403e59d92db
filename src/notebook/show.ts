import { shownText, tameMarkdown } from '../base/escape.js';
import type { Frame } from '../base/frame.js';
import { checkFigure, checkObject } from '../figures/check-arguments.js';
import { type Figure, textOf } from '../figures/figure.js';
import { figureHtml, loadPlotlyHtml, PLOTLY_CONFIG } from '../figures/figure-html.js';
import { figureSvg } from '../figures/still/figure.js';
import { checkFrame, tableHtml } from './table.js';
import { type Bundle, cellWriter, type DisplayWriter } from './tslab.js';

/**
 * Shows a figure, a frame (as a table) or a text (Markdown) under the running cell. A figure is sent in several
 * representations at once, so that JupyterLab, VS Code and classic Jupyter each find theirs, with a still picture (SVG)
 * where scripts do not run; none needs a network. Outside a notebook a frame or a text is printed, and a figure is
 * named in one line with its caption. Of HTML in a text only <b>, <i>, <em>, <sub>, <sup> and <br> take effect and
 * everything else is shown literally, because it may come from data.
 *
 * @throws TypeError if `item` is not a figure, a frame or a text.
 */
export function show(item: Figure | Frame | string): void {
  check(item);
  const write = cellWriter();
  if (write === undefined) print(item);
  else write({ data: bundle(item, write), metadata: {}, transient: {} }, false);
}

let writerWithPlotly: DisplayWriter | undefined;

function bundle(item: Figure | Frame | string, write: DisplayWriter): Bundle {
  if (typeof item === 'string') return { 'text/markdown': tameMarkdown(item), 'text/plain': item };
  if (!isFigure(item)) return { 'text/html': tableHtml(item), 'text/plain': String(item) };
  // Each run of a cell has its own writer and includes Plotly once: outputs may be lost, or shown in any order.
  const load = writerWithPlotly === write ? '' : loadPlotlyHtml();
  writerWithPlotly = write;
  const picture = figureSvg(item);
  return {
    'application/vnd.plotly.v1+json': { data: item.data, layout: item.layout, config: PLOTLY_CONFIG },
    'text/html': figureHtml(item, { picture }) + load,
    ...(picture === undefined ? {} : { 'image/svg+xml': picture }),
    'text/plain': description(item),
  };
}

function check(item: unknown): void {
  if (typeof item === 'string') return;
  checkObject('the item to show', item, 'give a figure, a frame or a text');
  if ('data' in item && 'layout' in item) checkFigure(item as Figure);
  else checkFrame(item);
}

function isFigure(item: Figure | Frame): item is Figure {
  return 'data' in item && 'layout' in item;
}

function description({ layout }: Figure): string {
  const { text, subtitle } = (layout.title ?? {}) as { text?: unknown; subtitle?: { text?: unknown } };
  const [title, caption] = [text, subtitle?.text].map((one) => shownText(textOf(one)));
  return `[figure: ${title || 'untitled'}${caption ? ` (${caption})` : ''}]`;
}

function print(item: Figure | Frame | string): void {
  if (typeof item === 'string') console.log(item);
  else if (isFigure(item)) console.log(description(item));
  else item.print();
}
