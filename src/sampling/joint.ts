import { checkChoice, checkOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import type { Checkpoint } from '../run/checkpoint.js';
import { identityOf } from '../run/identity.js';
import { inLongRun } from '../run/long-run.js';
import { LONG_RUN, type LongRunOptions, savedRun } from '../run/options.js';
import { keepResult } from '../run/surroundings.js';
import { makeDensityOfStates, provenanceOf, type RunProvenance } from './density-of-states.js';
import type { Diagnostics } from './diagnostics.js';
import { ENUMERATE, type EnumerateOptions, enumerateProblem } from './enumerate.js';
import { checkJointAccuracy, type JointAccuracy, jointAccuracyOf } from './joint-accuracy.js';
import {
  type Axis,
  axisBins,
  countNearReference,
  type EnergyRange,
  type JointSystem,
  jointProblem,
  jointSystem,
} from './joint-axis.js';
import { JOINT_DENSITY_OF_STATES, type JointDensityOfStates } from './joint-density.js';
import { type ByEnergy, byEnergy, exactMeans, marginalOf, sampledMeans, widenedError } from './mean-given-energy.js';
import { type Counted, runOneOverT } from './one-over-t.js';
import { ONE_OVER_T, type OneOverTProtocol, oneOverTPlan } from './plan.js';

export type JointOptions = LongRunOptions & {
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /**
   * Confines the walks to energies up to `highest`, which takes several times fewer moves where only low energies are of
   * interest: the solutions around a reference, for example. For the distance from a reference whose energy is not above
   * `highest`. The entropies are normalised by the configurations at distances 0 and 1, whose number is known exactly;
   * those above `highest` are −∞. A ceiling that is too low may cut the configurations below it apart: compare with a
   * higher one. Default: all energies.
   */
  readonly energies?: EnergyRange;
  /**
   * Count until every error bar is at most this large, and the walkers have made their round trips: that of the mean of
   * the second axis at each energy, `{ of: 'mean', error: 0.1 }`, or of S(E, Q), `{ of: 'entropy', error: 0.05, level: 0 }`
   * at one energy. It is judged each time that the count has doubled. `moves` are then the most of them, by default a
   * hundred times as many as usual; if they are spent before, the verdict says what more would cost. Default: the run
   * makes all its `moves`.
   */
  readonly accuracy?: JointAccuracy;
} & Omit<OneOverTProtocol, 'accuracy' | 'guide'>;

/** A guide leads to low energies, whatever the second axis. */
const SCHEDULE = ONE_OVER_T.filter((name) => name !== 'guide');

/**
 * The joint density of states g(E, Q) by the same sampling as `wangLandau`, flat over all (E, Q). With test errors as Q
 * it yields the mean test error at each training error; with the distance from a solution, the number of solutions
 * around it (the Franz–Parisi entropy). Default moves: 2·10⁴ for each bin, at least 5·10⁶. With `energies` only low
 * energies are sampled. Results are kept as those of `wangLandau` are.
 *
 * @example
 * ```ts
 * import { jointWangLandau, perceptron, teacherPatterns, teacherWeights, toFrame, verdict } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 10, seed: 'patterns' });
 * const teacher = teacherWeights({ inputs: 21, seed: 'patterns' });
 * const joint = await jointWangLandau(
 *   perceptron(21),
 *   data,
 *   { of: 'distance', from: teacher }, // the second number: the Hamming distance from the teacher
 *   { seed: 'walk', moves: 2e5, learningMoves: 2e6 },
 * );
 * console.log(verdict(joint));
 * toFrame(joint).print(); // E, the distance from the teacher, ln g(E, distance)
 * ```
 * @throws TypeError if an option is unknown or of the wrong type, the axis is of another kind, or the checkpoint is not
 * one of this run.
 * @throws RangeError if an option is out of range, if network, data set and axis do not fit, or if `energies` is given for
 * another axis, wider bins or a reference of higher energy.
 * @throws Error if the checkpoint cannot be read or written.
 */
export async function jointWangLandau(
  network: Network,
  data: Dataset,
  axis: Axis,
  options: JointOptions,
): Promise<JointDensityOfStates> {
  checkOptions('jointWangLandau', options, ['seed', 'energies', ...LONG_RUN, ...SCHEDULE]);
  checkSeed(options?.seed);
  checkChoice('protocol', options.protocol ?? '1/t', ['1/t']);
  const system = jointSystem(network, data, axis, options.energies);
  if (options.accuracy !== undefined) checkJointAccuracy(options.accuracy, system.ceiling ?? system.data.patterns);
  // A job of a cluster would find it only after its time in the queue.
  if (options.checkpoint === undefined) planOf(options, undefined);
  return keepResult({ sampler: 'jointWangLandau', ...system, options }, (kept) =>
    sample(system, { ...options, ...kept }),
  );
}

async function sample(system: JointSystem, options: JointOptions): Promise<JointDensityOfStates> {
  const start = performance.now();
  const problem = jointProblem(system);
  const saved = savedRun(options);
  const plan = planOf(options, saved);
  const identity = identityOf('jointWangLandau', system, { ...plan, ...system.about });
  const title = 'joint Wang–Landau';
  const known = countNearReference(system);
  return inLongRun({ title, unit: 'moves', problem, seed: plan.seed, identity, options, saved }, async (run) => {
    const { values } = axisBins(system);
    const reached = (counted: Counted) => jointAccuracyOf(counted, options.accuracy!, values);
    const sampled = await runOneOverT(run, plan, new Uint8Array(problem.levels).fill(1), reached, known);
    const method = { name: 'jointWangLandau', options: { ...plan, ...sampled.resolved, ...system.about } };
    const meanGivenEnergy = sampledMeans(sampled, values);
    return joined(system, {
      ...sampled,
      meanGivenEnergy,
      kind: 'sampled',
      provenance: provenanceOf(system, method, start),
    });
  });
}

function planOf(options: JointOptions, saved: Checkpoint | undefined) {
  const { accuracy, ...schedule } = options;
  return { ...oneOverTPlan(schedule, saved), ...(accuracy !== undefined && { accuracy: { ...accuracy } }) };
}

/**
 * The exact joint density of states: E and Q of every one of the 2^M configurations.
 *
 * @example
 * ```ts
 * import { jointEnumerate, perceptron, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const from = teacherWeights({ inputs: 21, seed: 'patterns' });
 * const joint = await jointEnumerate(perceptron(21), data, { of: 'distance', from });
 * console.log(joint.meanGivenEnergy.mean); // the mean distance from the teacher at each energy
 * ```
 * @throws RangeError if it would take longer than `maximumSeconds`, there are more than 2^53 configurations, an option
 * is out of range, or network, data set and axis do not fit.
 * @throws TypeError if an option is unknown or of the wrong type, the axis is of another kind, or the checkpoint is not
 * one of this run.
 * @throws Error if the checkpoint cannot be read or written, its counts do not add up to 2^M, or the run is stopped:
 * then the reason of the signal.
 */
export async function jointEnumerate(
  network: Network,
  data: Dataset,
  axis: Axis,
  options: EnumerateOptions = {},
): Promise<JointDensityOfStates> {
  checkOptions('jointEnumerate', options, ENUMERATE);
  const system = jointSystem(network, data, axis);
  return keepResult({ sampler: 'jointEnumerate', ...system, options }, (kept) =>
    count(system, { ...options, ...kept }),
  );
}

async function count(system: JointSystem, options: EnumerateOptions): Promise<JointDensityOfStates> {
  const start = performance.now();
  const identity = identityOf('jointEnumerate', system, system.about);
  const { visits, sums, diagnostics } = await enumerateProblem(jointProblem(system), identity, options);
  return joined(system, {
    kind: 'exact',
    entropy: visits.map(Math.log),
    standardError: new Float64Array(visits.length),
    visits,
    sums,
    leftOut: [],
    meanGivenEnergy: exactMeans({ visits, sums }, system.bins),
    diagnostics,
    provenance: provenanceOf(system, { name: 'jointEnumerate', options: system.about }, start),
  });
}

interface Parts {
  readonly kind: 'exact' | 'sampled';
  readonly entropy: Float64Array;
  readonly standardError: Float64Array;
  readonly visits: Float64Array;
  readonly sums: Float64Array;
  readonly meanGivenEnergy: ByEnergy;
  readonly leftOut: readonly Float64Array[];
  readonly diagnostics: Diagnostics;
  readonly provenance: RunProvenance;
}

function joined(system: JointSystem, counted: Parts): JointDensityOfStates {
  const { kind, entropy, standardError, visits, sums, meanGivenEnergy, diagnostics, provenance } = counted;
  const { network, data, bins, ceiling } = system;
  const { patterns } = data;
  const { weights } = network;
  const name = kind === 'exact' ? 'enumeration' : `joint Wang–Landau${ceiling === undefined ? '' : `, E ≤ ${ceiling}`}`;
  return {
    format: JOINT_DENSITY_OF_STATES,
    name,
    kind,
    patterns,
    weights,
    axis: axisBins(system),
    entropy,
    standardError,
    visits,
    sums,
    marginal: makeDensityOfStates({
      name,
      kind,
      patterns,
      weights,
      entropy: marginalOf(entropy, bins),
      standardError: marginalError(counted, system),
      visits: Float64Array.from(byEnergy(visits, bins), (row) => row.reduce((sum, one) => sum + one, 0)),
      diagnostics,
      provenance,
      data,
    }),
    meanGivenEnergy,
    data,
  };
}

function marginalError({ kind, leftOut }: Parts, { data, bins }: JointSystem): Float64Array {
  const runs = leftOut.map((entropy) => marginalOf(entropy, bins));
  return Float64Array.from({ length: data.patterns + 1 }, (_, energy) =>
    kind === 'exact' ? 0 : widenedError(runs.map((run) => run[energy]!)),
  );
}
