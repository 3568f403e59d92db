import { checkCount, checkInteger } from '../check.js';
import type { EntropyCurve } from '../curve.js';
import type { Sizes } from './annealed-random-labels.js';
import { replicaEntropy } from './replica-entropy.js';
import { replicaGroundState } from './replica-ground-state.js';

/** What to draw. */
export interface ReplicaCurveOptions extends Sizes {
  /** How many levels; odd, at least 3. Default 61. */
  readonly points?: number;
}

/**
 * N s(ε) against E = εP for random labels: the typical S(E) to leading order in N, from the ground state to its mirror
 * image (see `replicaEntropy`). The levels are fractions, closer together where S is steep; a normalisation constant of
 * order ln N is left out, so that the counts do not add up to 2^M.
 * @throws where a size is not a whole number of at least 1, or `points` not an odd number from 3 to 10 001.
 */
export function replicaCurve({ weights, patterns, points = 61 }: ReplicaCurveOptions): EntropyCurve {
  checkCount('weights', weights, 'a network needs at least 1');
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkInteger('points', points, 3, 10_001);
  if (points % 2 === 0) throw new RangeError(`\`points\` is ${points}; give an odd number, so that one stands at P/2`);
  const load = patterns / weights;
  const ground = replicaGroundState(load);
  const lowest = Math.exp(-ground.beta);
  const half = (points - 1) / 2;
  const lower = Array.from({ length: half }, (_, k) =>
    k === 0 ? ground : replicaEntropy({ load, beta: -Math.log(lowest + (k / half) ** 2 * (1 - lowest)) }),
  );
  const states = [...lower, replicaEntropy({ load, beta: 0 })];
  const upper = lower.toReversed();
  return {
    name: 'replica symmetric',
    kind: 'theory',
    patterns,
    weights,
    levels: Float64Array.of(
      ...states.map((state) => patterns * state.energyFraction),
      ...upper.map((state) => patterns * (1 - state.energyFraction)),
    ),
    entropy: Float64Array.from([...states, ...upper], (state) => weights * state.entropy),
  };
}
