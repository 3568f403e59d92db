import { checkCount, checkEach, checkInteger, checkNumbers, checkWithin, inWords } from '../base/check.js';

/** What theory needs of a data set; a `Dataset` is one. */
export interface LabelledData {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** P × N inputs, pattern after pattern, in any unit. */
  readonly values: ArrayLike<number>;
  /** P labels, each −1 or +1. */
  readonly labels: ArrayLike<number>;
  /** Present in data with more classes than ±1, for which this theory does not hold. */
  readonly classes?: number;
}

/**
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its shapes do not fit, a number is not finite, a label is not ±1, or its labels are classes.
 */
export function checkLabelledData(data: LabelledData): void {
  if (!data?.inputs) {
    throw new TypeError(
      `the data set is ${inWords(data)}; make one, as in randomPatterns({ inputs, patterns, seed }) or fromArrays(…)`,
    );
  }
  const { inputs, patterns, values, labels, classes } = data;
  if (classes !== undefined) {
    throw new RangeError(
      `the data set has ${classes} classes; the annealed prediction needs labels ±1, so make the data without \`classes\``,
    );
  }
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkNumbers('values', values);
  if (values.length !== patterns * inputs) {
    throw new RangeError(
      `\`values\` has ${values.length} numbers; give ${patterns} × ${inputs} = ${patterns * inputs}`,
    );
  }
  const isLabel = (label: number) => label === 1 || label === -1;
  checkEach('labels', labels, isLabel, 'the annealed prediction needs labels −1 and +1');
  if (labels.length !== patterns) {
    throw new RangeError(`\`labels\` has ${labels.length} entries; give one for each of the ${patterns} patterns`);
  }
}

/**
 * σ_μ ξ_μ/|ξ_μ|, P × N, pattern after pattern: the only property of a data set on which the errors of a perceptron
 * depend.
 *
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its shapes do not fit, a label is not ±1, or a pattern is all zeros or not finite.
 */
function signedDirections(data: LabelledData): Float64Array {
  checkLabelledData(data);
  const { inputs, patterns, values, labels } = data;
  const directions = new Float64Array(patterns * inputs);
  for (let mu = 0; mu < patterns; mu++) {
    const start = mu * inputs;
    let square = 0;
    for (let i = start; i < start + inputs; i++) square += values[i] * values[i];
    if (!(square > 0 && square < Infinity)) {
      throw new RangeError(`pattern ${mu} has length ${Math.sqrt(square)}; remove it, because it has no direction`);
    }
    const factor = labels[mu] / Math.sqrt(square);
    for (let i = start; i < start + inputs; i++) directions[i] = factor * values[i];
  }
  return directions;
}

/**
 * Calls `each` with r_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|), from −1 to 1, for every pair ν < μ of patterns.
 *
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its shapes do not fit, a label is not ±1, or a pattern is all zeros or not finite.
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

/** Two classes, summarised by the mean signed correlations of their patterns. */
export interface MeanCorrelations {
  /** P1, the number of patterns with label +1. */
  readonly positive: number;
  /** P0, the number of patterns with label −1. */
  readonly negative: number;
  /** r11: the mean of r_μν over the pairs μ ≠ ν within label +1; 0 if there are no pairs. */
  readonly withinPositive: number;
  /** r00: the same within label −1. */
  readonly withinNegative: number;
  /** r10: the mean over all pairs between the two labels. */
  readonly between: number;
}

/**
 * @throws TypeError if `correlations` are not those of `meanCorrelations`.
 * @throws RangeError if a count is not a whole number of at least 0, or if a correlation is not from −1 to 1.
 */
export function checkMeanCorrelations(correlations: MeanCorrelations): void {
  if (correlations?.between === undefined) {
    throw new TypeError(`the correlations are ${inWords(correlations)}; give those of \`meanCorrelations\``);
  }
  const { positive, negative, withinPositive, withinNegative, between } = correlations;
  checkInteger('positive', positive, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('negative', negative, 0, Number.MAX_SAFE_INTEGER);
  checkWithin('withinPositive', withinPositive, -1, 1);
  checkWithin('withinNegative', withinNegative, -1, 1);
  checkWithin('between', between, -1, 1);
}

/**
 * Means of the signed correlations r_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|), computed from the sum of the directions of each
 * class: Σ_{μ≠ν} r_μν = |Σ_μ σ_μ ξ_μ/|ξ_μ||² − P1.
 *
 * @example
 * ```ts
 * import { meanCorrelations, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(meanCorrelations(data));
 * ```
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its shapes do not fit, a label is not ±1, or a pattern is all zeros or not finite.
 */
export function meanCorrelations(data: LabelledData): MeanCorrelations {
  const directions = signedDirections(data);
  const { inputs, patterns, labels } = data;
  const sums = { positive: new Float64Array(inputs), negative: new Float64Array(inputs) };
  let positive = 0;
  for (let mu = 0; mu < patterns; mu++) {
    if (labels[mu] === 1) positive++;
    const sum = labels[mu] === 1 ? sums.positive : sums.negative;
    for (let i = 0; i < inputs; i++) sum[i] += directions[mu * inputs + i];
  }
  const negative = patterns - positive;
  return {
    positive,
    negative,
    withinPositive: meanOverPairs(sums.positive, positive),
    withinNegative: meanOverPairs(sums.negative, negative),
    between: positive * negative > 0 ? correlation(dot(sums.positive, sums.negative) / (positive * negative)) : 0,
  };
}

function meanOverPairs(sum: Float64Array, patterns: number): number {
  return patterns < 2 ? 0 : correlation((dot(sum, sum) - patterns) / (patterns * (patterns - 1)));
}

/** Rounding may lead slightly beyond ±1. */
function correlation(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}

/**
 * The angle between the classes as random weights see it, in degrees: acos(−r10/√(r11 r00)), between the mean
 * directions of the patterns. It differs from `classAngle`, the angle between the mean patterns, in two ways: long
 * patterns count no more than short ones, and the noise of a small number of patterns is removed. (Mele et al., TMLR
 * 2025.)
 *
 * @example
 * ```ts
 * import { correlationAngle, meanCorrelations, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(correlationAngle(meanCorrelations(data))); // near 180°: the classes lie on opposite sides
 * ```
 * @throws TypeError if `correlations` are not those of `meanCorrelations`.
 * @throws RangeError if a correlation is not from −1 to 1, or if r11 or r00 is not above 0, because such a class has no
 * mean direction.
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
