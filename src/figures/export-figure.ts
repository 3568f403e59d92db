import { checkChoice, checkFlag, checkList, checkOptions, checkText, checkWithin } from '../base/check.js';
import { writeWhole } from '../base/files.js';
import { checkFigure } from './check-arguments.js';
import { startChromium } from './chromium.js';
import { COLUMNS, drawFigure, type Pictures } from './draw-figure.js';
import type { Figure } from './figure.js';
import { figureCsv } from './figure-data.js';

const FORMATS = ['svg', 'pdf', 'png', 'csv', 'json'] as const;

export type FigureFormat = (typeof FORMATS)[number];

export interface ExportFigureOptions {
  /**
   * `'double'` (default) is 178 mm wide, with letters of about 9 points; `'single'` is 86 mm, with letters of about 8
   * points.
   */
  readonly column?: 'single' | 'double';
  /** Default: all. `'csv'` has the numbers behind the figure, `'json'` the figure itself as Plotly reads it. */
  readonly formats?: readonly FigureFormat[];
  /** Dots per inch of PNG pictures, from 10 to 2000. Default 600. */
  readonly resolution?: number;
  /** `false` leaves the title out, for the caption of the paper to say; a notice stays. Default true. */
  readonly title?: boolean;
}

/** A figure and the path of its files without extension: `figures/mnist` for `figures/mnist.svg` and so on. */
export interface FigureFile {
  readonly figure: Figure;
  readonly path: string;
}

/**
 * Writes a figure as SVG, PDF and PNG at the width of a journal's column, with embedded fonts, and the numbers behind
 * it as CSV and JSON. `path` has no extension. Returns the paths of the files. The same figure makes the same files,
 * bit for bit, with the same version of Chromium.
 *
 * @throws TypeError if `figure` is not a figure, `path` is not a string, or an option is unknown or of the wrong type.
 * @throws RangeError if `resolution` is not from 10 to 2000, or if `path` is empty.
 * @throws Error if Chromium, which draws SVG, PDF and PNG, is missing, or if a file cannot be written.
 */
export async function exportFigure(figure: Figure, path: string, options: ExportFigureOptions = {}): Promise<string[]> {
  return exportFigures([{ figure, path }], options);
}

/** Exports several figures, all drawn by the same Chromium. */
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
    if (path === '') throw new RangeError('`path` is empty; give the path of a file without its extension');
  }
  const drawnFormats = formats.filter((format) => format !== 'csv' && format !== 'json');
  const browser = drawnFormats.length === 0 ? undefined : await startChromium();
  try {
    const paths: string[] = [];
    for (const { figure, path } of files) {
      const print = { column, resolution, title, formats: drawnFormats };
      const pictures: Partial<Pictures> = browser === undefined ? {} : await drawFigure(browser, figure, print);
      for (const format of formats) {
        const file = `${path}.${format}`;
        writeWhole(file, format === 'csv' || format === 'json' ? numbers(figure, format) : pictures[format]!);
        paths.push(file);
      }
    }
    return paths;
  } finally {
    await browser?.close();
  }
}

function numbers(figure: Figure, format: 'csv' | 'json'): string {
  return format === 'csv' ? figureCsv(figure) : `${JSON.stringify(figure, null, 1)}\n`;
}
