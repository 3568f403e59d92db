import type { AveragedCurve } from '../analysis/average-curves.js';
import type { EntropyCurve } from '../curve.js';
import { DensityOfStates } from '../sampling/density-of-states.js';
import { axis, type Figure, layout } from './figure.js';
import { coloured, type Grouped, type Series, seriesTraces } from './series-traces.js';

/** Curves of one colour each; a list within the list shares one colour, a sampled curve and its theory, say. */
export type Curves = EntropyCurve | Grouped<EntropyCurve>;

export interface PlotOptions {
  /** Above the figure. Default: N, P, seed and source of the first data set that has them. */
  readonly title?: string;
  /** Below the title. Default: the notices of the data sets, such as that drawn digits stand in for MNIST. */
  readonly caption?: string;
  /**
   * What the bands around averaged curves show: one standard `'error'` of the average (default), or the `'spread'` of one
   * standard deviation over the curves (see `averageCurves`), which the caption then says.
   */
  readonly bands?: 'error' | 'spread';
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
  const { bands = 'error' } = options;
  if (bands !== 'error' && bands !== 'spread') {
    throw new TypeError(`\`bands\` is ${String(bands)}; choose 'error' or 'spread'`);
  }
  const items = coloured('levels' in curves ? [curves] : curves);
  const all = items.map(({ item }) => item);
  if (all.length === 0) throw new RangeError('there is no curve to plot; give at least one');
  return {
    data: items.flatMap(({ item, colour }) => seriesTraces(seriesOf(item, view, bands), colour)),
    layout: layout({
      title: options.title ?? titleOf(all),
      caption: options.caption ?? noticesOf(all, bands),
      xaxis: axis(view.x.title),
      yaxis: axis(view.y.title, view.logarithmic ? { type: 'log' } : {}),
    }),
  };
}

function seriesOf(curve: EntropyCurve, view: View, bands: 'error' | 'spread'): Series {
  const widths = (bands === 'spread' ? spreadOf(curve) : undefined) ?? curve.standardError;
  const present = [...Array.from(curve.levels).keys()].filter((k) => Number.isFinite(curve.entropy[k]));
  const known = present.filter((k) => widths?.[k] !== Infinity);
  const alone = present.filter((k) => !known.includes(k));
  const x = (places: readonly number[]) => places.map((k) => view.x.of(curve.levels[k], curve));
  const y = (places: readonly number[], errors = 0) =>
    places.map((k) => view.y.of(curve.entropy[k] + errors * (widths?.[k] ?? 0), curve));
  return {
    name: curve.name,
    kind: curve.kind,
    x: x(known),
    y: y(known),
    ...(widths === undefined ? {} : { ends: { low: y(known, -1), high: y(known, 1) } }),
    alone: { x: x(alone), y: y(alone) },
  };
}

function spreadOf(curve: EntropyCurve): ArrayLike<number> | undefined {
  return (curve as Partial<AveragedCurve>).spread;
}

function titleOf(curves: readonly EntropyCurve[]): string {
  const known = densities(curves).map(({ patterns, weights, provenance: { network, dataset } }) => ({
    inputs: network.layers[0]!,
    patterns,
    weights,
    origin: [dataset.source, ...(dataset.parameters.seed === undefined ? [] : [`seed ${dataset.parameters.seed}`])],
  }));
  // Theory does not know the inputs; where nothing else is shown it is that of a perceptron, N = M.
  const sizes = known.length > 0 ? known : curves.map((curve) => ({ ...curve, inputs: curve.weights, origin: [] }));
  const parts = [
    size(
      'N',
      sizes.map(({ inputs }) => inputs),
    ),
    ...(sizes.some(({ inputs, weights }) => inputs !== weights)
      ? [
          size(
            'M',
            sizes.map(({ weights }) => weights),
          ),
        ]
      : []),
    size(
      'P',
      sizes.map(({ patterns }) => patterns),
    ),
  ];
  const origins = new Set(sizes.map(({ origin }) => origin.join(' · ')));
  return [parts.join(', '), ...(origins.size === 1 ? origins : [])].filter((part) => part !== '').join(' · ');
}

function size(letter: string, values: readonly number[]): string {
  return `${letter} = ${new Intl.ListFormat('en-GB').format([...new Set(values)].map(String))}`;
}

function noticesOf(curves: readonly EntropyCurve[], bands: 'error' | 'spread'): string {
  const notices = densities(curves).map(({ provenance }) => provenance.dataset.notice ?? '');
  if (bands === 'spread' && curves.some((curve) => spreadOf(curve) !== undefined)) {
    notices.push('Bands of averages: one standard deviation over the curves averaged.');
  }
  const alone = curves.some(
    ({ kind, entropy, standardError }) =>
      kind === 'sampled' &&
      Array.from(standardError ?? []).some((error, k) => error === Infinity && Number.isFinite(entropy[k])),
  );
  if (alone) notices.push('Crosses: levels without an error bar.');
  return [...new Set(notices)].join(' ').trim();
}

/** The curves that know their data set. */
function densities(curves: readonly EntropyCurve[]): DensityOfStates[] {
  return curves.filter((curve) => curve instanceof DensityOfStates);
}
