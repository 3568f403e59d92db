import { checkCount, checkEach, checkPositive } from '../check.js';
import type { Dataset } from './dataset.js';

/** The largest reach of a pattern with which its fields, and one more, fit in 16 bits. */
export const INT16_REACH = 32766;

/** The largest reach of a pattern that a data set may have: fields, and twice a field, fit in 32 bits. */
export const INT32_REACH = 2 ** 30;

/**
 * The cheapest exact arithmetic for a data set: `'sign'` where every input is ±1 (and the scale 1), `'int16'` where no
 * number that comes up in a walk leaves 16 bits, and `'int32'` otherwise.
 * @throws where `values` are not whole numbers, N for each pattern, or the scale is not above 0.
 */
export function arithmetic(dataset: Pick<Dataset, 'values' | 'inputs' | 'scale'>): 'sign' | 'int16' | 'int32' {
  const { values, inputs, scale } = dataset ?? {};
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkPositive('scale', scale);
  checkEach('values', values, Number.isSafeInteger, 'the numbers of a data set are whole');
  if (values.length % inputs !== 0) {
    throw new RangeError(`\`values\` has ${values.length} numbers, which make no patterns of ${inputs} inputs`);
  }
  if (scale === 1 && values.every((value) => value === 1 || value === -1)) return 'sign';
  return largestReach(values, inputs) <= INT16_REACH ? 'int16' : 'int32';
}

/**
 * How far numbers go in a walk on a flat P × N array, N being `inputs`: the largest field, Σ_i |x_i|, and the largest change
 * by one flip, 2|x_i|, over the patterns.
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
