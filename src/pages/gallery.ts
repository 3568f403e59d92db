import { escapeHtml } from '../base/escape.js';
import { version } from '../base/version.js';
import type { Figure } from '../figures/figure.js';
import { figureHtml } from '../figures/figure-html.js';
import { fitWidth } from '../figures/fit-width.js';
import { figureSvg } from '../figures/still/figure.js';
import { documentHtml } from './document.js';
import { markdownHtml } from './markdown.js';
import { addressOf } from './navigation.js';
import { hasTag, type Notebook, sourceOf } from './notebook-file.js';
import { titleOf } from './page.js';

/** An executed notebook whose page is `name`.html in the gallery's folder. */
export interface Exhibit {
  readonly name: string;
  readonly notebook: Notebook;
}

/** The width in pixels for which figures are laid out: that of a column. */
const WIDTH = 540;

/** One page that links to those of several notebooks, with the main figure, title and first finding of each. */
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
  const title = escapeHtml(titleOf(notebook) ?? name);
  const number = /^\d+/.exec(name);
  const heading = `<h2>${number === null ? '' : `${number[0]} · `}${title}</h2>`;
  const text = markdownHtml(findingOf(notebook) ?? questionOf(notebook));
  return `<section class="exhibit"><a href="${addressOf(name)}">${pictureOf(notebook)}${heading}</a>\n${text}</section>`;
}

/** The first finding of a notebook: what is bold in the first point under 'What we see', or its first sentence. */
export function findingOf(notebook: Notebook): string | undefined {
  const point = /^## What we see\s*\n+[-*] +(.*)$/m.exec(textOf(notebook))?.[1];
  if (point === undefined) return undefined;
  const bold = /^\*\*(.+?)\*\*/.exec(point)?.[1];
  // A full stop inside an equation does not end a sentence.
  return bold ?? /^(?:\$[^$]*\$|[^$])*?[.!?](?=\s+[^a-z]|$)/.exec(point)?.[0] ?? point;
}

/** The paragraph that begins with **Question.** */
function questionOf(notebook: Notebook): string {
  return /^\*\*Question\.\*\*\s*(.*)$/m.exec(textOf(notebook))?.[1] ?? '';
}

function textOf({ cells }: Notebook): string {
  return cells
    .filter((cell) => cell.cell_type === 'markdown')
    .map(sourceOf)
    .join('\n');
}

/** The first figure of the cell tagged 'main-figure', or of all cells: its picture, or a script if it cannot be drawn so. */
function pictureOf({ cells }: Notebook): string {
  const tagged = cells.filter((cell) => hasTag(cell, 'main-figure'));
  const main = [...tagged, ...cells]
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => (output.output_type === 'display_data' ? [output.data] : []))
    .map((data) => data['application/vnd.plotly.v1+json'] as Figure | undefined)
    .find((figure) => figure !== undefined);
  if (main === undefined) return '';
  const figure = fitWidth({ data: main.data, layout: main.layout ?? {} }, WIDTH);
  const picture = figureSvg(figure);
  if (picture === undefined) return `<div class="figure">${figureHtml(figure, { still: true })}</div>`;
  return `<img alt="" src="data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}">`;
}
