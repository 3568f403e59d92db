/** Colours in the dark. The background is what `FIGURE_IN_THE_DARK` makes of a figure's white. */
const DARK = `
  color-scheme: dark;
  --text: #dcdcdc; --quiet: #9a9a9a; --page: #171717; --code: #202225; --line: #3a3d42; --edge: #44505c;
  --link: #6db8e8; --note: #2b2418; --warning: #33291a; --error: #3a1d1c; --error-text: #ff9d94;
  --keyword: #c297ff; --string: #7fd1a5; --number: #7db9ff; --comment: #949494; --title: #f0a878;
`;

/**
 * Figures are drawn for white paper. In the dark they are turned over in brightness and keep their hues, except pictures
 * and colour scales, whose brightness has a meaning.
 */
const FIGURE_IN_THE_DARK = 'invert(.91) hue-rotate(180deg)';

const inTheDark = (theme: string) => `
:root${theme} { ${DARK} }
:root${theme} .figure, :root${theme} .exhibit img { filter: ${FIGURE_IN_THE_DARK}; }
:root${theme} .figure :is(.heatmaplayer image, .imagelayer image, .cbfills) { filter: invert(1) hue-rotate(180deg); }
`;

/** The style of all pages: light or dark, as the reader's system or the switch says. */
export const STYLE = `
:root {
  color-scheme: light;
  --text: #222; --quiet: #6b6b6b; --page: #fff; --code: #f6f7f9; --line: #e3e3e3; --edge: #c9d3df;
  --link: #0068a3; --note: #fffaf0; --warning: #fff6e5; --error: #fdecea; --error-text: #8b0000;
  --keyword: #8250df; --string: #0a5c36; --number: #0550ae; --comment: #6e6e6e; --title: #953800;
  --sans: Helvetica, Arial, 'Liberation Sans', sans-serif;
}
@media screen and (prefers-color-scheme: dark) { ${inTheDark(':not([data-theme=light])')} }
@media screen { ${inTheDark('[data-theme=dark]')} }

html { -webkit-text-size-adjust: 100%; scroll-padding-top: 3.5rem; }
body { margin: 0; font: 17px/1.55 Georgia, 'Times New Roman', serif; color: var(--text); background: var(--page); overflow-wrap: break-word; }
h1, h2, h3 { font-family: var(--sans); line-height: 1.25; margin: 2.2rem 0 .8rem; }
h1 { font-size: 1.8rem; } h2 { font-size: 1.3rem; } h3 { font-size: 1.05rem; }
a { color: var(--link); }
code, pre { font: 12.5px/1.5 Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
p code, li code, td code { background: var(--code); padding: .1em .3em; border-radius: 3px; }

header { display: flex; align-items: baseline; gap: 1.5rem; max-width: 68rem; margin: 0 auto; padding: .6rem 1.2rem; font: 14px/1.4 var(--sans); }
header .neighbours { flex: 1; }
.neighbours { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; font: 14px/1.4 var(--sans); }
.neighbours a, .contents a { text-decoration: none; } :is(.neighbours, .contents) a:hover { text-decoration: underline; }
main > .neighbours { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; }
#theme { margin-left: auto; border: 1px solid var(--line); border-radius: 4px; background: none; color: var(--quiet); font: inherit; cursor: pointer; }
.frame, footer { max-width: 50rem; margin: 0 auto; padding: 0 1.2rem; }
main { min-width: 0; }
.text > * { max-width: 44rem; } .text > :is(p:has(> .katex-display), table, ul:has(.katex-display)) { max-width: none; }
.contents { font: 14px/1.4 var(--sans); margin: .5rem 0; }
.contents summary { cursor: pointer; color: var(--quiet); }
.contents ol { list-style: none; margin: .5rem 0; padding: 0; } .contents li { margin: .45rem 0; }
@media (min-width: 66rem) {
  .frame:has(.contents) { display: grid; grid-template-columns: 13rem minmax(0, 50rem); gap: 0 3.4rem; max-width: 67rem; }
  .contents { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow-y: auto; margin-top: 2.6rem; }
  .frame:has(.contents) + footer { max-width: 67rem; }
}

.cell { position: relative; margin: 1.2rem 0; }
.count { position: absolute; left: -2.6rem; width: 2rem; text-align: right; color: var(--quiet); font: 12px/2.4 monospace; }
.code { background: var(--code); border-left: 3px solid var(--edge); padding: .6rem .9rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.line { --hang: calc((min(var(--indent), 12) + 4) * 1ch); display: block; padding-left: var(--hang); text-indent: calc(-1 * var(--hang)); }
.stdout, .stderr, .error, .output pre { margin: .4rem 0; padding: .2rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.stderr { background: var(--warning); } .error { background: var(--error); color: var(--error-text); }
.output { margin: .6rem 0; overflow-x: auto; } .output > p { margin: .4rem 0; }
.figure { margin: .8rem 0; overflow-x: auto; background: #fff; }
.progress { color: var(--quiet); font: 12px/1.5 var(--sans); margin: .3rem 0 .3rem .9rem; } .progress summary { cursor: pointer; }
.waiting { opacity: .55; }
.run { position: sticky; top: 0; z-index: 2; margin: .5rem 0; padding: .3rem .8rem; background: var(--page); border: 1px solid var(--line); border-radius: 4px; color: var(--quiet); font: 14px/1.5 var(--sans); }
.run.failed { position: static; border-color: var(--error-text); color: var(--error-text); }
blockquote { margin: 1rem 0; padding: .1rem 1rem; border-left: 3px solid #E69F00; background: var(--note); }
table { border-collapse: collapse; font: 13px/1.4 var(--sans); margin: .6rem 0; }
.text table { display: block; overflow-x: auto; }
th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
table:has(th:nth-child(7)) { font-size: 12px; } table:has(th:nth-child(7)) :is(th, td) { padding: .2rem .4rem; }
th { border-bottom: 2px solid var(--quiet); }
td { white-space: nowrap; } td.long { white-space: normal; min-width: 11rem; text-align: left; }
img { max-width: 100%; }
.katex { font-size: 1.07em; }
.katex-display { margin: .7rem 0; padding: .25rem 0; overflow-x: auto; overflow-y: hidden; }
footer { color: var(--quiet); font-size: 13px; box-sizing: border-box; margin-top: 2rem; padding-top: .8rem; padding-bottom: 2rem; }
.hljs-keyword, .hljs-built_in { color: var(--keyword); } .hljs-string { color: var(--string); } .hljs-number { color: var(--number); }
.hljs-comment { color: var(--comment); font-style: italic; } .hljs-title { color: var(--title); }

body:has(.gallery) :is(header, .frame, footer) { max-width: 74rem; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 2rem 2.5rem; }
.exhibit { min-width: 0; } .exhibit a { color: inherit; text-decoration: none; } .exhibit:hover h2 { color: var(--link); }
.exhibit h2 { margin: .4rem 0; } .exhibit p { margin: .4rem 0; } .exhibit img { display: block; width: 100%; background: #fff; }
.exhibit .figure { pointer-events: none; }

@media (max-width: 66rem) { .count { display: none; } }
@media (max-width: 40rem) { body { font-size: 16px; } .frame, footer, header { padding-left: 1rem; padding-right: 1rem; } code, pre { font-size: 12px; } .code { padding: .5rem .6rem; } h1 { font-size: 1.5rem; } }
@media print { header, .contents, .neighbours { display: none; } .figure, table { break-inside: avoid; } }
`;
