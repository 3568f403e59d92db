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
      /** Inverse temperature per error. Default ∞, no errors. Negative values mirror ε to 1 − ε. */
      readonly beta?: number;
    }
  | EnergyPoint;

/** The replica-symmetric state, per weight, in the limit of many weights. */
export interface ReplicaState {
  readonly load: number;
  readonly beta: number;
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
 * 1988). With D(u) = e^−β + (1 − e^−β) H(u) and u = −√(q/(1−q)) z,
 *
 * −βf = extr { −½q̂(1−q) + ∫Dz ln 2cosh(√q̂ z) + α ∫Dz ln D(u) },
 *
 * q = ∫Dz tanh²(√q̂ z), q̂ = α/(1−q) ∫Dz [(1−e^−β) G(u)/D(u)]², e = α ∫Dz e^−β (1−H)/D, s = −βf + βe. This is the
 * leading order in N; corrections of order ln N/N are not included. Given an error rate ε = E/P instead of a
 * temperature, it finds the β that has this ε.
 *
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `load` is not a finite number above 0, if `beta` is not a number, or if ε is not between the
 * error rate of the ground state and 1 minus it, because no network makes so few or so many errors. Also if q exceeds
 * 0.95: such a state lies far below zero entropy, where there are no networks (q is at most 0.564 for s ≥ 0), and its
 * integrands are too steep for the grid.
 */
export function replicaEntropy(point: ReplicaPoint): ReplicaState {
  requireOptions('replicaEntropy', point, ['load', 'energyFraction' in Object(point) ? 'energyFraction' : 'beta']);
  return 'energyFraction' in point ? atErrorRate(point) : atTemperature(point.load, point.beta);
}

function atTemperature(load: number, beta = Infinity): ReplicaState {
  checkPositive('load', load);
  if (typeof beta !== 'number' || Number.isNaN(beta)) {
    throw new RangeError(`\`beta\` is ${inWords(beta)}; give a number, or Infinity for no errors`);
  }
  const boltzmann = Math.exp(-Math.abs(beta));
  const overlap = fixedPoint(
    (q) => overlapOf(conjugateOf(q, load, boltzmann)),
    0,
    `random labels at load ${load}, beta ${beta}`,
  );
  if (!(overlap <= 0.95)) {
    throw new RangeError(
      `load ${load} and beta ${beta} lead to overlap ${overlap}, where the entropy is far below zero; give a smaller beta (see replicaGroundState)`,
    );
  }
  const conjugate = conjugateOf(overlap, load, boltzmann);
  const slope = fieldSlope(overlap);
  const root = Math.sqrt(conjugate);
  const negativeBetaF =
    (-conjugate * (1 - overlap)) / 2 +
    gaussianAverage((z) => logTwoCosh(root * z)) +
    load * gaussianAverage((z) => logMixture(slope * z, boltzmann));
  const wrong = (u: number) => boltzmann * Math.exp(logGaussianTail(-u) - logMixture(u, boltzmann));
  const lowFraction = boltzmann === 0 ? 0 : gaussianAverage((z) => wrong(slope * z));
  const heat = lowFraction === 0 ? 0 : Math.abs(beta) * load * lowFraction;
  const energyFraction = beta < 0 ? 1 - lowFraction : lowFraction;
  const entropy = negativeBetaF + heat;
  return { load, beta, overlap, conjugate, energy: load * energyFraction, energyFraction, entropy };
}

/** q of q̂. */
function overlapOf(conjugate: number): number {
  const root = Math.sqrt(conjugate);
  return gaussianAverage((z) => Math.tanh(root * z) ** 2);
}

/** q̂ of q. */
function conjugateOf(overlap: number, load: number, boltzmann: number): number {
  const slope = fieldSlope(overlap);
  const logUnit = Math.log1p(-boltzmann) - Math.log(2 * Math.PI) / 2;
  const square = (u: number) => Math.exp(2 * logUnit - u * u - 2 * logMixture(u, boltzmann));
  return (load / (1 - overlap)) * gaussianAverage((z) => square(slope * z));
}

/** u/z at overlap q, for u = −√(q/(1−q)) z; its sign, here dropped, does not matter under ∫Dz. */
export function fieldSlope(overlap: number): number {
  return Math.sqrt(overlap / (1 - overlap));
}

/** ln D(u); at zero temperature D = H may underflow where its logarithm does not. */
function logMixture(u: number, boltzmann: number): number {
  if (boltzmann === 0) return logGaussianTail(u);
  return Math.log(boltzmann + (1 - boltzmann) * gaussianTail(u));
}

function atErrorRate({ load, energyFraction }: EnergyPoint): ReplicaState {
  const ground = replicaGroundState(load);
  checkWithin('energyFraction', energyFraction, ground.energyFraction, 1 - ground.energyFraction);
  const mirrored = energyFraction > 0.5;
  const target = mirrored ? 1 - energyFraction : energyFraction;
  const beta = -Math.log(boltzmannOf(load, target, Math.exp(-ground.beta)));
  return replicaEntropy({ load, beta: mirrored ? -beta : beta });
}

/** The e^−β of ε ≤ ½: unlike β it has a finite range, and ε is nearly linear in it. */
function boltzmannOf(load: number, energyFraction: number, lowest: number): number {
  const excess = (boltzmann: number) =>
    replicaEntropy({ load, beta: -Math.log(boltzmann) }).energyFraction - energyFraction;
  if (excess(lowest) >= 0) return lowest;
  if (excess(1) <= 0) return 1;
  return findRoot(excess, lowest, 1);
}

let capacity: number | undefined;

/**
 * α_c ≈ 0.833, the load up to which a ±1 perceptron can learn random labels without error: where the replica-symmetric
 * entropy at E = 0 vanishes (Krauth & Mézard 1989). Accurate to 1e-10; computed once.
 */
export function replicaCapacity(): number {
  capacity ??= findRoot((load) => replicaEntropy({ load }).entropy, 0.5, 1, 1e-10);
  return capacity;
}

/**
 * The state with the fewest errors at load α: no errors (β = ∞) up to capacity; above it the state of zero entropy,
 * where the replica-symmetric solution ends and freezes (Krauth & Mézard 1989). Its `energyFraction` is the lowest
 * error rate.
 *
 * @throws RangeError if `load` is not a finite number above 0.
 */
export function replicaGroundState(load: number): ReplicaState {
  checkPositive('load', load);
  if (load <= replicaCapacity()) return replicaEntropy({ load });
  const entropy = (beta: number) => replicaEntropy({ load, beta }).entropy;
  let beta = 1 / Math.sqrt(load);
  while (entropy(beta) > 0) beta *= 2;
  return replicaEntropy({ load, beta: findRoot(entropy, 0, beta) });
}
