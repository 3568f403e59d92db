import { checkChoice, checkCount, checkEach, checkNumber, checkNumbers, checkText, inWords } from './check.js';

/** The largest P of a curve. */
export const MOST_PATTERNS = 1e6;

/** S(E) of one network on one data set, whether counted, sampled or predicted. */
export interface EntropyCurve {
  /** For a legend: 'enumeration', 'Wang–Landau', 'annealed'. */
  readonly name: string;
  /** Counted, sampled, or predicted: it decides how the curve is drawn. */
  readonly kind: 'exact' | 'sampled' | 'theory';
  /** P, the number of patterns; energies run from 0 to P. */
  readonly patterns: number;
  /** M, the number of ±1 weights; the entropies of a complete curve add up to M ln 2. */
  readonly weights: number;
  /** Energies (misclassified patterns), ascending. Theory may use fractions. */
  readonly levels: ArrayLike<number>;
  /** S = ln g in nats at each level; −∞ where no configuration has been found. */
  readonly entropy: ArrayLike<number>;
  /**
   * One standard error of each entropy, in nats: 0 where exact, ∞ where unknown. Absent for theory.
   */
  readonly standardError?: ArrayLike<number>;
}

/**
 * @throws TypeError if `curve` is not an entropy curve, or if a part of it is of the wrong type.
 * @throws RangeError if a number of it is out of range, or if its columns differ in length.
 */
export function checkCurve(curve: EntropyCurve): void {
  const { name, kind, patterns, weights, levels, entropy, standardError } = curve ?? {};
  if (levels === undefined || entropy === undefined) {
    throw new TypeError(
      `the curve is ${inWords(curve)}; give one with \`levels\` and \`entropy\`, as \`wangLandau\` and \`annealed\` return`,
    );
  }
  checkText('name', name);
  checkChoice('kind', kind, ['exact', 'sampled', 'theory']);
  checkCount('patterns', patterns, 'a curve belongs to at least 1');
  if (patterns > MOST_PATTERNS)
    throw new RangeError(`\`patterns\` is ${patterns}; a curve has at most ${MOST_PATTERNS}`);
  if (!(Number.isFinite(weights) && weights >= 0)) {
    throw new RangeError(`\`weights\` is ${inWords(weights)}; give M, a finite number`);
  }
  checkNumbers('levels', levels);
  checkEntropies('entropy', entropy);
  checkLength(curve, 'entropy', entropy);
  if (standardError === undefined) return;
  checkEach('standardError', standardError, (error) => error >= 0, 'give numbers of at least 0, or ∞ where unknown');
  checkLength(curve, 'standardError', standardError);
}

function checkLength({ name, levels }: EntropyCurve, column: string, values: ArrayLike<number>): void {
  if (values.length === levels.length) return;
  throw new RangeError(
    `'${name}' has ${levels.length} levels and ${values.length} numbers in \`${column}\`; give one for each level`,
  );
}

function checkEntropies(name: string, values: ArrayLike<number>): void {
  checkEach(name, values, (value) => value < Infinity, 'give finite numbers, or −∞');
}

/**
 * ln Σ exp(x) without overflow; −∞ if there are no terms, or only terms of −∞.
 *
 * @throws TypeError if `values` is not an array.
 * @throws RangeError if a value is not a finite number or −∞.
 */
export function logSumExp(values: ArrayLike<number>): number {
  checkEntropies('values', values);
  let largest = -Infinity;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, values[k]);
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += Math.exp(values[k] - largest);
  return largest + Math.log(sum);
}

/**
 * The density ρ(E/P) = P g(E) / 2^M at each level (the paper's y axis; its integral over E/P is 1).
 *
 * @example
 * ```ts
 * import { density, enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(density(dos)); // ρ(E/P)
 * ```
 * @throws TypeError if `curve` is not an entropy curve, or if a part of it is of the wrong type.
 * @throws RangeError if a number of it is out of range, or if its columns differ in length.
 */
export function density(curve: EntropyCurve): Float64Array {
  checkCurve(curve);
  return Float64Array.from(curve.entropy, (entropy) => curve.patterns * Math.exp(entropy - curve.weights * Math.LN2));
}

/**
 * The entropies shifted by one constant so that the counts add up to 2^weights. −∞ stays −∞, even if all of them are.
 *
 * @throws TypeError if `entropy` is not an array.
 * @throws RangeError if an entropy is not a finite number or −∞, or if `weights` is not a finite number.
 */
export function normalise(entropy: ArrayLike<number>, weights: number): Float64Array {
  checkNumber('weights', weights);
  const total = logSumExp(entropy);
  const shift = total === -Infinity ? 0 : weights * Math.LN2 - total;
  return Float64Array.from(entropy, (value) => value + shift);
}
