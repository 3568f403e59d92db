import type { LabelledData } from './labelled-data.js';
import { signedDirections } from './signed-directions.js';

/**
 * The variance of E over random ±1 weights, Σ_μν asin(ρ_μν)/2π with ρ_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|): two jointly
 * Gaussian stabilities are both negative with probability ¼ + asin(ρ)/2π (Sheppard 1899). The diagonal gives P/4. Exact
 * where pre-activations are Gaussian, that is for many inputs of similar size.
 * @throws as `annealed` does.
 */
export function annealedVariance(data: LabelledData): number {
  const { inputs, patterns } = data;
  const directions = signedDirections(data);
  let sum = 0;
  for (let mu = 0; mu < patterns; mu++) {
    for (let nu = 0; nu < mu; nu++) {
      let correlation = 0;
      for (let i = 0, a = mu * inputs, b = nu * inputs; i < inputs; i++) {
        correlation += directions[a + i] * directions[b + i];
      }
      sum += Math.asin(Math.min(1, Math.max(-1, correlation)));
    }
  }
  return patterns / 4 + sum / Math.PI;
}
