import { type Figure, listOf, type PlotlyObject } from '../figure.js';
import { colourScale } from './colour.js';
import { evenTicks, numeral, rangeOf, type Scale, scaleOf } from './scale.js';
import { short, svgText, textWidth } from './text.js';
import {
  attribute,
  cellEdges,
  column,
  heatmapSvg,
  type MarkerStyle,
  markerSvg,
  pointsOf,
  scatterSvg,
  shadesOf,
} from './traces.js';

/** The frame of a figure's axes, in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A pair of axes, and the traces that they show. */
interface Panel {
  readonly x: PlotlyObject;
  readonly y: PlotlyObject;
  readonly traces: readonly PlotlyObject[];
}

/**
 * A figure as a still picture, for places that run no script: an SVG without fonts, drawn here and now without a browser.
 * `undefined` where the figure has traces other than scatter and heat map, or is in another way unlike those of this package,
 * and where d3's scales are not installed.
 * (For a paper `exportFigure` draws all that Plotly can.)
 */
export function figureSvg(figure: Figure): string | undefined {
  if (!figure.data.every(({ type = 'scatter' }) => type === 'scatter' || type === 'heatmap')) return undefined;
  try {
    return drawn(figure);
  } catch {
    // A figure of somebody else's may hold anything; the still picture is an extra, without which it can still be shown.
    return undefined;
  }
}

function drawn({ data, layout }: Figure): string {
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
    ...panels.map((panel) => panelSvg(panel, box, attribute(layout.plot_bgcolor ?? '#fff'))),
    ...data
      .filter(({ type, showscale }) => type === 'heatmap' && showscale !== false)
      .map((trace) => colourBar(trace, box)),
    ...(listOf(layout.annotations) as readonly PlotlyObject[]).map((note) => annotation(note, box)),
    titleSvg(layout, width),
    ...entries.flatMap((row, k) => row.map((entry) => legendEntry(entry.trace, entry.x, foot + 18 * k))),
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
    return { x: axis(x), y: axis(y), traces };
  });
}

function panelSvg({ x, y, traces }: Panel, box: Box, background: string): string {
  const hasMarkers = traces.some(({ type, mode }) => type !== 'heatmap' && String(mode ?? '').includes('markers'));
  const isMap = traces.some(({ type }) => type === 'heatmap');
  const [across, up] = [extent(traces, 'x'), extent(traces, 'y')];
  const xRange = rangeOf(across, x, isMap ? 0 : hasMarkers ? 0.04 : 0);
  const yRange = rangeOf(up, y, isMap ? 0 : 0.06);
  const place = squared(inDomain(box, x, y), y.scaleanchor !== undefined, xRange, yRange);
  const scaleX = scaleOf(x, xRange, place.left, place.right);
  const scaleY = scaleOf(y, yRange, place.bottom, place.top);
  const view = [place.left, place.top, place.right - place.left, place.bottom - place.top].map(short).join(' ');
  const [left, top, width, height] = view.split(' ');
  const frame = `x="${left}" y="${top}" width="${width}" height="${height}"`;
  const drawn = traces.map((trace, k) =>
    trace.type === 'heatmap' ? heatmapSvg(trace, scaleX, scaleY) : scatterSvg(trace, traces[k - 1], scaleX, scaleY),
  );
  return [
    x.visible === false ? '' : `<rect ${frame} fill="${background}"/>`,
    x.visible === false || x.showgrid === false ? '' : grid(scaleX, scaleY, place),
    // An SVG within the SVG is cut off at its frame.
    `<svg ${frame} viewBox="${view}">${drawn.join('')}</svg>`,
    x.visible === false ? '' : `<rect ${frame} fill="none" stroke="#444"/>`,
    x.visible === false ? '' : horizontalAxis(x, scaleX, place),
    y.visible === false ? '' : verticalAxis(y, scaleY, place),
  ].join('');
}

/** All that an axis is to show. */
function extent(traces: readonly PlotlyObject[], letter: 'x' | 'y'): number[] {
  return traces.flatMap((trace) => {
    if (trace.type === 'heatmap') {
      const rows = column(trace, 'z');
      const count = letter === 'y' ? rows.length : listOf(rows[0]).length;
      return cellEdges(trace[letter] === undefined ? undefined : column(trace, letter), count);
    }
    const bars = trace.error_y as { array?: ArrayLike<number> } | undefined;
    const values = pointsOf(trace)[letter].map((value) => (value === null ? Number.NaN : Number(value)));
    if (letter === 'x' || bars?.array === undefined) return values;
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

/** The largest part of a box, about its middle, in which a unit of x is as long as one of y. */
function squared(box: Box, isSquare: boolean, x: readonly [number, number], y: readonly [number, number]): Box {
  if (!isSquare) return box;
  const [unitsAcross, unitsUp] = [Math.abs(x[1] - x[0]), Math.abs(y[1] - y[0])];
  const unit = Math.min((box.right - box.left) / unitsAcross, (box.bottom - box.top) / unitsUp);
  const [middle, centre] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [width, height] = [unit * unitsAcross, unit * unitsUp];
  return { left: middle - width / 2, right: middle + width / 2, top: centre - height / 2, bottom: centre + height / 2 };
}

function grid(x: Scale, y: Scale, { left, right, top, bottom }: Box): string {
  const lines = [
    ...x.ticks.map(({ at }) => `M${short(at)} ${short(top)}V${short(bottom)}`),
    ...y.ticks.map(({ at }) => `M${short(left)} ${short(at)}H${short(right)}`),
  ];
  return `<path d="${lines.join('')}" stroke="#ececec" fill="none"/>`;
}

function horizontalAxis(axis: PlotlyObject, { ticks }: Scale, { left, right, bottom }: Box): string {
  const marks = ticks.map(({ at }) => `M${short(at)} ${short(bottom)}v5`).join('');
  return [
    `<path d="${marks}" stroke="#444" fill="none"/>`,
    ...ticks.map(({ at, label }) => svgText(label, at, bottom + 19, { anchor: 'middle' })),
    svgText(titleOf(axis), (left + right) / 2, bottom + 40, { anchor: 'middle', size: 14 }),
  ].join('');
}

function verticalAxis(axis: PlotlyObject, { ticks }: Scale, { left, top, bottom }: Box): string {
  const marks = ticks.map(({ at }) => `M${short(left)} ${short(at)}h-5`).join('');
  const widest = Math.max(0, ...ticks.map(({ label }) => textWidth(label)));
  return [
    `<path d="${marks}" stroke="#444" fill="none"/>`,
    ...ticks.map(({ at, label }) => svgText(label, left - 8, at + 4.5, { anchor: 'end' })),
    svgText(titleOf(axis), Math.max(14, left - widest - 18), (top + bottom) / 2, {
      anchor: 'middle',
      size: 14,
      turned: -90,
    }),
  ].join('');
}

/** The scale of colours beside a heat map. */
function colourBar(trace: PlotlyObject, { top, bottom, right }: Box): string {
  const bar = (trace.colorbar ?? {}) as PlotlyObject;
  const [low, high] = shadesOf(trace);
  const colour = colourScale(trace.colorscale);
  const [left, steps, height] = [right + 12, 64, bottom - top];
  const shades = Array.from({ length: steps }, (_, k) => {
    const at = bottom - ((k + 1) * height) / steps;
    return `<rect x="${left}" y="${short(at)}" width="16" height="${short(height / steps + 0.5)}" fill="${attribute(colour(k / (steps - 1)))}"/>`;
  });
  const values = (bar.tickvals as readonly number[] | undefined) ?? evenTicks(low, high);
  const labels = (bar.ticktext as readonly string[] | undefined) ?? values.map(numeral);
  const ticks = values.map((value, k) => ({ at: bottom - ((value - low) / (high - low)) * height, label: labels[k]! }));
  const shown = ticks.filter(({ at }) => at >= top - 0.5 && at <= bottom + 0.5);
  return [
    ...shades,
    ...shown.map(({ at, label }) => svgText(label, left + 20, at + 4, { size: 11 })),
    svgText(titleOf(bar), left + 66, (top + bottom) / 2, { anchor: 'middle', size: 12, turned: 90 }),
  ].join('');
}

/** A note that stands at a place of the frame; others belong to what is not drawn here. */
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

interface Entry {
  readonly trace: PlotlyObject;
  readonly x: number;
}

/** The entries of the legend, in centred rows; none for a single trace, unless it is asked for. */
function legendRows(data: readonly PlotlyObject[], layout: PlotlyObject, width: number): Entry[][] {
  const traces = data.filter(({ type, showlegend }) => type !== 'heatmap' && showlegend !== false);
  if (layout.showlegend === false || (layout.showlegend !== true && traces.length < 2)) return [];
  const rows: { traces: PlotlyObject[]; length: number }[] = [];
  for (const trace of traces) {
    const length = lengthOf(trace);
    const row = rows.at(-1);
    if (row === undefined || row.length + length > width - 20) rows.push({ traces: [trace], length });
    else {
      row.traces.push(trace);
      row.length += length;
    }
  }
  return rows.map((row) => {
    let x = (width - row.length) / 2;
    return row.traces.map((trace) => {
      const entry = { trace, x };
      x += lengthOf(trace);
      return entry;
    });
  });
}

function lengthOf({ name }: PlotlyObject): number {
  return 52 + textWidth(String(name ?? ''));
}

function legendEntry(trace: PlotlyObject, x: number, y: number): string {
  const flat = (from: number, to: number): Scale => ({
    at: (value) => from + Number(value) * (to - from),
    from,
    to,
    ticks: [],
  });
  const { marker, line, mode } = trace as { marker?: MarkerStyle; line?: { color?: string }; mode?: string };
  const sample = { mode: 'lines', line: trace.line ?? {}, x: [0, 1], y: [0, 0] };
  return [
    String(mode ?? 'lines').includes('lines') ? scatterSvg(sample, undefined, flat(x, x + 30), flat(y - 4, y - 4)) : '',
    String(mode ?? '').includes('markers') ? markerSvg(x + 15, y - 4, marker ?? {}, line?.color ?? '#444') : '',
    svgText(String(trace.name ?? ''), x + 36, y),
  ].join('');
}

function titleOf({ title }: PlotlyObject): string {
  return String((typeof title === 'string' ? title : (title as { text?: unknown } | null | undefined)?.text) ?? '');
}
