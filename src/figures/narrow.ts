import { type Figure, listOf, type PlotlyObject } from './figure.js';

/** What differs in a figure that is drawn for one column of a journal or for a phone. */
export interface Narrow {
  /** Instead of the same properties of the layout. */
  readonly layout: PlotlyObject;
  /** The colour bars of the traces, or null for a trace without one. Default: as in the wide figure. */
  readonly colorbars?: readonly unknown[];
  /** Instead of the same properties of its slider. */
  readonly slider?: PlotlyObject;
}

/** The width of the narrow layout, and that below which it is used, in pixels. */
export const NARROW = { width: 420, below: 500 } as const;

/** A figure that carries its narrow layout with it, where Plotly does not look. */
export function withNarrow({ data, layout }: Figure, narrow: Narrow): Figure {
  return { data, layout: { ...layout, meta: { ...(layout.meta as PlotlyObject | undefined), narrow } } };
}

/** The figure as it is to be drawn at a width in pixels: narrow ones may have their panels below each other. */
export function atWidth(figure: Figure, width: number): Figure {
  const { meta, ...wide } = figure.layout;
  const { narrow, ...rest } = Object(meta) as { readonly narrow?: Narrow };
  if (width >= NARROW.below || Object(narrow?.layout) !== narrow?.layout || narrow === undefined) return figure;
  const bars = listOf(narrow.colorbars);
  const sliders = (listOf(wide.sliders) as PlotlyObject[]).map((slider) => ({ ...slider, ...narrow.slider }));
  return {
    data: bars.some((bar) => Object(bar) === bar)
      ? figure.data.map((trace, k) => (Object(bars[k]) === bars[k] ? { ...trace, colorbar: bars[k] } : trace))
      : figure.data,
    layout: { ...wide, ...narrow.layout, meta: rest, ...(sliders.length === 0 ? {} : { sliders }) },
  };
}
