import type { PlotlyObject } from '../figure.js';
import type { Entry } from '../legend-rows.js';
import type { Box } from './axes.js';
import { type MarkerStyle, markerSvg } from './markers.js';
import type { Scale } from './scale.js';
import { svgText } from './text.js';
import { scatterSvg } from './traces.js';

/** The entries of the legends of single panels, one below the other. */
export function panelEntries(data: readonly PlotlyObject[], layout: PlotlyObject, box: Box): (Entry & { y: number })[] {
  const traces = data.filter(({ legend, showlegend }) => legend !== undefined && showlegend !== false);
  return traces.map((trace, k) => {
    const { x = 0, y = 0 } = (layout[String(trace.legend)] ?? {}) as { x?: number; y?: number };
    const above = traces.slice(0, k).filter(({ legend }) => legend === trace.legend).length;
    return {
      trace,
      x: box.left + x * (box.right - box.left) + 8,
      y: box.bottom - y * (box.bottom - box.top) + 18 + 18 * above,
    };
  });
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
