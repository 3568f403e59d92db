import type { LabelledData } from './labelled-data.js';
import { signedCorrelations } from './signed-correlations.js';

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
