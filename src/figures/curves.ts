import type { AveragedCurve } from '../analysis/averages.js';
import { checkChoice, checkOptions, checkText, inWords, type NameOf } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { literal } from '../base/escape.js';
import type { DatasetProvenance } from '../dataset/dataset.js';
import { type DensityOfStates, isDensityOfStates } from '../sampling/density-of-states.js';
import { checkShownCurve, checkTexts } from './check-arguments.js';
import { axis, type Figure, layout, textOf } from './figure.js';
import { coloured, type Grouped, type Series, seriesTraces } from './series.js';

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

/** The names of `PlotOptions`. */
export const PLOT_OPTIONS = ['title', 'caption', 'bands'] as const satisfies readonly NameOf<PlotOptions>[];

/**
 * A curve under another name in the legend: `named('MNIST 0 and 1', dos)`.
 * @throws TypeError if the name is not a string, or `curve` is not a curve.
 */
export function named(name: string, curve: EntropyCurve): EntropyCurve {
  checkText('name', name);
  checkShownCurve(curve);
  return { ...curve, name };
}

/**
 * Sampled curves as lines with markers and a band of one standard error, exact ones as open circles, theory dashed. Levels
 * without configurations are left out; those without an error bar are crosses beside the line, and the caption says so.
 * The option names are checked by the caller, who may have more of them.
 */
export function plotCurves(curves: Curves, view: View, options: PlotOptions): Figure {
  const { bands = 'error', title, caption } = options;
  checkChoice('bands', bands, ['error', 'spread']);
  checkTexts({ title, caption });
  const items = coloured(Array.isArray(curves) ? (curves as Grouped<EntropyCurve>) : [curves as EntropyCurve]);
  const all = items.map(({ item }) => item);
  if (all.length === 0) throw new RangeError('there is no curve to plot; give at least one');
  for (const curve of all) checkShownCurve(curve);
  return {
    data: items.flatMap(({ item, colour }) => seriesTraces(seriesOf(item, view, bands), colour)),
    layout: layout({
      title: title ?? titleOf(all),
      caption: caption ?? captionOf(all, bands),
      xaxis: axis(view.x.title),
      yaxis: axis(view.y.title, view.logarithmic ? { type: 'log' } : {}),
    }),
  };
}

function seriesOf(curve: EntropyCurve, view: View, bands: 'error' | 'spread'): Series {
  const widths = widthsOf(curve, bands);
  const points = foundPlaces(curve).map((k) => {
    const at = (entropy: number) => view.y.of(entropy, curve);
    const [entropy, width] = [curve.entropy[k], widths?.[k] ?? 0];
    // Not `entropy + 0 * width` for the point itself: of a width that is not known, ∞, that is no number.
    return {
      x: view.x.of(curve.levels[k], curve),
      y: at(entropy),
      low: at(entropy - width),
      high: at(entropy + width),
    };
  });
  const beyond = points.find(({ y }) => !Number.isFinite(y));
  if (beyond !== undefined) {
    throw new RangeError(
      `'${inWords(curve.name)}' has more configurations than a number can hold; check its entropies`,
    );
  }
  const isKnown = ({ low, high }: { low: number; high: number }) => Number.isFinite(low) && Number.isFinite(high);
  const known = points.filter(isKnown);
  const alone = points.filter((point) => !isKnown(point));
  return {
    name: curve.name,
    kind: curve.kind,
    x: known.map(({ x }) => x),
    y: known.map(({ y }) => y),
    ...(widths === undefined
      ? {}
      : { ends: { low: known.map(({ low }) => low), high: known.map(({ high }) => high) } }),
    alone: { x: alone.map(({ x }) => x), y: alone.map(({ y }) => y) },
  };
}

/** The half widths of a curve's band in nats. */
function widthsOf(curve: EntropyCurve, bands: 'error' | 'spread'): ArrayLike<number> | undefined {
  return (bands === 'spread' ? spreadOf(curve) : undefined) ?? curve.standardError;
}

/** The places of the levels at which configurations have been found. */
function foundPlaces({ entropy }: EntropyCurve): number[] {
  return [...Array.from(entropy).keys()].filter((k) => Number.isFinite(entropy[k]));
}

function spreadOf(curve: EntropyCurve): ArrayLike<number> | undefined {
  return (curve as Partial<AveragedCurve>).spread;
}

function titleOf(curves: readonly EntropyCurve[]): string {
  const known = densities(curves).map(({ patterns, weights, provenance: { network, dataset } }) => ({
    inputs: network.layers[0]!,
    patterns,
    weights,
    origin: originOf(dataset),
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

/** What a data set is and the seed that it was made with, for a title. */
export function originOf({ source, parameters }: DatasetProvenance): string[] {
  const seed = textOf(parameters.seed);
  return [literal(source), ...(seed === '' ? [] : [literal(`seed ${seed}`)])];
}

function size(letter: string, values: readonly number[]): string {
  return `${letter} = ${new Intl.ListFormat('en-GB').format([...new Set(values)].map(String))}`;
}

/** What a reader must know of the data sets behind the curves: that drawn digits stand in for MNIST, say. */
export function noticesOf(curves: readonly EntropyCurve[]): string[] {
  return densities(curves).map(({ provenance }) => literal(provenance.dataset.notice ?? ''));
}

function captionOf(curves: readonly EntropyCurve[], bands: 'error' | 'spread'): string {
  const notices = noticesOf(curves);
  if (bands === 'spread' && curves.some((curve) => spreadOf(curve) !== undefined)) {
    notices.push('Bands of averages: one standard deviation over the curves averaged.');
  }
  const alone = curves.some((curve) => {
    const widths = widthsOf(curve, bands);
    return (
      curve.kind !== 'theory' && widths !== undefined && foundPlaces(curve).some((k) => !Number.isFinite(widths[k]))
    );
  });
  if (alone) notices.push('Crosses: levels without an error bar.');
  for (const curve of curves) {
    if (foundPlaces(curve).length === 0) notices.push(`Nothing to show of ${literal(curve.name)}: no level was found.`);
  }
  return [...new Set(notices)].join(' ').trim();
}

/** The curves that know their data set. */
function densities(curves: readonly EntropyCurve[]): DensityOfStates[] {
  return curves.filter(isDensityOfStates);
}

export interface PlotDensityOptions extends PlotOptions {
  /** `'linear'` (default) or `'log'`, which shows the tails. */
  readonly scale?: 'linear' | 'log';
}

/**
 * ρ(E/P) = P g(E) / 2^M against E/P, the paper's way of showing a density of states.
 * @throws RangeError if there is no curve.
 * @throws TypeError if what is given is not a curve, or an option is unknown or has a wrong value.
 */
export function plotDensity(curves: Curves, options: PlotDensityOptions = {}): Figure {
  checkOptions('plotDensity', options, ['scale', ...PLOT_OPTIONS]);
  const { scale = 'linear' } = options;
  checkChoice('scale', scale, ['linear', 'log']);
  return plotCurves(
    curves,
    {
      x: { title: 'energy per pattern, E/P', of: (level, { patterns }) => level / patterns },
      y: {
        title: 'density of states, ρ(E/P)',
        of: (entropy, { patterns, weights }) => patterns * Math.exp(entropy - weights * Math.LN2),
      },
      logarithmic: scale === 'log',
    },
    options,
  );
}

/**
 * S(E) = ln g(E) in nats against E, the number of misclassified patterns.
 * @throws RangeError if there is no curve.
 * @throws TypeError if what is given is not a curve, or an option is unknown or has a wrong value.
 */
export function plotEntropy(curves: Curves, options: PlotOptions = {}): Figure {
  checkOptions('plotEntropy', options, PLOT_OPTIONS);
  return plotCurves(
    curves,
    {
      x: { title: 'energy E (misclassified patterns)', of: (level) => level },
      y: { title: 'entropy S(E) (nats)', of: (entropy) => entropy },
    },
    options,
  );
}
