import { checkCount, checkInteger, checkList, inWords, isList } from '../check.js';
import type { Dataset } from '../dataset/dataset.js';
import type { DensityOfStates } from './density-of-states.js';

/** The second axis of a joint density of states, cut into bins. */
export interface AxisBins {
  /** What it is, for a figure's axis: 'test errors', 'distance from the reference'. */
  readonly name: string;
  /** The first and last value in each bin. */
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  /** The middle of each bin, for figures. */
  readonly values: Float64Array;
}

/** A number for each energy, with its error. */
export interface ByEnergy {
  /** NaN where the energy has no configuration that was found. */
  readonly mean: Float64Array;
  /** One standard error: 0 where exact, ∞ where not known. */
  readonly standardError: Float64Array;
}

/** g(E, Q): how many configurations have energy E and a second number Q, errors on other patterns or a distance. */
export interface JointDensityOfStates {
  readonly kind: 'exact' | 'sampled';
  /** P; energies are 0 … P. */
  readonly patterns: number;
  /** M. */
  readonly weights: number;
  readonly axis: AxisBins;
  /** S(E, Q) = ln g(E, Q) in nats, bins of one energy side by side: `entropy[energy * bins + bin]`; −∞ where none was found. */
  readonly entropy: Float64Array;
  /** One standard error of each: 0 where exact, ∞ where not measured. */
  readonly standardError: Float64Array;
  readonly visits: Float64Array;
  /** Q summed over the visits of each bin (for an enumeration over its configurations): `sums / visits` is the mean of Q in it. */
  readonly sums: Float64Array;
  /** g(E) of all Q together, with the verdict of the run. */
  readonly marginal: DensityOfStates;
  /**
   * ⟨Q⟩ over the configurations of each energy, the mean test error at each training error, say. Q is summed as it is, so that
   * the mean does not depend on how the axis is cut into bins.
   */
  readonly meanGivenEnergy: ByEnergy;
  readonly data: Dataset;
}

/**
 * ln g(E, Q) of one energy against the second axis: the solutions (`energy` 0) at each distance, say.
 *
 * @throws RangeError if `energy` is not a whole number from 0 to P.
 * @throws TypeError if `joint` is no joint density of states.
 */
export function atEnergy(
  joint: JointDensityOfStates,
  energy: number,
): { entropy: Float64Array; standardError: Float64Array } {
  if (!isList(joint?.axis?.values)) {
    throw new TypeError(
      `the joint density of states is ${inWords(joint)}; give what jointWangLandau or jointEnumerate made`,
    );
  }
  const bins = joint.axis.values.length;
  checkCount('patterns', joint.patterns, 'a joint density of states belongs to at least 1');
  checkInteger('energy', energy, 0, joint.patterns);
  for (const name of ['entropy', 'standardError'] as const) {
    checkList(name, joint[name], 'numbers');
    if (joint[name].length === (joint.patterns + 1) * bins) continue;
    throw new RangeError(
      `\`${name}\` has ${joint[name].length} numbers; ${joint.patterns + 1} energies and ${bins} bins have as many as their product`,
    );
  }
  const [start, end] = [energy * bins, (energy + 1) * bins];
  return { entropy: joint.entropy.slice(start, end), standardError: joint.standardError.slice(start, end) };
}
