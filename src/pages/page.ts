import { createRequire } from 'node:module';
import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import katex from 'katex';
import { Marked, marked, type RendererObject } from 'marked';
import { escapeHtml, simpleHtml } from '../base/escape.js';
import { version } from '../base/version.js';
import type { Figure } from '../figures/figure.js';
import { figureHtml } from '../figures/figure-html.js';
import { documentHtml } from './document.js';
import { type Cell, joined, type Notebook, type Output, sourceOf } from './notebook-file.js';

hljs.registerLanguage('typescript', typescript);

/**
 * An executed notebook as one self-contained page with interactive figures, equations and tables, which needs neither a
 * network nor Jupyter.
 */
export function pageHtml(notebook: Notebook, options: { readonly name: string; readonly date: Date }): string {
  const { name, date } = options;
  return documentHtml({
    title: titleOf(notebook) ?? name,
    body: notebook.cells.map(cellHtml).join('\n'),
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

function cellHtml(cell: Cell): string {
  const source = sourceOf(cell);
  if (cell.cell_type === 'markdown') return `<section class="text">${markdownHtml(source)}</section>`;
  if (cell.cell_type !== 'code') return '';
  const code = hljs.highlight(source, { language: 'typescript' }).value;
  const count = escapeHtml(String(cell.execution_count ?? ''));
  const outputs = (cell.outputs ?? []).map(outputHtml).join('\n');
  return `<section class="cell"><div class="count">${count}</div><pre class="code"><code>${code}</code></pre>${outputs}</section>`;
}

function outputHtml(output: Output): string {
  if (output.output_type === 'stream') {
    return `<pre class="${escapeHtml(String(output.name))}">${escapeHtml(joined(output.text))}</pre>`;
  }
  if (output.output_type === 'error') {
    const { ename, evalue, traceback } = output;
    const errorText = Array.isArray(traceback) && traceback.length > 0 ? traceback.join('\n') : `${ename}: ${evalue}`;
    return `<pre class="error">${escapeHtml(errorText)}</pre>`;
  }
  const { data } = output;
  const figure = data['application/vnd.plotly.v1+json'];
  const picture = data['image/svg+xml'] === undefined ? undefined : joined(data['image/svg+xml']);
  if (figure !== undefined) return `<div class="figure">${figureHtml(figure as Figure, { picture })}</div>`;
  // HTML comes from the cell itself, such as a table, whose texts are escaped.
  if (data['text/html'] !== undefined) return `<div class="output">${joined(data['text/html'])}</div>`;
  if (data['text/markdown'] !== undefined) {
    return `<div class="text">${markdownHtml(joined(data['text/markdown']), { tame: true })}</div>`;
  }
  return `<pre>${escapeHtml(joined(data['text/plain'] ?? ''))}</pre>`;
}

/**
 * Markdown with equations between $ … $ and $$ … $$. They are cut out before Markdown sees their underscores, and set
 * as MathML, which browsers draw with their own fonts. HTML in it is kept, as in any notebook. For text that comes from
 * results, `tame` shows HTML as text, and drops what a link or a picture could run or fetch.
 */
export function markdownHtml(source: string, { tame = false }: { readonly tame?: boolean } = {}): string {
  const equations: string[] = [];
  const keep = (tex: string, displayMode: boolean) => {
    equations.push(katex.renderToString(tex, { output: 'mathml', displayMode, throwOnError: false }));
    return `@@${equations.length - 1}@@`;
  };
  const text = source
    .replace(/\$\$([\s\S]+?)\$\$/g, (_, tex: string) => keep(tex, true))
    .replace(/\$([^$\n]+?)\$/g, (_, tex: string) => keep(tex, false));
  const html = (tame ? tamed : marked).parse(text, { async: false });
  return html.replace(/@@(\d+)@@/g, (_, index: string) => equations[Number(index)] ?? '');
}

const TAMED: RendererObject = {
  html: ({ text }) => simpleHtml(text),
  link({ href, tokens }) {
    const text = this.parser.parseInline(tokens);
    return /^(?:https?:|mailto:|[^:]*$)/i.test(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
  },
  image: ({ href, text }) =>
    /^(?:data:image\/|[^:]*$)/i.test(href) && !href.startsWith('//')
      ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">`
      : escapeHtml(text),
};
const tamed = new Marked({ renderer: TAMED });
