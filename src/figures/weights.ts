import {
  checkCount,
  checkList,
  checkNumbers,
  checkOptions,
  checkPositive,
  checkText,
  type NameOf,
  requireOptions,
} from '../base/check.js';
import { formatted } from '../base/escape.js';
import { type PictureShape, shapeOf } from '../dataset/pictures/shape.js';
import { checkObject, checkTexts } from './check-arguments.js';
import { type Figure, largest, layout, type PlotlyObject, wrap } from './figure.js';
import { DIVERGING } from './heat-map.js';
import { NARROW, withNarrow } from './narrow.js';
import { nameText } from './typeset.js';

/** A number for each input of a network, such as a mean weight. */
export interface WeightPicture {
  /** Shown above the picture. */
  readonly name: string;
  /** N numbers, in the order of the inputs. */
  readonly weights: ArrayLike<number>;
}

const WEIGHT_PICTURE = ['name', 'weights'] as const satisfies readonly NameOf<WeightPicture>[];

export interface PlotWeightsOptions {
  /** What the colours show. Default 'weight'. */
  readonly value?: string;
  /** The largest size with a colour of its own, the same for all pictures. Default: the largest of all weights. */
  readonly highest?: number;
  /** The number of pictures in a row. Default 3. */
  readonly columns?: number;
  /** The number of rows and columns of pixels. Default: a square of all inputs. */
  readonly shape?: PictureShape;
  /** The text above the figure. Default: none. */
  readonly title?: string;
  /** The text below the title. Default: none. */
  readonly caption?: string;
}

/**
 * Plots weights as pictures on the pixels to which they belong, red where positive and blue where negative, all on one
 * scale: for example the mean of many configurations (`meanWeights`).
 *
 * @example
 * ```ts
 * import { mnistPair, perceptron, plotWeights, sbpi, show } from 'weightspace';
 *
 * const data = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 20, seed: 'digits' });
 * const { weights } = await sbpi(perceptron(data.inputs), data, { seed: 'search' });
 * show(plotWeights([{ name: 'a solution', weights }]));
 * ```
 * @throws TypeError if `items` is not a list of { name, weights }, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no picture, the shape does not match the number of weights, a weight is not finite, or
 * `columns` or `highest` is out of range.
 */
export function plotWeights(items: readonly WeightPicture[], options: PlotWeightsOptions = {}): Figure {
  checkOptions('plotWeights', options, ['value', 'highest', 'columns', 'shape', 'title', 'caption']);
  const { value = 'weight', highest, columns = 3, shape, title = '', caption = '' } = options;
  checkCount('columns', columns, 'a row holds at least 1 picture');
  if (highest !== undefined) checkPositive('highest', highest);
  checkTexts({ value, title, caption });
  checkList('items', items, '{ name, weights }');
  const shown = Array.from(items, (item) => ({ name: item?.name, rows: rowsOf(item, shape) }));
  if (shown.length === 0) throw new RangeError('there are no weights to plot; give at least one { name, weights }');
  const limit = highest ?? (largest(shown.flatMap(({ rows }) => rows.flat()).map(Math.abs)) || 1);
  const traces = shown.map(({ name, rows }, k) => {
    const suffix = k === 0 ? '' : String(k + 1);
    return {
      type: 'heatmap',
      name: nameText(name),
      z: rows,
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      zmin: -limit,
      zmax: limit,
      colorscale: DIVERGING,
      showscale: k === 0,
      hovertemplate: 'row %{y}, column %{x}: %{z:.3f}<extra></extra>',
      ...(k === 0 ? { colorbar: { title: { text: formatted(value), side: 'right' }, outlinewidth: 0 } } : {}),
    };
  });
  const names = shown.map(({ name }) => nameText(name));
  const wide = layout({ title, caption, ...gridOf(names, Math.min(columns, shown.length), 720) });
  const narrow = gridOf(names, Math.min(columns, shown.length), NARROW.width);
  return withNarrow({ data: traces, layout: wide }, { layout: { ...wide, ...narrow } });
}

const MARGIN = { l: 15, r: 95, b: 15, t: 48 } as const;

/** The room in pixels for a line of a name, and for the width of a letter of it. */
const LETTER = { height: 17, width: 6.6 };

/** The axes of pictures in rows at a width in pixels, their names above them. */
function gridOf(names: readonly string[], across: number, width: number): PlotlyObject {
  const down = Math.ceil(names.length / across);
  const side = (width - MARGIN.l - MARGIN.r) / across;
  const heads = names.map((name) => wrap(name, Math.floor((0.96 * side) / LETTER.width)));
  const head = LETTER.height * Math.max(...heads.map(({ length }) => length)) + 8;
  const row = head + side;
  const grid = heads.map((head, k) => {
    const suffix = k === 0 ? '' : String(k + 1);
    const [left, top] = [(k % across) / across, 1 - (Math.floor(k / across) * row + (row - side)) / (down * row)];
    const gap = 0.04 / across;
    const hidden = { visible: false, fixedrange: true };
    const x = { ...hidden, domain: [left + gap, left + 1 / across - gap], anchor: `y${suffix}` };
    const y = {
      ...hidden,
      domain: [Math.max(0, top - (0.94 * side) / (down * row)), top],
      anchor: `x${suffix}`,
      autorange: 'reversed',
      scaleanchor: `x${suffix}`,
    };
    const note = {
      text: head.join('<br>'),
      xref: 'paper',
      yref: 'paper',
      x: left + 0.5 / across,
      y: top,
      xanchor: 'center',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 13 },
    };
    return { axes: { [`xaxis${suffix}`]: x, [`yaxis${suffix}`]: y }, note };
  });
  return {
    ...Object.assign({}, ...grid.map(({ axes }) => axes)),
    annotations: grid.map(({ note }) => note),
    width,
    height: Math.round(MARGIN.t + MARGIN.b + down * row),
    margin: MARGIN,
  };
}

function rowsOf(item: WeightPicture, shape: PictureShape | undefined): number[][] {
  checkObject('an item', item, 'give { name, weights }');
  requireOptions('an item', item, WEIGHT_PICTURE);
  checkText('name', item.name);
  checkNumbers('weights', item.weights);
  const weights = Array.from(item.weights);
  const [height, width] = shapeOf(weights.length, 'shape', shape);
  return Array.from({ length: height }, (_, row) => weights.slice(row * width, (row + 1) * width));
}
