import { checkCount, checkInteger, checkOptions } from '../base/check.js';
import { sha256 } from '../base/hash.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { makeProblem } from '../kernel/problem.js';
import { BLOCK } from '../kernel/walk.js';
import { checkedSystem, identityOf, type System } from '../run/identity.js';
import { inLongRun } from '../run/long-run.js';
import { LONG_RUN, type LongRunOptions, savedRun } from '../run/options.js';
import type { StoredTask } from '../run/stored-task.js';
import { checkEngine, surroundings } from '../run/surroundings.js';
import type { Task } from '../run/task.js';
import { CONFIGURATIONS, type Configurations } from './configurations.js';
import { checkDensityOfStates, type DensityOfStates, provenanceOf } from './density-of-states.js';
import { completeWeights, knownLevels } from './weights.js';

export interface SampleConfigurationsOptions extends LongRunOptions {
  /** Default 'configurations'. */
  readonly seed?: Seed;
  /** The data set; required if the density of states was read from JSON. */
  readonly data?: Dataset;
  /**
   * Moves of each walk from one observation to the next. Default: half a round trip, as measured by `dos`, but at least 50
   * for each weight; 200 for each weight if there were none. Round trips lead to the rarest energies on both sides, and
   * where those on the other side are not of interest, a smaller number of your own saves time. If it is too small,
   * successive configurations are alike: compare their overlaps with those of others.
   */
  readonly spacing?: number;
}

const WALKERS = 8;

/** Observations for each configuration after which a walk fails. About every second one should find a configuration. */
const MOST_OBSERVATIONS = 200;

/** Moves between two observations, for each weight, if no round trips were measured. */
const MOVES_PER_WEIGHT = 50;

/**
 * Draws `count` configurations with the energy `level`, each of the g(level) configurations equally likely. Walks with
 * the weights exp(−S) of `dos`, biased towards this level, are observed every half round trip, as measured by `dos`, or
 * as often as `spacing` says.
 * The configurations observed at this level are uniform there, and successive ones nearly independent. Results are kept
 * as those of `wangLandau` are.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, sampleConfigurations } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const dos = await enumerate(perceptron(21), data);
 * const { configurations } = await sampleConfigurations(dos, 2, 100, { data, seed: 'draw' }); // 100 with two errors
 * console.log(configurations.length);
 * ```
 * @throws RangeError if `level` was never found, `count` is not a whole number of at least 1, or an option is out of
 * range.
 * @throws TypeError if `dos` is not a density of states, the data set is missing or not that of `dos`, or an option is
 * unknown or of the wrong type.
 * @throws Error if the walks hardly reach the level, or if the run is stopped: then the reason of the signal.
 */
export async function sampleConfigurations(
  dos: DensityOfStates,
  level: number,
  count: number,
  options: SampleConfigurationsOptions = {},
): Promise<Configurations> {
  checkOptions('sampleConfigurations', options, [...LONG_RUN, 'seed', 'data', 'spacing']);
  const { seed = 'configurations', data: _, spacing: moves, ...steering } = options;
  checkSeed(seed);
  checkDensityOfStates(dos);
  checkInteger('level', level, 0, dos.patterns);
  checkCount('count', count, 'ask for at least 1 configuration');
  if (moves !== undefined) checkCount('spacing', moves, 'give at least 1 move');
  if (dos.entropy[level] === -Infinity) {
    throw new RangeError(`no configuration with energy ${level} was found; choose a level with a finite entropy`);
  }
  const system = originOf(dos, options.data);
  const weights = weightsTowards(level, dos.entropy);
  const spacing = Math.ceil((moves ?? movesBetweenObservations(dos)) / BLOCK);
  const about = { level, count, spacing, walk: sha256(weights.join(' ')) };
  const task = { sampler: 'sampleConfigurations', ...system, options: { ...steering, seed }, about };
  const plan = { level, count, seed, spacing, weights, about };
  // A job of a cluster would not know the weights of the walk.
  checkEngine(steering.engine);
  return surroundings().keep(task, (kept) => collect(system, plan, { ...steering, ...kept }));
}

interface Collection {
  readonly level: number;
  readonly count: number;
  readonly seed: Seed;
  /** Blocks between two observations. */
  readonly spacing: number;
  readonly weights: Float64Array;
  readonly about: StoredTask['about'];
}

async function collect(system: System, plan: Collection, options: LongRunOptions): Promise<Configurations> {
  const start = performance.now();
  const { network, data } = system;
  const { level, count, seed, about } = plan;
  const problem = makeProblem(network, data);
  const saved = savedRun(options);
  const identity = identityOf('sampleConfigurations', system, { ...about, seed });
  const unit = 'configurations';
  return inLongRun({ title: unit, unit, problem, seed, identity, options, saved }, async (run) => {
    run.expect(count);
    const walkers = Math.min(count, WALKERS);
    const found = await run.runTasks(`configurations/${level}`, walkers, startCollecting, (task, k) =>
      collectShare(task, plan, Math.floor(count / walkers) + (k < count % walkers ? 1 : 0)),
    );
    if (run.cancelled) throw options.signal?.reason ?? new Error('the sampling was stopped; run it again to resume');
    run.complete(0);
    return {
      format: CONFIGURATIONS,
      name: 'configurations',
      patterns: data.patterns,
      weights: network.weights,
      energy: level,
      configurations: found.flatMap((share) => share.found.map((bytes) => new Int8Array(bytes.slice().buffer))),
      observations: found.reduce((sum, share) => sum + share.observations, 0),
      provenance: provenanceOf(system, { name: 'sampleConfigurations', options: { ...about, seed } }, start),
      data,
    };
  });
}

interface SamplingState {
  phase: 'burning in' | 'observing';
  observations: number;
  readonly remaining: number[];
  /** The weights of each configuration, as bytes. */
  readonly found: Uint8Array[];
}

function startCollecting(): SamplingState {
  return { phase: 'burning in', observations: 0, remaining: [], found: [] };
}

async function collectShare(task: Task<SamplingState>, plan: Collection, share: number): Promise<SamplingState> {
  const { state } = task;
  if (task.walks.length === 0) {
    await (await task.addWalk(task.seed)).setEntropy(plan.weights);
    state.remaining.push(10 * plan.spacing);
  }
  const detail = { detail: `at E = ${plan.level}` };
  while (state.found.length < share) {
    if (!(await task.advance(state.remaining, () => 0, detail))) break;
    const { energy, weights } = await task.walks[0]!.view();
    state.remaining[0] = plan.spacing;
    if (state.phase === 'burning in') {
      state.phase = 'observing';
      continue;
    }
    state.observations++;
    if (energy === plan.level) {
      state.found.push(new Uint8Array(weights.buffer.slice(0)));
      task.run.worked(1, detail);
    } else if (state.observations > MOST_OBSERVATIONS * (state.found.length + 1)) {
      throw new Error(
        `a walk was at E = ${plan.level} in ${state.found.length} of ${state.observations} observations: ` +
          'the entropy there is too uncertain; sample the density of states with more moves, or choose another level',
      );
    }
  }
  return state;
}

/** S_w for which a walk spends about half of its time at the level. */
function weightsTowards(level: number, entropy: Float64Array): Float64Array {
  const weights = completeWeights(entropy);
  weights[level]! -= Math.log(Math.max(1, knownLevels(entropy).length - 1));
  return weights;
}

function movesBetweenObservations({ diagnostics, weights }: DensityOfStates): number {
  const { counted, roundTrips } = diagnostics;
  const sweeps = MOVES_PER_WEIGHT * weights;
  return roundTrips > 0 ? Math.max(sweeps, counted / (2 * roundTrips)) : 4 * sweeps;
}

/**
 * The network and data of a density of states. Data are identified by their numbers, whatever their provenance says.
 */
function originOf(dos: DensityOfStates, option: Dataset | undefined): System {
  const data = option === undefined ? dos.data : option;
  if (data === undefined) {
    throw new TypeError('the density of states has no data set; give it as the option `data`');
  }
  const { network, dataset } = dos.provenance;
  const system = checkedSystem(network, data);
  if (system.data.provenance.checksum !== dataset.checksum) {
    throw new TypeError(
      '`data` is not the data set of this density of states: their checksums differ; give the one from which it was computed, unchanged',
    );
  }
  return system;
}
