import type { EntropyCurve } from '../curve.js';
import { linearError } from './linear-error.js';
import { logProbabilities } from './log-probabilities.js';

/** Mean and variance of the energy over all configurations; errors are 0 where exact, NaN for a curve without errors. */
export interface EnergyMoments {
  /** ⟨E⟩, in errors, with one standard error. */
  readonly mean: number;
  readonly meanError: number;
  /** ⟨E²⟩ − ⟨E⟩², with one standard error. */
  readonly variance: number;
  readonly varianceError: number;
}

/**
 * Mean and variance of E over all configurations alike, those of p(E) = g(E) / Σ g. The errors of the levels are taken as
 * independent.
 * @throws where the curve has fractional levels or no configurations.
 */
export function energyMoments(curve: EntropyCurve): EnergyMoments {
  const p = logProbabilities(curve).map(Math.exp);
  const mean = p.reduce((sum, weight, energy) => sum + weight * energy, 0);
  const variance = p.reduce((sum, weight, energy) => sum + weight * (energy - mean) ** 2, 0);
  return {
    mean,
    meanError: linearError(curve, (energy) => p[energy] * (energy - mean)),
    variance,
    varianceError: linearError(curve, (energy) => p[energy] * ((energy - mean) ** 2 - variance)),
  };
}
