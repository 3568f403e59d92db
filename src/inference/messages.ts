import type { RandomStream } from '../base/seed.js';
import { gaussianHazard, logGaussianTail } from '../theory/numerics/gaussian-tail.js';
import { logTwoCosh } from '../theory/numerics/log-sums.js';
import { multiply, multiplyTransposed, type PatternMatrix } from './pattern-matrix.js';

/** The least mean variance of a weight: a field that is certain would make messages infinite. */
const LEAST_VARIANCE = 1e-9;

/**
 * The messages of approximate message passing on a ±1 perceptron (AMP): the large-N form of belief propagation, in
 * which the messages of a weight to all patterns differ by a correction of order 1/√N only (Mézard, J. Phys. A 1989;
 * Kabashima, J. Phys. A 2003; Donoho, Maleki & Montanari, PNAS 2009). With a_μ = σ_μ ξ_μ/|ξ_μ|, threshold
 * t_μ = κ√N/|ξ_μ|, means m and u_μ = (t_μ − ω_μ)/√V:
 *
 * V = Σ(1 − m²)/N, ω = a·m − V g, g = φ(u)/(H(u)√V), A = Σ g (g + (ω − t)/V)/N, B = aᵀg + A m.
 *
 * What B becomes, and m of it, is the caller's: that is where the algorithms differ. Loops have one order, so that the
 * same start leads to the same bits.
 */
export class Messages {
  readonly matrix: PatternMatrix;
  /** m, the mean of each weight. */
  readonly means: Float64Array;
  /** B of the last `pass`: the field that the patterns exert on each weight. m would be tanh(B). */
  readonly fields: Float64Array;
  /** V of the last `pass`. */
  variance = 1;
  /** g, how much each pattern pulls; 0 in the added rows. */
  readonly #pulls: Float64Array;
  readonly #scaledPulls: Float64Array;
  readonly #sums: Float64Array;

  /** Starts with m = tanh(size · a standard normal number) for each weight. */
  constructor(matrix: PatternMatrix, stream: RandomStream, size: number) {
    const { inputs, rows } = matrix;
    this.matrix = matrix;
    this.means = Float64Array.from({ length: inputs }, () => Math.tanh(size * stream.normal()));
    this.fields = new Float64Array(inputs);
    this.#pulls = new Float64Array(rows);
    this.#scaledPulls = new Float64Array(rows);
    this.#sums = new Float64Array(rows);
  }

  /** Takes over the messages of another object for the same patterns. */
  copy(other: Messages): void {
    this.means.set(other.means);
    this.#pulls.set(other.#pulls);
  }

  /** Passes messages once, from the weights to the patterns and back: `fields` becomes B of the present `means`. */
  pass(): void {
    const { matrix, means, fields } = this;
    const { inputs, patterns, unit, threshold } = matrix;
    const variance = varianceOf(means);
    const spread = Math.sqrt(variance);
    multiply(matrix, means, this.#sums);
    let stiffness = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const mean = this.#sums[pattern] * unit[pattern] - variance * this.#pulls[pattern];
      const excess = mean - threshold * unit[pattern];
      const pull = gaussianHazard(-excess / spread) / spread;
      stiffness += pull * (pull + excess / variance);
      this.#pulls[pattern] = pull;
      this.#scaledPulls[pattern] = pull * unit[pattern];
    }
    multiplyTransposed(matrix, this.#scaledPulls, fields);
    for (let i = 0; i < inputs; i++) fields[i] += (stiffness / inputs) * means[i];
    this.variance = variance;
  }

  /**
   * The Bethe free entropy ln Z in nats: how many solutions there are, if the messages are at a fixed point, each
   * counted with e^(f·w) where an external field f acts,
   *
   * ln Z = Σ_i [ln 2cosh(B + f) − B m] + Σ_μ [ln H(u) + (a·m − ω)²/(2V)].
   */
  logPartition(external: Float64Array): number {
    const { matrix, means, fields } = this;
    const { patterns, unit, threshold } = matrix;
    const variance = varianceOf(means);
    let sum = 0;
    for (let i = 0; i < means.length; i++) sum += logTwoCosh(fields[i] + external[i]) - fields[i] * means[i];
    multiply(matrix, means, this.#sums);
    for (let pattern = 0; pattern < patterns; pattern++) {
      const correction = variance * this.#pulls[pattern];
      const excess = (this.#sums[pattern] - threshold) * unit[pattern] - correction;
      sum += logGaussianTail(-excess / Math.sqrt(variance)) + correction ** 2 / (2 * variance);
    }
    return sum;
  }
}

/** V, the variance of a field in units of the pattern's norm. */
function varianceOf(means: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < means.length; i++) sum += 1 - means[i] ** 2;
  return Math.max(sum / means.length, LEAST_VARIANCE);
}

/** Limits a field, beyond which tanh is ±1 anyway. */
export function clamp(field: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, field));
}
