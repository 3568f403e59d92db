import { checkCount } from '../check.js';
import { type EntropyCurve, logSumExp } from '../curve.js';

/**
 * ln p(E) for E = 0 … P, with p = g / Σ g over the levels of the curve; −∞ where the curve has no configurations or no level.
 * @throws where a level is not a whole number from 0 to P (the points of `replicaCurve`, for one), an entropy is not a number,
 * or no level has configurations.
 */
export function logProbabilities(curve: EntropyCurve): Float64Array {
  const { name, patterns, levels, entropy } = curve;
  checkCount('patterns', patterns, 'a curve belongs to at least 1');
  const byEnergy = new Float64Array(patterns + 1).fill(-Infinity);
  for (let k = 0; k < levels.length; k++) {
    const level = levels[k];
    if (!Number.isInteger(level) || level < 0 || level > patterns) {
      throw new RangeError(
        `'${name}' has a level ${level}; this needs a curve with whole energies from 0 to ${patterns}`,
      );
    }
    if (Number.isNaN(entropy[k]) || entropy[k] === undefined || entropy[k] === Infinity) {
      throw new RangeError(`'${name}' has entropy ${entropy[k]} at energy ${level}; an entropy is a number, or −∞`);
    }
    byEnergy[level] = entropy[k];
  }
  const total = logSumExp(byEnergy);
  if (total === -Infinity)
    throw new RangeError(`'${name}' has no level with configurations; there is nothing to compare`);
  return byEnergy.map((value) => value - total);
}

/** Throws a sentence unless both curves have the same P. */
export function checkSamePatterns(a: EntropyCurve, b: EntropyCurve): void {
  if (a.patterns === b.patterns) return;
  throw new RangeError(
    `'${a.name}' has ${a.patterns} patterns and '${b.name}' ${b.patterns}; compare curves of one P, or use densityDistance`,
  );
}
