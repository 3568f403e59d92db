import { checkInteger, checkOptions, inWords } from '../base/check.js';
import { asItIs, type Dataset, type Json } from '../dataset/dataset.js';
import { type Problem, withDistance, withErrors } from '../kernel/problem.js';
import { checkFit, checkWeights } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkedSystem, type System } from '../run/identity.js';
import type { AxisBins } from './joint-density.js';

/** What to count together with the training errors. */
export type Axis =
  | {
      /** The errors on other patterns, such as test data. */
      readonly of: 'errors';
      readonly data: Dataset;
      /** Bins of about equal width. Default: one for each value, but at most 64. */
      readonly bins?: number;
    }
  | {
      /** The number d of weights that differ from a reference configuration: the overlap with it is q = 1 − 2d/M. */
      readonly of: 'distance';
      /** M weights, −1 or +1. */
      readonly from: ArrayLike<number>;
      readonly bins?: number;
    };

const MOST_BINS = 64;

/** The network, data and axis of a joint run, copied when it begins. */
export interface JointSystem extends System {
  readonly axis: Axis;
  readonly bins: number;
  /** The largest number on the second axis. */
  readonly largest: number;
  /** The second axis as part of the run's identity. */
  readonly about: { readonly [name: string]: Json };
}

export function jointSystem(network: Network, data: Dataset, axis: Axis): JointSystem {
  const of: string | undefined = axis?.of;
  if (of !== 'errors' && of !== 'distance') {
    throw new TypeError(`the axis is of ${inWords(of)}; choose { of: 'errors', data } or { of: 'distance', from }`);
  }
  checkOptions('the axis', axis, axis.of === 'errors' ? ['of', 'data', 'bins'] : ['of', 'from', 'bins']);
  const system = checkedSystem(network, data);
  checkFit(network, axis.of === 'errors' ? axis.data : data);
  if (axis.of === 'distance') checkWeights('from', axis.from, network);
  const largest = axis.of === 'errors' ? axis.data.patterns : network.weights;
  const { bins = Math.min(largest + 1, MOST_BINS) } = axis;
  checkInteger('bins', bins, 1, largest + 1);
  const second: Axis =
    axis.of === 'errors' ? { ...axis, data: asItIs(axis.data) } : { ...axis, from: Array.from(axis.from) };
  return { ...system, axis: second, bins, largest, about: axisIdentity(second) };
}

export function jointProblem({ network, data, axis, bins }: JointSystem): Problem {
  if (axis.of === 'errors') return withErrors(network, data, axis.data, bins);
  return withDistance(network, data, Int32Array.from(axis.from), bins);
}

function axisIdentity(axis: Axis) {
  const bins = axis.bins ?? null;
  if (axis.of === 'errors') return { axis: axis.of, axisData: axis.data.provenance.checksum, bins };
  return { axis: axis.of, from: Array.from(axis.from).join(' '), bins };
}

export function axisBins({ axis, bins, largest }: JointSystem): AxisBins {
  // The first value of each bin: a value lies in bin floor(value · bins / (largest + 1)).
  const lowest = Int32Array.from({ length: bins }, (_, bin) => Math.ceil((bin * (largest + 1)) / bins));
  const highest = lowest.map((_, bin) => (bin + 1 < bins ? lowest[bin + 1]! - 1 : largest));
  return {
    name: axis.of === 'errors' ? 'errors on other patterns' : 'distance from the reference',
    lowest,
    highest,
    values: Float64Array.from(lowest, (low, bin) => (low + highest[bin]!) / 2),
  };
}
