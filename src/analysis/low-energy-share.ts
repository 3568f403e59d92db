import { checkWithin } from '../check.js';
import { type EntropyCurve, logSumExp } from '../curve.js';
import { linearError } from './linear-error.js';
import { logProbabilities } from './log-probabilities.js';

/** The share of all configurations that make few errors. */
export interface LowEnergyShare {
  /** Σ g(E) / Σ g over E ≤ εP, from 0 to 1; 0 where it is too small for a number, and `logShare` then tells. */
  readonly share: number;
  /** Its natural logarithm; −∞ where no such configuration was found. */
  readonly logShare: number;
  /** One standard error of `logShare`: 0 where exact, ∞ where not known, NaN for a curve without errors. */
  readonly standardError: number;
}

/**
 * The share of configurations with energy up to E/P = `energyFraction` (default 0: those that solve the task). The errors of
 * the levels are taken as independent.
 * @throws where the fraction is not from 0 to 1, or the curve has fractional levels or no configurations.
 */
export function lowEnergyShare(curve: EntropyCurve, energyFraction = 0): LowEnergyShare {
  checkWithin('energyFraction', energyFraction, 0, 1);
  const p = logProbabilities(curve);
  // A fraction such as 0.1 times P may come out just below the level that is meant.
  const highest = Math.floor(energyFraction * curve.patterns + 1e-9);
  const logShare = logSumExp(p.subarray(0, highest + 1));
  if (logShare === -Infinity) {
    const standardError = curve.kind === 'sampled' ? Infinity : curve.kind === 'exact' ? 0 : Number.NaN;
    return { share: 0, logShare, standardError };
  }
  const slope = (energy: number) => (energy <= highest ? Math.exp(p[energy] - logShare) : 0) - Math.exp(p[energy]);
  return { share: Math.exp(logShare), logShare, standardError: linearError(curve, slope) };
}
