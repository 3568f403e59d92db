import { checkChoice, checkInteger, checkOptions, inWords } from '../base/check.js';
import { logSumExp } from '../base/curve.js';
import { checkSeed, type Seed } from '../base/seed.js';
import { version } from '../base/version.js';
import { asItIs, type Dataset } from '../dataset/dataset.js';
import { type Problem, withDistance, withErrors } from '../kernel/problem.js';
import { checkFit, checkWeights } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { asGiven, type Given, identityOf } from '../run/identity.js';
import { LONG_RUN, LongRun, type LongRunOptions, savedRun } from '../run/long-run.js';
import { DensityOfStates, type RunProvenance } from './density-of-states.js';
import type { Diagnostics } from './diagnostics.js';
import { ENUMERATE, type EnumerateOptions, enumerateProblem } from './enumerate.js';
import {
  type AxisBins,
  type ByEnergy,
  byEnergy,
  exactMeans,
  type JointDensityOfStates,
  sampledMeans,
  widenedError,
} from './joint-density.js';
import { ONE_OVER_T, type OneOverTProtocol, oneOverTPlan, runOneOverT } from './one-over-t.js';

/** What to count along with the training errors. */
export type Axis =
  | {
      /** The errors on other patterns, test data say. */
      readonly of: 'errors';
      readonly data: Dataset;
      /** Bins of about equal width. Default: one for each number, but at most 64. */
      readonly bins?: number;
    }
  | {
      /** The number d of weights that differ from a reference configuration: the overlap with it is q = 1 − 2d/M. */
      readonly of: 'distance';
      /** M weights, −1 or +1. */
      readonly from: ArrayLike<number>;
      readonly bins?: number;
    };

export type JointOptions = LongRunOptions & { readonly seed: Seed } & OneOverTProtocol;

const MOST_BINS = 64;

/**
 * The joint density of states g(E, Q) by the same sampling as `wangLandau`, flat over all (E, Q). With test errors as Q it
 * gives the mean test error at each training error, with the distance from a solution the number of solutions around it (the
 * Franz–Parisi entropy). Default moves: 2·10⁴ for each bin, at least 5·10⁶.
 *
 * @throws TypeError if an option or a part of the axis has another name, and if the axis is of something else.
 * @throws RangeError if an option is out of its range, and if network, data set and axis do not fit.
 */
export async function jointWangLandau(
  network: Network,
  data: Dataset,
  axis: Axis,
  options: JointOptions,
): Promise<JointDensityOfStates> {
  const start = performance.now();
  checkOptions('jointWangLandau', options, ['seed', ...LONG_RUN, ...ONE_OVER_T]);
  checkSeed(options?.seed);
  checkChoice('protocol', options.protocol ?? '1/t', ['1/t']);
  const problem = jointProblem(network, data, axis);
  const given = asGiven(network, data);
  const second = axisAsGiven(axis);
  const saved = savedRun(options);
  const plan = { ...oneOverTPlan(options, saved), seed: options.seed };
  const identity = identityOf('jointWangLandau', given, { ...plan, ...axisIdentity(second) });
  const run = new LongRun({ title: 'joint Wang–Landau', unit: 'moves', problem, identity, options, saved });
  try {
    const sampled = await runOneOverT(run, plan, new Uint8Array(problem.levels).fill(1));
    const seconds = (performance.now() - start) / 1000;
    const method = { name: 'jointWangLandau', options: { ...plan, ...sampled.resolved, ...axisIdentity(second) } };
    const meanGivenEnergy = sampledMeans(sampled, axisBins(given.network, second).values);
    return joined(given, second, { ...sampled, meanGivenEnergy, kind: 'sampled', method, seconds });
  } finally {
    run.close();
  }
}

/**
 * The exact joint density of states, one configuration after the other.
 *
 * @throws as `enumerate` does, and if the axis does not fit.
 */
export async function jointEnumerate(
  network: Network,
  data: Dataset,
  axis: Axis,
  options: EnumerateOptions = {},
): Promise<JointDensityOfStates> {
  const start = performance.now();
  checkOptions('jointEnumerate', options, ENUMERATE);
  const problem = jointProblem(network, data, axis);
  const given = asGiven(network, data);
  const second = axisAsGiven(axis);
  const identity = identityOf('jointEnumerate', given, axisIdentity(second));
  const { visits, sums, diagnostics } = await enumerateProblem(problem, identity, options);
  const entropy = visits.map(Math.log);
  const method = { name: 'jointEnumerate', options: axisIdentity(second) };
  const seconds = (performance.now() - start) / 1000;
  const standardError = new Float64Array(visits.length);
  return joined(given, second, {
    kind: 'exact',
    entropy,
    standardError,
    visits,
    sums,
    leftOut: [],
    meanGivenEnergy: exactMeans({ visits, sums }, binsOf(given.network, second)),
    diagnostics,
    method,
    seconds,
  });
}

function jointProblem(network: Network, data: Dataset, axis: Axis): Problem {
  const of: string | undefined = axis?.of;
  if (of !== 'errors' && of !== 'distance') {
    throw new TypeError(`the axis is of ${inWords(of)}; choose { of: 'errors', data } or { of: 'distance', from }`);
  }
  checkOptions('the axis', axis, axis.of === 'errors' ? ['of', 'data', 'bins'] : ['of', 'from', 'bins']);
  checkFit(network, axis.of === 'errors' ? axis.data : data);
  const bins = binsOf(network, axis);
  if (axis.of === 'errors') return withErrors(network, data, axis.data, bins);
  checkWeights('from', axis.from, network);
  return withDistance(network, data, Int32Array.from(axis.from), bins);
}

/** The axis as it is when the run begins. */
function axisAsGiven(axis: Axis): Axis {
  return axis.of === 'errors' ? { ...axis, data: asItIs(axis.data) } : { ...axis, from: Array.from(axis.from) };
}

function largestOf(network: Network, axis: Axis): number {
  return axis.of === 'errors' ? axis.data.patterns : network.weights;
}

function binsOf(network: Network, axis: Axis): number {
  const values = largestOf(network, axis) + 1;
  const { bins = Math.min(values, MOST_BINS) } = axis;
  checkInteger('bins', bins, 1, values);
  return bins;
}

function axisIdentity(axis: Axis) {
  const bins = axis.bins ?? null;
  if (axis.of === 'errors') return { axis: axis.of, axisData: axis.data.provenance.checksum, bins };
  return { axis: axis.of, from: Array.from(axis.from).join(' '), bins };
}

interface Counted {
  readonly kind: 'exact' | 'sampled';
  readonly entropy: Float64Array;
  readonly standardError: Float64Array;
  readonly visits: Float64Array;
  readonly sums: Float64Array;
  readonly meanGivenEnergy: ByEnergy;
  readonly leftOut: readonly Float64Array[];
  readonly diagnostics: Diagnostics;
  readonly method: RunProvenance['method'];
  readonly seconds: number;
}

function joined({ network, data }: Given, axis: Axis, counted: Counted): JointDensityOfStates {
  const { kind, entropy, standardError, visits, sums, meanGivenEnergy, leftOut, diagnostics } = counted;
  const bins = axisBins(network, axis);
  const rows = (values: Float64Array) => byEnergy(values, bins.values.length);
  const marginals = (values: Float64Array) => Float64Array.from(rows(values), logSumExp);
  const error = (ofRun: (values: Float64Array) => Float64Array): Float64Array => {
    const runs = leftOut.map(ofRun);
    return Float64Array.from({ length: data.patterns + 1 }, (_, energy) =>
      kind === 'exact' ? 0 : widenedError(runs.map((run) => run[energy]!)),
    );
  };
  return {
    kind,
    patterns: data.patterns,
    weights: network.weights,
    axis: bins,
    entropy,
    standardError,
    visits,
    sums,
    marginal: new DensityOfStates({
      name: kind === 'exact' ? 'enumeration' : 'joint Wang–Landau',
      kind,
      patterns: data.patterns,
      weights: network.weights,
      entropy: marginals(entropy),
      standardError: error(marginals),
      visits: Float64Array.from(rows(visits), (row) => row.reduce((sum, count) => sum + count, 0)),
      diagnostics,
      provenance: {
        dataset: data.provenance,
        network,
        method: counted.method,
        version,
        seconds: counted.seconds,
      },
      data,
    }),
    meanGivenEnergy,
    data,
  };
}

function axisBins(network: Network, axis: Axis): AxisBins {
  const bins = binsOf(network, axis);
  const values = largestOf(network, axis) + 1;
  // The first value whose bin, floor(value · bins / values), this is.
  const lowest = Int32Array.from({ length: bins }, (_, bin) => Math.ceil((bin * values) / bins));
  const highest = lowest.map((_, bin) => (bin + 1 < bins ? lowest[bin + 1]! : values) - 1);
  return {
    name: axis.of === 'errors' ? 'errors on other patterns' : 'distance from the reference',
    lowest,
    highest,
    values: Float64Array.from(lowest, (low, bin) => (low + highest[bin]!) / 2),
  };
}
