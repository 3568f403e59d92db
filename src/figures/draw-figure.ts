import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { escapeHtml } from '../base/escape.js';
import { inOptionalPackage } from '../base/optional-package.js';
import { withDirectLabels } from './direct-labels.js';
import { type Figure, figureTitle, listOf, type PlotlyObject, textOf } from './figure.js';
import { plotlyScript } from './figure-html.js';
import { fitWidth } from './fit-width.js';
import type { Frame } from './ink.js';
import { atWidth } from './narrow.js';
import { withoutSliders } from './sliders.js';

/** The widths at which journals print figures: one column, or the whole page. */
export const COLUMNS = {
  single: { millimetres: 86, pixels: 420 },
  double: { millimetres: 178, pixels: 720 },
} as const;

/** How a figure is drawn for print. */
export interface Print {
  readonly column: keyof typeof COLUMNS;
  /** Dots per inch of PNG pictures. */
  readonly resolution: number;
  readonly title: boolean;
  /** Whether the names of curves stand beside them, where there is room, or in a legend. */
  readonly labels: 'curves' | 'legend';
  /** The formats to draw besides SVG. */
  readonly formats: readonly string[];
}

/** A figure as a browser draws it. */
export interface Pictures {
  readonly svg: string;
  readonly pdf?: Uint8Array;
  readonly png?: Uint8Array;
}

/**
 * Draws a figure at the width of a column, with embedded fonts. The same figure makes the same bytes with the same
 * version of Chromium.
 */
export async function drawFigure(browser: Browser, figure: Figure, print: Print): Promise<Pictures> {
  const { column, resolution, title, labels, formats } = print;
  const { millimetres, pixels } = COLUMNS[column];
  const still = withoutSliders(atWidth(figure, pixels));
  const shown = title ? still : withoutTitle(still);
  const page = await browser.newPage({ deviceScaleFactor: resolution / 96 });
  try {
    await page.setContent(`<!doctype html><style>${fontFaces()} body { margin: 0 }</style><div id="figure"></div>`);
    await page.addScriptTag({ content: plotlyScript() });
    const legible = fitWidth(shown, pixels);
    const labelled =
      labels === 'curves' ? withDirectLabels(shown, await page.evaluate(frameOf, forPrint(legible))) : undefined;
    const fitted = labelled === undefined ? legible : fitWidth(labelled, pixels);
    const height = (millimetres * (fitted.layout.height as number)) / pixels;
    const size = { width: `${millimetres}mm`, height: `${height.toFixed(3)}mm` };
    const svg = withPrintSize(await page.evaluate(plot, forPrint(fitted)), size);
    // The PDF has the figure's title even where the picture leaves it to the caption of the paper.
    const head = `<title>${escapeHtml(figureTitle(figure))}</title><style>body { margin: 0 } svg { display: block }</style>`;
    await page.setContent(`<!doctype html><meta charset="utf-8">${head}${svg}`);
    await page.evaluate(() => document.fonts.ready);
    const pdf = async () => withoutDate(await page.pdf({ ...size, printBackground: true, pageRanges: '1' }));
    const png = async () => withResolution(await page.locator('svg').first().screenshot(), resolution);
    return {
      svg,
      ...(formats.includes('pdf') ? { pdf: await pdf() } : {}),
      ...(formats.includes('png') ? { png: await png() } : {}),
    };
  } finally {
    await page.close();
  }
}

/** Runs in the browser: draws a figure and returns where its axes are. */
async function frameOf({ data, layout }: Figure): Promise<Frame> {
  interface Drawn {
    readonly _offset: number;
    readonly _length: number;
    readonly range: readonly number[];
    readonly type: string;
  }
  interface Plotly {
    newPlot(
      place: string,
      data: unknown,
      layout: unknown,
      config: unknown,
    ): Promise<{ readonly _fullLayout: { readonly xaxis: Drawn; readonly yaxis: Drawn } }>;
  }
  const { Plotly } = window as unknown as { Plotly: Plotly };
  await document.fonts.load('13px Arimo', 'Ag ρ');
  const { xaxis, yaxis } = (await Plotly.newPlot('figure', data, layout, { staticPlot: true }))._fullLayout;
  const drawn = ({ _offset, _length, range, type }: Drawn) => ({
    offset: _offset,
    length: _length,
    // Categories and dates have no place here, and their curves keep the legend.
    range: type === 'linear' || type === 'log' ? range.map(Number) : [Number.NaN, Number.NaN],
    isLogarithmic: type === 'log',
  });
  return { x: drawn(xaxis), y: drawn(yaxis) };
}

/** Runs in the browser: draws a figure and returns it as SVG. */
async function plot({ data, layout }: Figure): Promise<string> {
  interface Plotly {
    newPlot(place: string, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    toImage(place: string, options: unknown): Promise<string>;
  }
  const { Plotly } = window as unknown as { Plotly: Plotly };
  // Plotly names its clipping paths at random: with the same random numbers the same figure makes the same file.
  let state = 1;
  Math.random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  await Promise.all(
    ['13px Arimo', 'italic 13px Arimo', 'bold 13px Arimo'].map((font) => document.fonts.load(font, 'Ag ρ')),
  );
  await Plotly.newPlot('figure', data, layout, { staticPlot: true });
  const address = await Plotly.toImage('figure', { format: 'svg', width: layout.width, height: layout.height });
  return decodeURIComponent(address.slice(address.indexOf(',') + 1));
}

/** With the fonts of print, and without what only a screen can use. */
function forPrint({ data, layout }: Figure): Figure {
  const { sliders, updatemenus, ...rest } = layout;
  const font = (layout.font ?? {}) as { family?: string };
  return { data, layout: { ...rest, font: { ...font, family: `Arimo, ${font.family ?? 'sans-serif'}` } } };
}

function withoutTitle({ data, layout }: Figure): Figure {
  const notes = listOf(layout.annotations) as PlotlyObject[];
  // Of the titles of panels the letters stay.
  const annotations = notes.map((note) =>
    note.name === 'panel title' ? { ...note, text: textOf(note.text).replace(/<\/b>.*$/, '</b>') } : note,
  );
  return { data, layout: { ...layout, annotations, title: { ...(layout.title as PlotlyObject), text: '' } } };
}

/** The SVG at its printed size, with its fonts. */
function withPrintSize(svg: string, { width, height }: { width: string; height: string }): string {
  return svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    const kept = attributes.replace(/ (width|height)="[^"]*"/g, '');
    return `<svg width="${width}" height="${height}"${kept}><style>${fontFaces()}</style>`;
  });
}

/** PDFs contain the second they were made in; without it the same figure makes the same file. */
function withoutDate(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1');
  return Buffer.from(text.replace(/\(D:\d{14}/g, '(D:20000101000000'), 'latin1');
}

/** The weights and styles of letters in figures, as CSS writes them. */
const FACES = [
  { weight: 400, style: 'normal' },
  { weight: 400, style: 'italic' },
  { weight: 700, style: 'normal' },
] as const;

/** Arimo, an open Arial, in the alphabets that figures use, as style rules that need no network. */
function fontFaces(): string {
  const ranges = { latin: 'U+0000-036F, U+2000-22FF', greek: 'U+0370-03FF' };
  return Object.entries(ranges)
    .flatMap(([alphabet, range]) =>
      FACES.map(({ weight, style }) => {
        const path = `@fontsource/arimo/files/arimo-${alphabet}-${weight}-${style}.woff2`;
        const file = inOptionalPackage(path, 'an exported figure');
        const source = `url(data:font/woff2;base64,${readFileSync(file).toString('base64')}) format('woff2')`;
        const face = `font-family: Arimo; font-weight: ${weight}; font-style: ${style};`;
        return `@font-face { ${face} src: ${source}; unicode-range: ${range}; }`;
      }),
    )
    .join('\n');
}

/** The number of bytes of a PNG's signature and of its first chunk, the header. */
const HEADER = 8 + 25;

/** A PNG that states its printed size, which Chromium's pictures do not. */
function withResolution(png: Uint8Array, dotsPerInch: number): Uint8Array {
  const perMetre = Math.round(dotsPerInch / 0.0254);
  const body = Buffer.alloc(13);
  body.write('pHYs', 0, 'latin1');
  body.writeUInt32BE(perMetre, 4);
  body.writeUInt32BE(perMetre, 8);
  body.writeUInt8(1, 12);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, HEADER), length, body, checksum, png.subarray(HEADER)]);
}
