import { checkCurve, type EntropyCurve, logSumExp } from '../curve.js';

/**
 * ln p(E) for E = 0 … P, with p = g / Σ g over the levels of the curve; −∞ where the curve has no configurations or no level.
 * @throws where a level is not a whole number from 0 to P (the points of `replicaCurve`, for one), no level has
 * configurations, and as `checkCurve` does.
 */
export function logProbabilities(curve: EntropyCurve): Float64Array {
  checkCurve(curve);
  const { name, patterns, levels, entropy } = curve;
  const byEnergy = new Float64Array(patterns + 1).fill(-Infinity);
  for (let k = 0; k < levels.length; k++) {
    const level = levels[k];
    if (!Number.isInteger(level) || level < 0 || level > patterns) {
      throw new RangeError(
        `'${name}' has a level ${level}; this needs a curve with whole energies from 0 to ${patterns}`,
      );
    }
    byEnergy[level] = entropy[k];
  }
  const total = logSumExp(byEnergy);
  if (total === -Infinity)
    throw new RangeError(`'${name}' has no level with configurations; there is nothing to compare`);
  return byEnergy.map((value) => value - total);
}

/** @throws RangeError unless both curves have the same P, and as `checkCurve` does. */
export function checkSamePatterns(a: EntropyCurve, b: EntropyCurve): void {
  checkCurve(a);
  checkCurve(b);
  if (a.patterns === b.patterns) return;
  throw new RangeError(
    `'${a.name}' has ${a.patterns} patterns and '${b.name}' ${b.patterns}; compare curves of one P, or use densityDistance`,
  );
}
