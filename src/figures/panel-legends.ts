import { type Figure, type PlotlyObject, textOf } from './figure.js';
import type { Place } from './panel-axes.js';

/** The legends of a figure of panels. */
export interface PanelLegends {
  /** True for one legend below all panels. */
  readonly isCommon: boolean;
  /** The names in each panel's own legend; none if it is common. */
  readonly ofPanel: readonly (readonly string[])[];
  /** What a trace needs in order to be in its legend. */
  ofTrace(panel: number, index: number): PlotlyObject;
  /** What the layout needs. */
  layout(places: readonly Place[], width: number, height: number, below: number): PlotlyObject;
}

/** One legend for all panels, if each look has one name; otherwise one for each panel. */
export function panelLegends(figures: readonly Figure[]): PanelLegends {
  const entries = figures.map(({ data, layout }) => {
    const named = [...data.entries()].filter(([, { type, showlegend }]) => type !== 'heatmap' && showlegend !== false);
    // Plotly shows no legend of a single curve.
    const isHidden = layout.showlegend === false || (layout.showlegend !== true && named.length < 2);
    return { named: new Map(named), isHidden };
  });
  const shown = entries.flatMap(({ named, isHidden }) => (isHidden ? [] : [...named.values()]));
  const names = new Map<string, Set<string>>();
  for (const trace of shown) {
    const key = lookOf(trace);
    names.set(key, (names.get(key) ?? new Set()).add(textOf(trace.name)));
  }
  const isCommon = [...names.values()].every(({ size }) => size === 1);
  const firsts = new Map<string, string>();
  for (const [panel, { named, isHidden }] of entries.entries()) {
    for (const [index, trace] of isHidden ? [] : named) {
      const key = `${textOf(trace.name)} ${lookOf(trace)}`;
      if (!firsts.has(key)) firsts.set(key, `${panel} ${index}`);
    }
  }
  const isFirst = new Set(firsts.values());
  return {
    isCommon,
    ofPanel: entries.map(({ named, isHidden }) =>
      isCommon || isHidden ? [] : [...named.values()].map(({ name }) => textOf(name)),
    ),
    ofTrace(panel, index) {
      const { named, isHidden } = entries[panel]!;
      if (!named.has(index)) return {};
      if (isHidden || (isCommon && !isFirst.has(`${panel} ${index}`))) return { showlegend: false };
      return isCommon ? {} : { legend: legendName(panel) };
    },
    layout(places, width, height, below) {
      if (isCommon) return {};
      const style = { orientation: 'v', xanchor: 'left', yanchor: 'top', itemwidth: 40, tracegroupgap: 0 };
      return Object.fromEntries(
        places.map(({ x, y }, panel) => [
          legendName(panel),
          { ...style, x: x[0] - 8 / width, y: y[0] - (below - 6) / height },
        ]),
      );
    },
  };
}

function legendName(panel: number): string {
  return panel === 0 ? 'legend' : `legend${panel + 1}`;
}

/** The colour, dashes and shape of a curve. */
function lookOf({ line, marker, mode }: PlotlyObject): string {
  const { color, dash } = (line ?? {}) as PlotlyObject;
  const { color: own, symbol } = (marker ?? {}) as PlotlyObject;
  return [color ?? own, dash, symbol, mode].map(textOf).join(' ');
}
