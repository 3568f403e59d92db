import { checkChoice, checkOptions, checkText, inWords, type NameOf } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkedNetwork } from '../network/checked-network.js';
import type { Network } from '../network/network.js';
import { captionOf, energyNames, titleOf } from './captions.js';
import { checkShownCurve, checkTexts } from './check-arguments.js';
import { type NamedOptions, seriesOf, type View } from './curve-series.js';
import { axis, type Figure, layout } from './figure.js';
import { coloured, type Grouped, tracesOf } from './series.js';

/**
 * One curve, or a list of curves, each in its own colour. A list within the list shares one colour: a sampled curve and
 * its theory, for example.
 */
export type Curves = EntropyCurve | Grouped<EntropyCurve>;

export interface PlotOptions {
  /** The text above the figure. Default: N, P, seed and source of the first data set that has them. */
  readonly title?: string;
  /** The text below the title. Default: the notices of the data sets, such as that drawn digits stand in for MNIST. */
  readonly caption?: string;
  /**
   * What the bands around averaged curves show: `'error'` (default), one standard error of the average, or `'spread'`,
   * one standard deviation over the curves (see `averageCurves`). The caption states the latter.
   */
  readonly bands?: 'error' | 'spread';
}

/** The names of `PlotOptions`. */
const PLOT_OPTIONS = ['title', 'caption', 'bands'] as const satisfies readonly NameOf<PlotOptions>[];

/**
 * A curve under another name in the legend: `named('MNIST 0 and 1', dos)`. Networks and data sets get names in the same
 * way, so that they can be parameters of a sweep: `named('100-3-1', signNetwork([100, 3, 1]))`.
 *
 * @example
 * ```ts
 * import { enumerate, named, perceptron, plotEntropy, randomPatterns, show } from 'weightspace';
 *
 * const data = named('twenty patterns', randomPatterns({ inputs: 15, patterns: 20, seed: 'patterns' }));
 * const dos = named('counted', await enumerate(perceptron(15), data));
 * show(plotEntropy(dos)); // `counted` in the legend
 * ```
 * @throws TypeError if `name` is not a string, if `item` is not a curve, a network or a data set, or if an option is
 * unknown or of the wrong type.
 * @throws RangeError if a network, a data set or a theory, which is a dashed line, is to be drawn as something else.
 */
export function named(name: string, item: EntropyCurve, options?: NamedOptions): EntropyCurve;
export function named<Item extends Network | Dataset>(name: string, item: Item): Item & { readonly name: string };
export function named(name: string, item: EntropyCurve | Network | Dataset, options: NamedOptions = {}): object {
  checkText('name', name);
  checkOptions('named', options, ['as']);
  const { as } = options;
  if (as !== undefined) checkChoice('as', as, ['line', 'marks']);
  const isCurve = !(Object(item) === item && ('layers' in item || 'inputs' in item));
  if (isCurve) checkShownCurve(item as EntropyCurve);
  if (as === 'marks' && !(isCurve && (item as EntropyCurve).kind !== 'theory')) {
    throw new RangeError(
      `'${inWords(name)}' is a ${isCurve ? 'theory' : 'network or data set'}; draw sampled or exact curves as marks`,
    );
  }
  if (Object(item) === item && 'layers' in item) return { ...checkedNetwork(item), name };
  if (Object(item) === item && 'inputs' in item) checkDataset(item);
  return { ...item, name, ...(as === undefined ? {} : { as }) };
}

export interface PlotDensityOptions extends PlotOptions {
  /** `'linear'` (default) or `'log'`, which shows the tails. */
  readonly scale?: 'linear' | 'log';
}

/**
 * Plots ρ(E/P) = P g(E) / 2^M against E/P, as the paper shows a density of states.
 *
 * @example
 * ```ts
 * import { annealed, enumerate, perceptron, plotDensity, randomPatterns, show } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * show(plotDensity([[dos, annealed(data)]])); // in one colour: a curve and its prediction
 * ```
 * @throws TypeError if an argument is not a curve, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no curve.
 */
export function plotDensity(curves: Curves, options: PlotDensityOptions = {}): Figure {
  checkOptions('plotDensity', options, ['scale', ...PLOT_OPTIONS]);
  const { scale = 'linear' } = options;
  checkChoice('scale', scale, ['linear', 'log']);
  return plotCurves(
    curves,
    {
      x: { title: ({ fraction }) => fraction, of: (level, { patterns }) => level / patterns },
      y: {
        title: ({ density }) => density,
        of: (entropy, { patterns, weights }) => patterns * Math.exp(entropy - weights * Math.LN2),
      },
      logarithmic: scale === 'log',
    },
    options,
  );
}

/**
 * Plots S(E) = ln g(E), in nats, against E, the number of misclassified patterns or, of recurrent networks, of violated
 * conditions.
 *
 * @example
 * ```ts
 * import { annealedRandomLabels, enumerate, perceptron, plotEntropy, randomPatterns, show } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const exact = await enumerate(perceptron(15), data);
 * show(plotEntropy([exact, annealedRandomLabels({ weights: 15, patterns: 10 })])); // under the cell of a notebook
 * console.log('drawn');
 * ```
 * @throws TypeError if an argument is not a curve, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no curve.
 */
export function plotEntropy(curves: Curves, options: PlotOptions = {}): Figure {
  checkOptions('plotEntropy', options, PLOT_OPTIONS);
  return plotCurves(
    curves,
    {
      x: { title: ({ energy }) => energy, of: (level) => level },
      y: { title: () => 'entropy S(E) (nats)', of: (entropy) => entropy },
    },
    options,
  );
}

/**
 * Plots sampled curves as lines with markers and a band of one standard error, exact ones as open circles, and theory
 * as dashed lines. Those named as marks have no line. Levels without configurations are left out; those without an error bar are crosses beside the line,
 * which the caption explains. The caller checks the names of the options, because it may have more.
 */
function plotCurves(curves: Curves, view: View, options: PlotOptions): Figure {
  const { bands = 'error', title, caption } = options;
  checkChoice('bands', bands, ['error', 'spread']);
  checkTexts({ title, caption });
  const items = coloured(Array.isArray(curves) ? (curves as Grouped<EntropyCurve>) : [curves as EntropyCurve]);
  const all = items.map(({ item }) => item);
  if (all.length === 0) throw new RangeError('there is no curve to plot; give at least one');
  for (const curve of all) checkShownCurve(curve);
  const names = energyNames(all);
  return {
    data: tracesOf(items.map((each) => ({ ...each, item: seriesOf(each.item, view, bands) }))),
    layout: layout({
      title: title ?? titleOf(all),
      caption: caption ?? captionOf(all, bands),
      xaxis: axis(view.x.title(names)),
      yaxis: axis(view.y.title(names), view.logarithmic ? { type: 'log' } : {}),
    }),
  };
}
