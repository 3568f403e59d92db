import type { Dataset } from '../dataset/dataset.js';
import { arithmetic, INT16_REACH } from '../dataset/grid.js';
import { checkFit, winsOver, winsTie } from '../network/energy.js';
import type { Network } from '../network/network.js';

/** Patterns that the kernel has room for. */
export const MAX_PATTERNS = 2048;

/** Weights that the kernel has room for. */
const MAX_WEIGHTS = 2 ** 24;

/** Classes that the kernel has room for, and hidden units below an output for classes. */
export const MAX_CLASSES = 16;
const MAX_HIDDEN_OF_CLASSES = 16_000;

/** The kernel's number for each way of computing. */
export const MODEL = {
  sign64: 0,
  sign128: 1,
  signWide: 2,
  int16: 3,
  int32: 4,
  twoLayer64: 5,
  twoLayer128: 6,
  deepSign: 7,
  deep16: 8,
  deep32: 9,
  classes16: 10,
  classes32: 11,
} as const;

export type ModelName = keyof typeof MODEL;

/** A network on a data set, as the kernel wants it: plain data that can be sent to a thread. */
export interface Problem {
  readonly model: ModelName;
  readonly inputs: number;
  readonly patterns: number;
  /** Levels are 0 … levels − 1: the energies or, with a second axis, energy · stride + bin. */
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
   * What the tie rule adds to each pattern's output field: the pattern is right where σ · field + offset > 0. With several
   * outputs, for each pattern and each of them, what it adds to the lead of the pattern's class over that output.
   */
  readonly offsets: Int32Array;
  /** The second axis of a joint density of states. */
  readonly axis?: ProblemAxis;
  /** True where turning weights round gives each configuration of energy E one of energy P − E: g(E) = g(P − E). */
  readonly symmetric: boolean;
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
 * Puts a network and a data set together. All is copied: what happens to the arrays of the data set later changes no run.
 *
 * @throws TypeError if there is no network or no data set, or if an array is of the wrong type.
 * @throws RangeError if a number of either is wrong, if they do not fit, or if the kernel has no room.
 */
export function makeProblem(network: Network, data: Dataset): Problem {
  checkRoom(network, data);
  return {
    model: chooseModel(network, data),
    inputs: data.inputs,
    patterns: data.patterns,
    levels: data.patterns + 1,
    stride: 1,
    weights: network.weights,
    units: network.layers.slice(1),
    committee: network.committee,
    ...patternArrays(network, data),
    symmetric: isSymmetric(network, data),
  };
}

/** The same with the errors on other patterns as the second axis, from 0 to their number. */
export function withErrors(network: Network, data: Dataset, others: Dataset, bins: number): Problem {
  checkRoom(network, others);
  const problem = makeProblem(network, data);
  const axis = { of: 'errors', patterns: others.patterns, ...patternArrays(network, others) } as const;
  return addAxis(
    { ...problem, model: jointModel(problem.model, chooseModel(network, others)) },
    axis,
    others.patterns,
    bins,
  );
}

/** The same with the distance from a reference configuration as the second axis, from 0 to M. */
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
    symmetric: false,
  };
}

/** A model that serves both sets of patterns, and of which an instance of the kernel can hold two. */
function jointModel(first: ModelName, second: ModelName): ModelName {
  const names = [first, second];
  const wide = names.some((name) => name.endsWith('32'));
  if (first.startsWith('classes')) return wide ? 'classes32' : 'classes16';
  if (names.every((name) => name.startsWith('twoLayer') || name === 'deepSign')) return 'deepSign';
  if (first.startsWith('deep') || first.startsWith('twoLayer')) return wide ? 'deep32' : 'deep16';
  return wide ? 'int32' : 'int16';
}

function patternArrays(network: Network, data: Dataset): PatternArrays {
  const isPerceptron = network.layers.length === 2 && data.classes === undefined;
  const values = isPerceptron
    ? data.values.map((value, k) => value * data.labels[Math.floor(k / data.inputs)])
    : data.values.slice();
  return {
    values: arithmetic(data) === 'sign' ? Int8Array.from(values) : values,
    labels: Int32Array.from(data.labels),
    offsets: tieOffsets(network, data),
  };
}

/** 1 where a field of zero, or a lead of zero over an output, is right. */
function tieOffsets({ layers, tie }: Network, { labels }: Dataset): Int32Array {
  const outputs = layers.at(-1) ?? 1;
  return Int32Array.from({ length: labels.length * outputs }, (_, k) => {
    const label = labels[Math.floor(k / outputs)]!;
    const isRight = outputs === 1 ? winsTie(label, tie) : winsOver(k % outputs, label, tie);
    return isRight ? 1 : 0;
  });
}

function checkRoom(network: Network, data: Dataset): void {
  checkFit(network, data);
  if (data.patterns > MAX_PATTERNS) {
    throw new RangeError(
      `the data set has ${data.patterns} patterns; the kernel has room for ${MAX_PATTERNS}, use fewer`,
    );
  }
  if (network.weights > MAX_WEIGHTS) {
    throw new RangeError(
      `the network has ${network.weights} weights; the kernel has room for ${MAX_WEIGHTS}, use fewer units`,
    );
  }
  checkClasses(network);
}

function checkClasses({ layers }: Network): void {
  const [hidden, outputs] = [layers.at(-2) ?? 0, layers.at(-1) ?? 0];
  if (outputs > MAX_CLASSES) {
    throw new RangeError(
      `the network has ${outputs} outputs; the kernel has room for ${MAX_CLASSES} classes, use fewer`,
    );
  }
  if (outputs > 1 && layers.length > 2 && hidden > MAX_HIDDEN_OF_CLASSES) {
    throw new RangeError(
      `the last hidden layer has ${hidden} units; below several outputs the kernel has room for ${MAX_HIDDEN_OF_CLASSES}, use fewer`,
    );
  }
}

/**
 * Turning all weights of the output round turns the output round, if its field is never zero. Where the output weights are
 * fixed, the hidden weights do the same, if no hidden field is ever zero either. A field has the parity of the sum of its
 * inputs: an odd one is never zero. With several outputs no such map is known: the largest becomes the smallest.
 */
function isSymmetric(network: Network, data: Dataset): boolean {
  const outputFanIn = network.layers.at(-2) ?? 0;
  if (data.classes !== undefined) return false;
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

function chooseModel(network: Network, data: Dataset): ModelName {
  const kind = arithmetic(data);
  if (network.layers.length === 2 && data.classes !== undefined) {
    return kind === 'int32' || data.inputs > INT16_REACH ? 'classes32' : 'classes16';
  }
  if (network.layers.length === 3 && data.classes === undefined && kind === 'sign' && data.patterns <= 128) {
    return data.patterns <= 64 ? 'twoLayer64' : 'twoLayer128';
  }
  if (network.layers.length > 2) return kind === 'sign' ? 'deepSign' : kind === 'int16' ? 'deep16' : 'deep32';
  if (kind !== 'sign') return kind;
  if (data.patterns <= 64) return 'sign64';
  return data.patterns <= 128 ? 'sign128' : 'signWide';
}
