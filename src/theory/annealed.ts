import { type EntropyCurve, normalise } from '../base/curve.js';
import { checkLabelledData, type LabelledData, meanCorrelations, signedCorrelations } from './correlations.js';
import { twoClassCurve } from './two-classes.js';

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

/**
 * The variance of E over random ±1 weights, Σ_μν asin(ρ_μν)/2π with ρ_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|): two jointly
 * Gaussian stabilities are both negative with probability ¼ + asin(ρ)/2π (Sheppard 1899). The diagonal gives P/4. Exact
 * where pre-activations are Gaussian, that is for many inputs of similar size.
 * @throws as `annealed` does.
 */
export function annealedVariance(data: LabelledData): number {
  let sum = 0;
  signedCorrelations(data, (rho) => {
    sum += Math.asin(rho);
  });
  return data.patterns / 4 + sum / Math.PI;
}

/**
 * σ_μ ξ_μ/|ξ_μ|, P × N, pattern after pattern: the only thing about a data set that the errors of a perceptron depend on.
 * @throws where the shapes do not fit, a label is not ±1, or a pattern is all zeros or not finite.
 */
export function signedDirections(data: LabelledData): Float64Array {
  checkLabelledData(data);
  const { inputs, patterns, values, labels } = data;
  const directions = new Float64Array(patterns * inputs);
  for (let mu = 0; mu < patterns; mu++) {
    const start = mu * inputs;
    let square = 0;
    for (let i = start; i < start + inputs; i++) square += values[i] * values[i];
    if (!(square > 0 && square < Infinity)) {
      throw new RangeError(`pattern ${mu} has length ${Math.sqrt(square)}; remove it, for it has no direction`);
    }
    const factor = labels[mu] / Math.sqrt(square);
    for (let i = start; i < start + inputs; i++) directions[i] = factor * values[i];
  }
  return directions;
}

/** The curve S(E) = M ln 2 + ln p(E) of ln p(E), E = 0 … P, with p normalised to 1. */
export function probabilityCurve(name: string, weights: number, logProbability: Float64Array): EntropyCurve {
  return {
    name,
    kind: 'theory',
    patterns: logProbability.length - 1,
    weights,
    levels: Float64Array.from(logProbability.keys()),
    entropy: normalise(logProbability, weights),
  };
}
