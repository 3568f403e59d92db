import {
  checkChoice,
  checkList,
  checkNumber,
  checkOptions,
  checkPositive,
  checkText,
  inWords,
  requireOptions,
} from '../base/check.js';
import { density, type EntropyCurve } from '../base/curve.js';
import { literal } from '../base/escape.js';
import type { JointDensityOfStates } from '../sampling/joint-density.js';
import { energyNames, noticesOf, titleOf } from './captions.js';
import { checkObject, checkShownCurve, checkShownJoint, checkTexts } from './check-arguments.js';
import { type Figure, largest, smallest } from './figure.js';
import { type HeatMap, plotHeatMap } from './heat-map.js';
import type { Overlay } from './overlays.js';

export interface PlotDensityMapOptions {
  /** The name of the parameter, with its unit: 'P1', 'class separation m'. */
  readonly parameter: string;
  /** Colours by ρ (`'linear'`, default) or by its logarithm (`'log'`). */
  readonly scale?: 'linear' | 'log';
  /**
   * The largest ρ with a colour of its own: a sharp peak would otherwise leave everything else dark. Default: the
   * largest ρ.
   */
  readonly highest?: number;
  /** Lines and marks on top; their y is E/P. */
  readonly overlays?: readonly Overlay[];
  /** Default: P. */
  readonly title?: string;
  /** Default: the notices of the data sets. */
  readonly caption?: string;
}

/**
 * Plots ρ(E/P) = P g(E) / 2^M as colours over a parameter and E/P, with one column for each curve of a scan. Levels
 * without configurations are blank.
 *
 * @example
 * ```ts
 * import { classSeparation, plotDensityMap, show } from 'weightspace';
 *
 * const scan = [0, 0.5, 1, 1.5].map((value) => ({
 *   value,
 *   curve: classSeparation({ weights: 25, patterns: 40, separation: value }),
 * }));
 * show(plotDensityMap(scan, { parameter: 'm' }));
 * ```
 * @throws TypeError if an entry is not { value, curve }, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no curve, the curves differ in P or levels, or two have the same value.
 */
export function plotDensityMap(
  scan: readonly { readonly value: number; readonly curve: EntropyCurve }[],
  options: PlotDensityMapOptions,
): Figure {
  const known = ['parameter', 'scale', 'highest', 'overlays', 'title', 'caption'] as const;
  requireOptions('plotDensityMap', options, known);
  const { parameter, scale = 'linear', highest, overlays, title, caption } = options;
  checkText('parameter', parameter);
  checkTexts({ title, caption });
  checkChoice('scale', scale, ['linear', 'log']);
  if (highest !== undefined) checkPositive('highest', highest);
  checkList('scan', scan, '{ value, curve }');
  for (const entry of Array.from(scan)) checkEntry(entry);
  if (scan.length === 0) throw new RangeError('there is no curve to plot; give at least one');
  const columns = scan.toSorted((a, b) => a.value - b.value);
  const { patterns, levels } = columns[0].curve;
  const duplicate = columns.find(({ value }, k) => k > 0 && value === columns[k - 1].value);
  if (duplicate !== undefined)
    throw new RangeError(`two curves of the scan have the value ${duplicate.value}; give one for each`);
  for (const { curve } of columns) {
    if (curve.patterns === patterns && curve.levels.length === levels.length) continue;
    throw new RangeError(
      `'${inWords(curve.name)}' has ${curve.levels.length} levels of ${curve.patterns} patterns, another curve ${levels.length} of ${patterns}; give curves of the same P`,
    );
  }
  const names = energyNames(columns.map(({ curve }) => curve));
  const heights = columns.map(({ curve }) => density(curve));
  const found = heights.flatMap((column) => [...column].filter((value) => value > 0));
  const top = highest ?? largest(found);
  // If the smallest density lies above the highest to be shown, all have the same colour.
  const bottom = Math.min(smallest(found), top);
  return plotHeatMap(
    {
      x: columns.map(({ value }) => value),
      y: Array.from(levels, (level) => level / patterns),
      // Where nothing was found, the density is not known to be 0.
      values: Array.from(levels, (_, k) => heights.map((column) => (column[k] > 0 ? column[k] : Number.NaN))),
    },
    {
      x: parameter,
      y: names.fraction,
      value: names.density,
      scale,
      range: scale === 'log' ? [bottom, top] : [0, top],
      title: title ?? `${names.size} = ${patterns}`,
      ...(overlays === undefined ? {} : { overlays }),
      caption: caption ?? [...new Set(noticesOf(columns.map(({ curve }) => curve)))].join(' ').trim(),
    },
  );
}

function checkEntry(entry: { readonly value: number; readonly curve: EntropyCurve }): void {
  checkObject('an entry of the scan', entry, 'give { value, curve }, the parameter and its curve');
  checkNumber('value', entry.value);
  checkShownCurve(entry.curve);
}

export interface PlotJointOptions {
  /** The label of the second axis, with its unit. Default: the name of the axis. */
  readonly y?: string;
  /** Default: N, P and the source of the data. */
  readonly title?: string;
  /** Default: the data set's notice. */
  readonly caption?: string;
}

/**
 * Plots S(E, Q) as colours over the energy and the second axis, with the mean ⟨Q⟩ at each energy as a line.
 *
 * @example
 * ```ts
 * import { jointEnumerate, perceptron, plotJoint, show, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const from = teacherWeights({ inputs: 21, seed: 'patterns' });
 * const joint = await jointEnumerate(perceptron(21), data, { of: 'distance', from });
 * show(plotJoint(joint));
 * ```
 * @throws TypeError if `joint` is not a joint density of states, or if an option is unknown or not a string.
 * @throws RangeError if its columns do not fit.
 */
export function plotJoint(joint: JointDensityOfStates, options: PlotJointOptions = {}): Figure {
  checkOptions('plotJoint', options, ['y', 'title', 'caption']);
  const { y, title, caption } = options;
  checkTexts({ y, title, caption });
  checkShownJoint(joint);
  const { axis, entropy, patterns, weights } = joint;
  const energies = Array.from({ length: patterns + 1 }, (_, energy) => energy);
  const bins = axis.values.length;
  const map: HeatMap = {
    x: energies,
    y: axis.values,
    values: Array.from(axis.values, (_, bin) => energies.map((energy) => entropy[energy * bins + bin])),
  };
  const { dataset, network } = joint.marginal.provenance;
  const known = energies.filter((energy) => Number.isFinite(joint.meanGivenEnergy.mean[energy]));
  return plotHeatMap(map, {
    x: energyNames([joint.marginal]).energy,
    y: y ?? literal(axis.name),
    value: 'entropy S(E, Q) (nats)',
    overlays: [{ name: 'mean at each energy', x: known, y: known.map((energy) => joint.meanGivenEnergy.mean[energy]) }],
    title:
      title ??
      (network.selfCoupling === undefined
        ? `M = ${weights}, P = ${patterns} · ${literal(dataset.source)}`
        : titleOf([joint.marginal])),
    caption: caption ?? literal(dataset.notice ?? ''),
  });
}
