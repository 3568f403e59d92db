import type { LabelledData } from './labelled-data.js';
import { majorityCorrelation } from './majority-correlation.js';
import { signedCorrelations } from './signed-correlations.js';

/** A network with one hidden layer of sign units that see all inputs, and a sign unit for output. */
export interface HiddenLayer {
  /** H, the hidden units: an odd number, so that votes do not tie, or Infinity. */
  readonly hidden: number;
}

/**
 * The variance of E over random ±1 weights of a network with one hidden layer: P/4 + ½ Σ_{ν<μ} m((2/π) asin ρ_μν), with
 * ρ_μν as in `annealedVariance` and m the correlation of two majorities of H votes. Hidden units vote alike on two patterns
 * with correlation (2/π) asin ρ, each on its own, and the output is their majority. The same for a committee machine and for
 * ±1 output weights, which only turn votes over. Exact where the fields of the hidden units are Gaussian, that is for many
 * inputs of similar size. One hidden unit gives `annealedVariance`.
 * @throws where `hidden` is not odd, and as `annealed` does.
 */
export function committeeVariance(data: LabelledData, { hidden }: HiddenLayer): number {
  checkHidden(hidden);
  const correlation = majorityCorrelation(hidden);
  let sum = 0;
  signedCorrelations(data, (rho) => {
    sum += correlation((2 / Math.PI) * Math.asin(rho));
  });
  return data.patterns / 4 + sum / 2;
}

/** Throws a sentence unless `hidden` is odd or Infinity. */
export function checkHidden(hidden: number): void {
  if (hidden === Infinity || (Number.isSafeInteger(hidden) && hidden > 0 && hidden % 2 === 1)) return;
  throw new RangeError(`\`hidden\` is ${String(hidden)}; give an odd number of hidden units, or Infinity`);
}
