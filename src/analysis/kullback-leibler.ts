import type { EntropyCurve } from '../curve.js';
import { checkSamePatterns, logProbabilities } from './log-probabilities.js';

/**
 * The Kullback–Leibler divergence Σ_E p(E) ln[p(E)/q(E)] of `from` (p) to `to` (q) in nats, for curves of the same P: 0 where
 * they agree, ∞ where `to` has no configurations at a level where `from` has some.
 * @throws where the curves differ in P, or one has fractional levels or no configurations.
 */
export function kullbackLeibler(from: EntropyCurve, to: EntropyCurve): number {
  checkSamePatterns(from, to);
  const [p, q] = [logProbabilities(from), logProbabilities(to)];
  return p.reduce((sum, value, energy) => (value === -Infinity ? sum : sum + Math.exp(value) * (value - q[energy])), 0);
}
