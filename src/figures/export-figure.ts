import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { checkChoice, checkFlag, checkList, checkOptions, checkText, checkWithin } from '../base/check.js';
import { writeWhole } from '../base/files.js';
import { inOptionalPackage } from '../base/optional-package.js';
import { checkFigure } from './check-arguments.js';
import { startChromium } from './chromium.js';
import type { Figure, PlotlyObject } from './figure.js';
import { figureCsv } from './figure-data.js';
import { plotlyScript } from './figure-html.js';
import { fitWidth } from './fit-width.js';

/** The widths that journals set figures in: one column, or the whole page. */
export const COLUMNS = {
  single: { millimetres: 86, pixels: 420 },
  double: { millimetres: 178, pixels: 720 },
} as const;

const FORMATS = ['svg', 'pdf', 'png', 'csv', 'json'] as const;

export type FigureFormat = (typeof FORMATS)[number];

export interface ExportFigureOptions {
  /** `'double'` (default) is 178 mm wide, `'single'` 86 mm: letters of about 9 and 8 points. */
  readonly column?: keyof typeof COLUMNS;
  /** Default: all. `'csv'` holds the numbers behind the figure, `'json'` the figure itself, as Plotly reads it. */
  readonly formats?: readonly FigureFormat[];
  /** Dots per inch of PNG pictures, from 10 to 2000. Default 600. */
  readonly resolution?: number;
  /** `false` leaves the title to the caption of the paper; a notice stays. Default true. */
  readonly title?: boolean;
}

/** A figure and the files it goes to: `path` without its ending, `figures/mnist` for `figures/mnist.svg` and so on. */
export interface FigureFile {
  readonly figure: Figure;
  readonly path: string;
}

/**
 * Writes a figure as SVG, PDF and PNG at the width of a journal's column, fonts embedded, and the numbers behind it as CSV
 * and JSON. `path` is without its ending. Gives the paths of the files. The same figure gives the same files, bit for bit,
 * with one version of Chromium.
 *
 * @throws Error if there is no Chromium, which draws SVG, PDF and PNG, or a file cannot be written.
 * @throws TypeError if `figure` is not a figure, or an option is unknown or has a wrong value.
 */
export async function exportFigure(figure: Figure, path: string, options: ExportFigureOptions = {}): Promise<string[]> {
  return exportFigures([{ figure, path }], options);
}

/** The same for several figures, by one Chromium. */
export async function exportFigures(
  files: readonly FigureFile[],
  options: ExportFigureOptions = {},
): Promise<string[]> {
  checkOptions('exportFigure', options, ['column', 'formats', 'resolution', 'title']);
  const { formats = FORMATS, column = 'double', resolution = 600, title = true } = options;
  checkChoice('column', column, Object.keys(COLUMNS));
  checkList('formats', formats, 'formats');
  for (const format of formats) checkChoice('formats', format, FORMATS);
  checkWithin('resolution', resolution, 10, 2000);
  checkFlag('title', title);
  for (const { figure, path } of files) {
    checkFigure(figure);
    checkText('path', path);
    if (path === '') throw new RangeError('`path` is empty; name a file, without its ending');
  }
  const drawn = formats.filter((format) => format !== 'csv' && format !== 'json');
  const browser = drawn.length === 0 ? undefined : await startChromium();
  try {
    const paths: string[] = [];
    for (const { figure, path } of files) {
      const pictures = browser === undefined ? {} : await draw(browser, figure, drawn, options);
      for (const format of formats) {
        const file = `${path}.${format}`;
        writeWhole(file, pictures[format] ?? numbers(figure, format));
        paths.push(file);
      }
    }
    return paths;
  } finally {
    await browser?.close();
  }
}

type Pictures = { [format in FigureFormat]?: string | Uint8Array };

function numbers(figure: Figure, format: FigureFormat): string {
  return format === 'csv' ? figureCsv(figure) : `${JSON.stringify(figure, null, 1)}\n`;
}

async function draw(
  browser: Browser,
  figure: Figure,
  formats: readonly FigureFormat[],
  options: ExportFigureOptions,
): Promise<Pictures> {
  const { column = 'double', resolution = 600, title = true } = options;
  const { millimetres, pixels } = COLUMNS[column];
  const fitted = fitWidth(title ? figure : withoutTitle(figure), pixels);
  const page = await browser.newPage({ deviceScaleFactor: resolution / 96 });
  try {
    const height = (millimetres * (fitted.layout.height as number)) / pixels;
    const size = { width: `${millimetres}mm`, height: `${height.toFixed(3)}mm` };
    await page.setContent(`<!doctype html><style>${fontFaces()} body { margin: 0 }</style><div id="figure"></div>`);
    await page.addScriptTag({ content: plotlyScript() });
    const svg = sized(await page.evaluate(plot, withFont(fitted)), size);
    await page.setContent(`<!doctype html><style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.evaluate(() => document.fonts.ready);
    const pictures: Pictures = { svg };
    if (formats.includes('pdf')) {
      pictures.pdf = undated(await page.pdf({ ...size, printBackground: true, pageRanges: '1' }));
    }
    if (formats.includes('png')) {
      pictures.png = withResolution(await page.locator('svg').first().screenshot(), resolution);
    }
    return pictures;
  } finally {
    await page.close();
  }
}

/** Runs in the browser: draws a figure and gives it as SVG. */
async function plot({ data, layout }: { data: readonly PlotlyObject[]; layout: PlotlyObject }): Promise<string> {
  interface Plotly {
    newPlot(place: string, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    toImage(place: string, options: unknown): Promise<string>;
  }
  const { Plotly } = window as unknown as { Plotly: Plotly };
  // Plotly draws lots for the names of its clipping paths: with the same lots the same figure is the same file.
  let state = 1;
  Math.random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  await Promise.all(['13px Arimo', 'bold 13px Arimo'].map((font) => document.fonts.load(font, 'Ag ρ')));
  await Plotly.newPlot('figure', data, layout, { staticPlot: true });
  const address = await Plotly.toImage('figure', { format: 'svg', width: layout.width, height: layout.height });
  return decodeURIComponent(address.slice(address.indexOf(',') + 1));
}

function withFont({ data, layout }: Figure): { data: readonly PlotlyObject[]; layout: PlotlyObject } {
  const font = layout.font as { family?: string };
  return { data, layout: { ...layout, font: { ...font, family: `Arimo, ${font.family ?? 'sans-serif'}` } } };
}

function withoutTitle({ data, layout }: Figure): Figure {
  return { data, layout: { ...layout, title: { ...(layout.title as PlotlyObject), text: '' } } };
}

/** The SVG at its printed size, with its fonts. */
function sized(svg: string, { width, height }: { width: string; height: string }): string {
  return svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    const kept = attributes.replace(/ (width|height)="[^"]*"/g, '');
    return `<svg width="${width}" height="${height}"${kept}><style>${fontFaces()}</style>`;
  });
}

/** PDFs carry the second they were made in; without it the same figure is the same file. */
function undated(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1');
  return Buffer.from(text.replace(/\(D:\d{14}/g, '(D:20000101000000'), 'latin1');
}

/** Arimo, an open Arial, in the two weights and alphabets that figures use, as style rules that need no network. */
function fontFaces(): string {
  const ranges = { latin: 'U+0000-036F, U+2000-22FF', greek: 'U+0370-03FF' };
  return Object.entries(ranges)
    .flatMap(([alphabet, range]) =>
      [400, 700].map((weight) => {
        const path = `@fontsource/arimo/files/arimo-${alphabet}-${weight}-normal.woff2`;
        const file = inOptionalPackage(path, 'an exported figure');
        const source = `url(data:font/woff2;base64,${readFileSync(file).toString('base64')}) format('woff2')`;
        return `@font-face { font-family: Arimo; font-weight: ${weight}; src: ${source}; unicode-range: ${range}; }`;
      }),
    )
    .join('\n');
}

/** Bytes of a PNG's signature and of its first chunk, the header. */
const HEADER = 8 + 25;

/** A PNG that says how large it is to be printed. Chromium's pictures do not. */
export function withResolution(png: Uint8Array, dotsPerInch: number): Uint8Array {
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
