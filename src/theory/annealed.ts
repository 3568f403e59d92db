import type { EntropyCurve } from '../curve.js';
import type { LabelledData } from './labelled-data.js';
import { type MeanCorrelations, meanCorrelations } from './mean-correlations.js';
import { probabilityCurve } from './probability-curve.js';
import { type TwoClasses, twoClassErrors } from './two-class-errors.js';

/**
 * S(E), E = 0 … P, of a ±1 perceptron, predicted from the data alone. For random weights and many inputs the stabilities
 * are jointly Gaussian with covariance ρ_μν (see `annealedVariance`); here each ρ_μν is replaced by its mean over the
 * pairs of the same two labels. A pattern of label a then has stability √(1−ρ_aa) z_μ + h_a, with (h1, h0) Gaussian of
 * covariances ρ11, ρ00, ρ10, and E = Bin(P1, H(h1/√(1−ρ11))) + Bin(P0, H(h0/√(1−ρ00))). (After Mele et al. 2025.)
 *
 * A slightly negative ρ_aa, as random patterns give, counts as 0, and ρ10 is brought to at most √(ρ11 ρ00).
 * @throws where shapes do not fit, a label is not ±1, a pattern is all zeros or not finite, or all patterns of one label
 * are the same up to sign.
 */
export function annealed(data: LabelledData): EntropyCurve {
  return probabilityCurve('annealed', data.inputs, twoClassErrors(sharedFields(meanCorrelations(data))));
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
