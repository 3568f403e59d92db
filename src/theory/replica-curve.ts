import { checkInteger, requireOptions } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { checkWeightsAndPatterns } from './prediction.js';
import { annealedEntropyDensity, annealedRandomLabels, type Sizes } from './random-labels.js';
import { replicaEntropy, replicaGroundState } from './replicas.js';

/** The sizes, and the number of points to draw. */
export interface ReplicaCurveOptions extends Sizes {
  /** The number of levels; odd, at least 3. Default 61. */
  readonly points?: number;
}

/**
 * The typical S(E) of random labels, from the ground state to its mirror image: N s(ε) at E = εP (see
 * `replicaEntropy`), which is the leading order in N, corrected for finite size. The correction is the difference
 * between the exact annealed entropy of this size (`annealedRandomLabels`) and its own leading order, about −½ ln(πP/2)
 * in the middle and 0 at E = 0, because both leading orders lack the same. The levels are fractions, closer together
 * where S is steep.
 *
 * @example
 * ```ts
 * import { replicaCurve } from 'weightspace';
 *
 * const curve = replicaCurve({ weights: 101, patterns: 200, points: 21 });
 * console.log(curve.levels[0], curve.entropy[0]); // the ground state
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `weights` or `patterns` is not a whole number of at least 1, `patterns` is above a million, or
 * `points` is not an odd number from 3 to 10 001.
 */
export function replicaCurve(options: ReplicaCurveOptions): EntropyCurve {
  requireOptions('replicaCurve', options, ['weights', 'patterns', 'points']);
  const { weights, patterns, points = 61 } = options;
  checkWeightsAndPatterns(weights, patterns);
  checkInteger('points', points, 3, 10_001);
  if (points % 2 === 0) throw new RangeError(`\`points\` is ${points}; give an odd number, so that one lies at P/2`);
  const load = patterns / weights;
  const ground = replicaGroundState(load);
  const lowest = Math.exp(-ground.beta);
  const half = (points - 1) / 2;
  const lower = Array.from({ length: half }, (_, k) =>
    k === 0 ? ground : replicaEntropy({ load, beta: -Math.log(lowest + (k / half) ** 2 * (1 - lowest)) }),
  );
  const states = [...lower, replicaEntropy({ load, beta: 0 })];
  const upper = lower.toReversed();
  const correction = sizeCorrection(weights, patterns);
  return {
    name: 'replica symmetric',
    kind: 'theory',
    patterns,
    weights,
    levels: Float64Array.of(
      ...states.map((state) => patterns * state.energyFraction),
      ...upper.map((state) => patterns * (1 - state.energyFraction)),
    ),
    entropy: Float64Array.from([...states, ...upper], (state) => {
      return weights * state.entropy + correction(patterns * state.energyFraction);
    }),
  };
}

/** The exact annealed entropy minus its leading order at energy E, interpolated linearly between whole energies. */
function sizeCorrection(weights: number, patterns: number): (energy: number) => number {
  const load = patterns / weights;
  const lacking = Float64Array.from(annealedRandomLabels({ weights, patterns }).entropy, (entropy, energy) => {
    return entropy - weights * annealedEntropyDensity({ load, energyFraction: energy / patterns });
  });
  return (energy) => {
    const below = Math.min(Math.floor(energy), patterns - 1);
    return lacking[below] + (energy - below) * (lacking[below + 1] - lacking[below]);
  };
}
