import { principalComponents } from '../analysis/configurations.js';
import {
  checkChoice,
  checkEach,
  checkFlag,
  checkList,
  checkOptions,
  checkText,
  inWords,
  type NameOf,
  requireOptions,
} from '../base/check.js';
import { literal } from '../base/escape.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkAnyNumbers, checkObject, checkShownData, checkTexts } from './check-arguments.js';
import { originOf } from './curves.js';
import { axis, COLOURS, type Figure, largest, layout, logTicks, type PlotlyObject, smallest } from './figure.js';
import { coloured, type Grouped, type Series, seriesTraces } from './series.js';

/** A number against a parameter. */
export interface Scan {
  /** For the legend. */
  readonly name: string;
  /** Values of the parameter. */
  readonly x: ArrayLike<number>;
  /** The number at each; those that are not finite are left out. */
  readonly y: ArrayLike<number>;
  /** One standard error of each: ∞ or NaN where not known, which shows as a cross. Default: none. */
  readonly error?: ArrayLike<number>;
  /** `'measured'` (default): a line with markers and error bars. `'theory'`: a dashed line. */
  readonly kind?: 'measured' | 'theory';
}

export interface PlotScanOptions {
  /** What the axes show, with units: 'temperature T (errors)'. */
  readonly x: string;
  readonly y: string;
  /** The axes with logarithmic scales. Default none. */
  readonly logarithmic?: 'x' | 'y' | 'both';
  /** Above the figure: sizes, data and seed, say. Default none. */
  readonly title?: string;
  /** Below the title. Default: what crosses mean, where there are any. */
  readonly caption?: string;
}

const SCAN = ['name', 'x', 'y', 'error', 'kind'] as const satisfies readonly NameOf<Scan>[];

/** From this many points on, errors are bands instead of bars. */
const BANDS = 40;

/**
 * A number against a parameter, for several groups: scans of one group, in a list within the list, share one colour. Errors
 * are bars, or bands where a scan has 40 points or more.
 * @throws RangeError if there is no scan, or the columns of one differ in length.
 * @throws TypeError if what is given is not a scan, or an option is unknown or has a wrong value.
 */
export function plotScan(scans: Grouped<Scan>, options: PlotScanOptions): Figure {
  requireOptions('plotScan', options, ['x', 'y', 'logarithmic', 'title', 'caption']);
  checkText('x', options.x);
  checkText('y', options.y);
  checkTexts({ title: options.title, caption: options.caption });
  checkList('scans', scans, '{ name, x, y }');
  const items = coloured(scans).map(({ item, colour }) => ({ series: seriesOf(item), colour }));
  if (items.length === 0) throw new RangeError('there is no scan to plot; give at least one');
  const { logarithmic } = options;
  if (logarithmic !== undefined) checkChoice('logarithmic', logarithmic, ['x', 'y', 'both']);
  const crosses = items.some(({ series }) => series.kind === 'sampled' && (series.alone?.x.length ?? 0) > 0);
  const scale = (direction: 'x' | 'y') =>
    logarithmic === direction || logarithmic === 'both'
      ? logarithmicAxis(items.flatMap(({ series }) => [...series[direction], ...(series.alone?.[direction] ?? [])]))
      : {};
  return {
    data: items.flatMap(({ series, colour }) =>
      seriesTraces(series, colour, series.x.length < BANDS ? 'bars' : 'band'),
    ),
    layout: layout({
      title: options.title ?? '',
      caption: options.caption ?? (crosses ? 'Crosses: points without an error bar.' : ''),
      xaxis: axis(options.x, scale('x')),
      yaxis: axis(options.y, scale('y')),
    }),
  };
}

function logarithmicAxis(values: readonly number[]): PlotlyObject {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0)
    throw new RangeError('a logarithmic axis has no value above 0 to show; leave `logarithmic` out');
  const { values: tickvals, labels: ticktext } = logTicks(smallest(positive), largest(positive));
  return { type: 'log', tickvals, ticktext };
}

function seriesOf(scan: Scan): Series {
  checkObject('a scan', scan, 'give { name, x, y }');
  requireOptions('a scan', scan, SCAN);
  const { name, x, y, error, kind = 'measured' } = scan;
  checkText('name', name);
  checkChoice('kind', kind, ['measured', 'theory']);
  checkAnyNumbers('x', x);
  checkAnyNumbers('y', y);
  if (error !== undefined) checkEach('error', error, (value) => !(value < 0), 'give 0 or more, ∞ where not known');
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
  // A point whose error has no finite end is known no better than one without an error.
  const isKnown = (k: number) => [-1, 1].every((sign) => Number.isFinite(y[k] + sign * (error?.[k] ?? 0)));
  const known = present.filter(isKnown);
  const alone = present.filter((k) => !isKnown(k));
  const ends = (errors: number) => known.map((k) => y[k] + errors * (error?.[k] ?? 0));
  return {
    name,
    kind: kind === 'theory' ? 'theory' : 'sampled',
    x: known.map((k) => x[k]),
    y: ends(0),
    ...(error === undefined ? {} : { ends: { low: ends(-1), high: ends(1) } }),
    alone: { x: alone.map((k) => x[k]), y: alone.map((k) => y[k]) },
  };
}

/** Points of one kind in a plane. */
export interface Points {
  /** For the legend. */
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface PlotScatterOptions {
  /** What the axes show, with units. */
  readonly x: string;
  readonly y: string;
  /** One unit is as long on both axes, as for coordinates in space. Default false. */
  readonly equal?: boolean;
  readonly title?: string;
  readonly caption?: string;
}

const POINTS = ['name', 'x', 'y'] as const satisfies readonly NameOf<Points>[];

const SYMBOLS = ['circle', 'diamond', 'square', 'triangle-up', 'cross', 'x', 'star'] as const;

/**
 * Points of several kinds, each with a colour and a shape of its own.
 * Points without a finite place are left out.
 * @throws RangeError if there is no set of points, or x and y of one differ in length.
 * @throws TypeError if a set is not { name, x, y }, or an option is unknown or has a wrong value.
 */
export function plotScatter(sets: readonly Points[], options: PlotScatterOptions): Figure {
  requireOptions('plotScatter', options, ['x', 'y', 'equal', 'title', 'caption']);
  const { equal = false, title = '', caption = '' } = options;
  checkText('x', options.x);
  checkText('y', options.y);
  checkFlag('equal', equal);
  checkTexts({ title, caption });
  checkList('sets', sets, '{ name, x, y }');
  if (sets.length === 0) throw new RangeError('there are no points to plot; give at least one set');
  for (const points of sets) {
    checkObject('a set of points', points, 'give { name, x, y }');
    requireOptions('a set of points', points, POINTS);
    const { name, x, y } = points;
    checkText('name', name);
    checkAnyNumbers('x', x);
    checkAnyNumbers('y', y);
    if (x.length === y.length) continue;
    throw new RangeError(
      `points '${inWords(name)}' have ${x.length} values of x and ${y.length} of y; give one of each`,
    );
  }
  return {
    data: sets.map(({ name, x, y }, k) => ({
      type: 'scatter',
      mode: 'markers',
      name: literal(name),
      ...placed(x, y),
      marker: { color: COLOURS[k % COLOURS.length], symbol: SYMBOLS[k % SYMBOLS.length], size: 7, opacity: 0.75 },
    })),
    layout: layout({
      title,
      caption,
      xaxis: axis(options.x, equal ? { constrain: 'domain' } : {}),
      yaxis: axis(options.y, equal ? { scaleanchor: 'x', constrain: 'domain' } : {}),
    }),
  };
}

function placed(x: ArrayLike<number>, y: ArrayLike<number>): { x: number[]; y: number[] } {
  const places = [...Array.from(x).keys()].filter((k) => Number.isFinite(x[k]) && Number.isFinite(y[k]));
  return { x: places.map((k) => x[k]), y: places.map((k) => y[k]) };
}

export interface PlotComponentsOptions {
  /** Default: N, P, source and seed of the data. */
  readonly title?: string;
  /** Default: the data set's notice. */
  readonly caption?: string;
}

/**
 * The patterns of each class in the plane of their first two principal components (see `principalComponents`).
 * @throws RangeError if there are fewer than two components, or all patterns are the same.
 * @throws TypeError if `data` is not a data set, or an option is unknown or not a string.
 */
export function plotComponents(data: Dataset, options: PlotComponentsOptions = {}): Figure {
  checkOptions('plotComponents', options, ['title', 'caption']);
  checkTexts({ title: options.title, caption: options.caption });
  checkShownData(data);
  const { coordinates, explained } = principalComponents(data, { components: 2 });
  const { inputs, patterns, provenance } = data;
  const points = (name: string, label: number) => {
    const members = [...data.labels.keys()].filter((pattern) => data.labels[pattern] === label);
    return { name, x: members.map((p) => coordinates[0][p]), y: members.map((p) => coordinates[1][p]) };
  };
  const share = (k: number) => `${(100 * explained[k]).toFixed(0)} % of the variance`;
  const sets =
    data.classes === undefined
      ? [points('σ = −1', -1), points('σ = +1', 1)]
      : Array.from({ length: data.classes }, (_, label) => points(`class ${label}`, label));
  return plotScatter(sets, {
    x: `first principal component (${share(0)})`,
    y: `second (${share(1)})`,
    equal: true,
    title: options.title ?? `N = ${inputs}, P = ${patterns} · ${originOf(provenance).join(' · ')}`,
    caption: options.caption ?? literal(provenance.notice ?? ''),
  });
}
