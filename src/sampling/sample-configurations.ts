import { checkCount, checkInteger, checkOptions, inWords } from '../base/check.js';
import { checkCurve } from '../base/curve.js';
import type { Columns } from '../base/frame.js';
import { sha256 } from '../base/hash.js';
import { checkSeed, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { BLOCK } from '../kernel/kernel.js';
import { makeProblem } from '../kernel/problem.js';
import { asGiven, type Given, identityOf } from '../run/identity.js';
import { inLongRun } from '../run/long-run.js';
import { LONG_RUN, type LongRunOptions, savedRun } from '../run/options.js';
import { type StoredTask, surroundings } from '../run/surroundings.js';
import type { Task } from '../run/task.js';
import { type DensityOfStates, isDensityOfStates, provenanceOf, type RunProvenance } from './density-of-states.js';
import { countIn, damaged, type Stored } from './stored.js';
import { completeWeights, knownLevels } from './weights.js';

/** Weight configurations of one energy, each equally likely. */
export interface Configurations {
  readonly format: 'weightspace/configurations';
  readonly name: string;
  /** P. */
  readonly patterns: number;
  /** M. */
  readonly weights: number;
  readonly energy: number;
  /** The configurations, M weights each, −1 or +1. */
  readonly configurations: readonly Int8Array[];
  /** How often the walks were looked at, at this energy or another, before there were enough. */
  readonly looks: number;
  readonly provenance: RunProvenance;
  /** The data set itself; absent in a result that was read from JSON. */
  readonly data?: Dataset;
}

export const CONFIGURATIONS = 'weightspace/configurations';
export const CONFIGURATIONS_VERSION = 1;

export interface SampleConfigurationsOptions extends LongRunOptions {
  /** Default 'configurations'. */
  readonly seed?: Seed;
  /** The data set: needed where the density of states was read from JSON. */
  readonly data?: Dataset;
}

const WALKERS = 8;
/** Looks per wanted configuration after which a walk gives up. About one in two is expected to find one. */
const MOST_LOOKS = 200;
/** Moves between two looks, for each weight, where nothing is known of how fast a walk goes from end to end. */
const MOVES_PER_WEIGHT = 50;

/**
 * `count` configurations with the energy `level`, each of the g(level) configurations equally likely. Walks with the weights
 * exp(−S) of `dos`, drawn to this level, are looked at in equal intervals, half a round trip long as `dos` measured it: what
 * they are at then, if at this level, is uniform there, and nearly independent from look to look. Results are kept as those
 * of `wangLandau` are.
 *
 * @throws RangeError if the level was never found.
 * @throws TypeError if the data set is missing, or is not the one of the density of states.
 * @throws Error if the walks hardly meet the level, and the reason of the signal if the run is stopped.
 */
export async function sampleConfigurations(
  dos: DensityOfStates,
  level: number,
  count: number,
  options: SampleConfigurationsOptions = {},
): Promise<Configurations> {
  checkOptions('sampleConfigurations', options, [...LONG_RUN, 'seed', 'data']);
  const { seed = 'configurations', data: _, ...steering } = options;
  checkSeed(seed);
  checkCurve(dos);
  if (!isDensityOfStates(dos)) {
    throw new TypeError(`the density of states is ${inWords(dos)}; give what wangLandau or enumerate made`);
  }
  checkInteger('level', level, 0, dos.patterns);
  checkCount('count', count, 'ask for at least 1 configuration');
  if (dos.entropy[level] === -Infinity) {
    throw new RangeError(`no configuration with energy ${level} was found; choose a level with a finite entropy`);
  }
  const given = givenTo(dos, options.data);
  const weights = drawnTo(level, dos.entropy);
  const spacing = Math.ceil(movesBetweenLooks(dos) / BLOCK);
  const about = { level, count, spacing, walk: sha256(weights.join(' ')) };
  const task = { sampler: 'sampleConfigurations', ...given, options: { ...steering, seed }, about };
  const plan = { level, count, seed, spacing, weights, about };
  return surroundings().keep(task, (kept) => collect(given, plan, { ...steering, ...kept }));
}

interface Collection {
  readonly level: number;
  readonly count: number;
  readonly seed: Seed;
  /** Blocks between two looks. */
  readonly spacing: number;
  readonly weights: Float64Array;
  readonly about: StoredTask['about'];
}

async function collect(given: Given, plan: Collection, options: LongRunOptions): Promise<Configurations> {
  const start = performance.now();
  const { network, data } = given;
  const { level, count, seed, about } = plan;
  const problem = makeProblem(network, data);
  const saved = savedRun(options);
  const identity = identityOf('sampleConfigurations', given, { ...about, seed });
  const unit = 'configurations';
  return inLongRun({ title: unit, unit, problem, seed, identity, options, saved }, async (run) => {
    run.expect(count);
    const walkers = Math.min(count, WALKERS);
    const found = await run.runTasks(`configurations/${level}`, walkers, startCollecting, (task, k) =>
      collectShare(task, plan, Math.floor(count / walkers) + (k < count % walkers ? 1 : 0)),
    );
    if (run.cancelled) throw options.signal?.reason ?? new Error('the sampling was stopped; run it again to go on');
    run.complete(0);
    return {
      format: CONFIGURATIONS,
      name: 'configurations',
      patterns: data.patterns,
      weights: network.weights,
      energy: level,
      configurations: found.flatMap((share) => share.found.map((bytes) => new Int8Array(bytes.slice().buffer))),
      looks: found.reduce((sum, share) => sum + share.looks, 0),
      provenance: provenanceOf(given, { name: 'sampleConfigurations', options: { ...about, seed } }, start),
      data,
    };
  });
}

interface SamplingState {
  phase: 'burning in' | 'looking';
  looks: number;
  readonly remaining: number[];
  /** Weight by weight, configuration after configuration, as bytes. */
  readonly found: Uint8Array[];
}

function startCollecting(): SamplingState {
  return { phase: 'burning in', looks: 0, remaining: [], found: [] };
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
      state.phase = 'looking';
      continue;
    }
    state.looks++;
    if (energy === plan.level) {
      state.found.push(new Uint8Array(weights.buffer.slice(0)));
      task.run.worked(1, detail);
    } else if (state.looks > MOST_LOOKS * (state.found.length + 1)) {
      throw new Error(
        `in ${state.looks} looks a walk met E = ${plan.level} ${state.found.length} times; ` +
          'its entropy is too uncertain there: sample the density of states with more moves, or choose another level',
      );
    }
  }
  return state;
}

/** S_w with which a walk spends about half of its time at the level. */
function drawnTo(level: number, entropy: Float64Array): Float64Array {
  const weights = completeWeights(entropy);
  weights[level]! -= Math.log(Math.max(1, knownLevels(entropy).length - 1));
  return weights;
}

function movesBetweenLooks({ diagnostics, weights }: DensityOfStates): number {
  const { counted, roundTrips } = diagnostics;
  const sweeps = MOVES_PER_WEIGHT * weights;
  return roundTrips > 0 ? Math.max(sweeps, counted / (2 * roundTrips)) : 4 * sweeps;
}

/** What a density of states is of. Data are known by their numbers, whatever their provenance says. */
function givenTo(dos: DensityOfStates, option: Dataset | undefined): Given {
  const data = option === undefined ? dos.data : option;
  if (data === undefined) {
    throw new TypeError('this density of states came without its data set; give it as the option `data`');
  }
  const { network, dataset } = dos.provenance;
  const given = asGiven(network, data);
  if (given.data.provenance.checksum !== dataset.checksum) {
    throw new TypeError(
      '`data` is not the data set of this density of states: their checksums differ; give the one that it was computed from, unchanged',
    );
  }
  return given;
}

/** One row per configuration: its weights w1 … wM. */
export function configurationColumns({ configurations, weights }: Configurations): Columns {
  const columns = Array.from({ length: weights }, (_, k) => [
    `w${k + 1}`,
    configurations.map((configuration) => configuration[k]!),
  ]);
  return Object.fromEntries(columns);
}

const SIGNS = /^[+-]+$/;

/** A configuration in JSON: a sign for each weight. */
export function signsOf(configuration: Int8Array): string {
  return Array.from(configuration, (weight) => (weight > 0 ? '+' : '-')).join('');
}

/** @throws TypeError unless the stored configurations are whole. */
export function readConfigurations(stored: Stored): Configurations {
  const { name, energy, configurations, provenance } = stored as unknown as Configurations;
  const weights = countIn(stored, 'weights');
  const patterns = countIn(stored, 'patterns');
  if (typeof name !== 'string') throw damaged(stored, '`name` should be text');
  if (!(Number.isInteger(energy) && energy >= 0 && energy <= patterns)) {
    throw damaged(stored, '`energy` should be a level');
  }
  const isWhole = (signs: unknown) => typeof signs === 'string' && signs.length === weights && SIGNS.test(signs);
  if (!Array.isArray(configurations) || !configurations.every(isWhole)) {
    throw damaged(stored, `\`configurations\` should have ${weights} signs each`);
  }
  if (typeof provenance?.dataset !== 'object') throw damaged(stored, '`provenance` should name its data set');
  const looks = countIn(stored, 'looks');
  return {
    format: CONFIGURATIONS,
    name,
    patterns,
    weights,
    energy,
    configurations: configurations.map((signs: string) => Int8Array.from(signs, (sign) => (sign === '+' ? 1 : -1))),
    looks,
    provenance,
  };
}
