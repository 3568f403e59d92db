import { checkInteger, type NameOf, requireOptions } from '../base/check.js';
import { checkSeed, type RandomStream, randomStream, type Seed } from '../base/seed.js';
import { type PSpinRule, radialFactor } from '../theory/p-spin-dynamics.js';
import {
  checkedRule,
  P_SPIN,
  type PSpinDescent,
  type PSpinDescentOptions,
  runDescent,
  timesOf,
} from './p-spin-descent.js';

export interface PSpinSimulationOptions extends PSpinDescentOptions {
  /** N, the number of spins, at least 2. There may be up to 5·10⁶ couplings, about N^p/p!: 300 spins for p = 3. */
  readonly spins: number;
  /** Of the couplings, the start and the noise: one sample. */
  readonly seed: Seed;
}

/** Descent of finitely many spins. */
export interface SimulatedPSpinDescent extends PSpinDescent {
  /** s(t) at each time, N numbers with |s|² = N. */
  readonly configurations: readonly Float64Array[];
  /** The seed, as text. */
  readonly seed: string;
}

/** They are drawn at once, in less than a second. */
const MOST_COUPLINGS = 5e6;

/**
 * Gradient descent in one sample of the spherical p-spin model with N spins, from a random start: the rule of
 * `pSpinDescent`, which is its limit for N → ∞. For p = 3 and T = 0, averages over seeds of E(5) lie 1.6/N above
 * it; overlaps at late times tend to it more slowly: C(15, 5) is .05 too large for 64 spins, .02 for 256.
 *
 * @example
 * ```ts
 * import { pSpinSimulation } from 'weightspace';
 *
 * const descent = await pSpinSimulation({ spins: 32, steps: 50, seed: 'sample' });
 * console.log(descent.times.at(-1), descent.energy.at(-1));
 * ```
 * @throws TypeError if the seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if an option is out of range, or if the learning rate is so large that a step leaves the sphere.
 * @throws Error if the simulation is stopped: the reason of the signal.
 */
export async function pSpinSimulation(options: PSpinSimulationOptions): Promise<SimulatedPSpinDescent> {
  const known = [...P_SPIN, 'spins', 'seed'] as const;
  requireOptions('pSpinSimulation', options, known satisfies readonly NameOf<PSpinSimulationOptions>[]);
  const rule = checkedRule(options);
  const { spins, steps } = options;
  checkInteger('spins', spins, 2, MOST_COUPLINGS);
  const seed = checkSeed(options.seed);
  const couplings = drawCouplings(rule.p, spins, randomStream(seed, 'couplings'));
  const start = randomStream(seed, 'start');
  const noise = randomStream(seed, 'noise');
  const configurations = [onSphere(Float64Array.from({ length: spins }, () => start.normal()))];
  const [energy, gradient] = [new Float64Array(steps + 1), new Float64Array(steps + 1)];
  const correlation: Float64Array[] = [];
  await runDescent('p-spin simulation', options, (time) => {
    const present = configurations[time]!;
    correlation.push(Float64Array.from(configurations, (earlier) => product(present, earlier)));
    const force = forceOn(present, couplings, rule.p);
    const along = product(force, present);
    energy[time] = -along / rule.p;
    gradient[time] = product(force, force) - along ** 2;
    if (time < steps) configurations.push(nextConfiguration(present, force, rule, noise, time));
    return energy[time]!;
  });
  return { ...rule, times: timesOf(rule, steps), energy, gradient, correlation, configurations, seed };
}

function nextConfiguration(
  present: Float64Array,
  force: Float64Array,
  { learningRate, temperature }: PSpinRule,
  noise: RandomStream,
  time: number,
): Float64Array {
  const width = Math.sqrt(2 * temperature * learningRate);
  const move = force.map((f) => learningRate * f + (width > 0 ? width * noise.normal() : 0));
  const keep = radialFactor(product(move, present), product(move, move), time);
  return move.map((value, i) => keep * present[i]! + value);
}

/**
 * Symmetric couplings, one for each i ≥ j ≥ … ≥ l, in the order in which `forceOn` reads them. Each is the sum of the m
 * independent couplings of the same spins in another order, of variance N^(1−p)/2 each: so the covariance of ℋ is
 * N q^p/2 exactly, also for finite N.
 */
export function drawCouplings(p: number, spins: number, stream: RandomStream): Float64Array {
  const couplings = new Float64Array(countCouplings(p, spins));
  let at = 0;
  /** `orders` of the indices chosen so far, the last of which, `last`, has come `run` times. */
  function choose(chosen: number, last: number, run: number, orders: number): void {
    if (chosen === p) {
      couplings[at++] = Math.sqrt((orders * spins ** (1 - p)) / 2) * stream.normal();
      return;
    }
    for (let i = 0; i <= last; i++) {
      const times = chosen > 0 && i === last ? run + 1 : 1;
      choose(chosen + 1, i, times, (orders * (chosen + 1)) / times);
    }
  }
  choose(0, spins - 1, 0, 1);
  return couplings;
}

/** @throws RangeError if there are too many. */
function countCouplings(p: number, spins: number): number {
  let count = 1;
  for (let k = 1; k <= p; k++) count = (count * (spins + k - 1)) / k;
  if (count <= MOST_COUPLINGS) return Math.round(count);
  throw new RangeError(
    `\`spins\` is ${spins}: for p = ${p} there are ${count.toPrecision(3)} couplings; give fewer, at most ${MOST_COUPLINGS} couplings`,
  );
}

/** F = −∇ℋ, by one pass over the couplings. */
export function forceOn(spins: Float64Array, couplings: Float64Array, p: number): Float64Array {
  const force = new Float64Array(spins.length);
  let at = 0;
  /** The sum over the remaining indices up to `last`; `factor` is the product of the spins chosen before. */
  function contract(remaining: number, last: number, factor: number): number {
    if (remaining === 1) return contractRow(last, factor);
    let sum = 0;
    for (let i = 0; i <= last; i++) {
      const inner = contract(remaining - 1, i, factor * spins[i]!);
      force[i]! += factor * inner;
      sum += inner * spins[i]!;
    }
    return sum;
  }
  function contractRow(last: number, factor: number): number {
    const start = at;
    at += last + 1;
    let sum = 0;
    for (let i = 0; i <= last; i++) {
      const coupling = couplings[start + i]!;
      force[i]! += factor * coupling;
      sum += coupling * spins[i]!;
    }
    return sum;
  }
  contract(p, spins.length - 1, 1);
  return force;
}

function onSphere(direction: Float64Array): Float64Array {
  const length = Math.sqrt(product(direction, direction));
  return direction.map((value) => value / length);
}

/** a·b/N. */
function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum / a.length;
}
