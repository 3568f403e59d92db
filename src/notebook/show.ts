import type { DataFrame } from 'danfojs-node';
import type { Figure } from './figure.js';
import { figureHtml, loadPlotlyHtml, PLOTLY_CONFIG } from './figure-html.js';
import { figureSvg } from './figure-svg.js';
import { tableHtml } from './table.js';
import { type Bundle, cellWriter, type DisplayWriter } from './tslab.js';

/**
 * Shows a figure, a frame (as a table) or a text (Markdown) under the cell that runs. A figure goes out in several
 * representations at once, so that JupyterLab, VS Code and classic Jupyter each find theirs, and a still picture (SVG) where no
 * script runs; none needs a network.
 * Outside a notebook a frame or a text is printed, and a figure named in one line.
 */
export function show(item: Figure | DataFrame | string): void {
  const write = cellWriter();
  if (write === undefined) print(item);
  else write({ data: bundle(item, write), metadata: {}, transient: {} }, false);
}

let writerWithPlotly: DisplayWriter | undefined;

function bundle(item: Figure | DataFrame | string, write: DisplayWriter): Bundle {
  if (typeof item === 'string') return { 'text/markdown': item, 'text/plain': item };
  if (!isFigure(item)) return { 'text/html': tableHtml(item), 'text/plain': String(item) };
  // Each run of a cell has a writer of its own, and brings Plotly along once: outputs may be lost, or shown in any order.
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

function isFigure(item: Figure | DataFrame): item is Figure {
  return 'data' in item && 'layout' in item;
}

function description({ layout }: Figure): string {
  return `[figure: ${(layout.title as { text?: string } | undefined)?.text ?? 'untitled'}]`;
}

function print(item: Figure | DataFrame | string): void {
  if (typeof item === 'string') console.log(item);
  else if (isFigure(item)) console.log(description(item));
  else item.print();
}
