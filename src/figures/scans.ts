import { checkChoice, checkEach, checkList, checkText, inWords, type NameOf, requireOptions } from '../base/check.js';
import { checkAnyNumbers, checkObject, checkTexts } from './check-arguments.js';
import { axis, type Figure, largest, layout, logarithmicAxis, smallest } from './figure.js';
import { checkReferences, type ReferenceValue, referenceTraces } from './references.js';
import { coloured, type Grouped, type Series, tracesOf } from './series.js';

/** A number against a parameter. */
export interface Scan {
  /** For the legend. */
  readonly name: string;
  /** Values of the parameter. */
  readonly x: ArrayLike<number>;
  /** The number at each value; points that are not finite are left out. */
  readonly y: ArrayLike<number>;
  /** One standard error of each number; ∞ or NaN if unknown, which is shown as a cross. Default: none. */
  readonly error?: ArrayLike<number>;
  /** `'measured'` (default): a line with markers and error bars. `'theory'`: a dashed line. */
  readonly kind?: 'measured' | 'theory';
  /**
   * `'line'` (default), or `'marks'`: points without a line between them, on top of all lines, so that a scan and the
   * line that it lies on are both seen.
   */
  readonly as?: 'line' | 'marks';
}

export interface PlotScanOptions {
  /** What the horizontal axis shows, with units: 'temperature T (errors)'. */
  readonly x: string;
  /** What the vertical axis shows, with units. */
  readonly y: string;
  /** The axes with logarithmic scales. Default: none. */
  readonly logarithmic?: 'x' | 'y' | 'both';
  /** Values of x to compare with, such as a threshold that a theory predicts: vertical lines. Default: none. */
  readonly references?: readonly ReferenceValue[];
  /** The text above the figure, such as sizes, data and seed. Default: none. */
  readonly title?: string;
  /** The text below the title. Default: what crosses mean, if there are any. */
  readonly caption?: string;
}

const SCAN = ['name', 'x', 'y', 'error', 'kind', 'as'] as const satisfies readonly NameOf<Scan>[];

/** From this number of points on, errors are drawn as a band instead of bars. */
const BANDS = 40;

/**
 * Plots a number against a parameter, for one or more scans. Scans in a list within the list share one colour. Errors
 * are bars, or a band for a scan of 40 points or more.
 *
 * @example
 * ```ts
 * import { plotScan, range, replicaEntropy, show } from 'weightspace';
 *
 * const x = range(0.1, 0.8, 0.1);
 * const y = x.map((load) => replicaEntropy({ load }).entropy);
 * show(plotScan([{ name: 'replicas', x, y, kind: 'theory' }], { x: 'α', y: 'S(0)/N' }));
 * ```
 * @throws TypeError if an argument is not a scan, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no scan, the columns of one differ in length, a reference is not finite, a theory
 * is to have marks, or a logarithmic axis has no value above 0.
 */
export function plotScan(scans: Grouped<Scan>, options: PlotScanOptions): Figure {
  requireOptions('plotScan', options, ['x', 'y', 'logarithmic', 'references', 'title', 'caption']);
  checkText('x', options.x);
  checkText('y', options.y);
  checkTexts({ title: options.title, caption: options.caption });
  checkList('scans', scans, '{ name, x, y }');
  const items = coloured(scans).map((each) => ({ ...each, item: seriesOf(each.item) }));
  const all = items.map(({ item }) => item);
  if (items.length === 0) throw new RangeError('there is no scan to plot; give at least one');
  const { logarithmic, references = [] } = options;
  checkReferences(references);
  if (logarithmic !== undefined) checkChoice('logarithmic', logarithmic, ['x', 'y', 'both']);
  const crosses = all.some(({ kind, withoutError }) => kind === 'sampled' && (withoutError?.x.length ?? 0) > 0);
  const valuesOf = (direction: 'x' | 'y') =>
    all.flatMap((series) => [...series[direction], ...(series.withoutError?.[direction] ?? [])]);
  const scale = (direction: 'x' | 'y') =>
    logarithmic === direction || logarithmic === 'both'
      ? logarithmicAxis([
          ...valuesOf(direction),
          ...(direction === 'x' ? Array.from(references, ({ value }) => value) : []),
        ])
      : {};
  return {
    data: [
      ...tracesOf(items, ({ x }) => (x.length < BANDS ? 'bars' : 'band')),
      ...referenceTraces(
        references,
        endsOf(valuesOf('y'), logarithmic !== 'y' && logarithmic !== 'both'),
        () => '#444',
      ),
    ],
    layout: layout({
      title: options.title ?? '',
      caption: options.caption ?? (crosses ? 'Crosses: points without an error bar.' : ''),
      xaxis: axis(options.x, scale('x')),
      yaxis: axis(options.y, scale('y')),
    }),
  };
}

/** Where a vertical line over these values begins and ends; without values, anywhere. */
function endsOf(values: readonly number[], isLinear: boolean): [number, number] {
  const shown = values.filter((value) => isLinear || value > 0);
  return shown.length === 0 ? [0, 1] : [smallest(shown), largest(shown)];
}

function seriesOf(scan: Scan): Series {
  checkObject('a scan', scan, 'give { name, x, y }');
  requireOptions('a scan', scan, SCAN);
  const { name, x, y, error, kind = 'measured', as = 'line' } = scan;
  checkText('name', name);
  checkChoice('kind', kind, ['measured', 'theory']);
  checkChoice('as', as, ['line', 'marks']);
  if (kind === 'theory' && as === 'marks') {
    throw new RangeError(`scan '${inWords(name)}' is theory, which is a dashed line; leave out \`as\` or \`kind\``);
  }
  checkAnyNumbers('x', x);
  checkAnyNumbers('y', y);
  if (error !== undefined) checkEach('error', error, (value) => !(value < 0), 'give 0 or more, or ∞ where unknown');
  for (const [column, length] of [
    ['y', y.length],
    ['error', error?.length ?? x.length],
  ] as const) {
    if (length === x.length) continue;
    throw new RangeError(
      `scan '${inWords(name)}' has ${x.length} values of x and ${length} of ${column}; give one for each`,
    );
  }
  const present = [...Array.from(x).keys()].filter((k) => Number.isFinite(x[k]) && Number.isFinite(y[k]));
  // A point whose error reaches to infinity is treated like one without an error.
  const isKnown = (k: number) => [-1, 1].every((sign) => Number.isFinite(y[k] + sign * (error?.[k] ?? 0)));
  const known = present.filter(isKnown);
  const withoutError = present.filter((k) => !isKnown(k));
  const ends = (errors: number) => known.map((k) => withoutRounding(y[k] + errors * (error?.[k] ?? 0), y[k]));
  return {
    name,
    kind: kind === 'theory' ? 'theory' : 'sampled',
    marks: as === 'marks',
    x: known.map((k) => x[k]),
    y: ends(0),
    ...(error === undefined ? {} : { ends: { of: 'standard error', low: ends(-1), high: ends(1) } }),
    withoutError: { x: withoutError.map((k) => x[k]), y: withoutError.map((k) => y[k]) },
  };
}

/** 0 instead of what rounding leaves of `y` less an error of the same size: a logarithmic axis would reach down to it. */
function withoutRounding(end: number, y: number): number {
  return Math.abs(end) < 1e-12 * Math.abs(y) ? 0 : end;
}
