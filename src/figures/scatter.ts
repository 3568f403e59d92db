import { principalComponents } from '../analysis/data-geometry.js';
import {
  checkChoice,
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
import { originOf } from './captions.js';
import { checkAnyNumbers, checkObject, checkShownData, checkTexts } from './check-arguments.js';
import { axis, COLOURS, type Figure, layout, logarithmicAxis } from './figure.js';
import { nameText } from './typeset.js';

/** Points of one kind in a plane. */
export interface Points {
  /** For the legend. */
  readonly name: string;
  /** Positions on the horizontal axis. */
  readonly x: ArrayLike<number>;
  /** Positions on the vertical axis. */
  readonly y: ArrayLike<number>;
}

export interface PlotScatterOptions {
  /** What the horizontal axis shows, with units. */
  readonly x: string;
  /** What the vertical axis shows, with units. */
  readonly y: string;
  /** Gives both axes the same scale, as for coordinates in space. Default false. */
  readonly equal?: boolean;
  /** The axes with logarithmic scales, not with `equal`. Default: none. */
  readonly logarithmic?: 'x' | 'y' | 'both';
  /** The text above the figure. Default: none. */
  readonly title?: string;
  /** The text below the title. Default: none. */
  readonly caption?: string;
}

const POINTS = ['name', 'x', 'y'] as const satisfies readonly NameOf<Points>[];

const SYMBOLS = ['circle', 'diamond', 'square', 'triangle-up', 'cross', 'x', 'star'] as const;

/**
 * Plots points of several kinds, each with its own colour and shape. Points that are not finite are left out.
 *
 * @example
 * ```ts
 * import { plotScatter, show } from 'weightspace';
 *
 * const found = { name: 'found', x: [1, 2, 3], y: [2, 3, 5] };
 * show(plotScatter([found], { x: 'distance', y: 'energy' }));
 * ```
 * @throws TypeError if a set is not { name, x, y }, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no set of points, x and y of one differ in length, or a logarithmic axis has no value
 * above 0 or is to have the same scale as the other.
 */
export function plotScatter(sets: readonly Points[], options: PlotScatterOptions): Figure {
  requireOptions('plotScatter', options, ['x', 'y', 'equal', 'logarithmic', 'title', 'caption']);
  const { equal = false, logarithmic, title = '', caption = '' } = options;
  checkText('x', options.x);
  checkText('y', options.y);
  checkFlag('equal', equal);
  if (logarithmic !== undefined) {
    checkChoice('logarithmic', logarithmic, ['x', 'y', 'both']);
    if (equal) throw new RangeError('a logarithmic axis has no unit length; leave out `equal` or `logarithmic`');
  }
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
      `points '${inWords(name)}' have ${x.length} values of x and ${y.length} of y; give one y for each x`,
    );
  }
  const points = sets.map(({ x, y }) => finitePoints(x, y));
  const scale = (direction: 'x' | 'y') =>
    logarithmic === direction || logarithmic === 'both'
      ? logarithmicAxis(points.flatMap((each) => each[direction]))
      : {};
  return {
    data: sets.map(({ name }, k) => ({
      type: 'scatter',
      mode: 'markers',
      name: nameText(name),
      ...points[k],
      marker: { color: COLOURS[k % COLOURS.length], symbol: SYMBOLS[k % SYMBOLS.length], size: 7, opacity: 0.75 },
    })),
    layout: layout({
      title,
      caption,
      xaxis: axis(options.x, equal ? { constrain: 'domain' } : scale('x')),
      yaxis: axis(options.y, equal ? { scaleanchor: 'x', constrain: 'domain' } : scale('y')),
    }),
  };
}

function finitePoints(x: ArrayLike<number>, y: ArrayLike<number>): { x: number[]; y: number[] } {
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
 * Plots the patterns of each class in the plane of the first two principal components of all patterns (K. Pearson,
 * 1901).
 *
 * @example
 * ```ts
 * import { plotComponents, separatedPatterns, show } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * show(plotComponents(data));
 * ```
 * @throws TypeError if `data` is not a data set, or if an option is unknown or not a string.
 * @throws RangeError if there are fewer than two components, or if all patterns are the same.
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
