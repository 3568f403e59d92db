import { checkInteger, checkWithin, requireOptions } from '../base/check.js';
import { checkSeed, type RandomStream, randomStream, type Seed, subSeed } from '../base/seed.js';
import { deviation, mean } from '../base/statistics.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkFit } from '../network/energy.js';
import type { Network } from '../network/network.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { checkRecurrent } from './units.js';

/** The time of an Euler step. */
const STEP = 0.1;

/** The units forget in this time what is special about their start. */
const BEFORE = 20;

const [LONGEST, STRONGEST, MOST_STARTS] = [1e5, 1e4, 1e5];

export interface BistablePairsOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** Of the states and perturbations. The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** g, the strength of the couplings, from 0 to 10⁴; s = g J_D. As g grows, the units become binary. Default 4. */
  readonly gain?: number;
  /** The time that the pairs are followed, from 1 to 10⁵. Default 50. */
  readonly time?: number;
  /** The distance of each pair at the start, from 10⁻¹² to 1. Default 10⁻⁶. */
  readonly perturbation?: number;
  /** The number of random starts, at least 2. Default 10. */
  readonly starts?: number;
}

/** How pairs of trajectories that begin close together part or meet. */
export interface BistablePairs {
  /** From 0, in Euler steps of 0.1. */
  readonly times: Float64Array;
  /** The distance |x − x′|/√N: the mean over the starts. */
  readonly distance: Float64Array;
  /** One standard error of the mean over the starts. */
  readonly standardError: Float64Array;
  /** The largest Lyapunov exponent, the mean over the starts: above 0 where the dynamics is chaotic. */
  readonly exponent: number;
  /** One standard error of the exponent, from the spread over the starts. */
  readonly exponentError: number;
}

/**
 * Pairs of trajectories of bistable units (Stern, Sompolinsky and Abbott, Phys. Rev. E 90, 062710, 2014),
 *
 *     dx_i/dt = −x_i + s tanh x_i + g Σ_j J_ij tanh x_j,
 *
 * with s = g J_D, so that large g leads to the ±1 units of the recurrent network, and s = 0 to the network of Sompolinsky,
 * Crisanti and Sommers (Phys. Rev. Lett. 61, 259, 1988). From random states, after a time of 20, each pair begins at the
 * distance `perturbation`, in a random direction. The exponent is the mean growth of ln |δ| per time of an infinitesimal
 * perturbation δ, which follows the linearised equation along with the pair, over the second half of the time. All by
 * Euler's method in steps of 0.1.
 *
 * @example
 * ```ts
 * import { bistablePairs, randomCouplings, recurrentNetwork } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const pairs = await bistablePairs(network, couplings, { starts: 4, time: 20, seed: 'pairs' });
 * console.log(pairs.exponent, '±', pairs.exponentError);
 * ```
 * @throws TypeError if network, couplings or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is not recurrent, if it does not fit the couplings, if J_D is above 10⁴, or if an
 * option is out of range.
 * @throws Error if it is stopped: the reason of the signal.
 */
export async function bistablePairs(
  network: Network,
  couplings: Dataset,
  options: BistablePairsOptions,
): Promise<BistablePairs> {
  const known = ['seed', 'gain', 'time', 'perturbation', 'starts', 'signal', 'onProgress'] as const;
  requireOptions('bistablePairs', options, known);
  const { gain = 4, time = 50, perturbation = 1e-6, starts = 10 } = options;
  const seed = checkSeed(options.seed);
  checkWithin('gain', gain, 0, STRONGEST);
  checkWithin('time', time, 1, LONGEST);
  checkWithin('perturbation', perturbation, 1e-12, 1);
  checkInteger('starts', starts, 2, MOST_STARTS);
  checkWatch(options);
  checkFit(network, couplings);
  checkWithin('selfCoupling', checkRecurrent('bistablePairs', network), 0, STRONGEST);
  const equation = new BistableUnits(network.selfCoupling!, gain, couplings);
  const watch = new Watch({ task: 'pairs of bistable units', unit: 'starts', total: starts }, options);
  const pairs: PairHistory[] = [];
  try {
    for (let start = 1; start <= starts; start++) {
      pairs.push(
        await followPair(equation, randomStream(subSeed(seed, String(start)), 'start'), { time, perturbation }, () =>
          watch.turn(start - 1, ''),
        ),
      );
    }
    watch.complete();
  } finally {
    watch.release();
  }
  const columns = Array.from(pairs[0]!.distances, (_, k) => Float64Array.from(pairs, ({ distances }) => distances[k]!));
  const exponents = Float64Array.from(pairs, ({ exponent }) => exponent);
  const errorOf = (values: Float64Array) => deviation(values) / Math.sqrt(starts);
  return {
    times: Float64Array.from(columns, (_, k) => k * STEP),
    distance: Float64Array.from(columns, mean),
    standardError: Float64Array.from(columns, errorOf),
    exponent: mean(exponents),
    exponentError: errorOf(exponents),
  };
}

interface PairHistory {
  readonly distances: Float64Array;
  readonly exponent: number;
}

async function followPair(
  equation: BistableUnits,
  stream: RandomStream,
  { time, perturbation }: { readonly time: number; readonly perturbation: number },
  turn: () => Promise<void>,
): Promise<PairHistory> {
  const { units } = equation;
  const steps = Math.round(time / STEP);
  const x = Float64Array.from({ length: units }, () => stream.normal());
  const tangent = Float64Array.from({ length: units }, () => stream.normal());
  for (let step = 0; step < BEFORE / STEP; step++) {
    equation.advance(x, tangent);
    normalise(tangent);
  }
  const direction = Float64Array.from({ length: units }, () => stream.normal());
  normalise(direction);
  const other = x.map((value, i) => value + perturbation * Math.sqrt(units) * direction[i]!);
  const distances = new Float64Array(steps + 1);
  distances[0] = distanceOf(x, other);
  let growth = 0;
  for (let step = 1; step <= steps; step++) {
    equation.advance(other);
    equation.advance(x, tangent);
    const grown = normalise(tangent);
    if (2 * step > steps) growth += Math.log(grown);
    distances[step] = distanceOf(x, other);
    if (Watch.isDue()) await turn();
  }
  return { distances, exponent: growth / (Math.ceil(steps / 2) * STEP) };
}

/** The equation of motion, in Euler steps. */
export class BistableUnits {
  readonly units: number;
  readonly #selfCoupling: number;
  readonly #couplings: Float64Array;
  readonly #rates: Float64Array;
  readonly #slopes: Float64Array;

  constructor(selfCoupling: number, gain: number, { values, inputs, scale }: Dataset) {
    this.units = inputs;
    this.#selfCoupling = gain * selfCoupling;
    this.#couplings = Float64Array.from(values, (value) => (gain * value) / scale);
    this.#rates = new Float64Array(inputs);
    this.#slopes = new Float64Array(inputs);
  }

  /** One step of x, and of a tangent at x, whose unit i then grows by the derivative of the same step. */
  advance(x: Float64Array, tangent?: Float64Array): void {
    for (let i = 0; i < x.length; i++) {
      const rate = Math.tanh(x[i]!);
      this.#rates[i] = rate;
      if (tangent !== undefined) this.#slopes[i] = (1 - rate * rate) * tangent[i]!;
    }
    this.#step(x, this.#rates);
    if (tangent !== undefined) this.#step(tangent, this.#slopes);
  }

  #step(x: Float64Array, inputs: Float64Array): void {
    const units = x.length;
    for (let i = 0; i < units; i++) {
      let sum = this.#selfCoupling * inputs[i]!;
      for (let j = 0; j < units; j++) sum += this.#couplings[i * units + j]! * inputs[j]!;
      x[i]! += STEP * (sum - x[i]!);
    }
  }
}

/** |x − x′|/√N. */
function distanceOf(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i]! - other[i]!) ** 2;
  return Math.sqrt(sum / one.length);
}

/** Makes the length 1, and returns what it was. */
function normalise(vector: Float64Array): number {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return length;
}
