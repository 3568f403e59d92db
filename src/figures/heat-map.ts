import {
  checkChoice,
  checkEach,
  checkFlag,
  checkList,
  checkText,
  inWords,
  type NameOf,
  requireOptions,
} from '../base/check.js';
import { checkAnyNumbers, checkObject, checkTexts } from './check-arguments.js';
import {
  axis,
  evenTicks,
  type Figure,
  largest,
  layout,
  logTicks,
  numeral,
  type PlotlyObject,
  smallest,
} from './figure.js';
import { checkOverlays, type Overlay, overlayTraces } from './overlays.js';
import { titleText } from './typeset.js';

/** Blue through white to red (C. Brewer's RdBu, which the colour-blind can read). */
export const DIVERGING = ['#2166ac', '#92c5de', '#f7f7f7', '#f4a582', '#b2182b'].map((colour, k) => [k / 4, colour]);

/**
 * From a pale cream through orange to a dark violet, in steps that look equal (magma, S. van der Walt and N. Smith, 2015,
 * from its bright end): bright where there is little, as ink on paper, and readable by the colour-blind and in grey.
 */
const BRIGHT = [
  ...['#fcfdbf', '#fed395', '#fea973', '#fa7d5e', '#ea5661', '#ca3e72'],
  ...['#a5317e', '#802582', '#5c167f', '#36106b', '#140e36'],
].map((colour, k) => [k / 10, colour]);

/** Numbers over a plane. */
export interface HeatMap {
  /** The values, row by row: `values[row][column]`. Values that are not finite stay blank. */
  readonly values: readonly ArrayLike<number>[];
  /** The positions of the columns, in ascending order. Default 0, 1, 2, … */
  readonly x?: ArrayLike<number>;
  /** The positions of the rows, in ascending order. Default 0, 1, 2, … */
  readonly y?: ArrayLike<number>;
}

const HEAT_MAP = ['values', 'x', 'y'] as const satisfies readonly NameOf<HeatMap>[];

export interface PlotHeatMapOptions {
  /** What the horizontal axis shows, with units. */
  readonly x: string;
  /** What the vertical axis shows, with units. */
  readonly y: string;
  /** What the colours show, with units. */
  readonly value: string;
  /**
   * `'linear'` (default); `'log'`: colours by the logarithm, values up to 0 blank; `'diverging'`: two colours away from
   * 0, for values of both signs such as covariances.
   */
  readonly scale?: 'linear' | 'log' | 'diverging';
  /**
   * The smallest and largest value with a colour of their own. Default: those of the values; for `'diverging'`,
   * symmetric about 0.
   */
  readonly range?: readonly [low: number, high: number];
  /** Lines and marks on top: predicted positions of peaks, for example. */
  readonly overlays?: readonly Overlay[];
  /** Puts the first row at the top, as in a matrix, and makes the cells square. Default false. */
  readonly matrix?: boolean;
  /** The text above the figure. Default: none. */
  readonly title?: string;
  /** The text below the title. Default: none. */
  readonly caption?: string;
}

/**
 * Plots numbers over a plane as colours that are perceptually even and readable by the colour-blind, pale where the
 * numbers are small. Where `range` cuts values off, the colour bar says ≥ or ≤.
 *
 * @example
 * ```ts
 * import { plotHeatMap, show } from 'weightspace';
 *
 * show(plotHeatMap({ values: [[1, 2, 3], [4, 5, 6]], x: [0, 1, 2], y: [0, 1] }, { x: 'x', y: 'y', value: 'z' }));
 * ```
 * @throws TypeError if values or positions are not numbers, or if an option is unknown or of the wrong type.
 * @throws RangeError if there are no values, rows differ in length, positions do not fit, or no value can be shown.
 */
export function plotHeatMap(map: HeatMap, options: PlotHeatMapOptions): Figure {
  const names = ['x', 'y', 'value', 'scale', 'range', 'overlays', 'matrix', 'title', 'caption'] as const;
  requireOptions('plotHeatMap', options, names);
  const { scale = 'linear', overlays = [], matrix = false, title = '', caption = '' } = options;
  for (const name of ['x', 'y', 'value'] as const) checkText(name, options[name]);
  checkTexts({ title, caption });
  checkChoice('scale', scale, ['linear', 'log', 'diverging']);
  checkFlag('matrix', matrix);
  checkOverlays(overlays);
  const values = checkHeatMap(map);
  const shown = scale === 'log' ? values.map((row) => row.map((value) => Math.log10(value))) : values;
  const [low, high] = rangeOf(shown, options);
  const [left, right] = edges(map.x, values[0].length);
  const [bottom, top] = edges(map.y, values.length);
  return {
    data: [
      {
        type: 'heatmap',
        z: shown.map((row) => row.map((value) => (Number.isFinite(value) ? value : null))),
        customdata: values,
        ...(map.x === undefined ? {} : { x: Array.from(map.x) }),
        ...(map.y === undefined ? {} : { y: Array.from(map.y) }),
        zmin: low,
        zmax: high,
        colorscale: scale === 'diverging' ? DIVERGING : BRIGHT,
        hovertemplate: `${hoverText(options.x)} %{x}<br>${hoverText(options.y)} %{y}<br>${hoverText(options.value)} %{customdata:.4g}<extra></extra>`,
        hoverongaps: false,
        colorbar: {
          // An empty line keeps the title off the labels.
          title: { text: `${titleText(options.value)}<br>\u00a0`, side: 'right' },
          outlinewidth: 0,
          ticks: 'outside',
          tickcolor: '#444',
          ...colourTicks(shown.flat().filter(Number.isFinite), [low, high], scale === 'log'),
        },
      },
      ...overlays.flatMap(overlayTraces),
    ],
    layout: layout({
      title,
      caption,
      plot_bgcolor: '#e4e4e4',
      xaxis: axis(options.x, { showgrid: false, range: [left, right], constrain: 'domain' }),
      yaxis: axis(options.y, {
        showgrid: false,
        range: matrix ? [top, bottom] : [bottom, top],
        ...(matrix ? { scaleanchor: 'x', constrain: 'domain' } : {}),
      }),
      showlegend: overlays.length > 0,
      ...(matrix ? { width: 560 } : {}),
      margin: { r: 105, ...(overlays.length > 0 ? {} : { b: 60 }) },
    }),
  };
}

/** A title in the text shown on hovering, in which Plotly would replace %{…} by a number. */
function hoverText(title: string): string {
  return titleText(title).replaceAll('%{', '%&#123;');
}

function checkHeatMap(map: HeatMap): number[][] {
  checkObject('the heat map', map, 'give { values }, rows of numbers');
  requireOptions('the heat map', map, HEAT_MAP);
  const { values, x, y } = map;
  checkList('values', values, 'rows of numbers');
  const rows = Array.from(values, (row, index) => {
    checkAnyNumbers(`values[${index}]`, row);
    return Array.from(row);
  });
  if (rows.length === 0 || rows[0].length === 0) throw new RangeError('the heat map is empty; give rows of values');
  for (const [index, row] of rows.entries()) {
    if (row.length === rows[0].length) continue;
    throw new RangeError(
      `row ${index} has ${row.length} values and row 0 has ${rows[0].length}; give rows of the same length`,
    );
  }
  for (const [name, positions, count] of [
    ['x', x, rows[0].length],
    ['y', y, rows.length],
  ] as const) {
    if (positions === undefined) continue;
    checkEach(name, positions, (position) => Math.abs(position) < 1e300, 'give finite numbers');
    if (positions.length !== count) {
      throw new RangeError(
        `\`${name}\` has ${positions.length} positions for ${count} ${name === 'x' ? 'columns' : 'rows'}; give one for each`,
      );
    }
    const place = Array.from(positions).findIndex((position, k) => k > 0 && position <= positions[k - 1]);
    if (place < 0) continue;
    throw new RangeError(
      `\`${name}\` goes from ${positions[place - 1]} to ${positions[place]}; give positions in ascending order`,
    );
  }
  return rows;
}

function rangeOf(shown: readonly number[][], { scale, range }: PlotHeatMapOptions): [number, number] {
  const finite = shown.flat().filter(Number.isFinite);
  if (finite.length === 0) throw new RangeError('the heat map has no value that can be shown; give finite numbers');
  if (range !== undefined) {
    checkRange(range, scale === 'log');
    return scale === 'log' ? [Math.log10(range[0]), Math.log10(range[1])] : [range[0], range[1]];
  }
  const [low, high] = [smallest(finite), largest(finite)];
  const reach = Math.max(-low, high);
  return scale === 'diverging' ? [-reach, reach] : [low, high];
}

function checkRange(range: readonly [number, number], isLog: boolean): void {
  const remedy = `give [low, high], finite numbers${isLog ? ' above 0' : ''}, the lower one first`;
  if (!Array.isArray(range) || range.length !== 2) throw new TypeError(`\`range\` is ${inWords(range)}; ${remedy}`);
  const [low, high] = range as readonly unknown[];
  const fits = Number.isFinite(low) && Number.isFinite(high) && (low as number) <= (high as number);
  if (fits && !(isLog && (low as number) <= 0)) return;
  throw new RangeError(`\`range\` is [${inWords(low)}, ${inWords(high)}]; ${remedy}`);
}

/** The ticks of the colour bar; where values lie beyond an end of it, the label there says so. */
function colourTicks(values: readonly number[], [low, high]: readonly [number, number], isLog: boolean): PlotlyObject {
  const isCut = { below: smallest(values) < low, above: largest(values) > high };
  if (!isLog && !isCut.below && !isCut.above) return { exponentformat: 'power' };
  const { values: usual, labels } = isLog ? logTicks(10 ** low, 10 ** high) : evenTicks(low, high);
  const ticks = usual.map((value, k) => ({ at: isLog ? Math.log10(value) : value, label: labels[k] }));
  // A label needs some height of its own.
  const room = 0.05 * (high - low);
  const text = (at: number) => numeral(Number((isLog ? 10 ** at : at).toPrecision(3)));
  const shown = [
    ...(isCut.below ? [{ at: low, label: `≤ ${text(low)}` }] : []),
    ...ticks.filter(({ at }) => (!isCut.below || at > low + room) && (!isCut.above || at < high - room)),
    ...(isCut.above ? [{ at: high, label: `≥ ${text(high)}` }] : []),
  ];
  return { tickvals: shown.map(({ at }) => at), ticktext: shown.map(({ label }) => label) };
}

/** From the outer edge of the first cell to that of the last; without this range, marks would widen the axis. */
function edges(positions: ArrayLike<number> | undefined, count: number): [number, number] {
  const at = (k: number) => positions?.[k] ?? k;
  const half = (a: number, b: number) => (count === 1 ? 0.5 : Math.abs(at(b) - at(a)) / 2);
  const [first, last] = [at(0) - half(0, 1), at(count - 1) + half(count - 2, count - 1)];
  return [first, last];
}
