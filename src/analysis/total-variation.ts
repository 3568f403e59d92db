import type { EntropyCurve } from '../curve.js';
import { checkSamePatterns, logProbabilities } from './log-probabilities.js';

/**
 * The total variation ½ Σ_E |p(E) − q(E)| of two curves of the same P: the largest difference between the probabilities that
 * they give to any set of energies, from 0 (the same) to 1 (no energy in common). A level without configurations has p = 0.
 * @throws where the curves differ in P, or one has fractional levels or no configurations.
 */
export function totalVariation(a: EntropyCurve, b: EntropyCurve): number {
  checkSamePatterns(a, b);
  const [p, q] = [logProbabilities(a).map(Math.exp), logProbabilities(b).map(Math.exp)];
  return p.reduce((sum, value, energy) => sum + Math.abs(value - q[energy]), 0) / 2;
}
