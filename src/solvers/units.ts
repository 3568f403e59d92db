import type { Dataset } from '../dataset/dataset.js';
import { perceptronPatterns, tieOffsets } from '../kernel/problem.js';
import type { Network } from '../network/network.js';

/**
 * The learning units of a perceptron (one) or a committee (its hidden units), and the patterns, each times its label: a
 * unit is right about pattern μ where its field on it is above `thresholds[μ]`, and the network where at least
 * `needed[μ]` units are. All fields are exact integers.
 */
export interface Units {
  readonly count: number;
  /** Weights of each unit. */
  readonly fanIn: number;
  /** How far the inputs of a unit begin behind those of the one before: 0 where all units see all inputs. */
  readonly stride: number;
  readonly inputs: number;
  readonly patterns: number;
  /** P × N inputs, each times the label of its pattern, on the grid of the data set. */
  readonly values: Int8Array | Int32Array;
  /** The root mean square of the values: 1 for ±1 inputs. */
  readonly size: number;
  readonly thresholds: Int32Array;
  readonly needed: Int32Array;
}

/**
 * `of` is the solver that needs them.
 *
 * @throws RangeError if the network is neither a perceptron with one output nor a committee.
 */
export function learningUnits(of: string, network: Network, data: Dataset): Units {
  if (network.committee !== undefined) return hiddenUnits(network, data);
  if (network.layers.length === 2) return perceptronUnit(of, network, data);
  throw new RangeError(
    `${of} has no rule for the layers [${network.layers}]; build the network with perceptron or committee`,
  );
}

/**
 * The same for a solver that learns perceptrons only.
 *
 * @throws RangeError if the network is not a perceptron with one output.
 */
export function perceptronUnit(of: string, network: Network, data: Dataset): Units {
  const { inputs, patterns, values, offsets } = perceptronPatterns(of, network, data);
  return {
    count: 1,
    fanIn: inputs,
    stride: 0,
    inputs,
    patterns,
    values,
    size: rootMeanSquare(values),
    thresholds: offsets.map((offset) => -offset),
    needed: offsets.map(() => 1),
  };
}

function hiddenUnits(network: Network, data: Dataset): Units {
  const [inputs, count] = network.layers as [number, number];
  const isTree = network.committee === 'tree';
  const fanIn = isTree ? inputs / count : inputs;
  const values = data.values.map((value, k) => value * data.labels[Math.floor(k / inputs)]!);
  return {
    count,
    fanIn,
    stride: isTree ? fanIn : 0,
    inputs,
    patterns: data.patterns,
    values,
    size: rootMeanSquare(values),
    // A hidden field of zero counts as +1: right where that is the label.
    thresholds: Int32Array.from(data.labels, (label) => (label === 1 ? -1 : 0)),
    needed: tieOffsets(network, data).map((offset) => Math.floor((count - offset) / 2) + 1),
  };
}

function rootMeanSquare(values: Int8Array | Int32Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  // 1 for a data set of zeros, which no solver can solve, but each must survive.
  return Math.sqrt(squares / values.length) || 1;
}

/** The field of unit `unit` on pattern `pattern`, times its label. */
export function fieldOf(units: Units, weights: Int8Array, unit: number, pattern: number): number {
  const { fanIn, values } = units;
  const first = unit * fanIn;
  const seen = pattern * units.inputs + unit * units.stride;
  let field = 0;
  for (let i = 0; i < fanIn; i++) field += weights[first + i]! * values[seen + i]!;
  return field;
}

/**
 * How many more units would have to be right for the network to be right about a pattern: above 0 where it is wrong, 0
 * where one more error would make it wrong. Leaves the fields of the units, times the label, in `fields`.
 */
export function missingVotes(units: Units, weights: Int8Array, pattern: number, fields: Float64Array): number {
  const threshold = units.thresholds[pattern]!;
  let missing = units.needed[pattern]!;
  for (let unit = 0; unit < units.count; unit++) {
    const field = fieldOf(units, weights, unit, pattern);
    fields[unit] = field;
    if (field > threshold) missing--;
  }
  return missing;
}

/** E(w). */
export function countErrors(units: Units, weights: Int8Array): number {
  const fields = new Float64Array(units.count);
  let errors = 0;
  for (let pattern = 0; pattern < units.patterns; pattern++) {
    if (missingVotes(units, weights, pattern, fields) > 0) errors++;
  }
  return errors;
}

/**
 * The units that learn a pattern by the least action rule (Mitchison and Durbin, Biological Cybernetics 60, 345, 1989): of
 * the wrong ones, the `missing` whose fields need the least change.
 */
export function closestWrong(fields: Float64Array, threshold: number, missing: number): readonly number[] {
  if (fields.length === 1) return THE_ONE;
  const wrong = [...fields.keys()].filter((unit) => fields[unit]! <= threshold);
  return wrong.sort((a, b) => fields[b]! - fields[a]!).slice(0, missing);
}

const THE_ONE: readonly number[] = [0];
