import type { PlotlyObject } from '../figure.js';
import { type MarkerStyle, markerSvg } from './markers.js';
import type { Scale } from './scale.js';
import { svgText, textWidth } from './text.js';
import { scatterSvg } from './traces.js';

/** A trace in the legend and its position. */
export interface Entry {
  readonly trace: PlotlyObject;
  readonly x: number;
}

/** The entries of the legend, in centred rows; none for a single trace unless the layout requests it. */
export function legendRows(data: readonly PlotlyObject[], layout: PlotlyObject, width: number): Entry[][] {
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

/** A sample of a trace's line and marker, and its name. */
export function legendEntry(trace: PlotlyObject, x: number, y: number): string {
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
