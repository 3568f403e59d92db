import { checkPositive, checkWithin, inWords, requireOptions } from '../base/check.js';
import { gaussianTail, logGaussianTail } from './numerics/gaussian-tail.js';
import { logTwoCosh } from './numerics/log-sums.js';
import { gaussianAverage } from './numerics/quadrature.js';
import { findRoot, fixedPoint } from './numerics/roots.js';
import type { EnergyPoint } from './random-labels.js';

/** Random labels at a load, and at a temperature or an error rate. */
export type ReplicaPoint =
  | {
      /** α = P/N. */
      readonly load: number;
      /** Inverse temperature per error. Default ∞, no errors. Negative values mirror (ε, κ) to (1 − ε, −κ). */
      readonly beta?: number;
      /** κ, from −3 to 3. Default 0. */
      readonly margin?: number;
    }
  | (EnergyPoint & MarginOption);

/** A pattern is right if its stability σ w·ξ/√N is above a margin; an error is a pattern that is not. */
export interface MarginOption {
  /** κ, from −3 to 3. Default 0. */
  readonly margin?: number;
}

/** The replica-symmetric state, per weight, in the limit of many weights. */
export interface ReplicaState {
  /** α = P/N. */
  readonly load: number;
  /** β, the inverse temperature in errors; ∞ at the ground state. */
  readonly beta: number;
  /** κ. */
  readonly margin: number;
  /** q, the overlap of two typical networks of this energy on the same data. */
  readonly overlap: number;
  /** q̂, conjugate to q. */
  readonly conjugate: number;
  /** e = E/N, errors per weight. */
  readonly energy: number;
  /** ε = E/P = e/α. */
  readonly energyFraction: number;
  /** s = S/N in nats. Below 0 there are no such networks: see `replicaGroundState`. */
  readonly entropy: number;
}

/**
 * The ±1 perceptron on random patterns with random labels, replica symmetric (Krauth & Mézard 1989; Gardner & Derrida
 * 1988). With D(u) = e^−β + (1 − e^−β) Φ(−u) and u = (κ − √q z)/√(1−q),
 *
 * −βf = extr { −½q̂(1−q) + ∫Dz ln 2cosh(√q̂ z) + α ∫Dz ln D(u) },
 *
 * q = ∫Dz tanh²(√q̂ z), q̂ = α/(1−q) ∫Dz [(1−e^−β) φ(u)/D(u)]², e = α ∫Dz e^−β Φ(u)/D, s = −βf + βe. This is the
 * leading order in N; corrections of order ln N/N are not included. Given an error rate ε = E/P instead of a
 * temperature, it finds the β that has this ε.
 *
 * @example
 * ```ts
 * import { replicaEntropy } from 'weightspace';
 *
 * console.log(replicaEntropy({ load: 0.5 }));
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `load` is not a finite number above 0, if `beta` is not a number, if `margin` is not from −3 to
 * 3, or if ε is not between the error rate of the ground state and that of its mirror image, because no network makes
 * so few or so many errors. Also if q exceeds 0.95: such a state lies far below zero entropy, where there are no
 * networks (at κ = 0, q is at most 0.564 for s ≥ 0), and its integrands are too steep for the grid.
 */
export function replicaEntropy(point: ReplicaPoint): ReplicaState {
  requireOptions('replicaEntropy', point, [
    'load',
    'energyFraction' in Object(point) ? 'energyFraction' : 'beta',
    'margin',
  ]);
  return 'energyFraction' in point ? atErrorRate(point) : atTemperature(point.load, point.beta, point.margin);
}

/** At this margin the capacity is 0.06, at minus it 513. */
const LARGEST_MARGIN = 3;

/** @throws RangeError if `margin` is not from −3 to 3. */
export function checkMargin(name: string, margin: number): void {
  checkWithin(name, margin, -LARGEST_MARGIN, LARGEST_MARGIN);
}

function atTemperature(load: number, beta = Infinity, margin = 0): ReplicaState {
  checkPositive('load', load);
  if (typeof beta !== 'number' || Number.isNaN(beta)) {
    throw new RangeError(`\`beta\` is ${inWords(beta)}; give a number, or Infinity for no errors`);
  }
  checkMargin('margin', margin);
  const state = saddlePoint(load, beta, margin);
  if (state.overlap <= 0.95) return state;
  throw new RangeError(
    `load ${load} and beta ${beta} lead to overlap ${state.overlap}, where the entropy is far below zero; give a smaller beta (see replicaGroundState)`,
  );
}

function saddlePoint(load: number, beta: number, margin: number): ReplicaState {
  const boltzmann = Math.exp(-Math.abs(beta));
  const side = beta < 0 ? -margin : margin;
  const overlap = fixedPoint(
    (q) => overlapOf(conjugateOf(q, load, boltzmann, side)),
    0,
    `random labels at load ${load}, beta ${beta}`,
  );
  const conjugate = conjugateOf(overlap, load, boltzmann, side);
  const u = tailArgument(overlap, side);
  const root = Math.sqrt(conjugate);
  const negativeBetaF =
    (-conjugate * (1 - overlap)) / 2 +
    gaussianAverage((z) => logTwoCosh(root * z)) +
    load * gaussianAverage((z) => logMixture(u(z), boltzmann));
  const wrong = (x: number) => boltzmann * Math.exp(logGaussianTail(-x) - logMixture(x, boltzmann));
  const lowFraction = boltzmann === 0 ? 0 : gaussianAverage((z) => wrong(u(z)));
  const heat = lowFraction === 0 ? 0 : Math.abs(beta) * load * lowFraction;
  const energyFraction = beta < 0 ? 1 - lowFraction : lowFraction;
  const entropy = negativeBetaF + heat;
  return { load, beta, margin, overlap, conjugate, energy: load * energyFraction, energyFraction, entropy };
}

/** q of q̂. */
function overlapOf(conjugate: number): number {
  const root = Math.sqrt(conjugate);
  return gaussianAverage((z) => Math.tanh(root * z) ** 2);
}

/** q̂ of q. */
function conjugateOf(overlap: number, load: number, boltzmann: number, margin: number): number {
  const u = tailArgument(overlap, margin);
  const logUnit = Math.log1p(-boltzmann) - Math.log(2 * Math.PI) / 2;
  const square = (x: number) => Math.exp(2 * logUnit - x * x - 2 * logMixture(x, boltzmann));
  return (load / (1 - overlap)) * gaussianAverage((z) => square(u(z)));
}

/** z ↦ u = (κ − √q z)/√(1−q): a stability of variance 1 − q around √q z is above κ with probability H(u). */
export function tailArgument(overlap: number, margin: number): (z: number) => number {
  const slope = Math.sqrt(overlap / (1 - overlap));
  const offset = margin / Math.sqrt(1 - overlap);
  return (z) => offset - slope * z;
}

/** ln D(u); at zero temperature D = H may underflow where its logarithm does not. */
function logMixture(u: number, boltzmann: number): number {
  if (boltzmann === 0) return logGaussianTail(u);
  return Math.log(boltzmann + (1 - boltzmann) * gaussianTail(u));
}

function atErrorRate({ load, energyFraction, margin = 0 }: EnergyPoint & MarginOption): ReplicaState {
  const ground = replicaGroundState(load, { margin });
  const ceiling = margin === 0 ? ground : replicaGroundState(load, { margin: -margin });
  checkWithin('energyFraction', energyFraction, ground.energyFraction, 1 - ceiling.energyFraction);
  // At β = 0 a stability is a standard Gaussian.
  if (energyFraction > gaussianTail(-margin)) {
    const boltzmann = boltzmannOf(1 - energyFraction, load, -margin, ceiling.beta);
    return replicaEntropy({ load, beta: Math.log(boltzmann), margin });
  }
  const boltzmann = boltzmannOf(energyFraction, load, margin, ground.beta);
  return replicaEntropy({ load, beta: -Math.log(boltzmann), margin });
}

/** The e^−β of an ε below that of β = 0: unlike β it has a finite range, and ε is nearly linear in it. */
function boltzmannOf(energyFraction: number, load: number, margin: number, largestBeta: number): number {
  const lowest = Math.exp(-largestBeta);
  const excess = (boltzmann: number) =>
    replicaEntropy({ load, beta: -Math.log(boltzmann), margin }).energyFraction - energyFraction;
  if (excess(lowest) >= 0) return lowest;
  if (excess(1) <= 0) return 1;
  return findRoot(excess, lowest, 1);
}

const capacities = new Map<number, number>();

/**
 * α_c(κ), the load up to which a ±1 perceptron can learn random labels without error at margin κ: where the
 * replica-symmetric entropy at E = 0 vanishes (Krauth & Mézard 1989). Without a margin it is 0.833. Accurate to 1e-10,
 * relative to its size if that is above 1; computed once for each margin.
 *
 * @example
 * ```ts
 * import { replicaCapacity } from 'weightspace';
 *
 * console.log(replicaCapacity(), replicaCapacity({ margin: 0.5 })); // 0.833 without a margin
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `margin` is not from −3 to 3.
 */
export function replicaCapacity(options: MarginOption = {}): number {
  requireOptions('replicaCapacity', options, ['margin']);
  const { margin = 0 } = options;
  checkMargin('margin', margin);
  const known = capacities.get(margin);
  if (known !== undefined) return known;
  // Above this load even the annealed entropy ln 2 + α ln H(κ) is negative.
  const annealed = -Math.LN2 / logGaussianTail(margin);
  const capacity = findRoot((load) => saddlePoint(load, Infinity, margin).entropy, annealed / 2, annealed, 1e-10);
  capacities.set(margin, capacity);
  return capacity;
}

/**
 * κ_max(α), the largest margin at which a ±1 perceptron can learn random labels at load α without error: the inverse of
 * `replicaCapacity`. Negative above α = 0.833. Accurate to 1e-10.
 *
 * @example
 * ```ts
 * import { replicaMaximumMargin } from 'weightspace';
 *
 * console.log(replicaMaximumMargin(0.5));
 * ```
 * @throws RangeError if `load` is not a number from 0.1 to 100.
 */
export function replicaMaximumMargin(load: number): number {
  checkWithin('load', load, 0.1, 100);
  const annealed = findRoot((margin) => Math.LN2 + load * logGaussianTail(margin), -LARGEST_MARGIN, 2 * LARGEST_MARGIN);
  return findRoot((margin) => saddlePoint(load, Infinity, margin).entropy, -LARGEST_MARGIN, annealed, 1e-10);
}

/**
 * The state with the fewest errors at load α: no errors (β = ∞) up to capacity; above it the state of zero entropy,
 * where the replica-symmetric solution ends and freezes (Krauth & Mézard 1989). Its `energyFraction` is the lowest
 * error rate.
 *
 * @example
 * ```ts
 * import { replicaGroundState } from 'weightspace';
 *
 * console.log(replicaGroundState(2).energyFraction); // the lowest error rate at P = 2N
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `load` is not a finite number above 0, or if `margin` is not from −3 to 3.
 */
export function replicaGroundState(load: number, options: MarginOption = {}): ReplicaState {
  checkPositive('load', load);
  requireOptions('replicaGroundState', options, ['margin']);
  const { margin = 0 } = options;
  if (load <= replicaCapacity({ margin })) return replicaEntropy({ load, margin });
  const entropy = (beta: number) => replicaEntropy({ load, beta, margin }).entropy;
  let beta = 1 / Math.sqrt(load);
  while (entropy(beta) > 0) beta *= 2;
  return replicaEntropy({ load, beta: findRoot(entropy, 0, beta), margin });
}
