import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { inOptionalPackage } from '../base/optional-package.js';
import type { Figure } from './figure.js';

/** Plotly's toolbar: no logo, and pictures saved as SVG. */
export const PLOTLY_CONFIG = {
  displaylogo: false,
  responsive: true,
  toImageButtonOptions: { format: 'svg', filename: 'weightspace' },
};

/**
 * Plotly's script (the cartesian bundle, 1.5 MB).
 * @throws Error if Plotly is not installed.
 */
export function plotlyScript(): string {
  const path = inOptionalPackage('plotly.js-cartesian-dist-min/plotly-cartesian.min.js', 'an interactive figure');
  return readFileSync(path, 'utf8');
}

/** How a figure appears on a page. */
export interface FigureHtmlOptions {
  /** True for a figure without interaction. Default false. */
  readonly still?: boolean;
  /** Its picture as SVG, shown until the figure is drawn and where scripts do not run. Default none. */
  readonly picture?: string | undefined;
  /** The same figure laid out for a narrow place, such as a phone, whose width it takes. Default none. */
  readonly narrow?: Figure;
}

/** The width in pixels of a window below which a figure is narrow. */
const NARROW = 760;

/** A figure's place on a page and the script that draws into it as soon as Plotly has loaded. */
export function figureHtml(figure: Figure, { still = false, picture, narrow }: FigureHtmlOptions = {}): string {
  const { data, layout = {} } = figure;
  const config = still ? { staticPlot: true } : PLOTLY_CONFIG;
  const id = `weightspace-${randomUUID()}`;
  // The same traces, but for the places of their colour bars.
  const isSame = narrow === undefined || narrow.data === data;
  const traces = isSame ? json(data) : `isNarrow.matches ? ${json(narrow.data)} : ${json(data)}`;
  return (
    `<div id="${id}" style="max-width:100%">${picture === undefined ? '' : pictureHtml(picture)}</div>\n` +
    `<script>(function () {\n` +
    `  var draw = function () {\n` +
    `    document.getElementById("${id}").textContent = "";\n` +
    `    Plotly.newPlot("${id}", ${traces}, ${narrow === undefined ? json(layout) : 'layout()'}, ${json(config)});\n` +
    `  };\n` +
    (narrow === undefined ? '' : narrowScript(id, layout, narrow.layout)) +
    `  if (window.Plotly) draw(); else (window.weightspaceFigures = window.weightspaceFigures || []).push(draw);\n` +
    `})();</script>`
  );
}

/** Chooses between two layouts, and again when the window is turned or resized. */
function narrowScript(id: string, wide: Figure['layout'], narrow: Figure['layout']): string {
  return (
    `  var isNarrow = matchMedia("(max-width: ${NARROW - 1}px)");\n` +
    `  var layout = function () {\n` +
    `    if (!isNarrow.matches) return ${json(wide)};\n` +
    `    return Object.assign(${json(narrow)}, { width: document.getElementById("${id}").clientWidth });\n` +
    `  };\n` +
    `  isNarrow.addEventListener("change", function () { if (window.Plotly) draw(); });\n`
  );
}

function pictureHtml(svg: string): string {
  return `<img alt="figure" style="max-width:100%" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`;
}

/**
 * Loads Plotly into a page from the output itself, compressed to a third of its size: no network is needed, and it does
 * nothing if Plotly is already there.
 */
export function loadPlotlyHtml(): string {
  const packed = gzipSync(plotlyScript(), { level: 9 }).toString('base64');
  return (
    `<script>(async function () {\n` +
    `  if (!window.Plotly && !window.weightspaceLoading) {\n` +
    `    window.weightspaceLoading = true;\n` +
    `    var bytes = Uint8Array.from(atob("${packed}"), function (c) { return c.charCodeAt(0); });\n` +
    `    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));\n` +
    `    var source = await new Response(stream).text();\n` +
    // A notebook page has AMD's `define`, with which Plotly would register instead of with the window.
    `    new Function("define", "module", "exports", source).call(window);\n` +
    `  }\n` +
    `  if (window.Plotly) (window.weightspaceFigures || []).splice(0).forEach(function (draw) { draw(); });\n` +
    `})();</script>`
  );
}

/**
 * JSON that is safe inside a script element: it cannot close the element, and has no line ends that JSON allows and old
 * JavaScript does not.
 */
function json(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
