import { gaussianHazard, logGaussianTail } from './numerics/gaussian-tail.js';
import { logTwoCosh } from './numerics/log-sums.js';
import { type Grid, gaussianGrid } from './numerics/quadrature.js';
import { findRoot, type Pair } from './numerics/roots.js';
import { type ReplicaState, tailArgument } from './replicas.js';

/**
 * The averages over patterns in the equations of `franzParisi`. Given t and x = (M − r t/√q)/√v, v = Q − r²/q, which is a standard Gaussian, the integral
 * over y > ũ is a tail, so that two integrals remain of the three.
 */
export function surroundingFields(
  overlap: number,
  margin: number,
  { load, overlap: q, margin: reference }: ReplicaState,
) {
  const tail = tailArgument(q, reference);
  const outer = Array.from(fields.z, (t, k) => {
    const threshold = tail(t);
    const logTail = logGaussianTail(threshold);
    return { t, threshold, logTail, weight: fields.weight[k], hazard: gaussianHazard(threshold) };
  });

  /** Calls `visit` with u, the weight of (t, x) and φ(ũ). */
  function each([r, mutual]: Pair, visit: (u: number, weight: number, hazard: number) => void): void {
    const width = Math.sqrt(1 - mutual);
    const spread = Math.sqrt(Math.max(0, mutual - (r * r) / q));
    const slope = spread > 0 ? clamp((overlap - r) / Math.sqrt(1 - q) / spread) : 0;
    const rest = Math.sqrt(1 - slope * slope);
    const inner = gridFor(Math.max(FINEST, 0.8 * Math.min(0.7, rest, spread > 0 ? width / spread : 1)));
    for (const { t, threshold, logTail, weight, hazard } of outer) {
      const mean = (r * t) / Math.sqrt(q);
      for (let k = 0; k < inner.z.length; k++) {
        const product = weight * inner.weight[k];
        if (product < NEGLIGIBLE) continue;
        const x = inner.z[k];
        const share = product * Math.exp(logGaussianTail((threshold - slope * x) / rest) - logTail);
        visit((margin - mean - spread * x) / width, share, hazard);
      }
    }
  }

  return {
    /** r̂ = α⟨φ(u)φ(ũ)⟩/√((1−Q)(1−q)) and Q̂ = α⟨φ(u)²⟩/(1−Q). */
    conjugates(pair: Pair): Pair {
      let both = 0;
      let square = 0;
      each(pair, (u, weight, hazard) => {
        const own = gaussianHazard(u);
        both += weight * own * hazard;
        square += weight * own * own;
      });
      const width = 1 - pair[1];
      return [(load * both) / Math.sqrt(width * (1 - q)), (load * square) / width];
    },
    /** α⟨ln H(u)⟩. */
    energy(pair: Pair): number {
      let sum = 0;
      each(pair, (u, weight) => {
        sum += weight * logGaussianTail(u);
      });
      return load * sum;
    },
  };
}

/**
 * The averages over weights in the equations of `franzParisi`. The two signs contribute the same, so the field is √Q̂ m + p̂ − r̂ with a Gaussian m whose
 * weight depends on p̂ no more: p̂ follows from p by a root in one dimension.
 */
export function surroundingSpins(overlap: number, { conjugate }: ReplicaState) {
  const root = Math.sqrt(conjugate);

  function solve([outer, mutual]: Pair) {
    if (!(mutual <= STEEPEST)) {
      throw new RangeError(
        `the entropy at overlap ${overlap} is far below zero; give a larger distance or a smaller \`margin\``,
      );
    }
    const size = Math.sqrt(mutual);
    const alignment = size > 0 ? clamp(outer / root / size) : 0;
    const across = Math.sqrt(1 - alignment * alignment);
    const { z, weight } = gridFor(Math.min(0.2, 0.4 / size));
    const own = new Float64Array(z.length);
    const shared = new Float64Array(z.length);
    for (let k = 0; k < z.length; k++) {
      for (let j = 0; j < spins.z.length; j++) {
        const product = weight[k] * spins.weight[j];
        if (product < NEGLIGIBLE) continue;
        const magnetization = Math.tanh(root * (alignment * z[k] - across * spins.z[j]));
        own[k] += product * (1 + magnetization);
        shared[k] += product * (1 + magnetization) * magnetization;
      }
    }
    const average = (weights: Float64Array, f: (field: number) => number, shift: number) =>
      weights.reduce((sum, w, k) => sum + w * f(size * z[k] + shift), 0);
    const lacking = (shift: number) => average(own, Math.tanh, shift) - overlap;
    let reach = 1;
    while (lacking(-reach) > 0 || lacking(reach) < 0) reach *= 2;
    return { own, shared, average, shift: findRoot(lacking, -reach, reach, 1e-13) };
  }

  return {
    /** r = ⟨tanh(√q̂ z) tanh⟩ and Q = ⟨tanh²⟩ at the p̂ that gives p. */
    overlaps(conjugates: Pair): Pair {
      const { own, shared, average, shift } = solve(conjugates);
      return [average(shared, Math.tanh, shift), average(own, (field) => Math.tanh(field) ** 2, shift)];
    },
    /** p̂ − r̂, and ⟨ln 2cosh⟩. */
    freeEntropy(conjugates: Pair): { shift: number; logWeights: number } {
      const { own, average, shift } = solve(conjugates);
      return { shift, logWeights: average(own, logTwoCosh, shift) };
    },
  };
}

/** Gaussian weights below this, at |z| > 7, are left out. */
const NEGLIGIBLE = 1e-13;
const REACH = 7;

/** Steps of x below this would only cost time: where the tail is a sharp edge, the integral over t smooths it. */
const FINEST = 0.035;

/** A Q̂ beyond this belongs to an entropy far below zero. */
const STEEPEST = 1e4;

const fields = gaussianGrid(41, REACH);
const spins = gaussianGrid(47, REACH);

/** A grid with steps of at most `step`. */
function gridFor(step: number): Grid {
  return gaussianGrid(2 * Math.ceil(REACH / step) + 1, REACH);
}

/** A correlation, kept just inside −1 … 1. */
function clamp(correlation: number): number {
  return Math.max(-1 + 1e-12, Math.min(1 - 1e-12, correlation));
}
