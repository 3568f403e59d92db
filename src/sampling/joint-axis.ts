import { checkInteger, checkOptions, inWords } from '../base/check.js';
import { asItIs, type Dataset, type Json } from '../dataset/dataset.js';
import { type Problem, withDistance, withErrors } from '../kernel/problem.js';
import { checkFit, checkWeights, energy } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkedSystem, type System } from '../run/identity.js';
import type { KnownCount } from './estimate.js';
import { type AxisBins, DISTANCE_AXIS } from './joint-density.js';

/** What to count together with the training errors. */
export type Axis =
  | {
      /** The errors on other patterns, such as test data. */
      readonly of: 'errors';
      /** The other patterns: any number, with as many inputs. */
      readonly data: Dataset;
      /**
       * Bins of about equal width. Default: one for each value, but at most 64; with `energies` in `jointWangLandau` and more
       * values, one for every two.
       */
      readonly bins?: number;
    }
  | {
      /** The number d of weights that differ from a reference configuration: the overlap with it is q = 1 − 2d/M. */
      readonly of: 'distance';
      /** M weights, −1 or +1. */
      readonly from: ArrayLike<number>;
      /** Bins of about equal width. Default: one for each value, but at most 64. */
      readonly bins?: number;
    };

/** A range of energies that starts at 0. */
export interface EnergyRange {
  /** The highest energy, from 0 to P. */
  readonly highest: number;
}

const MOST_BINS = 64;

/** The network, data and axis of a joint run, copied when it begins. */
export interface JointSystem extends System {
  readonly axis: Axis;
  readonly bins: number;
  /** The largest number on the second axis. */
  readonly largest: number;
  /** The highest energy that is asked for, if not all are. */
  readonly ceiling?: number;
  /** The second axis, and the ceiling, as part of the run's identity. */
  readonly about: { readonly [name: string]: Json };
}

export function jointSystem(network: Network, data: Dataset, axis: Axis, energies?: EnergyRange): JointSystem {
  const of: string | undefined = axis?.of;
  if (of !== 'errors' && of !== 'distance') {
    throw new TypeError(`the axis is of ${inWords(of)}; choose { of: 'errors', data } or { of: 'distance', from }`);
  }
  checkOptions('the axis', axis, axis.of === 'errors' ? ['of', 'data', 'bins'] : ['of', 'from', 'bins']);
  const system = checkedSystem(network, data);
  checkFit(network, axis.of === 'errors' ? axis.data : data);
  if (axis.of === 'distance') checkWeights('from', axis.from, network);
  const largest = axis.of === 'errors' ? axis.data.patterns : network.weights;
  // Odd and even distances differ: below a ceiling each bin has both.
  const fewer = energies === undefined ? MOST_BINS : Math.ceil((largest + 1) / 2);
  const { bins = largest < MOST_BINS ? largest + 1 : fewer } = axis;
  checkInteger('bins', bins, 1, largest + 1);
  const second: Axis =
    axis.of === 'errors' ? { ...axis, data: asItIs(axis.data) } : { ...axis, from: Array.from(axis.from) };
  const joint = { ...system, axis: second, bins, largest, about: axisIdentity(second) };
  return energies === undefined ? joint : belowCeiling(joint, energies);
}

function belowCeiling(system: JointSystem, energies: EnergyRange): JointSystem {
  checkOptions('energies', energies, ['highest']);
  const { highest } = energies;
  const { network, data, axis, about } = system;
  checkInteger('energies.highest', highest, 0, data.patterns);
  if (axis.of !== 'distance') {
    throw new RangeError(
      "`energies` needs the distance axis, because the count is normalised by the configurations next to a reference; give { of: 'distance', from }, or leave `energies` out",
    );
  }
  const own = energy(network, data, Int8Array.from(axis.from));
  if (own > highest) {
    throw new RangeError(
      `the reference \`from\` has energy ${own}, above \`energies.highest\` (${highest}); raise it to ${own} or more, or choose another reference`,
    );
  }
  if (axisBins(system).highest[0]! > 1) {
    throw new RangeError(
      `with ${system.bins} bins the first one has distances beyond 1, whose configurations are not counted exactly; give at least ${Math.ceil((network.weights + 1) / 2)} \`bins\``,
    );
  }
  return { ...system, ceiling: highest, about: { ...about, energies: { highest } } };
}

export function jointProblem({ network, data, axis, bins, ceiling }: JointSystem): Problem {
  if (axis.of === 'errors') return withErrors(network, data, axis.data, bins);
  const problem = withDistance(network, data, Int32Array.from(axis.from), bins);
  return ceiling === undefined ? problem : { ...problem, ceiling };
}

/** The exact number of configurations at distances 0 and 1 below the ceiling. */
export function countNearReference(system: JointSystem): KnownCount | undefined {
  const { network, data, axis, bins, ceiling } = system;
  if (ceiling === undefined || axis.of !== 'distance') return undefined;
  const weights = Int8Array.from(axis.from);
  const isBelow = () => energy(network, data, weights) <= ceiling;
  let count = 1;
  for (let weight = 0; weight < weights.length; weight++) {
    weights[weight] = -weights[weight]!;
    if (isBelow()) count++;
    weights[weight] = -weights[weight]!;
  }
  const near = [...axisBins(system).highest].filter((distance) => distance <= 1).length;
  const levels = Array.from({ length: ceiling + 1 }, (_, energy) =>
    Array.from({ length: near }, (_, bin) => energy * bins + bin),
  );
  return { logCount: Math.log(count), levels: levels.flat() };
}

function axisIdentity(axis: Axis) {
  const bins = axis.bins ?? null;
  if (axis.of === 'errors') return { axis: axis.of, axisData: axis.data.provenance.checksum, bins };
  return { axis: axis.of, from: Array.from(axis.from).join(' '), bins };
}

function errorsAxis({ selfCoupling }: Network): string {
  return selfCoupling === undefined ? 'errors on other patterns' : 'violated conditions of other couplings';
}

export function axisBins({ network, axis, bins, largest }: JointSystem): AxisBins {
  // The first value of each bin: a value lies in bin floor(value · bins / (largest + 1)).
  const lowest = Int32Array.from({ length: bins }, (_, bin) => Math.ceil((bin * (largest + 1)) / bins));
  const highest = lowest.map((_, bin) => (bin + 1 < bins ? lowest[bin + 1]! - 1 : largest));
  return {
    name: axis.of === 'errors' ? errorsAxis(network) : DISTANCE_AXIS,
    lowest,
    highest,
    values: Float64Array.from(lowest, (low, bin) => (low + highest[bin]!) / 2),
  };
}
