import katex from 'katex';
import { Marked, marked, type RendererObject } from 'marked';
import { escapeHtml, simpleHtml } from '../base/escape.js';

/**
 * Markdown with equations between $ … $ and $$ … $$. They are cut out before Markdown sees their underscores, and set by
 * KaTeX as HTML, with MathML for those who listen. HTML in it is kept, as in any notebook. For text that comes from
 * results, `tame` shows HTML as text, and drops what a link or a picture could run or fetch.
 */
export function markdownHtml(source: string, { tame = false }: { readonly tame?: boolean } = {}): string {
  const equations: string[] = [];
  const keep = (tex: string, displayMode: boolean) => `@@${equations.push(equationHtml(tex, displayMode)) - 1}@@`;
  const text = source
    .replace(/\$\$([\s\S]+?)\$\$/g, (_, tex: string) => keep(tex, true))
    .replace(/\$([^$\n]+?)\$/g, (_, tex: string) => keep(tex, false));
  const html = (tame ? tamed : marked).parse(text, { async: false });
  return html.replace(/@@(\d+)@@/g, (_, index: string) => equations[Number(index)] ?? '');
}

/** KaTeX's fonts have no double-struck one: it is drawn as TeX users do without one. */
const macros = { '\\one': '\\html@mathml{\\mathord{1\\mkern-4mu\\mathrm{l}}}{\\mathbb{1}}' };

function equationHtml(source: string, displayMode: boolean): string {
  const tex = source.replace(/\\mathbb(?:\s*\{1\}|\s*1)|𝟙/g, '\\one ');
  return katex.renderToString(tex, { output: 'htmlAndMathml', displayMode, macros, throwOnError: false });
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
