import { checkCount, checkOptions } from '../base/check.js';
import { literal } from '../base/escape.js';
import type { Dataset } from '../dataset/dataset.js';
import { pictures } from '../dataset/pictures/pictures.js';
import { checkShape } from '../dataset/pictures/shape.js';
import { checkShownData, checkTexts } from './check-arguments.js';
import { type Figure, layout, type PlotlyObject } from './figure.js';
import { nameText } from './typeset.js';

export interface PlotPicturesOptions {
  /** The number of patterns to show, from the first. Default 12. */
  readonly count?: number;
  /** The number of pictures in a row. Default 6. */
  readonly columns?: number;
  /** The number of rows and columns of pixels. Default: a square of all inputs. */
  readonly shape?: readonly [height: number, width: number];
  /** The text above the figure. Default: where the data came from. */
  readonly title?: string;
}

/**
 * Plots the first patterns of a data set as pictures, each with its label.
 *
 * @example
 * ```ts
 * import { mnistPair, plotPictures, show } from 'weightspace';
 *
 * const data = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 10, seed: 'digits' });
 * show(plotPictures(data, { columns: 5 }));
 * ```
 * @throws TypeError if `data` is not a data set, or if an option is unknown or of the wrong type.
 * @throws RangeError if the shape does not match the number of inputs, or if `count` or `columns` is not a whole number
 * of at least 1.
 */
export function plotPictures(data: Dataset, options: PlotPicturesOptions = {}): Figure {
  checkOptions('plotPictures', options, ['count', 'columns', 'shape', 'title']);
  checkShownData(data);
  const { count = 12, columns = 6, shape, title } = options;
  checkCount('count', count, 'give a whole number of pictures, at least 1');
  checkCount('columns', columns, 'a row holds at least 1 picture');
  checkTexts({ title });
  if (shape !== undefined) checkShape('shape', shape);
  const shown = pictures(data, shape).slice(0, count);
  const rows = Math.ceil(shown.length / columns);
  const axes: { [name: string]: PlotlyObject } = {};
  const annotations: PlotlyObject[] = [];
  const traces = shown.map((picture, k) => {
    const [column, row] = [k % columns, Math.floor(k / columns)];
    const suffix = k === 0 ? '' : String(k + 1);
    const left = column / columns;
    const top = 1 - row / rows;
    const hidden = { visible: false, fixedrange: true };
    const gap = 0.06 / columns;
    axes[`xaxis${suffix}`] = { ...hidden, domain: [left + gap, left + 1 / columns - gap], anchor: `y${suffix}` };
    axes[`yaxis${suffix}`] = {
      ...hidden,
      domain: [top - 0.96 / rows, top - 0.14 / rows],
      anchor: `x${suffix}`,
      autorange: 'reversed',
      scaleanchor: `x${suffix}`,
    };
    annotations.push({
      text: nameText(
        data.classes === undefined ? (data.labels[k] === 1 ? 'σ = +1' : 'σ = −1') : `class ${data.labels[k]}`,
      ),
      xref: 'paper',
      yref: 'paper',
      x: left + 0.5 / columns,
      y: top - 0.14 / rows,
      xanchor: 'center',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 12 },
    });
    return {
      type: 'heatmap',
      z: picture,
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      colorscale: 'Greys',
      showscale: false,
      hoverinfo: 'skip',
    };
  });
  return {
    data: traces,
    layout: layout({
      title: title ?? literal(data.provenance.source),
      caption: literal(data.provenance.notice ?? ''),
      ...axes,
      annotations,
      height: 70 + rows * 125,
      margin: { l: 15, r: 15, b: 10 },
    }),
  };
}
