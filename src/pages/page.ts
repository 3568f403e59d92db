import { createRequire } from 'node:module';
import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import katex from 'katex';
import { Marked, marked, type RendererObject } from 'marked';
import { escapeHtml, simpleHtml } from '../base/escape.js';
import { version } from '../base/version.js';
import type { Figure } from '../figures/figure.js';
import { figureHtml, plotlyScript } from '../figures/figure-html.js';
import { type Cell, joined, type Notebook, type Output, sourceOf } from './notebook-file.js';

hljs.registerLanguage('typescript', typescript);

/** An executed notebook as one self-contained page: interactive figures, equations, tables; no network, no Jupyter. */
export function pageHtml(notebook: Notebook, options: { readonly name: string; readonly date: Date }): string {
  const { name, date } = options;
  return documentHtml({
    title: titleOf(notebook) ?? name,
    body: notebook.cells.map(cellHtml).join('\n'),
    footer: `Made by weightspace ${version} from the notebook ${escapeHtml(name)} on ${date.toISOString().slice(0, 10)},
with Node ${process.versions.node}, tslab ${tslabVersion()}. Seeds stand in the cells: the same seeds give the same numbers.`,
  });
}

/** A page in the style of all pages, with Plotly where its body has figures. */
export function documentHtml(page: { readonly title: string; readonly body: string; readonly footer: string }): string {
  const hasFigures = page.body.includes('Plotly.newPlot');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>${STYLE}</style>
${hasFigures ? `<script>${plotlyScript().replaceAll('</script', '<\\/script')}</script>` : ''}
</head>
<body>
<main>
${page.body}
</main>
<footer>
${page.footer}
</footer>
</body>
</html>
`;
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
    const told = Array.isArray(traceback) && traceback.length > 0 ? traceback.join('\n') : `${ename}: ${evalue}`;
    return `<pre class="error">${escapeHtml(told)}</pre>`;
  }
  const { data } = output;
  const figure = data['application/vnd.plotly.v1+json'];
  const picture = data['image/svg+xml'] === undefined ? undefined : joined(data['image/svg+xml']);
  if (figure !== undefined) return `<div class="figure">${figureHtml(figure as Figure, { picture })}</div>`;
  // HTML is what a cell itself made, a table say, in which the texts are escaped.
  if (data['text/html'] !== undefined) return `<div class="output">${joined(data['text/html'])}</div>`;
  if (data['text/markdown'] !== undefined) {
    return `<div class="text">${markdownHtml(joined(data['text/markdown']), { tame: true })}</div>`;
  }
  return `<pre>${escapeHtml(joined(data['text/plain'] ?? ''))}</pre>`;
}

/**
 * Markdown with equations between $ … $ and $$ … $$. They are cut out before Markdown sees their underscores, and set as
 * MathML, which browsers draw with their own fonts. HTML in it is HTML, as in any notebook; where the text comes from results
 * `tame` shows it as text, and drops what a link or a picture could run or fetch.
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

const STYLE = `
body { margin: 0; font: 16px/1.55 Georgia, 'Times New Roman', serif; color: #222; background: #fff; }
main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.2rem; }
h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.2; margin: 2.2rem 0 .8rem; }
h1 { font-size: 1.9rem; } h2 { font-size: 1.35rem; } h3 { font-size: 1.1rem; }
a { color: #0072B2; }
code, pre { font: 13px/1.5 Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
p code, li code { background: #f3f3f3; padding: .1em .3em; border-radius: 3px; }
.cell { position: relative; margin: 1.2rem 0; }
.count { position: absolute; left: -2.6rem; width: 2rem; text-align: right; color: #999; font: 12px/2.4 monospace; }
.code { background: #f6f7f9; border-left: 3px solid #c9d3df; padding: .6rem .9rem; overflow-x: auto; margin: 0; white-space: pre; }
.stdout, .stderr, .error { margin: .4rem 0; padding: .2rem .9rem; white-space: pre-wrap; }
.stderr { background: #fff6e5; } .error { background: #fdecea; color: #8b0000; }
.figure { margin: .8rem 0; overflow-x: auto; } .output { margin: .6rem 0; overflow-x: auto; }
blockquote { margin: 1rem 0; padding: .1rem 1rem; border-left: 3px solid #E69F00; background: #fffaf0; }
table { border-collapse: collapse; font: 13px/1.4 Helvetica, Arial, sans-serif; margin: .6rem 0; }
th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #e5e5e5; font-variant-numeric: tabular-nums; }
th { border-bottom: 2px solid #999; }
td { white-space: nowrap; }
math[display="block"] { margin: 1rem 0; font-size: 1.1em; }
footer { color: #777; font-size: 13px; border-top: 1px solid #ddd; margin-top: 3rem; padding-top: .8rem; padding-bottom: 2rem; }
.hljs-keyword, .hljs-built_in { color: #8250df; } .hljs-string { color: #0a5c36; } .hljs-number { color: #0550ae; }
.hljs-comment { color: #767676; font-style: italic; } .hljs-title { color: #953800; }
.gallery a { color: inherit; text-decoration: none; } .gallery h2 { margin-bottom: .4rem; } .gallery section:hover h2 { color: #0072B2; }
.still { height: 24rem; overflow: hidden; pointer-events: none; } .still > div { transform: scale(.8); transform-origin: top left; }
@media (max-width: 60rem) { .count { display: none; } }
@media print { .figure, table { break-inside: avoid; } .code { white-space: pre-wrap; } }
`;
