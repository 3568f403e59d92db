import type { EntropyCurve } from '../curve.js';
import { DensityOfStates } from '../sampling/density-of-states.js';
import { axis, COLOURS, type Figure, layout, type PlotlyObject } from './figure.js';

/** Curves of one colour each; a list within the list shares one colour, a sampled curve and its theory, say. */
export type Curves = EntropyCurve | readonly (EntropyCurve | readonly EntropyCurve[])[];

export interface PlotOptions {
  /** Above the figure. Default: N, P, seed and source of the first data set that has them. */
  readonly title?: string;
  /** Below the title. Default: the notices of the data sets, such as that drawn digits stand in for MNIST. */
  readonly caption?: string;
}

/** How a figure shows an entropy curve. */
export interface View {
  readonly x: { readonly title: string; readonly of: (level: number, curve: EntropyCurve) => number };
  readonly y: { readonly title: string; readonly of: (entropy: number, curve: EntropyCurve) => number };
  readonly logarithmic?: boolean;
}

/** A curve under another name in the legend: `named('MNIST 0 and 1', dos)`. */
export function named(name: string, curve: EntropyCurve): EntropyCurve {
  return curve instanceof DensityOfStates ? new DensityOfStates({ ...curve, name }) : { ...curve, name };
}

/**
 * Sampled curves as lines with markers and a band of one standard error, exact ones as open circles, theory dashed. Levels
 * without configurations are left out; those without an error bar are crosses beside the line, and the caption says so.
 */
export function plotCurves(curves: Curves, view: View, options: PlotOptions): Figure {
  const groups = ('levels' in curves ? [curves] : curves).map((group) => ('levels' in group ? [group] : group));
  if (groups.flat().length === 0) throw new RangeError('there is no curve to plot; give at least one');
  const data = groups.flatMap((group, k) =>
    group.flatMap((curve) => traces(curve, view, COLOURS[k % COLOURS.length] ?? COLOURS[0])),
  );
  const title = options.title ?? titleOf(groups.flat());
  return {
    data,
    layout: layout({
      title,
      caption: options.caption ?? noticesOf(groups.flat()),
      xaxis: axis(view.x.title),
      yaxis: axis(view.y.title, view.logarithmic ? { type: 'log' } : {}),
    }),
  };
}

function traces(curve: EntropyCurve, view: View, colour: string): PlotlyObject[] {
  const present = [...Array.from(curve.levels).keys()].filter((k) => Number.isFinite(curve.entropy[k]));
  const known = present.filter((k) => curve.standardError?.[k] !== Infinity);
  const points = (places: readonly number[], errors = 0) => ({
    name: curve.name,
    type: 'scatter',
    legendgroup: curve.name,
    x: places.map((k) => view.x.of(curve.levels[k], curve)),
    y: places.map((k) => view.y.of(curve.entropy[k] + errors * (curve.standardError?.[k] ?? 0), curve)),
  });
  if (curve.kind === 'theory') {
    return [{ ...points(known), mode: 'lines', line: { color: darker(colour), width: 1.5, dash: 'dash' } }];
  }
  if (curve.kind === 'exact') {
    const marker = { color: darker(colour), symbol: 'circle-open', size: 9, line: { width: 1.5 } };
    return [{ ...points(known), mode: 'markers', marker }];
  }
  const edge = { mode: 'lines', line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const line = { mode: known.length > 120 ? 'lines' : 'lines+markers', line: { color: colour, width: 2.5 } };
  const cross = { mode: 'markers', marker: { color: colour, symbol: 'x-thin-open', size: 8 }, showlegend: false };
  const alone = present.filter((k) => !known.includes(k));
  return [
    { ...points(known, 1), ...edge },
    { ...points(known, -1), ...edge, fill: 'tonexty', fillcolor: `${colour}40` },
    { ...points(known), ...line, marker: { color: colour, size: 4.5 } },
    ...(alone.length === 0 ? [] : [{ ...points(alone), ...cross, name: `${curve.name}: no error bar` }]),
  ];
}

/** A shade to be seen on top of the colour. */
function darker(colour: string): string {
  const channels = [1, 3, 5].map((place) => Math.round(0.5 * Number.parseInt(colour.slice(place, place + 2), 16)));
  return `rgb(${channels.join(', ')})`;
}

function titleOf(curves: readonly EntropyCurve[]): string {
  const { patterns, weights } = curves[0]!;
  const sizes = `N = ${weights}, P = ${patterns}`;
  const origins = densities(curves).map(({ provenance: { dataset } }) => [
    dataset.source,
    dataset.parameters.seed === undefined ? '' : `seed ${dataset.parameters.seed}`,
  ]);
  const one = new Set(origins.map((origin) => origin.join())).size === 1;
  return [sizes, ...(one ? origins[0]! : [])].filter((part) => part !== '').join(' · ');
}

function noticesOf(curves: readonly EntropyCurve[]): string {
  const notices = densities(curves).map(({ provenance }) => provenance.dataset.notice ?? '');
  const alone = densities(curves).some(({ entropy, standardError }) =>
    standardError.some((error, level) => error === Infinity && entropy[level] !== -Infinity),
  );
  if (alone) notices.push('Crosses: levels without an error bar.');
  return [...new Set(notices)].join(' ').trim();
}

/** The curves that know their data set. */
function densities(curves: readonly EntropyCurve[]): DensityOfStates[] {
  return curves.filter((curve) => curve instanceof DensityOfStates);
}
