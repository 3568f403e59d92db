import { checkWithin, requireOptions } from '../base/check.js';
import { gaussianHazard, logGaussianTail } from './numerics/gaussian-tail.js';
import { logTwoCosh } from './numerics/log-sums.js';
import { gaussianGrid, halfGaussianGrid } from './numerics/quadrature.js';
import { findMinimum, findRoot } from './numerics/roots.js';
import { checkMargin, replicaEntropy } from './replicas.js';

/** Solutions that are crowded as densely as possible, on random patterns with random labels. */
export interface LocalEntropyBoundOptions {
  /** α = P/N, where typical solutions exist. */
  readonly load: number;
  /** δ, the fraction of weights in which two of the solutions differ: from 0.002 to that of typical solutions. */
  readonly distance: number;
  /** κ, from −3 to 3. Default 0. */
  readonly margin?: number;
}

/** The largest local entropy, and the saddle point that gives it. */
export interface LocalEntropyBound extends Required<LocalEntropyBoundOptions> {
  /** S_I in nats per weight: the number of solutions of such a crowd is exp(N S_I) at most. */
  readonly entropy: number;
  /** dS_I/dδ. Negative where the densest crowds do not reach so far: see `localEntropyThreshold`. */
  readonly slope: number;
  /** δ_c = (1 − √(1−2δ))/2, the distance of the solutions from the centre of their crowd. */
  readonly centreDistance: number;
  /** q₁ = 1 − 2δ, the overlap of two of the solutions. */
  readonly overlap: number;
  /** q̂₁, conjugate to q₁. */
  readonly conjugate: number;
  /** c, the limit of y times the difference of the overlaps within crowds and between. */
  readonly response: number;
  /** ĉ, the same for their conjugates. */
  readonly conjugateResponse: number;
}

/**
 * S_I(δ), the entropy of the densest crowd of solutions of a ±1 perceptron whose mutual distance is δ: the large
 * deviation of typical solutions, replicated y → ∞ times (Baldassi, Ingrosso, Lucibello, Saglietti & Zecchina 2015,
 * Phys. Rev. Lett. 115, 128101). With q₁ = 1 − 2δ it is the extremum over q̂₁, c and ĉ of
 *
 * −½[q̂₁(1−q₁) + q̂₁c + ĉq₁] + ∫Dz max_x[−x²/2 + ln 2cosh(√q̂₁ z + √ĉ x)] + α ∫Dz max_x[−x²/2 + ln Φ((√q₁ z + √c
 * x − κ)/√(1−q₁))].
 *
 * Without patterns it is the binary entropy of δ_c. At the distance of typical solutions it is their entropy. Accurate
 * to about 1e-7; takes some 20 milliseconds.
 *
 * @example
 * ```ts
 * import { localEntropyBound } from 'weightspace';
 *
 * console.log(localEntropyBound({ load: 0.5, distance: 0.1 }).entropy); // nats per weight
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `load` is not from 0.01 to the capacity, `margin` is not from −3 to 3, or `distance` is not from
 * 0.002 to the distance of typical solutions.
 */
export function localEntropyBound(point: LocalEntropyBoundOptions): LocalEntropyBound {
  requireOptions('localEntropyBound', point, ['load', 'distance', 'margin']);
  const { load, distance, margin = 0 } = point;
  checkWithin('load', load, 0.01, 1000);
  checkMargin('margin', margin);
  const typical = replicaEntropy({ load, margin });
  if (typical.entropy < 0) {
    throw new RangeError(`\`load\` is ${load}, beyond the capacity at margin ${margin}; give a smaller one`);
  }
  checkWithin('distance', distance, 0.002, (1 - typical.overlap) / 2);
  return crowd({ load, distance, margin });
}

/**
 * α_U ≈ 0.7553, the load up to which `localEntropyBound` rises with distance all the way to that of typical solutions.
 * Beyond it the densest crowds are separate from the rest: they break up, and learning becomes hard (Baldassi et al.
 * 2015). Accurate to about 1e-5; takes one or two seconds, and is computed once.
 */
export function localEntropyThreshold(): number {
  threshold ??= findThreshold();
  return threshold;
}

let threshold: number | undefined;

/** Where the least slope of S_I(δ), near δ = 0.04, vanishes. */
function findThreshold(): number {
  const least = (load: number) => {
    const slope = (distance: number) => crowd({ load, distance, margin: 0 }).slope;
    return slope(findMinimum(slope, 0.02, 0.08, 5e-4));
  };
  return findRoot(least, 0.74, 0.77, 1e-6);
}

function crowd({ load, distance, margin }: Required<LocalEntropyBoundOptions>): LocalEntropyBound {
  const overlap = 1 - 2 * distance;
  const patterns = crowdedPatterns(overlap, margin);
  const weights = (response: number) => crowdedWeights(overlap, load * patterns.conjugate(response));
  const response = findResponse((c) => weights(c).response - c);
  const { conjugate, conjugateResponse, entropy } = weights(response);
  const energy = patterns.energy(response);
  const orders = conjugate * (1 - overlap) + conjugate * response + conjugateResponse * overlap;
  return {
    ...{ load, distance, margin, overlap, conjugate, response, conjugateResponse },
    entropy: entropy - orders / 2 + load * energy.value,
    slope: conjugateResponse - conjugate - 2 * load * energy.slope,
    centreDistance: (1 - Math.sqrt(overlap)) / 2,
  };
}

/** Beyond this c, the patterns contribute less than 1e-11 to the entropy. */
const LARGEST_RESPONSE = 1e12;

/** The zero of an excess that falls: it lies at large c for small distances, and at 0 where solutions are typical. */
function findResponse(excess: (response: number) => number): number {
  let high = 1;
  while (excess(high) > 0) {
    if (high > LARGEST_RESPONSE) return high;
    high *= 4;
  }
  let low = high / 4;
  while (low > 1e-9 && excess(low) <= 0) low /= 4;
  return low > 1e-9 ? findRoot(excess, low, high, 1e-10) : 0;
}

const patternGrid = gaussianGrid(161, 9);

/** The averages over patterns. For each z, the largest term is at x = √c g with g = φ(u)/√(1−q₁). */
function crowdedPatterns(overlap: number, margin: number) {
  const width = Math.sqrt(1 - overlap);
  const root = Math.sqrt(overlap);
  const average = (response: number, f: (g: number, u: number, z: number) => number) =>
    patternGrid.z.reduce((sum, z, k) => {
      const g = push(margin - root * z, response, width);
      return sum + patternGrid.weight[k] * f(g, (margin - root * z - response * g) / width, z);
    }, 0);
  return {
    /** ∫Dz g², which is q̂₁/α. */
    conjugate: (response: number) => average(response, (g) => g * g),
    /** ∫Dz max, and its derivative by q₁. */
    energy: (response: number) => ({
      value: average(response, (g, u) => logGaussianTail(u) - (response * g * g) / 2),
      slope: average(response, (g, u, z) => (g * (z / root - u / width)) / 2),
    }),
  };
}

/** g. Newton's method from 0 rises to it, because φ is convex; x itself may be above 30. */
function push(gap: number, response: number, width: number): number {
  let g = 0;
  for (;;) {
    const u = (gap - response * g) / width;
    const hazard = gaussianHazard(u);
    const step = (hazard - width * g) / (width + (hazard * (hazard - u) * response) / width);
    g += step;
    if (!(step > 1e-13 * g)) return g;
  }
}

const weightGrid = halfGaussianGrid(80);

/** The averages over weights at the ĉ for which ∫Dz tanh² = q₁; where even ĉ = 0 exceeds q₁, at ĉ = 0. */
function crowdedWeights(overlap: number, conjugate: number) {
  const root = Math.sqrt(conjugate);
  const average = (conjugateResponse: number, f: (field: number, z: number) => number) =>
    weightGrid.z.reduce((sum, z, k) => sum + weightGrid.weight[k] * f(alignedField(root * z, conjugateResponse), z), 0);
  const lacking = (conjugateResponse: number) => average(conjugateResponse, (field) => Math.tanh(field) ** 2) - overlap;
  let high = 1;
  while (lacking(high) < 0) high *= 2;
  const conjugateResponse = lacking(0) < 0 ? findRoot(lacking, 0, high) : 0;
  return {
    conjugate,
    conjugateResponse,
    /** ∫Dz max. */
    entropy: average(conjugateResponse, (field) => logTwoCosh(field) - (conjugateResponse * Math.tanh(field) ** 2) / 2),
    /** The c that this q̂₁ implies. */
    response: average(conjugateResponse, (field, z) => z * Math.tanh(field)) / root - (1 - overlap),
  };
}

/**
 * The field y = √q̂₁ z + ĉ tanh y at the largest term, for z > 0: the positive solution. Newton's method from above
 * falls to it, because tanh is concave there.
 */
function alignedField(drive: number, conjugateResponse: number): number {
  let field = drive + conjugateResponse;
  for (;;) {
    const magnetization = Math.tanh(field);
    const rise = 1 - conjugateResponse * (1 - magnetization ** 2);
    const step = (field - drive - conjugateResponse * magnetization) / rise;
    if (!(rise > 0 && step > 1e-14 * field)) return field;
    field -= step;
  }
}
