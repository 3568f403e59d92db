import { createRequire } from 'node:module';
import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import { escapeHtml } from '../base/escape.js';
import { version } from '../base/version.js';
import { documentHtml } from './document.js';
import { markdownHtml } from './markdown.js';
import { addressOf, type Neighbours, neighboursHtml, withContents } from './navigation.js';
import { type Cell, type Notebook, sourceOf } from './notebook-file.js';
import { outputsHtml } from './outputs.js';

hljs.registerLanguage('typescript', typescript);

export interface PageOptions {
  readonly name: string;
  readonly date: Date;
  /** The pages before and after. Default none. */
  readonly neighbours?: Neighbours;
  /** The names of the pages in the same folder: links to their notebooks lead to them. Default none. */
  readonly pages?: readonly string[];
  /** What a page of an unfinished run says about the run, as HTML. Default none: the run is finished. */
  readonly status?: string;
}

/**
 * An executed notebook as one self-contained page with interactive figures, equations and tables, which needs neither a
 * network nor Jupyter.
 */
export function pageHtml(notebook: Notebook, options: PageOptions): string {
  const { name, date, neighbours = {}, pages = [], status } = options;
  const cells = notebook.cells.map((cell) => cellHtml(cell, status !== undefined));
  const { body, contents } = withContents(withLinks(cells.join('\n'), pages));
  const links = neighboursHtml(neighbours);
  return documentHtml({
    title: titleOf(notebook) ?? name,
    links,
    aside: contents,
    body: `${status ?? ''}\n${body}\n${links}`,
    footer: `Made by weightspace ${version} from the notebook ${escapeHtml(name)} on ${date.toISOString().slice(0, 10)},
with Node ${process.versions.node}, tslab ${tslabVersion()}. The seeds are in the cells: the same seeds reproduce the same numbers.`,
  });
}

function tslabVersion(): string {
  return (createRequire(import.meta.url)('tslab/package.json') as { version: string }).version;
}

/** The first heading of a notebook. */
export function titleOf({ cells }: Notebook): string | undefined {
  const heading = cells.find((cell) => cell.cell_type === 'markdown' && /^#\s/m.test(sourceOf(cell)));
  return heading === undefined ? undefined : /^#\s+(.*)$/m.exec(sourceOf(heading))?.[1];
}

function cellHtml(cell: Cell, mayWait: boolean): string {
  const source = sourceOf(cell);
  if (cell.cell_type === 'markdown') return `<section class="text">${markdownHtml(source)}</section>`;
  if (cell.cell_type !== 'code') return '';
  const count = escapeHtml(String(cell.execution_count ?? ''));
  const waits = mayWait && (cell.execution_count ?? null) === null;
  const id = /^\d+$/.test(count) ? ` id="cell-${count}"` : '';
  return `<section class="cell${waits ? ' waiting' : ''}"${id}><div class="count">${count}</div><pre class="code"><code>${codeHtml(source)}</code></pre>${outputsHtml(cell.outputs ?? [])}</section>`;
}

/** Code line by line, so that a line that is wrapped continues with an indent. */
function codeHtml(source: string): string {
  const lines = source.split('\n');
  let open: string[] = [];
  const html = hljs.highlight(source, { language: 'typescript' }).value.split('\n');
  return html
    .map((line, k) => {
      const before = open.join('');
      for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
        open = tag === '</span>' ? open.slice(0, -1) : [...open, tag];
      }
      const indent = /^ */.exec(lines[k] ?? '')![0].length;
      const text = `${before}${line}${'</span>'.repeat(open.length)}`;
      return `<span class="line" style="--indent:${indent}">${line === '' ? '<br>' : text}</span>`;
    })
    .join('');
}

/** Links to notebooks lead to their pages, if there are any; otherwise there is nothing to lead to. */
function withLinks(html: string, pages: readonly string[]): string {
  return html.replace(/<a href="([^":/]+)\.ipynb">(.*?)<\/a>/g, (_, address: string, text: string) => {
    const name = decodeURIComponent(address);
    return pages.includes(name) ? `<a href="${addressOf(name)}">${text}</a>` : text;
  });
}
