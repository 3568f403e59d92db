import { escapeHtml } from '../base/escape.js';
import { version } from '../base/version.js';
import type { Figure } from '../figures/figure.js';
import { figureHtml } from '../figures/figure-html.js';
import { documentHtml } from './document.js';
import { hasTag, type Notebook, sourceOf } from './notebook-file.js';
import { markdownHtml, titleOf } from './page.js';

/** An executed notebook whose page is `name`.html in the gallery's folder. */
export interface Exhibit {
  readonly name: string;
  readonly notebook: Notebook;
}

/** One page that links to those of several notebooks, with the title, question and main figure of each. */
export function galleryHtml(
  exhibits: readonly Exhibit[],
  { about = '' }: { /** HTML above the studies. */ readonly about?: string } = {},
): string {
  return documentHtml({
    title: 'weightspace: the studies',
    body: `<h1>The studies</h1>\n${about}\n<div class="gallery">\n${exhibits.map(exhibitHtml).join('\n')}\n</div>`,
    footer: `Made by weightspace ${version}. Each figure leads to the page of its study.`,
  });
}

function exhibitHtml({ name, notebook }: Exhibit): string {
  const figure = mainFigure(notebook);
  const title = escapeHtml(titleOf(notebook) ?? name);
  const picture = figure === undefined ? '' : `<div class="still">${figureHtml(figure, { still: true })}</div>`;
  const number = /^\d+/.exec(name);
  const link = `<a href="${encodeURIComponent(name)}.html"><h2>${number === null ? '' : `${number[0]} · `}${title}</h2>\n${picture}</a>`;
  return `<section>${link}\n${markdownHtml(questionOf(notebook))}</section>`;
}

/** The paragraph that begins with **Question.** */
function questionOf({ cells }: Notebook): string {
  const texts = cells.filter((cell) => cell.cell_type === 'markdown').map(sourceOf);
  return /^\*\*Question\.\*\*\s*(.*)$/m.exec(texts.join('\n'))?.[1] ?? '';
}

/** The first figure of the cell tagged 'main-figure', or of all cells. */
function mainFigure({ cells }: Notebook): Figure | undefined {
  const tagged = cells.filter((cell) => hasTag(cell, 'main-figure'));
  return [...tagged, ...cells]
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => (output.output_type === 'display_data' ? [output.data] : []))
    .map((data) => data['application/vnd.plotly.v1+json'] as Figure | undefined)
    .find((figure) => figure !== undefined);
}
