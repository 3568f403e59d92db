/** What gradient descent in the spherical p-spin model depends on. */
export interface PSpinRule {
  /** The number of spins that a coupling joins; the covariance of ℋ is N f(q), f(q) = q^p/2. */
  readonly p: number;
  /** η, the length of a step per unit of force. */
  readonly learningRate: number;
  /** T, in units of energy per spin. */
  readonly temperature: number;
}

/** What descent has gone through; it grows by one row at each step. */
export interface PSpinHistory {
  /** E(t) per spin. */
  readonly energy: Float64Array;
  /** |∇⊥|²/N, the square of the gradient on the sphere. */
  readonly gradient: Float64Array;
  /** C(t, s): row t holds s = 0 … t. */
  readonly correlation: readonly Float64Array[];
  /** R(t, s): row t holds s = 0 … t; the last entry is 0. */
  readonly response: readonly Float64Array[];
}

/** Exact descent in progress. */
export interface PSpinDynamics {
  readonly history: PSpinHistory;
  /** Goes from `time` to `time + 1`, first 0, and completes the history up to `time`; returns E(time). */
  step(time: number): number;
}

/**
 * Gradient descent on the sphere |s|² = N in the limit N → ∞, s(t + 1) = a s(t) + η F (+ √(2Tη) ξ), F = −∇H, where a
 * keeps |s|² = N. The equations for C and R close exactly in discrete time, at any η: over the couplings, F is a Gaussian
 * field with covariance f'(C) plus the memory Σ f''(C) R s, as in the continuous equations of Cugliandolo and Kurchan
 * (1993), which are the limit η → 0.
 *
 * A step costs 2t² multiplications: each row of C and R is read once.
 */
export function startPSpinDynamics({ p, learningRate, temperature }: PSpinRule, steps: number): PSpinDynamics {
  const triangle = () => Array.from({ length: steps + 1 }, (_, t) => new Float64Array(t + 1));
  const vector = () => new Float64Array(steps + 2);
  const history = { energy: new Float64Array(steps + 1), gradient: new Float64Array(steps + 1) };
  const [correlation, response] = [triangle(), triangle()];
  const memories: Memories = {
    covariance: vector(),
    kernel: vector(),
    noise: vector(),
    pull: vector(),
    echo: vector(),
  };
  const { covariance, kernel, noise, pull, echo } = memories;
  const nothing = vector();
  correlation[0]![0] = 1;

  function step(t: number): number {
    const [c, r] = [correlation[t]!, response[t]!];
    for (let u = 0; u <= t; u++) {
      covariance[u] = (p / 2) * c[u]! ** (p - 1);
      kernel[u] = ((p * (p - 1)) / 2) * c[u]! ** (p - 2) * r[u]!;
    }
    pull.fill(0);
    echo.fill(0);
    for (let u = 0; u <= t; u += 2) {
      const next = u < t;
      addRows(
        u,
        correlation[u]!,
        response[u]!,
        next ? correlation[u + 1]! : nothing,
        next ? response[u + 1]! : nothing,
        memories,
      );
    }
    const force = noise[t]! + pull[t]!;
    let square = p / 2;
    for (let u = 0; u < t; u++) square += kernel[u]! * (2 * noise[u]! + pull[u]!);
    history.energy[t] = -force / p;
    history.gradient[t] = square - force * force;
    if (t < steps) extend(t, force, square);
    return history.energy[t]!;
  }

  /** The rows of t + 1. */
  function extend(t: number, force: number, square: number): void {
    const keep = radialFactor(learningRate * force, learningRate ** 2 * square + 2 * temperature * learningRate, t);
    const [c, r] = [correlation[t]!, response[t]!];
    const [laterC, laterR] = [correlation[t + 1]!, response[t + 1]!];
    for (let s = 0; s <= t; s++) {
      laterC[s] = keep * c[s]! + learningRate * (noise[s]! + pull[s]!);
      laterR[s] = keep * r[s]! + learningRate * echo[s]!;
    }
    laterC[t + 1] = 1;
    laterR[t] = learningRate;
  }

  return { history: { ...history, correlation, response }, step };
}

/**
 * The a for which a s + v has the length of s: in units of that length, `along` is the part of v along s, and `square`
 * the square of v.
 *
 * @throws RangeError if there is none: the step is longer than the radius of the sphere.
 */
export function radialFactor(along: number, square: number, step: number): number {
  const rest = 1 - square + along ** 2;
  if (rest >= 0) return Math.sqrt(rest) - along;
  throw new RangeError(`step ${step + 1} is longer than the radius of the sphere; give a smaller \`learningRate\``);
}

/** Sums over earlier times at the present time t, for each s: what the force at t owes to them. */
interface Memories {
  /** f'(C(t, s)). */
  readonly covariance: Float64Array;
  /** f''(C(t, s)) R(t, s). */
  readonly kernel: Float64Array;
  /** Σ_u f'(C(t, u)) R(s, u), the correlation of the random force at t with s(s). */
  readonly noise: Float64Array;
  /** Σ_u kernel(u) C(u, s). */
  readonly pull: Float64Array;
  /** Σ_u kernel(u) R(u, s). */
  readonly echo: Float64Array;
}

/**
 * Adds what rows u and u + 1 contribute to all sums. Two rows at a time, because the sums are then read and written half
 * as often; C counts below and above its diagonal.
 */
function addRows(
  u: number,
  c: Float64Array,
  r: Float64Array,
  nextC: Float64Array,
  nextR: Float64Array,
  { covariance, kernel, noise, pull, echo }: Memories,
): void {
  const k = kernel[u]!;
  const nextK = kernel[u + 1]!;
  let noiseSum = 0;
  let nextNoise = 0;
  let pullSum = -k;
  let nextPull = nextK;
  for (let s = 0; s <= u; s++) {
    const cs = c[s]!;
    const rs = r[s]!;
    const nextCs = nextC[s]!;
    const nextRs = nextR[s]!;
    const f = covariance[s]!;
    const ks = kernel[s]!;
    noiseSum += f * rs;
    nextNoise += f * nextRs;
    pullSum += ks * cs;
    nextPull += ks * nextCs;
    pull[s]! += k * cs + nextK * nextCs;
    echo[s]! += k * rs + nextK * nextRs;
  }
  noise[u] = noiseSum;
  noise[u + 1] = nextNoise;
  pull[u]! += pullSum;
  pull[u + 1]! += nextPull;
}
