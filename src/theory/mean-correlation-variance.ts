import { checkMeanCorrelations, type MeanCorrelations } from './mean-correlations.js';

/**
 * Var(E) = P/4 + [P1(P1−1) c11 + P0(P0−1) c00 + 2 P1 P0 c10] with c = asin(ρ)/2π of the mean correlations: what
 * `annealedVariance` gives where all pairs of two labels have the same correlation.
 * @throws where these are not mean correlations from −1 to 1.
 */
export function meanCorrelationVariance(correlations: MeanCorrelations): number {
  checkMeanCorrelations(correlations);
  const { positive, negative, withinPositive, withinNegative, between } = correlations;
  const pairs =
    positive * (positive - 1) * Math.asin(withinPositive) +
    negative * (negative - 1) * Math.asin(withinNegative) +
    2 * positive * negative * Math.asin(between);
  return (positive + negative) / 4 + pairs / (2 * Math.PI);
}
