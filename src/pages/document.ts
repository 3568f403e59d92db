import { escapeHtml } from '../base/escape.js';
import { plotlyScript } from '../figures/figure-html.js';
import { equationStyle } from './equation-style.js';
import { STYLE } from './style.js';

export interface DocumentParts {
  readonly title: string;
  readonly body: string;
  readonly footer: string;
  /** Beside the body, or above it on a narrow screen: a table of contents. Default none. */
  readonly aside?: string;
  /** At the top of the page: links to other pages. Default none. */
  readonly links?: string;
  /** More elements for the head. Default none. */
  readonly head?: string;
}

/** A page in the style of all pages, with Plotly and KaTeX's fonts if its body has figures and equations. */
export function documentHtml(page: DocumentParts): string {
  const { title, body, footer, aside = '', links = '', head = '' } = page;
  const hasFigures = body.includes('Plotly.newPlot');
  const hasEquations = body.includes('class="katex"');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${hasEquations ? `<style>${equationStyle(body)}</style>` : ''}
<style>${STYLE}</style>
<script>${THEME}</script>
${hasFigures ? `<script>${plotlyScript().replaceAll('</script', '<\\/script')}</script>` : ''}
${head}
</head>
<body>
<header>${links}<button id="theme" type="button" hidden>light / dark</button></header>
<script>${SWITCH}</script>
<div class="frame">
${aside}
<main>
${body}
</main>
</div>
<footer>
${footer}
</footer>
</body>
</html>
`;
}

// The reader's choice holds for all pages. Where a browser stores nothing, it holds for this one.

const THEME = `
try { document.documentElement.dataset.theme = localStorage.getItem('weightspace-theme') || ''; } catch (_) {}
`;

const SWITCH = `
(function () {
  var root = document.documentElement, button = document.getElementById('theme');
  button.hidden = false;
  button.addEventListener('click', function () {
    var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.dataset.theme = (root.dataset.theme || system) === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('weightspace-theme', root.dataset.theme); } catch (_) {}
  });
})();
`;
