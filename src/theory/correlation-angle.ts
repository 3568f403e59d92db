import { checkMeanCorrelations, type MeanCorrelations } from './mean-correlations.js';

/**
 * The angle between the classes as random weights see it, in degrees: acos(−ρ10/√(ρ11 ρ00)), of the mean directions of the
 * patterns. Its difference to `classAngle`, which takes the mean patterns themselves, is that long patterns count no more
 * than short ones and that the noise of few patterns is taken out. (Mele et al., TMLR 2025.)
 * @throws where ρ11 or ρ00 is not above 0: such a class has no mean direction.
 */
export function correlationAngle(correlations: MeanCorrelations): number {
  checkMeanCorrelations(correlations);
  const { withinPositive, withinNegative, between } = correlations;
  if (!(withinPositive > 0 && withinNegative > 0)) {
    throw new RangeError(
      `the mean correlations within the classes are ${withinPositive} and ${withinNegative}; an angle needs both above 0`,
    );
  }
  const cosine = -between / Math.sqrt(withinPositive * withinNegative);
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
}
