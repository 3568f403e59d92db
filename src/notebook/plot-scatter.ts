import { checkFlag, checkList, checkText, inWords, type NameOf, requireOptions } from '../check.js';
import { checkAnyNumbers, checkObject, checkTexts } from './check-arguments.js';
import { literal } from './escape.js';
import { axis, COLOURS, type Figure, layout } from './figure.js';

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
