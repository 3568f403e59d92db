import { type PlotlyObject, textWidth } from './figure.js';

/** A trace in the legend and its position. */
export interface Entry {
  readonly trace: PlotlyObject;
  readonly x: number;
}

/** The entries of the legend, in centred rows; none for a single trace unless the layout requests it. */
export function legendRows(data: readonly PlotlyObject[], layout: PlotlyObject, width: number): Entry[][] {
  const traces = data.filter(
    ({ type, showlegend, legend }) => type !== 'heatmap' && showlegend !== false && legend === undefined,
  );
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
