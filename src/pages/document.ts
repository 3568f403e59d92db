import { escapeHtml } from '../base/escape.js';
import { plotlyScript } from '../figures/figure-html.js';

/** A page in the style of all pages, with Plotly if its body has figures. */
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
