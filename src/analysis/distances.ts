import { checkEach, checkWithin } from '../base/check.js';
import { checkCurve, type EntropyCurve, logSumExp } from '../base/curve.js';

/**
 * ln p(E) for E = 0 … P, with p = g / Σ g over the levels of the curve; −∞ where the curve has no configurations or no
 * level.
 *
 * @throws TypeError if `curve` is not an entropy curve.
 * @throws RangeError if a level is not a whole number from 0 to P (as in `replicaCurve`), or if no level has
 * configurations.
 */
export function logProbabilities(curve: EntropyCurve): Float64Array {
  checkCurve(curve);
  const { name, patterns, levels, entropy } = curve;
  const byEnergy = new Float64Array(patterns + 1).fill(-Infinity);
  for (let k = 0; k < levels.length; k++) {
    const level = levels[k];
    if (!Number.isInteger(level) || level < 0 || level > patterns) {
      throw new RangeError(
        `'${name}' has a level ${level}; give a curve whose levels are whole numbers from 0 to ${patterns}`,
      );
    }
    byEnergy[level] = entropy[k];
  }
  const total = logSumExp(byEnergy);
  if (total === -Infinity)
    throw new RangeError(`'${name}' has no level with configurations; there is nothing to compare`);
  return byEnergy.map((value) => value - total);
}

/**
 * @throws TypeError unless both are entropy curves.
 * @throws RangeError unless both have the same P.
 */
function checkSamePatterns(a: EntropyCurve, b: EntropyCurve): void {
  checkCurve(a);
  checkCurve(b);
  if (a.patterns === b.patterns) return;
  throw new RangeError(
    `'${a.name}' has ${a.patterns} patterns and '${b.name}' ${b.patterns}; compare curves of the same P, or use densityDistance`,
  );
}

/**
 * The distance between two curves of any P as functions of E/P: ½ ∫ |ρ_a − ρ_b| d(E/P), with straight lines between the
 * levels of each, from 0 (they collapse) to 1. For curves of the same P it equals the total variation up to that
 * interpolation.
 *
 * @example
 * ```ts
 * import { annealed, densityDistance, enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(densityDistance(dos, annealed(data))); // 0 where the curves agree, at most 1
 * ```
 * @throws TypeError if one is not an entropy curve.
 * @throws RangeError if a curve has fractional levels or no configurations.
 */
export function densityDistance(a: EntropyCurve, b: EntropyCurve): number {
  const [rhoA, rhoB] = [densityOf(a), densityOf(b)];
  const grid = [...new Set([...fractions(a), ...fractions(b)])].sort((x, y) => x - y);
  const difference = grid.map((x) => rhoA(x) - rhoB(x));
  let area = 0;
  for (let k = 1; k < grid.length; k++) {
    area += (grid[k] - grid[k - 1]) * meanAbsolute(difference[k - 1], difference[k]);
  }
  return area / 2;
}

function fractions({ patterns }: EntropyCurve): number[] {
  return Array.from({ length: patterns + 1 }, (_, energy) => energy / patterns);
}

/** ρ at any E/P, scaled so that the trapezoids between the levels have area 1. */
function densityOf(curve: EntropyCurve): (fraction: number) => number {
  const p = logProbabilities(curve).map(Math.exp);
  const { patterns } = curve;
  const area = 1 - (p[0] + p[patterns]) / 2;
  return (fraction) => {
    const position = fraction * patterns;
    // Rounding must not carry the last level beyond the end.
    const below = Math.min(Math.floor(position), patterns - 1);
    return (patterns * (p[below] + (position - below) * (p[below + 1] - p[below]))) / area;
  };
}

/** The mean of |f| along a straight line from f = a to f = b. */
function meanAbsolute(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * Math.abs(a - b));
}

/**
 * The Kullback–Leibler divergence Σ_E p(E) ln[p(E)/q(E)] of `from` (p) to `to` (q) in nats, for curves of the same P: 0
 * if they agree, ∞ if `to` has no configurations at a level where `from` has some.
 *
 * @example
 * ```ts
 * import { annealed, enumerate, kullbackLeibler, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(kullbackLeibler(dos, annealed(data))); // in nats
 * ```
 * @throws TypeError if one is not an entropy curve.
 * @throws RangeError if the curves differ in P, or if one has fractional levels or no configurations.
 */
export function kullbackLeibler(from: EntropyCurve, to: EntropyCurve): number {
  checkSamePatterns(from, to);
  const [p, q] = [logProbabilities(from), logProbabilities(to)];
  return p.reduce((sum, value, energy) => (value === -Infinity ? sum : sum + Math.exp(value) * (value - q[energy])), 0);
}

/**
 * The total variation ½ Σ_E |p(E) − q(E)| of two curves of the same P: the largest difference between the probabilities
 * that they assign to any set of energies, from 0 (the same) to 1 (no energy in common). A level without configurations
 * has p = 0.
 *
 * @example
 * ```ts
 * import { annealed, enumerate, perceptron, randomPatterns, totalVariation } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(totalVariation(dos, annealed(data)));
 * ```
 * @throws TypeError if one is not an entropy curve.
 * @throws RangeError if the curves differ in P, or if one has fractional levels or no configurations.
 */
export function totalVariation(a: EntropyCurve, b: EntropyCurve): number {
  checkSamePatterns(a, b);
  const [p, q] = [logProbabilities(a).map(Math.exp), logProbabilities(b).map(Math.exp)];
  return p.reduce((sum, value, energy) => sum + Math.abs(value - q[energy]), 0) / 2;
}

/** A sampled curve compared with the exact one. */
export interface ExactComparison {
  /** S − S_exact at each level where both have configurations, in nats, in order of energy. */
  readonly errors: Float64Array;
  /** (S − S_exact) / σ at those of these levels where the standard error σ that the curve claims is known. */
  readonly pulls: Float64Array;
  /** The largest |S − S_exact|, in nats; ∞ where a level was missed. */
  readonly largest: number;
  /** √⟨(S − S_exact)²⟩ over the levels where both have configurations, in nats. */
  readonly rootMeanSquare: number;
  /** The number of levels with configurations that the curve has not found. */
  readonly missed: number;
}

/**
 * Compares a curve with the exact one. Its error bars are honest if about two in three pulls lie within 1 and one in
 * twenty beyond 2. A level whose entropy and claimed error are both exact (0/0) has no pull.
 *
 * @example
 * ```ts
 * import { compareToExact, enumerate, perceptron, randomPatterns, shareWithin, wangLandau } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * const walk = await wangLandau(perceptron(15), data, { seed: 'walk', moves: 2e5, learningMoves: 2e5 });
 * const { largest, pulls } = compareToExact(walk, dos);
 * console.log(largest, shareWithin(pulls, 1)); // in nats; two in three lie within an error bar
 * ```
 * @throws TypeError if one is not an entropy curve.
 * @throws RangeError if the curves differ in P or levels, or if they have no level with configurations in common.
 */
export function compareToExact(curve: EntropyCurve, exact: EntropyCurve): ExactComparison {
  checkSamePatterns(curve, exact);
  if (curve.levels.length !== exact.levels.length) {
    throw new RangeError(
      `'${curve.name}' has ${curve.levels.length} levels and '${exact.name}' ${exact.levels.length}; compare curves of the same levels`,
    );
  }
  const mismatch = Array.from(curve.levels).findIndex((level, k) => level !== exact.levels[k]);
  if (mismatch >= 0) {
    throw new RangeError(
      `'${curve.name}' has a level ${curve.levels[mismatch]} where '${exact.name}' has ${exact.levels[mismatch]}; compare curves of the same levels`,
    );
  }
  const existing = [...Array.from(exact.levels).keys()].filter((k) => exact.entropy[k] !== -Infinity);
  const found = existing.filter((k) => curve.entropy[k] !== -Infinity);
  if (found.length === 0)
    throw new RangeError(`'${curve.name}' has no level of '${exact.name}'; there is nothing to compare`);
  const errors = Float64Array.from(found, (k) => curve.entropy[k]! - exact.entropy[k]!);
  const pulls = found.map((k, i) => errors[i]! / (curve.standardError?.[k] ?? Number.NaN));
  const claimed = found.map((k) => curve.standardError?.[k] ?? Infinity);
  const missed = existing.length - found.length;
  return {
    errors,
    pulls: Float64Array.from(pulls.filter((pull, i) => claimed[i] !== Infinity && !Number.isNaN(pull))),
    largest: missed > 0 ? Infinity : errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0),
    rootMeanSquare: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length),
    missed,
  };
}

/**
 * The share of pulls within a number of standard errors: for Gaussian pulls 0.683, 0.954 and 0.997 within 1, 2 and 3.
 *
 * @example
 * ```ts
 * import { shareWithin } from 'weightspace';
 *
 * console.log(shareWithin([0.3, -1.2, 0.8, -0.1], 1)); // of four pulls three lie within one standard error
 * ```
 * @throws TypeError if `pulls` is not an array.
 * @throws RangeError if there are no pulls, one is not a number, or `standardErrors` is not a number of at least 0.
 */
export function shareWithin(pulls: ArrayLike<number>, standardErrors: number): number {
  checkEach('pulls', pulls, (pull) => !Number.isNaN(pull), 'leave out the levels without a pull');
  checkWithin('standardErrors', standardErrors, 0, Infinity);
  if (pulls.length === 0) throw new RangeError('there are no pulls; a share needs at least one');
  return Array.from(pulls).filter((pull) => Math.abs(pull) <= standardErrors).length / pulls.length;
}
