import { createHash } from 'node:crypto';
import { checkCount, checkInteger, checkOptions, inWords } from '../base/check.js';
import { checkCurve } from '../base/curve.js';
import { checkSeed, type Seed, subSeed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { BLOCK } from '../kernel/kernel.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import { asGiven, type Given, identityOf } from '../run/identity.js';
import { LONG_RUN, LongRun, type LongRunOptions, savedRun } from '../run/long-run.js';
import type { Task } from '../run/task.js';
import type { DensityOfStates } from './density-of-states.js';
import { completeWeights, knownLevels } from './learning.js';

export interface SampleConfigurationsOptions extends LongRunOptions {
  /** Default 'configurations'. */
  readonly seed?: Seed;
  /** The data set: needed where the density of states was read from JSON. */
  readonly data?: Dataset;
}

interface SamplingState {
  phase: 'burning in' | 'looking';
  looks: number;
  readonly left: number[];
  /** Weight by weight, configuration after configuration, as bytes. */
  found: Uint8Array[];
}

const WALKERS = 8;
/** Looks per wanted configuration after which a walk gives up. About one in two is expected to find one. */
const MOST_LOOKS = 200;
/** Moves between two looks, for each weight, where nothing is known of how fast a walk goes from end to end. */
const MOVES_PER_WEIGHT = 50;

/**
 * `count` weight vectors (−1 or +1 each) with the energy `level`, each of the g(level) configurations equally likely. Walks
 * with the weights exp(−S) of `dos`, drawn to this level, are looked at in equal intervals, half a round trip long as `dos`
 * measured it: what they are at then, if at this level, is uniform there, and nearly independent from look to look.
 *
 * Throws a sentence where the level was never found, where the data set is missing or another, and where the walks hardly
 * meet the level.
 */
export async function sampleConfigurations(
  dos: DensityOfStates,
  level: number,
  count: number,
  options: SampleConfigurationsOptions = {},
): Promise<Int8Array[]> {
  checkOptions('sampleConfigurations', options, [...LONG_RUN, 'seed', 'data']);
  const { seed = 'configurations' } = options;
  checkSeed(seed);
  checkCurve(dos);
  if (!dos.provenance?.network || !dos.provenance.dataset || typeof dos.diagnostics?.roundTrips !== 'number') {
    throw new TypeError(`the density of states is ${inWords(dos)}; give what wangLandau or enumerate made`);
  }
  checkInteger('level', level, 0, dos.patterns);
  checkCount('count', count, 'ask for at least 1 configuration');
  if (dos.entropy[level] === -Infinity) {
    throw new RangeError(`no configuration with energy ${level} was found; choose a level with a finite entropy`);
  }
  const { problem, given } = givenTo(dos, options.data);
  const saved = savedRun(options);
  const walkers = Math.min(count, WALKERS);
  const weights = drawnTo(level, dos.entropy);
  const spacing = Math.ceil(movesBetweenLooks(dos) / BLOCK);
  const identity = identityOf('sampleConfigurations', given, { level, count, seed, spacing, walk: sha256(weights) });
  const run = new LongRun({ title: 'configurations', unit: 'configurations', problem, identity, options, saved });
  try {
    run.expect(count);
    const found = await run.each('walker', walkers, start, (task, k) => {
      const share = Math.floor(count / walkers) + (k < count % walkers ? 1 : 0);
      return collect(task, { weights, level, share, spacing, seed: subSeed(seed, `configurations/${level}/${k}`) });
    });
    if (run.cancelled) throw options.signal?.reason ?? new Error('the sampling was stopped; run it again to go on');
    run.complete(0);
    return found.flat().map((bytes) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length).slice());
  } finally {
    run.close();
  }
}

/** What the walks are weighted with, in short. */
function sha256(weights: Float64Array): string {
  return createHash('sha256').update(weights.join(' ')).digest('hex');
}

function start(): SamplingState {
  return { phase: 'burning in', looks: 0, left: [], found: [] };
}

interface Collecting {
  readonly weights: Float64Array;
  readonly level: number;
  readonly share: number;
  /** Blocks between two looks. */
  readonly spacing: number;
  readonly seed: Seed;
}

async function collect(task: Task<SamplingState>, plan: Collecting): Promise<Uint8Array[]> {
  const { state } = task;
  if (task.walks.length === 0) {
    await (await task.addWalk(plan.seed)).setEntropy(plan.weights);
    state.left.push(10 * plan.spacing);
  }
  const detail = { detail: `at E = ${plan.level}` };
  while (state.found.length < plan.share) {
    if (!(await task.advance(state.left, () => 0, detail))) break;
    const { energy, weights } = await task.walks[0]!.look();
    state.left[0] = plan.spacing;
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
  return state.found;
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

/** The problem that a density of states is of. Data are known by their numbers, whatever their provenance says. */
function givenTo(dos: DensityOfStates, option: Dataset | undefined): { problem: Problem; given: Given } {
  const data = option === undefined ? dos.data : option;
  if (data === undefined) {
    throw new TypeError('this density of states came without its data set; give it as the option `data`');
  }
  const { network, dataset } = dos.provenance;
  const problem = makeProblem(network, data);
  const given = asGiven(network, data);
  if (given.data.provenance.checksum !== dataset.checksum) {
    throw new TypeError(
      '`data` is not the data set of this density of states: their checksums differ; give the one that it was computed from, unchanged',
    );
  }
  return { problem, given };
}
