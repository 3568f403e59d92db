import { checkCount, checkEach, checkPositive, inWords } from '../base/check.js';

/** The largest reach of a pattern for which its fields, plus one, fit in 16 bits. */
export const INT16_REACH = 32766;

/** The largest reach of a pattern in any data set: fields and twice a field fit in 32 bits. */
export const INT32_REACH = 2 ** 30;

/** Patterns of whole numbers, N inputs each. */
export interface GridData {
  readonly inputs: number;
  readonly values: Int32Array;
  readonly scale: number;
}

/**
 * The cheapest exact arithmetic for a data set: `'sign'` if every input is ±1 (and the scale 1), `'int16'` if every
 * number in a walk fits in 16 bits, and `'int32'` otherwise.
 *
 * @throws TypeError if `values` is not an array.
 * @throws RangeError if it does not have N whole numbers for each pattern, or if `scale` is not above 0.
 */
export function arithmetic(dataset: GridData): 'sign' | 'int16' | 'int32' {
  const { values, inputs, scale } = dataset ?? {};
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkPositive('scale', scale);
  checkEach('values', values, Number.isSafeInteger, 'the numbers of a data set are whole');
  if (values.length % inputs !== 0) {
    throw new RangeError(`\`values\` has ${values.length} numbers; give a multiple of \`inputs\`, which is ${inputs}`);
  }
  if (scale === 1 && values.every((value) => value === 1 || value === -1)) return 'sign';
  return largestReach(values, inputs) <= INT16_REACH ? 'int16' : 'int32';
}

/**
 * The largest number in a walk on a flat P × N array, N being `inputs`: over all patterns, the largest field Σ_i |x_i|
 * or the largest change by one flip, 2|x_i|.
 */
export function largestReach(values: ArrayLike<number>, inputs: number): number {
  let largest = 0;
  for (let start = 0; start < values.length; start += inputs) {
    let sum = 0;
    for (let i = start; i < start + inputs; i++) {
      sum += Math.abs(values[i]);
      largest = Math.max(largest, 2 * Math.abs(values[i]));
    }
    largest = Math.max(largest, sum);
  }
  return largest;
}

/**
 * Puts real inputs on a fixed-point grid: value i becomes round(x_i · scale), P × N flat, N being `inputs`. One input
 * of a pattern may be rounded the other way, so that ties cannot happen. Without a `scale`, whole numbers stay as they
 * are (scale 1), and other numbers get the largest power of two that the 16-bit kernel can run.
 *
 * @throws RangeError if `scale` is not a positive number, sums would exceed 32 bits, or a pattern that is not zero
 * becomes zero.
 */
export function fixedGrid(
  numbers: Float64Array,
  inputs: number,
  scale = defaultScale(numbers, inputs),
): { values: Int32Array; scale: number } {
  if (!Number.isFinite(scale) || scale <= 0) {
    throw new RangeError(`\`scale\` is ${inWords(scale)}; give a positive number of grid points per unit`);
  }
  const reach = gridReach(numbers, inputs, scale);
  if (!(reach <= INT32_REACH)) {
    throw new RangeError(
      `with \`scale\` ${scale} the absolute inputs of a pattern reach ${reach} grid points, more than 2^30; give a smaller scale`,
    );
  }
  // A loop, because `Int32Array.from` takes half a minute and much memory for a hundred million numbers.
  const values = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) values[i] = Math.round(numbers[i]! * scale);
  checkNoPatternLost(numbers, values, inputs, scale);
  if (!numbers.every((number) => Number.isInteger(number * scale))) makeSumsOdd(numbers, values, inputs, scale);
  return { values, scale };
}

/**
 * Makes the sum of each pattern odd, by rounding the other way the input closest to the middle between two grid points.
 * Every field Σ ±x_i is then odd, so no weights lead to a tie, and g(E) = g(P − E) is exact, as for the real numbers.
 */
function makeSumsOdd(numbers: Float64Array, values: Int32Array, inputs: number, scale: number): void {
  for (let start = 0; start < values.length; start += inputs) {
    let sum = 0;
    let closest = start;
    let most = 0;
    for (let i = start; i < start + inputs; i++) {
      sum += values[i];
      const error = Math.abs(numbers[i] * scale - values[i]);
      if (error <= most) continue;
      most = error;
      closest = i;
    }
    if (sum % 2 === 0 && most > 0) values[closest] += numbers[closest] * scale > values[closest] ? 1 : -1;
  }
}

function defaultScale(numbers: Float64Array, inputs: number): number {
  const reach = largestReach(numbers, inputs);
  if (reach === Infinity) {
    throw new RangeError(
      'the absolute inputs of a pattern add up to more than 1.8e308; divide the inputs by a constant',
    );
  }
  if (reach <= INT32_REACH && numbers.every(Number.isInteger)) return 1;
  // Rounding moves the sum by up to N/2 either way, so the last halvings are found by trial.
  let exponent = Math.min(1023, Math.ceil(Math.log2((INT16_REACH + inputs) / reach)));
  while (gridReach(numbers, inputs, 2 ** exponent) >= INT16_REACH) exponent--;
  return 2 ** exponent;
}

/** The reach on the grid, computed pattern by pattern, because a copy of all numbers may be large. */
function gridReach(numbers: Float64Array, inputs: number, scale: number): number {
  let largest = 0;
  for (let start = 0; start < numbers.length; start += inputs) {
    const pattern = numbers.subarray(start, start + inputs).map((number) => Math.round(number * scale));
    largest = Math.max(largest, largestReach(pattern, inputs));
  }
  return largest;
}

function checkNoPatternLost(numbers: Float64Array, values: Int32Array, inputs: number, scale: number): void {
  for (let start = 0; start < values.length; start += inputs) {
    const isZero = (value: number) => value === 0;
    if (
      values.subarray(start, start + inputs).every(isZero) &&
      !numbers.subarray(start, start + inputs).every(isZero)
    ) {
      throw new RangeError(
        `pattern ${start / inputs} rounds to all zeros with \`scale\` ${scale}; give a larger scale, or bring the patterns to similar sizes`,
      );
    }
  }
}
