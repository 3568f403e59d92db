import { density, type EntropyCurve } from '../curve.js';

/** Where a density of states is largest. */
export interface DensityPeak {
  /** E/P. */
  readonly energyFraction: number;
  /** ρ(E/P). */
  readonly density: number;
  /** One standard error of ρ: 0 where exact, NaN for theory. */
  readonly standardError: number;
}

/**
 * The highest point of ρ(E/P) = P g(E) / 2^M, with its error (ρ times the error of S).
 * @throws where the curve has no level with configurations.
 */
export function densityPeak(curve: EntropyCurve): DensityPeak {
  const heights = density(curve);
  const k = heights.indexOf(heights.reduce((most, height) => Math.max(most, height), 0));
  return {
    energyFraction: curve.levels[k]! / curve.patterns,
    density: heights[k]!,
    standardError: heights[k]! * (curve.standardError?.[k] ?? Number.NaN),
  };
}
