import { checkInteger, checkNumbers, checkText, inWords } from '../base/check.js';
import type { Columns } from '../base/frame.js';
import type { Dataset } from '../dataset/dataset.js';
import {
  checkColumn,
  checkCounts,
  checkDensityOfStates,
  type DensityOfStates,
  isDensityOfStates,
  readDensityOfStates,
  UNCHANGED,
} from './density-of-states.js';
import { countIn, damaged, numbersIn, type Stored, textIn } from './json-fields.js';
import type { ByEnergy } from './mean-given-energy.js';

/** The second axis of a joint density of states, cut into bins. */
export interface AxisBins {
  /**
   * What it is, for a figure's axis: 'errors on other patterns', of recurrent networks 'violated conditions of other
   * couplings', or 'distance from the reference'.
   */
  readonly name: string;
  /** The first value in each bin. */
  readonly lowest: Int32Array;
  /** The last value in each bin. */
  readonly highest: Int32Array;
  /** The middle of each bin, for figures. */
  readonly values: Float64Array;
}

/**
 * g(E, Q): the number of configurations with energy E and a second number Q, errors on other patterns or a distance.
 */
export interface JointDensityOfStates {
  /** What this is, also in JSON. */
  readonly format: 'weightspace/joint-density-of-states';
  /** For a legend. */
  readonly name: string;
  /** Whether all configurations were counted, or sampled. */
  readonly kind: 'exact' | 'sampled';
  /** P; energies are 0 … P. */
  readonly patterns: number;
  /** M. */
  readonly weights: number;
  /** Q, the second axis. */
  readonly axis: AxisBins;
  /**
   * S(E, Q) = ln g(E, Q) in nats, the bins of one energy adjacent: `entropy[energy * bins + bin]`; −∞ where none was
   * found.
   */
  readonly entropy: Float64Array;
  /** One standard error of each: 0 where exact, ∞ where not measured. */
  readonly standardError: Float64Array;
  /** Production visits of each bin; for an enumeration, g(E, Q) itself. */
  readonly visits: Float64Array;
  /** Q summed over the visits (or the configurations counted) of each bin: `sums / visits` is the mean of Q in it. */
  readonly sums: Float64Array;
  /** g(E) of all Q together, with the verdict of the run. */
  readonly marginal: DensityOfStates;
  /**
   * ⟨Q⟩ over the configurations of each energy: the mean test error at each training error, for example. It does not
   * depend on the bins, because Q itself is summed.
   */
  readonly meanGivenEnergy: ByEnergy;
  /** The data set itself; absent in a result that was read from JSON. */
  readonly data?: Dataset;
}

export const DISTANCE_AXIS = 'distance from the reference';

export const JOINT_DENSITY_OF_STATES = 'weightspace/joint-density-of-states';

export const JOINT_DENSITY_OF_STATES_VERSION = 1;

/**
 * @throws TypeError if this is not a joint density of states, or if a part of it is missing or of the wrong type.
 * @throws RangeError if a number of it is out of range, or if its columns differ in length.
 */
export function checkJointDensity(joint: JointDensityOfStates): void {
  if (joint?.format !== JOINT_DENSITY_OF_STATES) {
    throw new TypeError(
      `the joint density of states is ${inWords(joint)}; give what jointWangLandau or jointEnumerate returned`,
    );
  }
  const { axis, entropy, standardError, visits, sums, marginal, meanGivenEnergy } = joint;
  checkDensityOfStates(marginal);
  checkText('name', joint.name);
  for (const name of ['kind', 'patterns', 'weights'] as const) {
    if (joint[name] === marginal[name]) continue;
    throw new TypeError(`\`${name}\` is ${inWords(joint[name])}, and ${marginal[name]} in the marginal; ${UNCHANGED}`);
  }
  checkText('axis.name', axis?.name);
  for (const name of ['lowest', 'highest', 'values'] as const) checkNumbers(`axis.${name}`, axis[name]);
  const energies = marginal.patterns + 1;
  const bins = energies * axis.values.length;
  checkCounts('visits', visits, bins);
  checkCounts('sums', sums, bins);
  checkColumn('entropy', entropy, bins, (value) => value < Infinity);
  checkColumn('standardError', standardError, bins, (error) => error >= 0);
  checkColumn('meanGivenEnergy.mean', meanGivenEnergy?.mean, energies, () => true);
  checkColumn('meanGivenEnergy.standardError', meanGivenEnergy.standardError, energies, () => true);
}

/** One row for each bin that was reached. */
export function jointColumns({ axis, entropy, standardError, visits }: JointDensityOfStates): Columns {
  const bins = axis.values.length;
  const reached = [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
  return {
    energy: reached.map((level) => Math.floor(level / bins)),
    lowest: reached.map((level) => axis.lowest[level % bins]!),
    highest: reached.map((level) => axis.highest[level % bins]!),
    entropy: reached.map((level) => entropy[level]!),
    standardError: reached.map((level) => standardError[level]!),
    visits: reached.map((level) => visits[level]!),
  };
}

/** @throws TypeError if a field is missing, or of the wrong type or length. */
export function readJointDensity(stored: Stored): JointDensityOfStates {
  const { kind, axis, marginal, meanGivenEnergy } = stored as unknown as JointDensityOfStates;
  const name = textIn(stored, 'name');
  const [patterns, weights] = [countIn(stored, 'patterns'), countIn(stored, 'weights')];
  if (typeof axis?.name !== 'string' || !Array.isArray(axis.lowest)) {
    throw damaged(stored, '`axis` should have a name and bins');
  }
  if (!isDensityOfStates(marginal)) throw damaged(stored, '`marginal` should be a density of states');
  const bins = axis.lowest.length;
  const ofAxis = { ...stored, ...axis } as Stored;
  const length = (patterns + 1) * bins;
  const means = { ...stored, ...meanGivenEnergy } as Stored;
  const whole = readDensityOfStates(marginal as unknown as Stored);
  if (kind !== whole.kind) throw damaged(stored, '`kind` should be that of its `marginal`');
  return {
    format: JOINT_DENSITY_OF_STATES,
    name,
    kind: whole.kind,
    patterns,
    weights,
    axis: {
      name: axis.name,
      lowest: Int32Array.from(numbersIn(ofAxis, 'lowest', bins)),
      highest: Int32Array.from(numbersIn(ofAxis, 'highest', bins)),
      values: numbersIn(ofAxis, 'values', bins),
    },
    entropy: numbersIn(stored, 'entropy', length, -Infinity),
    standardError: numbersIn(stored, 'standardError', length, Infinity),
    visits: numbersIn(stored, 'visits', length),
    sums: numbersIn(stored, 'sums', length),
    marginal: whole,
    meanGivenEnergy: {
      mean: numbersIn(means, 'mean', patterns + 1, Number.NaN),
      standardError: numbersIn(means, 'standardError', patterns + 1, Infinity),
    },
  };
}

/**
 * ln g(E, Q) at one energy against the second axis: the solutions (`energy` 0) at each distance, for example.
 *
 * @example
 * ```ts
 * import { atEnergy, jointEnumerate, perceptron, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const from = teacherWeights({ inputs: 21, seed: 'patterns' });
 * const joint = await jointEnumerate(perceptron(21), data, { of: 'distance', from });
 * console.log(atEnergy(joint, 0).entropy); // ln of the number of solutions at each distance from the teacher
 * ```
 * @throws RangeError if `energy` is not a whole number from 0 to P, or if the columns of `joint` differ in length.
 * @throws TypeError if `joint` is not a joint density of states.
 */
export function atEnergy(
  joint: JointDensityOfStates,
  energy: number,
): { entropy: Float64Array; standardError: Float64Array } {
  checkJointDensity(joint);
  checkInteger('energy', energy, 0, joint.patterns);
  const bins = joint.axis.values.length;
  const [start, end] = [energy * bins, (energy + 1) * bins];
  return { entropy: joint.entropy.slice(start, end), standardError: joint.standardError.slice(start, end) };
}
