import { checkChoice, checkFlag, checkList, checkOptions, checkText, checkWithin } from '../base/check.js';
import { writeWhole } from '../base/files.js';
import { checkFigure } from './check-arguments.js';
import { startChromium } from './chromium.js';
import { COLUMNS, drawFigure, type Pictures } from './draw-figure.js';
import type { Figure } from './figure.js';
import { figureCsv } from './figure-data.js';

const FORMATS = ['svg', 'pdf', 'png', 'csv', 'json'] as const;

/** A format of `exportFigure`. */
export type FigureFormat = (typeof FORMATS)[number];

export interface ExportFigureOptions {
  /**
   * `'double'` (default) is 178 mm wide, with letters of about 9 points; `'single'` is 86 mm, with letters of about 8
   * points.
   */
  readonly column?: 'single' | 'double';
  /**
   * Default: the one that `path` ends in, otherwise all. `'csv'` has the numbers behind the figure, `'json'` the figure
   * itself as Plotly reads it.
   */
  readonly formats?: readonly FigureFormat[];
  /** Dots per inch of PNG pictures, from 10 to 2000. Default 600. */
  readonly resolution?: number;
  /** `false` leaves the title out, for the caption of the paper to say; a notice stays. Default true. */
  readonly title?: boolean;
  /**
   * Where the names of at most four curves stand: `'curves'` (default) puts each beside its curve, in its colour, if there
   * is room for all of them at this width; otherwise, and with `'legend'`, they are in a legend below the axes.
   */
  readonly labels?: 'curves' | 'legend';
}

/** A figure and the path of its files: `figures/mnist` for all formats, `figures/mnist.svg` for one. */
export interface FigureFile {
  readonly figure: Figure;
  readonly path: string;
}

/**
 * Writes a figure as SVG, PDF and PNG at the width of a journal's column, with embedded fonts, and the numbers behind
 * it as CSV and JSON: `exportFigure(figure, 'figures/mnist')` writes `figures/mnist.svg` and so on, and
 * `exportFigure(figure, 'mnist.svg')` that file alone. Returns the paths of the files. The same figure makes the same
 * files, bit for bit, with the same version of Chromium.
 *
 * In the CSV file each point is a row: the name of its curve, its coordinates under the titles of the axes, with their
 * units, and the ends of its error bar or band under `low` and `high`, whose headings say what they are, such as one
 * standard error. Spreadsheets, pandas and R read it as it is. The PDF names the figure's title, and weightspace with its
 * version as its creator.
 *
 * @example
 * ```ts
 * import { enumerate, exportFigure, perceptron, plotEntropy, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(await exportFigure(plotEntropy(dos), 'entropy.csv')); // 'entropy' alone: SVG, PDF, PNG and JSON as well
 * ```
 * @throws TypeError if `figure` is not a figure, `path` is not a string, or an option is unknown or of the wrong type.
 * @throws RangeError if `resolution` is not from 10 to 2000, if `path` is empty, or if `path` ends in a format that
 * `formats` does not name.
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
  checkOptions('exportFigure', options, ['column', 'formats', 'resolution', 'title', 'labels']);
  const { formats, column = 'double', resolution = 600, title = true, labels = 'curves' } = options;
  checkChoice('column', column, Object.keys(COLUMNS));
  if (formats !== undefined) {
    checkList('formats', formats, 'formats');
    for (const format of formats) checkChoice('formats', format, FORMATS);
  }
  checkWithin('resolution', resolution, 10, 2000);
  checkFlag('title', title);
  checkChoice('labels', labels, ['curves', 'legend']);
  const targets = files.map(({ figure, path }) => {
    checkFigure(figure);
    checkText('path', path);
    if (path === '') throw new RangeError('`path` is empty; give the path of a file, such as figures/mnist.svg');
    return { figure, paths: pathsOf(path, formats) };
  });
  const isDrawn = (format: FigureFormat) => format !== 'csv' && format !== 'json';
  const browser = targets.some(({ paths }) => [...paths.keys()].some(isDrawn)) ? await startChromium() : undefined;
  try {
    for (const { figure, paths } of targets) {
      const print = { column, resolution, title, labels, formats: [...paths.keys()].filter(isDrawn) };
      const isNeeded = browser !== undefined && print.formats.length > 0;
      const pictures: Partial<Pictures> = isNeeded ? await drawFigure(browser, figure, print) : {};
      for (const [format, path] of paths) {
        writeWhole(path, format === 'csv' || format === 'json' ? numbers(figure, format) : pictures[format]!);
      }
    }
    return targets.flatMap(({ paths }) => [...paths.values()]);
  } finally {
    await browser?.close();
  }
}

/** The files to write: that at `path` alone if it ends in a format, otherwise one for each format. */
function pathsOf(path: string, formats: readonly FigureFormat[] | undefined): Map<FigureFormat, string> {
  const format = FORMATS.find((name) => path.toLowerCase().endsWith(`.${name}`));
  if (format === undefined) return new Map((formats ?? FORMATS).map((name) => [name, `${path}.${name}`]));
  if (formats !== undefined && !(formats.length === 1 && formats[0] === format)) {
    throw new RangeError(
      `\`path\` ends in .${format} and \`formats\` is [${formats.join(', ')}]; leave out the extension or \`formats\``,
    );
  }
  return new Map([[format, path]]);
}

function numbers(figure: Figure, format: 'csv' | 'json'): string {
  return format === 'csv' ? figureCsv(figure) : `${JSON.stringify(figure, null, 1)}\n`;
}
