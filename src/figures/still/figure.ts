import { type Figure, listOf, type PlotlyObject } from '../figure.js';
import { legendRows } from '../legend-rows.js';
import { type Box, grid, horizontalAxis, titleOf, verticalAxis } from './axes.js';
import { cellEdges, colourBar, heatmapSvg } from './cells.js';
import { legendEntry, panelEntries } from './legend.js';
import { rangeOf, scaleOf } from './scale.js';
import { attribute, short, svgText } from './text.js';
import { column, pointsOf, scatterSvg } from './traces.js';

/** A pair of axes and their traces. */
interface Panel {
  readonly x: PlotlyObject;
  readonly y: PlotlyObject;
  /** The names of the axes, or of those whose ranges they share. */
  readonly rangeOf: { readonly x: string; readonly y: string };
  readonly traces: readonly PlotlyObject[];
}

/**
 * A figure as a still picture, for places where scripts do not run: an SVG without fonts, drawn immediately without a
 * browser. `undefined` if the figure has traces other than scatter and heat map or is otherwise unlike those of this
 * package, or if d3-scale is not installed. For a paper use `exportFigure`, which draws everything that Plotly can.
 */
export function figureSvg(figure: Figure): string | undefined {
  if (!figure.data.every(({ type = 'scatter' }) => type === 'scatter' || type === 'heatmap')) return undefined;
  try {
    return svgOf(figure);
  } catch {
    // A figure made elsewhere may contain anything; it can be shown without the still picture, which is an extra.
    return undefined;
  }
}

function svgOf({ data, layout }: Figure): string {
  const size = (object: unknown, name: string, usual: number) => {
    const value = (object as PlotlyObject | null | undefined)?.[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : usual;
  };
  const [width, height] = [size(layout, 'width', 700), size(layout, 'height', 450)];
  const { margin } = layout;
  const [l, r, t, b] = [size(margin, 'l', 80), size(margin, 'r', 80), size(margin, 't', 100), size(margin, 'b', 80)];
  const box = { left: l, top: t, right: width - r, bottom: height - b };
  const panels = panelsOf(data, layout);
  const entries = legendRows(data, layout, width);
  const foot = box.bottom + 58;
  const whole = Math.max(height, entries.length === 0 ? 0 : foot + 18 * entries.length);
  const font = attribute((layout.font as { family?: string } | undefined)?.family ?? 'sans-serif');
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" font-family="${font}">`,
    `<rect width="${width}" height="${whole}" fill="${attribute(layout.paper_bgcolor ?? '#fff')}"/>`,
    ...panels.map((panel) => panelSvg(panel, panels, box, attribute(layout.plot_bgcolor ?? '#fff'))),
    ...(listOf(layout.annotations) as readonly PlotlyObject[]).map((note) => annotation(note, box)),
    titleSvg(layout, width),
    ...entries.flatMap((row, k) => row.map((entry) => legendEntry(entry.trace, entry.x, foot + 18 * k))),
    ...panelEntries(data, layout, box).map(({ trace, x, y }) => legendEntry(trace, x, y)),
    '</svg>',
  ];
  return parts.join('\n');
}

function panelsOf(data: readonly PlotlyObject[], layout: PlotlyObject): Panel[] {
  const names = [...new Set(data.map(({ xaxis = 'x', yaxis = 'y' }) => `${String(xaxis)} ${String(yaxis)}`))];
  return names.map((name) => {
    const [x, y] = name.split(' ') as [string, string];
    const axis = (letter: string) => (layout[letter.replace(/^([xy])/, '$1axis')] ?? {}) as PlotlyObject;
    const traces = data.filter((trace) => (trace.xaxis ?? 'x') === x && (trace.yaxis ?? 'y') === y);
    const rangeOf = { x: String(axis(x).matches ?? x), y: String(axis(y).matches ?? y) };
    return { x: axis(x), y: axis(y), rangeOf, traces };
  });
}

function panelSvg(panel: Panel, panels: readonly Panel[], box: Box, background: string): string {
  const { x, y, traces } = panel;
  const hasMarkers = traces.some(({ type, mode }) => type !== 'heatmap' && String(mode ?? '').includes('markers'));
  const isMap = traces.some(({ type }) => type === 'heatmap');
  const values = (letter: 'x' | 'y') =>
    panels
      .filter(({ rangeOf }) => rangeOf[letter] === panel.rangeOf[letter])
      .flatMap((one) => extent(one.traces, letter));
  const [across, up] = [values('x'), values('y')];
  const xRange = rangeOf(across, x, isMap ? 0 : hasMarkers ? 0.04 : 0);
  const yRange = rangeOf(up, y, isMap ? 0 : 0.06);
  const place = squared(inDomain(box, x, y), y.scaleanchor !== undefined, xRange, yRange);
  const scaleX = scaleOf(x, xRange, place.left, place.right);
  const scaleY = scaleOf(y, yRange, place.bottom, place.top);
  const view = [place.left, place.top, place.right - place.left, place.bottom - place.top].map(short).join(' ');
  const [left, top, width, height] = view.split(' ');
  const frame = `x="${left}" y="${top}" width="${width}" height="${height}"`;
  const parts = traces.map((trace, k) =>
    trace.type === 'heatmap' ? heatmapSvg(trace, scaleX, scaleY) : scatterSvg(trace, traces[k - 1], scaleX, scaleY),
  );
  return [
    x.visible === false ? '' : `<rect ${frame} fill="${background}"/>`,
    x.visible === false || x.showgrid === false ? '' : grid(scaleX, scaleY, place),
    // An SVG within the SVG is clipped at its frame.
    `<svg ${frame} viewBox="${view}">${parts.join('')}</svg>`,
    x.visible === false ? '' : `<rect ${frame} fill="none" stroke="#444"/>`,
    x.visible === false ? '' : horizontalAxis(x, scaleX, place),
    y.visible === false ? '' : verticalAxis(y, scaleY, place),
    ...traces
      .filter(({ type, showscale }) => type === 'heatmap' && showscale !== false)
      .map((trace) => colourBar(trace, inDomain(box, x, y))),
  ].join('');
}

/** All values that an axis must show. */
function extent(traces: readonly PlotlyObject[], letter: 'x' | 'y'): number[] {
  return traces.flatMap((trace) => {
    if (trace.type === 'heatmap') {
      const rows = column(trace, 'z');
      const count = letter === 'y' ? rows.length : listOf(rows[0]).length;
      return cellEdges(trace[letter] === undefined ? undefined : column(trace, letter), count);
    }
    const bars = trace[`error_${letter}`] as { array?: ArrayLike<number> } | undefined;
    const values = pointsOf(trace)[letter].map((value) => (value === null ? Number.NaN : Number(value)));
    if (bars?.array === undefined) return values;
    const { array, arrayminus = array } = bars as { array: ArrayLike<number>; arrayminus?: ArrayLike<number> };
    return [
      ...values,
      ...values.map((value, k) => value + array[k]!),
      ...values.map((value, k) => value - arrayminus[k]!),
    ];
  });
}

function inDomain({ left, top, right, bottom }: Box, x: PlotlyObject, y: PlotlyObject): Box {
  const [start, end] = (x.domain ?? [0, 1]) as [number, number];
  const [low, high] = (y.domain ?? [0, 1]) as [number, number];
  return {
    left: left + start * (right - left),
    right: left + end * (right - left),
    top: bottom - high * (bottom - top),
    bottom: bottom - low * (bottom - top),
  };
}

/** The largest part of a box, about its centre, in which a unit of x is as long as one of y. */
function squared(box: Box, isSquare: boolean, x: readonly [number, number], y: readonly [number, number]): Box {
  if (!isSquare) return box;
  const [unitsAcross, unitsUp] = [Math.abs(x[1] - x[0]), Math.abs(y[1] - y[0])];
  const unit = Math.min((box.right - box.left) / unitsAcross, (box.bottom - box.top) / unitsUp);
  const [middle, centre] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [width, height] = [unit * unitsAcross, unit * unitsUp];
  return { left: middle - width / 2, right: middle + width / 2, top: centre - height / 2, bottom: centre + height / 2 };
}

/** A note at a position in the frame; other notes belong to what is not drawn here. */
function annotation(note: PlotlyObject, { left, top, right, bottom }: Box): string {
  if (note.xref !== 'paper' || note.yref !== 'paper') return '';
  const anchor = note.xanchor === 'center' ? 'middle' : note.xanchor === 'right' ? 'end' : 'start';
  const { size = 12 } = (note.font ?? {}) as { size?: number };
  const y =
    bottom -
    Number(note.y) * (bottom - top) +
    (note.yanchor === 'top' ? size : note.yanchor === 'middle' ? size / 3 : -4);
  return svgText(String(note.text ?? ''), left + Number(note.x) * (right - left), y, { anchor, size });
}

function titleSvg({ title }: PlotlyObject, width: number): string {
  const text = titleOf({ title });
  const { subtitle } = (title ?? {}) as { subtitle?: { text?: string; font?: { color?: string } } };
  const lines = text === '' ? 0 : text.split('<br>').length;
  const colour = subtitle?.font?.color ?? '#222';
  return (
    svgText(text, width / 2, 30, { anchor: 'middle', size: 15 }) +
    svgText(String(subtitle?.text ?? ''), width / 2, 30 + 20 * lines, { anchor: 'middle', size: 11, colour })
  );
}
