import type { JointDensityOfStates } from '../sampling/joint-density-of-states.js';
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

/** S(E, Q) as colours over the energy and the second axis, with the mean ⟨Q⟩ at each energy as a line. */
export function plotJoint(joint: JointDensityOfStates, options: PlotJointOptions = {}): Figure {
  const { axis, data, entropy, patterns, weights } = joint;
  const { y = axis.name, title, caption } = options;
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
    y,
    value: 'entropy S(E, Q) (nats)',
    overlays: [{ name: 'mean at each energy', x: known, y: known.map((energy) => joint.meanGivenEnergy.mean[energy]) }],
    title: title ?? `M = ${weights}, P = ${patterns} · ${data.provenance.source}`,
    caption: caption ?? data.provenance.notice ?? '',
  });
}
