import type { EntropyCurve } from '../curve.js';
import type { MeanCorrelations } from './mean-correlations.js';
import { probabilityCurve } from './probability-curve.js';
import { type TwoClasses, twoClassErrors } from './two-class-errors.js';

/**
 * S(E), E = 0 … P, where the stabilities of all pairs of patterns of the same two labels have the same correlation (see
 * `annealed`). A slightly negative ρ11 or ρ00 counts as 0, and ρ10 is brought to at most √(ρ11 ρ00).
 * @throws where all patterns of one label are the same up to sign.
 */
export function twoClassCurve(
  name: string,
  weights: number,
  correlations: MeanCorrelations,
  flipped: Pick<TwoClasses, 'positiveFlipped' | 'negativeFlipped'> = {},
): EntropyCurve {
  return probabilityCurve(name, weights, twoClassErrors({ ...sharedFields(correlations), ...flipped }));
}

/** The fields of the two classes in units of the noise that is left to each. */
function sharedFields(correlations: MeanCorrelations): TwoClasses {
  const { positive, negative, between } = correlations;
  const [rho1, rho0] = withinClasses(correlations);
  const bound = Math.sqrt(rho1 * rho0);
  const covariance = Math.min(bound, Math.max(-bound, between));
  return {
    positive,
    negative,
    positiveVariance: rho1 / noise(rho1, '+1'),
    negativeVariance: rho0 / noise(rho0, '−1'),
    covariance: covariance / Math.sqrt(noise(rho1, '+1') * noise(rho0, '−1')),
  };
}

/** ρ11 and ρ00, none negative. A class of one pattern has no pairs: any value describes it that lets ρ10 be what it is. */
function withinClasses(correlations: MeanCorrelations): [number, number] {
  const { positive, negative, withinPositive, withinNegative, between } = correlations;
  const rho1 = Math.max(0, withinPositive);
  const rho0 = Math.max(0, withinNegative);
  if (positive === 1 && negative === 1) return [Math.abs(between), Math.abs(between)];
  if (positive === 1) return [rho0 > 0 ? Math.min(rho0, between ** 2 / rho0) : 0, rho0];
  if (negative === 1) return [rho1, rho1 > 0 ? Math.min(rho1, between ** 2 / rho1) : 0];
  return [rho1, rho0];
}

/** 1 − ρ, the variance that the patterns of a class do not share. */
function noise(rho: number, label: string): number {
  if (1 - rho < 1e-9) {
    throw new RangeError(
      `all patterns with label ${label} are the same up to sign; the prediction needs different ones`,
    );
  }
  return 1 - rho;
}
