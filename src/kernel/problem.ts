import type { Dataset } from '../dataset/dataset.js';
import { arithmetic, largestReach } from '../dataset/grid.js';
import { checkFit, marginThreshold, winsOver, winsTie } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkRoom } from './limits.js';
import { chooseGradedModel, chooseModel, type GradedModel, type ModelName, type Traits } from './models.js';

/**
 * A network on a data set, for the kernel: its model, and the arrays that the model reads. Plain data, which can be sent to a
 * thread.
 */
export interface Problem {
  readonly model: ModelName | GradedModel;
  readonly inputs: number;
  readonly patterns: number;
  /**
   * Levels are 0 … levels − 1: the energies; with a second axis, energy · stride + bin; or graded errors, all those from the
   * last level on together.
   */
  readonly levels: number;
  /** Levels that have the same energy, side by side: the bins of a second axis, or 1. */
  readonly stride: number;
  /** M, the free weights. */
  readonly weights: number;
  /** Units of each layer after the inputs. */
  readonly units: readonly number[];
  readonly committee: Network['committee'];
  /** P × N inputs; for a perceptron with one output each times its label. In bytes where all are ±1. */
  readonly values: Int8Array | Int32Array;
  /** P labels: −1 or +1, or the class. */
  readonly labels: Int32Array;
  /**
   * What the tie rule adds to each pattern's output field, and the margin takes off it: the pattern is right where
   * σ · field + offset > 0. With several outputs, for each pattern and each of them, what is added to the lead of the pattern's
   * class over that output.
   */
  readonly offsets: Int32Array;
  /** The second axis of a joint density of states. */
  readonly axis?: ProblemAxis;
  /** True if the levels are graded errors. */
  readonly graded?: true;
  /** The highest energy that is asked for, where it is not P: walks stay close to the energies below it. */
  readonly ceiling?: number;
  /**
   * Whether flipping weights takes each configuration of energy E to another one of a known energy: of P − E (`'odd'`),
   * so that g(E) = g(P − E), or of E (`'even'`), so that half of the configurations are enough to count.
   */
  readonly symmetry: 'odd' | 'even' | null;
}

/** The number of levels that are asked for: all, or those up to the ceiling. */
export function levelsBelowCeiling({ levels, stride, ceiling }: Problem): number {
  return ceiling === undefined ? levels : (ceiling + 1) * stride;
}

/** What is counted along with the energy. */
export type ProblemAxis = {
  readonly bins: number;
  /** The bin of each number of errors, or distance. */
  readonly binOf: Int32Array;
} & (
  | ({ readonly of: 'errors'; readonly patterns: number } & PatternArrays)
  | { readonly of: 'distance'; readonly reference: Int32Array }
);

type PatternArrays = Pick<Problem, 'values' | 'labels' | 'offsets'>;

/**
 * Puts a network and a data set together. All arrays are copied: changing those of the data set later affects no run.
 *
 * @throws TypeError if there is no network or no data set, or if an array is of the wrong type.
 * @throws RangeError if a number of either is wrong, if they do not fit, or if the kernel has no room.
 */
export function makeProblem(network: Network, data: Dataset): Problem {
  checkRoom(network, data);
  return {
    model: chooseModel(traitsOf(network, data)),
    inputs: data.inputs,
    patterns: data.patterns,
    levels: data.patterns + 1,
    stride: 1,
    weights: network.weights,
    units: network.selfCoupling === undefined ? network.layers.slice(1) : [1],
    committee: network.committee,
    ...patternArrays(network, data),
    symmetry: symmetryOf(network, data),
  };
}

/**
 * The same with graded errors as levels: a pattern that is wrong by one, two or more flips counts 1, 2 or 3. From their mean
 * over all configurations on they are one level. The errors are counted at each level.
 *
 * @throws RangeError if the network is not a perceptron on ±1 data, or g(E) = g(P − E) does not hold: walks that look for
 * few errors do not find those with many.
 */
export function gradedProblem(network: Network, data: Dataset): Problem {
  const problem = makeProblem(network, data);
  if (!canBeGuided(problem)) {
    throw new RangeError(
      "`guide` is 'depth', which is for perceptrons on ±1 data with an odd number of inputs and no margin; leave it out",
    );
  }
  return {
    ...problem,
    model: chooseGradedModel(problem),
    levels: 1 + Math.round(data.patterns * meanGrade(data.inputs)),
    graded: true,
    symmetry: null,
  };
}

/** True for a perceptron on ±1 data with g(E) = g(P − E) and no second axis: its walks can climb by graded errors. */
export function canBeGuided({ values, units, symmetry }: Problem): boolean {
  return units.length === 1 && units[0] === 1 && values instanceof Int8Array && symmetry === 'odd';
}

/** What a pattern counts on average over all configurations: it is wrong by at least 1, 2, 3 flips with these probabilities. */
function meanGrade(inputs: number): number {
  const half = (inputs - 1) / 2;
  let atLeast = 0.5;
  let exactly = 1;
  for (let k = 1; k <= half + 1; k++) exactly *= (2 * k - 1) / (2 * k);
  let mean = 0;
  for (let flips = 1; flips <= 3; flips++) {
    mean += atLeast;
    atLeast -= exactly;
    exactly *= (half + 1 - flips) / (half + 1 + flips);
  }
  return mean;
}

/** Sums that are kept at each level: of a second axis, or the visits of each number of errors. */
export function sumsOfALevel({ axis, graded, patterns }: Problem): number {
  if (graded) return patterns + 1;
  return axis === undefined ? 0 : 1;
}

/** The same, with the errors on other patterns as the second axis: from 0 to their number, in `bins` bins. */
export function withErrors(network: Network, data: Dataset, others: Dataset, bins: number): Problem {
  checkRoom(network, others);
  const problem = makeProblem(network, data);
  const model = chooseModel(traitsOf(network, data), traitsOf(network, others));
  const axis = { of: 'errors', patterns: others.patterns, ...patternArrays(network, others) } as const;
  return addAxis({ ...problem, model }, axis, others.patterns, bins);
}

/** The same, with the distance from a reference configuration as the second axis: from 0 to M, in `bins` bins. */
export function withDistance(network: Network, data: Dataset, reference: Int32Array, bins: number): Problem {
  return addAxis(makeProblem(network, data), { of: 'distance', reference }, network.weights, bins);
}

type WithoutBins<Axis> = Axis extends ProblemAxis ? Omit<Axis, 'bins' | 'binOf'> : never;

function addAxis(problem: Problem, axis: WithoutBins<ProblemAxis>, largest: number, bins: number): Problem {
  const binOf = Int32Array.from({ length: largest + 1 }, (_, value) => Math.floor((value * bins) / (largest + 1)));
  return {
    ...problem,
    axis: { ...axis, bins, binOf } as ProblemAxis,
    levels: problem.levels * bins,
    stride: bins,
    symmetry: null,
  };
}

function traitsOf(network: Network, data: Dataset): Traits {
  const { layers } = network;
  return {
    recurrent: network.selfCoupling !== undefined,
    inputs: data.inputs,
    hidden: layers.slice(1, -1),
    outputs: layers.at(-1)!,
    patterns: data.patterns,
    signs: arithmetic(data) === 'sign',
    reach: reachWithMargin(network, data),
    largest: largestInput(data),
  };
}

function largestInput({ values }: Dataset): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function patternArrays(network: Network, data: Dataset): PatternArrays {
  const isPerceptron = network.layers.length === 2 && data.classes === undefined && network.selfCoupling === undefined;
  const values = isPerceptron
    ? data.values.map((value, k) => value * data.labels[Math.floor(k / data.inputs)])
    : data.values.slice();
  const needed = threshold(network, data);
  return {
    values: arithmetic(data) === 'sign' ? Int8Array.from(values) : values,
    labels: Int32Array.from(data.labels),
    offsets: tieOffsets(network, data).map((offset) => offset - needed),
  };
}

/** The threshold of a margin, as far out as it makes a difference: at the ends all patterns are wrong, or all right. */
function threshold(network: Network, data: Dataset): number {
  const reach = largestReach(data.values, data.inputs);
  return Math.min(reach, Math.max(-reach - 1, marginThreshold(network, data)));
}

/** @throws RangeError if fields and margin together do not fit in 32 bits. */
function reachWithMargin(network: Network, data: Dataset): number {
  const reach = largestReach(data.values, data.inputs) + Math.abs(threshold(network, data));
  if (reach < 2 ** 31) return reach;
  throw new RangeError(
    `with ${network.margin === undefined ? `\`selfCoupling\` ${network.selfCoupling}` : `\`margin\` ${network.margin}`} the fields reach ${reach} grid points, which 32 bits have no room for; make the data set with half the scale`,
  );
}

/** 1 where a field of zero, or a lead of zero over an output, is right. */
export function tieOffsets({ layers, tie, selfCoupling }: Network, { labels }: Dataset): Int32Array {
  const outputs = selfCoupling === undefined ? (layers.at(-1) ?? 1) : 1;
  return Int32Array.from({ length: labels.length * outputs }, (_, k) => {
    const label = labels[Math.floor(k / outputs)]!;
    const isRight = outputs === 1 ? winsTie(label, tie) : winsOver(k % outputs, label, tie);
    return isRight ? 1 : 0;
  });
}

function symmetryOf(network: Network, data: Dataset): Problem['symmetry'] {
  // The states s and −s of a recurrent network violate the same conditions.
  if (network.selfCoupling !== undefined) return 'even';
  return isOdd(network, data) ? 'odd' : null;
}

/**
 * Flipping all weights of the output flips the output, if its field is never zero. Where the output weights are fixed, flipping
 * all hidden weights does the same, if no hidden field is ever zero either. A field has the parity of the sum of its inputs: an
 * odd one is never zero. With several outputs no such map is known: the largest output becomes the smallest. With a margin
 * both of opposite fields can be wrong, or right.
 */
function isOdd(network: Network, data: Dataset): boolean {
  const outputFanIn = network.layers.at(-2) ?? 0;
  if (data.classes !== undefined || (network.margin ?? 0) !== 0) return false;
  if (network.layers.length === 2) return oddSums(data, data.inputs);
  if (outputFanIn % 2 === 0) return false;
  if (network.committee === undefined) return true;
  return oddSums(data, network.committee === 'tree' ? data.inputs / outputFanIn : data.inputs);
}

/** True where the inputs of each pattern add up to an odd number, in each part of `length` inputs. */
function oddSums({ values }: Dataset, length: number): boolean {
  for (let start = 0; start < values.length; start += length) {
    let sum = 0;
    for (let k = start; k < start + length; k++) sum += values[k];
    if (sum % 2 === 0) return false;
  }
  return true;
}

/** The patterns of a perceptron as learning sees them: pattern μ is right where values_μ · w + offsets_μ > 0. */
export type PerceptronPatterns = Pick<Problem, 'inputs' | 'patterns' | 'values' | 'offsets'>;

/**
 * The patterns of a perceptron, each times its label, and what tie rule and margin add to its field. `of` is the function that
 * needs a perceptron.
 *
 * @throws TypeError if there is no network or no data set, or if an array is of the wrong type.
 * @throws RangeError if the network is not a perceptron with one output, or if it does not fit the data set.
 */
export function perceptronPatterns(of: string, network: Network, data: Dataset): PerceptronPatterns {
  checkFit(network, data);
  if (network.selfCoupling !== undefined) {
    throw new RangeError(
      `${of} needs a perceptron, and the network is recurrent; the dynamics, such as asynchronousDynamics, look for its fixed points`,
    );
  }
  if (network.layers.length > 2 || data.classes !== undefined) {
    throw new RangeError(
      `${of} needs a perceptron with one output, and the layers are [${network.layers}]; build it with perceptron(data.inputs)`,
    );
  }
  return { inputs: data.inputs, patterns: data.patterns, ...patternArrays(network, data) };
}
