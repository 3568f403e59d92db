import { checkWithin, requireOptions } from '../base/check.js';
import { type LiquidAverages, liquidAverages } from './liquid-averages.js';
import { findMinimum, findRoot } from './numerics/roots.js';

/** Fixed points of a random recurrent network that are all at the same distance from each other. */
export interface LiquidEntropyOptions {
  /** J_D, the coupling of each unit to itself, from 0.01 to 1. */
  readonly selfCoupling: number;
  /** δ, the fraction of units in which two of them differ, from 0.002 to 0.45. */
  readonly distance: number;
  /** m, their number, from 1 to 1000; it need not be whole. Default: that of the densest crowds that exist. */
  readonly replicas?: number;
}

/** The entropy of such crowds, and the saddle point that gives it. */
export interface LiquidEntropy extends Required<LiquidEntropyOptions> {
  /** S_I in nats per unit: a crowd has exp(N S_I) fixed points. Below 0 there are none at this distance. */
  readonly entropy: number;
  /** S_E in nats per unit: there are exp(N S_E) crowds. 0 for the densest that exist. */
  readonly complexity: number;
  /** F = S_I + S_E/m; exp(N m F) is the mean number of m-tuples. */
  readonly freeEntropy: number;
  /** dF/dδ at this m; for the densest crowds it is dS_I/dδ. */
  readonly slope: number;
  /** q = 1 − 2δ, the overlap of two of them. */
  readonly overlap: number;
  /** r, conjugate to q. */
  readonly conjugate: number;
}

/**
 * S_I(δ; J_D), the entropy of liquid fixed points: of the densest crowds of fixed points of a random recurrent network
 * of many units whose mutual distance is δ. It is a large deviation of typical fixed points, which are isolated: the
 * mean number of m-tuples at mutual overlap q = 1 − 2δ is exp(N m F), where F(m, q) is the extremum over r of
 *
 * −½ r(1−q) − ½ m q r + (1/m) ln ∫DzDt [e^(z√r) Φ((J_D + t√q)/√(1−q)) + e^(−z√r) Φ((J_D − t√q)/√(1−q))]^m
 *
 * (one step of replica symmetry breaking with outer overlap 0, after Baldassi, Mézard and Zecchina, 2023; the crowds as
 * in Baldassi et al. 2015, Phys. Rev. Lett. 115, 128101). With S_I = ∂(mF)/∂m there are exp(N S_E) crowds of exp(N S_I)
 * fixed points each, S_E = mF − m S_I, and m is where S_E = 0. The extremum over r is at ⟨tanh²⟩ = q. For given m:
 * m = 1 has F = S₁, the `fixedPointEntropy`, and m = 2 half of the `fixedPointPairEntropy`.
 *
 * Accurate to about 1e-8; takes some 30 milliseconds, at short distances several times as long.
 *
 * @example
 * ```ts
 * import { liquidEntropy } from 'weightspace';
 *
 * console.log(liquidEntropy({ selfCoupling: 0.3, distance: 0.1 }).entropy); // nats per unit
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `selfCoupling` is not from 0.01 to 1, `distance` is not from 0.002 to 0.45, or `replicas` is not
 * from 1 to 1000. Also if the distance is so short at a strong self-coupling that m would be above 20 000.
 */
export function liquidEntropy(options: LiquidEntropyOptions): LiquidEntropy {
  requireOptions('liquidEntropy', options, ['selfCoupling', 'distance', 'replicas']);
  const { selfCoupling, distance, replicas } = options;
  checkWithin('selfCoupling', selfCoupling, 0.01, 1);
  checkWithin('distance', distance, 0.002, 0.45);
  if (replicas !== undefined) checkWithin('replicas', replicas, 1, 1000);
  return crowd(selfCoupling, distance, replicas);
}

/** The self-couplings at which the curve S_I(δ) changes its form. */
export interface LiquidThresholds {
  /** Below it S_I < 0 at some distances: a gap between small crowds and what is farther away. */
  readonly gap: number;
  /** From it on S_I rises with distance. */
  readonly monotone: number;
  /** J_c: from it on S_I is concave. Below, crowds cannot be extended regions: they are isolated. */
  readonly concave: number;
}

/**
 * The self-couplings from which `liquidEntropy` leaves no gap, ≈ 0.0601, rises with distance, ≈ 0.0735, and is concave,
 * J_c ≈ 0.0957: extended dense regions of fixed points need all three. Accurate to about 1e-4; takes some seconds, and
 * is computed once.
 */
export function liquidThresholds(): LiquidThresholds {
  thresholds ??= findThresholds();
  return thresholds;
}

let thresholds: LiquidThresholds | undefined;

function findThresholds(): LiquidThresholds {
  const slope = (selfCoupling: number) => (distance: number) => crowd(selfCoupling, distance).slope;
  const least = (selfCoupling: number) => crowd(selfCoupling, findRoot(slope(selfCoupling), 0.008, 0.04, 1e-4)).entropy;
  const leastSlope = (selfCoupling: number) =>
    slope(selfCoupling)(findMinimum(slope(selfCoupling), 0.003, 0.012, 3e-4));
  const leastBend = (selfCoupling: number) => {
    const rise = slope(selfCoupling);
    const bend = (distance: number) => (rise(0.98 * distance) - rise(1.02 * distance)) / (0.04 * distance);
    return bend(findMinimum(bend, 0.02, 0.035, 1e-3));
  };
  return {
    gap: findRoot(least, 0.057, 0.064, 1e-5),
    monotone: findRoot(leastSlope, 0.07, 0.078, 1e-5),
    concave: findRoot(leastBend, 0.092, 0.1, 1e-5),
  };
}

/** Beyond this m, sums take seconds and rounding shows in m F. */
const MOST_REPLICAS = 20_000;

function crowd(selfCoupling: number, distance: number, replicas?: number): LiquidEntropy {
  const overlap = 1 - 2 * distance;
  const averages = liquidAverages(selfCoupling, overlap);
  let log = 0;
  const state = (m: number) => {
    if (m > MOST_REPLICAS) {
      throw new RangeError(
        `\`distance\` is ${distance}, where the complexity vanishes only for more than ${MOST_REPLICAS} copies at self-coupling ${selfCoupling}; give a larger distance`,
      );
    }
    // m r varies little, and with it where to look.
    log = risingRoot((x) => averages(m, Math.exp(x) / m).square - overlap, log, 0.05);
    return crowdState({ selfCoupling, distance, replicas: m, overlap, conjugate: Math.exp(log) / m }, averages);
  };
  return state(replicas ?? Math.exp(risingRoot((x) => -state(Math.exp(x)).complexity, 2, 0.3)));
}

function crowdState(
  point: Required<LiquidEntropyOptions> & Pick<LiquidEntropy, 'overlap' | 'conjugate'>,
  averages: (m: number, r: number) => LiquidAverages,
): LiquidEntropy {
  const { replicas: m, overlap, conjugate: r } = point;
  const { logNorm, logFactor, push } = averages(m, r);
  const freeEntropy = logNorm / m - (r * (1 - overlap + m * overlap)) / 2;
  const entropy = logFactor - (r * (1 - overlap)) / 2 - m * overlap * r;
  return { ...point, entropy, complexity: m * (freeEntropy - entropy), freeEntropy, slope: (m - 1) * (r - push) };
}

/** The zero of a function that rises from below 0 to above, `step` away from `start` or farther. */
function risingRoot(f: (x: number) => number, start: number, step: number): number {
  const direction = f(start) < 0 ? 1 : -1;
  let [near, far] = [start, start + direction * step];
  for (let width = 2 * step; direction * f(far) < 0; width = Math.min(2 * width, 1)) {
    [near, far] = [far, far + direction * width];
  }
  return findRoot(f, Math.min(near, far), Math.max(near, far), 1e-9);
}
