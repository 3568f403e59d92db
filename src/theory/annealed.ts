import type { EntropyCurve } from '../curve.js';
import type { LabelledData } from './labelled-data.js';
import { meanCorrelations } from './mean-correlations.js';
import { twoClassCurve } from './two-class-curve.js';

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
  const correlations = meanCorrelations(data);
  return twoClassCurve('annealed', data.inputs, correlations);
}
