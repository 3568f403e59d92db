import { type Figure, listOf, type PlotlyObject } from './figure.js';

/** The height in pixels that a figure keeps free at its foot for a slider. */
export const SLIDER_HEIGHT = 80;

/** The distance in pixels of a slider from the axes above: below their titles, and above the legend at the foot. */
export const BELOW_AXES = 66;

/** What a position of a slider changes: properties of traces, one entry for each of `traces`, and of the layout. */
export interface SliderStep {
  readonly label: string;
  readonly traces: { readonly [property: string]: readonly unknown[] };
  readonly layout: PlotlyObject;
}

/**
 * A slider at the foot of a figure that is `height` pixels high between its axes. It needs no animation frames: each
 * position contains what it changes, so it works wherever Plotly draws.
 */
export function slider(
  steps: readonly SliderStep[],
  options: { readonly active: number; readonly prefix: string; readonly traces: readonly number[]; height: number },
): PlotlyObject {
  return {
    active: options.active,
    currentvalue: { prefix: options.prefix, xanchor: 'center', font: { size: 14 } },
    x: 0,
    len: 1,
    y: -BELOW_AXES / options.height,
    yanchor: 'top',
    pad: { t: 0, b: 0 },
    tickcolor: '#888',
    bordercolor: '#888',
    steps: steps.map(({ label, traces, layout }) => ({
      label,
      method: 'update',
      args: [traces, layout, options.traces],
    })),
  };
}

/** A figure for print: as its sliders are set, without them and without the room they take. */
export function withoutSliders(figure: Figure): Figure {
  const { sliders, ...layout } = figure.layout;
  const count = listOf(sliders).length;
  if (count === 0) return figure;
  const margin = (layout.margin ?? {}) as { readonly b?: number };
  const [height, below] = [Number(layout.height ?? 450), Number(margin.b ?? 80)];
  const room = Math.min(count * SLIDER_HEIGHT, below);
  return { data: figure.data, layout: { ...layout, height: height - room, margin: { ...margin, b: below - room } } };
}
