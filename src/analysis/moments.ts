import { checkWithin, inWords } from '../base/check.js';
import { checkCurve, type EntropyCurve, logSumExp } from '../base/curve.js';
import { logProbabilities } from './distances.js';

/**
 * Mean and variance of the energy over all configurations. Errors are 0 where exact, and NaN for a curve without
 * errors.
 */
export interface EnergyMoments {
  /** ⟨E⟩, in errors. */
  readonly mean: number;
  /** One standard error of `mean`. */
  readonly meanError: number;
  /** ⟨E²⟩ − ⟨E⟩², in errors squared. */
  readonly variance: number;
  /** One standard error of `variance`. */
  readonly varianceError: number;
}

/**
 * Mean and variance of E over all configurations with equal weight, that is, of p(E) = g(E) / Σ g. The errors of the
 * levels are treated as independent.
 *
 * @example
 * ```ts
 * import { energyMoments, enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(energyMoments(dos)); // compare with annealedVariance(data)
 * ```
 * @throws TypeError if `curve` is not an entropy curve.
 * @throws RangeError if the curve has fractional levels or no configurations.
 */
export function energyMoments(curve: EntropyCurve): EnergyMoments {
  const p = logProbabilities(curve).map(Math.exp);
  const mean = p.reduce((sum, weight, energy) => sum + weight * energy, 0);
  const variance = p.reduce((sum, weight, energy) => sum + weight * (energy - mean) ** 2, 0);
  return {
    mean,
    meanError: linearError(curve, (energy) => p[energy] * (energy - mean)),
    variance,
    varianceError: linearError(curve, (energy) => p[energy] * ((energy - mean) ** 2 - variance)),
  };
}

/** The share of all configurations that make few errors. */
export interface LowEnergyShare {
  /**
   * Σ g(E) / Σ g over E ≤ εP, from 0 to 1; 0 if it is too small for a floating-point number, in which case use
   * `logShare`.
   */
  readonly share: number;
  /** Its natural logarithm; −∞ where no such configuration was found. */
  readonly logShare: number;
  /** One standard error of `logShare`: 0 where exact, ∞ where not known, NaN for a curve without errors. */
  readonly standardError: number;
}

/**
 * The share of configurations with E/P at most `energyFraction` (default 0: the solutions). The errors of the levels
 * are treated as independent.
 *
 * @example
 * ```ts
 * import { enumerate, lowEnergyShare, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(lowEnergyShare(dos, 0.1)); // configurations with at most one error in ten
 * ```
 * @throws TypeError if `curve` is not an entropy curve.
 * @throws RangeError if `energyFraction` is not from 0 to 1, or if the curve has fractional levels or no
 * configurations.
 */
export function lowEnergyShare(curve: EntropyCurve, energyFraction = 0): LowEnergyShare {
  checkWithin('energyFraction', energyFraction, 0, 1);
  const p = logProbabilities(curve);
  // Rounding may put 0.1 · P, say, just below the level it means.
  const highest = Math.floor(energyFraction * curve.patterns + 1e-9);
  const logShare = logSumExp(p.subarray(0, highest + 1));
  if (logShare === -Infinity) {
    const standardError = curve.kind === 'sampled' ? Infinity : curve.kind === 'exact' ? 0 : Number.NaN;
    return { share: 0, logShare, standardError };
  }
  const slope = (energy: number) => (energy <= highest ? Math.exp(p[energy] - logShare) : 0) - Math.exp(p[energy]);
  return { share: Math.exp(logShare), logShare, standardError: linearError(curve, slope) };
}

/**
 * The lowest energy at which the curve has configurations. It is the ground state if the curve is exact or was sampled
 * for long enough; otherwise the ground state may lie lower.
 *
 * @example
 * ```ts
 * import { enumerate, lowestLevel, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(lowestLevel(dos)); // the fewest errors that any configuration makes
 * ```
 * @throws TypeError if `curve` is not an entropy curve.
 * @throws RangeError if no level has configurations.
 */
export function lowestLevel(curve: EntropyCurve): number {
  checkCurve(curve);
  const { name, levels, entropy } = curve;
  const index = Array.from(entropy).findIndex((value) => value > -Infinity);
  if (index < 0) throw new RangeError(`'${name}' has no level with configurations; run it for longer`);
  return levels[index];
}

/**
 * S at one level with its error, for a table: `toFrame([{ data: 'digits', 'ln g(0)': entropyAt(dos, 0) }])`. Of a level
 * that a sampled curve never visited both are unknown: −∞ and ∞. The error is 0 for a curve without errors.
 *
 * @example
 * ```ts
 * import { entropyAt, enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(entropyAt(dos, 2)); // ln of the number of configurations with two errors
 * ```
 * @throws TypeError if `curve` is not an entropy curve.
 * @throws RangeError if the curve does not have this level.
 */
export function entropyAt(curve: EntropyCurve, level: number): { readonly value: number; readonly error: number } {
  checkCurve(curve);
  const index = Array.from(curve.levels).indexOf(level);
  if (index < 0) {
    throw new RangeError(`'${curve.name}' has no level ${inWords(level)}; give one of its \`levels\``);
  }
  const value = curve.entropy[index];
  const isUnknown = value === -Infinity && curve.kind === 'sampled';
  return { value, error: isUnknown ? Infinity : (curve.standardError?.[index] ?? 0) };
}

/** A level without an error bar is ignored in the error of the whole if its slope is at most this. */
const NEGLIGIBLE = 1e-6;

/**
 * One standard error of a number that changes by `slope(E)` per nat of S(E), with the errors of the levels treated as
 * independent: √Σ (slope · σ_E)². ∞ if it depends on a level whose error is unknown; NaN for a curve without errors.
 */
export function linearError(curve: EntropyCurve, slope: (energy: number) => number): number {
  const { levels, entropy, standardError } = curve;
  if (standardError === undefined) return Number.NaN;
  let square = 0;
  for (let k = 0; k < levels.length; k++) {
    if (entropy[k] === -Infinity) continue;
    const factor = Math.abs(slope(levels[k]));
    if (standardError[k] === Infinity && factor <= NEGLIGIBLE) continue;
    square += factor === 0 ? 0 : (factor * standardError[k]) ** 2;
  }
  return Math.sqrt(square);
}
