import { inWords, requireOptions } from '../check.js';
import type { LabelledData } from './labelled-data.js';
import { layeredCorrelation } from './layered-correlation.js';
import { signedCorrelations } from './signed-correlations.js';

/** A network with hidden layers of sign units, the first of which see all inputs, and a sign unit for output. */
export interface HiddenLayer {
  /** The hidden units: an odd number, so that votes do not tie, or Infinity; with several layers the odd number of each. */
  readonly hidden: number | readonly number[];
}

/**
 * The variance of E over random ±1 weights of a network with hidden layers: P/4 + ½ Σ_{ν<μ} m((2/π) asin ρ_μν), with
 * ρ_μν as in `annealedVariance` and m, for one layer, the correlation of two majorities of H votes (for more see
 * `layeredCorrelation`). Hidden units vote alike on two patterns
 * with correlation (2/π) asin ρ, each on its own, and the output is their majority. The same for a committee machine and for
 * ±1 output weights, which only turn votes over. Exact where the fields of the hidden units are Gaussian, that is for many
 * inputs of similar size. One hidden unit gives `annealedVariance`.
 * @throws where `hidden` is not odd, and as `annealed` does.
 */
export function committeeVariance(data: LabelledData, options: HiddenLayer): number {
  requireOptions('committeeVariance', options, ['hidden']);
  const { hidden } = options;
  checkHidden(hidden);
  const correlation = layeredCorrelation(hidden);
  let sum = 0;
  signedCorrelations(data, (rho) => {
    sum += correlation((2 / Math.PI) * Math.asin(rho));
  });
  return data.patterns / 4 + sum / 2;
}

/** The most units of one hidden layer, and of each of several, whose correlations take about a second. */
const MOST_UNITS = { one: 99_999, several: 999 };

/** @throws RangeError unless `hidden` is odd or Infinity, or a list of odd numbers. */
export function checkHidden(hidden: number | readonly number[]): void {
  const isOdd = (units: number, most: number) =>
    Number.isInteger(units) && units > 0 && units <= most && units % 2 === 1;
  if (hidden === Infinity || (typeof hidden === 'number' && isOdd(hidden, MOST_UNITS.one))) return;
  const most = Array.isArray(hidden) && hidden.length === 1 ? MOST_UNITS.one : MOST_UNITS.several;
  if (Array.isArray(hidden) && hidden.length > 0 && hidden.every((units) => isOdd(units, most))) return;
  throw new RangeError(
    `\`hidden\` is ${inWords(hidden)}; give an odd number of hidden units up to ${MOST_UNITS.one}, or Infinity, or a list of odd numbers up to ${MOST_UNITS.several}`,
  );
}
