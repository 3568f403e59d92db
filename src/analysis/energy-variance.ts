import type { EntropyCurve } from '../curve.js';
import { linearError } from './linear-error.js';
import { logProbabilities } from './log-probabilities.js';

/** How much the number of errors varies over all configurations. */
export interface EnergyVariance {
  /** Var(E) = ⟨E²⟩ − ⟨E⟩² over all weights alike, in errors squared: P/4 where patterns err independently. */
  readonly variance: number;
  /** One standard error, of the errors of the levels taken as independent: 0 where exact, NaN for theory. */
  readonly standardError: number;
}

/**
 * The variance of E over random weights. `annealedVariance` predicts it from the data alone.
 * @throws where the curve has fractional levels or no configurations.
 */
export function energyVariance(curve: EntropyCurve): EnergyVariance {
  const p = logProbabilities(curve).map(Math.exp);
  const mean = p.reduce((sum, value, energy) => sum + value * energy, 0);
  const variance = p.reduce((sum, value, energy) => sum + value * (energy - mean) ** 2, 0);
  const slope = (energy: number) => p[energy] * ((energy - mean) ** 2 - variance);
  return { variance, standardError: linearError(curve, slope) };
}
