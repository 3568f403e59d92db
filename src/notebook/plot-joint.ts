import { checkOptions } from '../check.js';
import type { JointDensityOfStates } from '../sampling/joint-density-of-states.js';
import { checkJoint, checkTexts } from './check-arguments.js';
import { literal } from './escape.js';
import type { Figure } from './figure.js';
import { type HeatMap, plotHeatMap } from './plot-heat-map.js';

export interface PlotJointOptions {
  /** What the second number is, with its unit. Default: the name of the axis. */
  readonly y?: string;
  /** Default: N, P and the source of the data. */
  readonly title?: string;
  /** Default: the data set's notice. */
  readonly caption?: string;
}

/**
 * S(E, Q) as colours over the energy and the second axis, with the mean ⟨Q⟩ at each energy as a line.
 * @throws TypeError if `joint` is not a joint density of states, or an option is unknown or not a string.
 */
export function plotJoint(joint: JointDensityOfStates, options: PlotJointOptions = {}): Figure {
  checkOptions('plotJoint', options, ['y', 'title', 'caption']);
  const { y, title, caption } = options;
  checkTexts({ y, title, caption });
  checkJoint(joint);
  const { axis, data, entropy, patterns, weights } = joint;
  const energies = Array.from({ length: patterns + 1 }, (_, energy) => energy);
  const bins = axis.values.length;
  const map: HeatMap = {
    x: energies,
    y: axis.values,
    values: Array.from(axis.values, (_, bin) => energies.map((energy) => entropy[energy * bins + bin])),
  };
  const known = energies.filter((energy) => Number.isFinite(joint.meanGivenEnergy.mean[energy]));
  return plotHeatMap(map, {
    x: 'energy E (misclassified patterns)',
    y: y ?? literal(axis.name),
    value: 'entropy S(E, Q) (nats)',
    overlays: [{ name: 'mean at each energy', x: known, y: known.map((energy) => joint.meanGivenEnergy.mean[energy]) }],
    title: title ?? `M = ${weights}, P = ${patterns} · ${literal(data.provenance.source)}`,
    caption: caption ?? literal(data.provenance.notice ?? ''),
  });
}
