import { checkChoice, checkCount, checkList, checkOptions } from '../base/check.js';
import { checkFigure, checkTexts } from './check-arguments.js';
import { type Figure, layout, listOf, type PlotlyObject, textOf, wrap } from './figure.js';
import { NARROW, withNarrow } from './narrow.js';
import { axisName, moved, type Place, renamed, type Span, withSharedAxes } from './panel-axes.js';
import { panelLegends } from './panel-legends.js';

export interface PlotPanelsOptions {
  /** The number of panels in a row. Default 2. In one column of a journal and on a phone, panels stand below each other. */
  readonly columns?: number;
  /** The axes that all panels have in common: one range, with labels only at the left and at the foot. Default: none. */
  readonly shared?: 'x' | 'y' | 'both';
  /** The text above all panels. Each keeps its own title beside its letter. Default: none. */
  readonly title?: string;
  /** Default: the captions of the figures. */
  readonly caption?: string;
}

/** The room in pixels around a panel: for the labels of its axes, for a colour bar, and for a line of its title. */
const ROOM = { left: 72, foot: 52, bar: 96, line: 17, between: 18 };

/**
 * Several figures in one, as panels (a), (b), … in rows. Curves of the same name and look have one entry in the legend;
 * where the same colour means different things, each panel has its own legend below it.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, plotDensity, plotEntropy, plotPanels, randomPatterns, show } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * show(plotPanels([plotEntropy(dos), plotDensity(dos)]));
 * ```
 * @throws TypeError if an argument is not a figure, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no figure, more than 26, or `columns` is not a whole number of at least 1, or if axes to
 * be shared are linear in one figure and logarithmic in another.
 */
export function plotPanels(figures: readonly Figure[], options: PlotPanelsOptions = {}): Figure {
  checkOptions('plotPanels', options, ['columns', 'shared', 'title', 'caption']);
  const { columns = 2, shared, title, caption } = options;
  checkCount('columns', columns, 'a row holds at least 1 panel');
  if (shared !== undefined) checkChoice('shared', shared, ['x', 'y', 'both']);
  checkTexts({ title, caption });
  checkList('figures', figures, 'figures');
  for (const figure of figures) checkFigure(figure);
  if (figures.length === 0) throw new RangeError('there is no figure to show; give at least one');
  if (figures.length > 26)
    throw new RangeError(`there are ${figures.length} panels and 26 letters; give fewer figures`);
  const narrow = panelled(figures, { ...options, columns: 1 }, NARROW.width);
  const colorbars = narrow.data.map(({ colorbar = null }) => colorbar);
  return withNarrow(panelled(figures, options, 720), { layout: narrow.layout, colorbars });
}

/** The figure of all panels at a width in pixels. */
function panelled(figures: readonly Figure[], options: PlotPanelsOptions, pixels: number): Figure {
  const { columns = 2, shared, title = '', caption } = options;
  const across = Math.min(columns, figures.length);
  const hasBar = figures.map(({ data }) =>
    data.some(({ type, showscale }) => type === 'heatmap' && showscale !== false),
  );
  const legends = panelLegends(figures);
  const isShared = (letter: 'x' | 'y') => shared === letter || shared === 'both';

  // Pixels first, then shares of the frame, which Plotly wants.
  const bar = hasBar.some(Boolean) ? ROOM.bar : 0;
  const gap = (isShared('y') ? ROOM.between : ROOM.left) + bar;
  const margin = { l: 70, r: 25 + bar };
  const whole = pixels - margin.l - margin.r;
  const width = (whole - gap * (across - 1)) / across;
  const height = Math.min(260, Math.max(150, (across === 1 ? 0.65 : 0.85) * width));
  const heads = figures.map((figure, k) => wrap(headOf(figure, k), Math.floor(width / 6.6)));
  const rows = Array.from({ length: Math.ceil(figures.length / across) }, (_, row) => {
    const members = figures.map((_, k) => k).filter((k) => Math.floor(k / across) === row);
    const head = ROOM.line * Math.max(...members.map((k) => heads[k]!.length)) + 10;
    const isLast = members.some((k) => k + across >= figures.length);
    const labels = isShared('x') && !isLast ? 0 : ROOM.foot;
    return { head, foot: labels + 20 * Math.max(...members.map((k) => legends.ofPanel[k]!.length)) };
  });
  const total = rows.reduce((sum, { head, foot }) => sum + head + height + foot, 0);
  const places = figures.map((_, k): Place => {
    const [row, column] = [Math.floor(k / across), k % across];
    const above = rows.slice(0, row).reduce((sum, { head, foot }) => sum + head + height + foot, 0) + rows[row]!.head;
    const left = column * (width + gap);
    const share = (pixels: number) => Math.min(1, Math.max(0, pixels));
    return {
      x: [share(left / whole), share((left + width) / whole)],
      y: [share(1 - (above + height) / total), share(1 - above / total)],
    };
  });

  const offsets = offsetsOf(figures);
  const axes = figures.map((figure, k) => moved(figure.layout, offsets[k]!, places[k]!));
  const isLeft = (k: number) => k % across === 0;
  const isLow = (k: number) => k + across >= figures.length;
  const traces = figures.flatMap(({ data }, k) =>
    data.map((trace, index) => ({
      ...trace,
      xaxis: renamed(textOf(trace.xaxis) || 'x', offsets[k]!),
      yaxis: renamed(textOf(trace.yaxis) || 'y', offsets[k]!),
      ...legends.ofTrace(k, index),
      ...(trace.colorbar === undefined
        ? {}
        : { colorbar: barBeside(trace.colorbar as PlotlyObject, places[k]!, whole) }),
    })),
  );
  const entries = traces.filter((trace) => isNamed(trace)).length;
  const backgrounds = new Set(figures.map((figure) => textOf(figure.layout.plot_bgcolor)));
  const legendHeight = legends.isCommon && entries > 1 ? 36 : 0;
  const notice = caption ?? captionsOf(figures);
  const top = title === '' && notice === '' ? 14 : 48;
  return {
    data: traces,
    layout: layout({
      title,
      caption: notice,
      width: pixels,
      height: total + top + 18 + legendHeight,
      margin: { ...margin, ...(top < 48 ? { t: top } : {}), b: 18 + legendHeight },
      ...withSharedAxes(axes, { x: isShared('x') ? isLow : undefined, y: isShared('y') ? isLeft : undefined }),
      ...legends.layout(places, whole, total, ROOM.foot),
      ...(backgrounds.size === 1 ? { plot_bgcolor: [...backgrounds][0] } : {}),
      ...(legends.isCommon ? { showlegend: entries > 1 } : { showlegend: true }),
      annotations: figures.flatMap((figure, k) => [
        ...notesOf(figure, offsets[k]!, places[k]!),
        {
          // `exportFigure` without titles keeps the letter.
          name: 'panel title',
          text: heads[k]!.join('<br>'),
          xref: 'paper',
          yref: 'paper',
          x: places[k]!.x[0],
          y: places[k]!.y[1],
          xanchor: 'left',
          yanchor: 'bottom',
          align: 'left',
          showarrow: false,
          font: { size: 13 },
        },
      ]),
      meta: { panels: Object.fromEntries(figures.map((_, k) => [axisName('x', offsets[k]! + 1), letterOf(k)])) },
    }),
  };
}

/** How many axes of each letter stand before those of each figure. */
function offsetsOf(figures: readonly Figure[]): number[] {
  const counts = figures.map(({ layout }) => Object.keys(layout).filter((name) => /^xaxis\d*$/.test(name)).length);
  return counts.map((_, k) => counts.slice(0, k).reduce((sum, count) => sum + Math.max(1, count), 0));
}

function letterOf(k: number): string {
  return String.fromCharCode(97 + k);
}

function headOf({ layout }: Figure, k: number): string {
  const { title } = layout;
  const text = textOf(typeof title === 'string' ? title : (title as { text?: unknown } | undefined)?.text);
  return `<b>(${letterOf(k)})</b> ${text.replaceAll('<br>', ' ')}`.trim();
}

/** The captions, each once. They are typeset already. */
function captionsOf(figures: readonly Figure[]): string {
  const texts = figures.map(({ layout }) =>
    textOf((layout.title as { subtitle?: { text?: unknown } } | undefined)?.subtitle?.text).replaceAll('<br>', ' '),
  );
  return [...new Set(texts)].join(' ').trim();
}

function isNamed({ type, showlegend }: PlotlyObject): boolean {
  return type !== 'heatmap' && showlegend !== false;
}

function barBeside(bar: PlotlyObject, { x, y }: Place, whole: number): PlotlyObject {
  const placed = { x: x[1] + 10 / whole, xanchor: 'left', y: (y[0] + y[1]) / 2, yanchor: 'middle', len: y[1] - y[0] };
  return { ...bar, ...placed, thickness: 14, xpad: 0, ypad: 0 };
}

/** The notes of a figure, such as the labels of pictures, at their places in the panel. */
function notesOf({ layout }: Figure, offset: number, { x, y }: Place): PlotlyObject[] {
  const within = (share: unknown, [low, high]: Span) => low + Number(share) * (high - low);
  return (listOf(layout.annotations) as PlotlyObject[]).map((note) => ({
    ...note,
    ...(note.xref === 'paper' ? { x: within(note.x, x) } : { xref: renamed(textOf(note.xref) || 'x', offset) }),
    ...(note.yref === 'paper' ? { y: within(note.y, y) } : { yref: renamed(textOf(note.yref) || 'y', offset) }),
  }));
}
