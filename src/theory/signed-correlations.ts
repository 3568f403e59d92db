import type { LabelledData } from './labelled-data.js';
import { signedDirections } from './signed-directions.js';

/**
 * Hands out ρ_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|), from −1 to 1, of every pair ν < μ of patterns.
 * @throws as `annealed` does.
 */
export function signedCorrelations(data: LabelledData, each: (rho: number, mu: number, nu: number) => void): void {
  const directions = signedDirections(data);
  const { inputs, patterns } = data;
  for (let mu = 0; mu < patterns; mu++) {
    for (let nu = 0; nu < mu; nu++) {
      let correlation = 0;
      for (let i = 0, a = mu * inputs, b = nu * inputs; i < inputs; i++) {
        correlation += directions[a + i] * directions[b + i];
      }
      each(Math.min(1, Math.max(-1, correlation)), mu, nu);
    }
  }
}
