import { checkNumber, checkPositive } from '../check.js';

/** Numbers of the longest range. */
const MOST = 1e6;

/**
 * The numbers first, first + step, … up to last, both ends included where the steps fit: for the axes of a sweep. Whole
 * multiples of the step are added, so that 0 … 1.5 in steps of 0.1 ends at 1.5.
 * @throws where an end is not finite, the step is not above 0, last lies below first, or there are more than a million numbers.
 */
export function range(first: number, last: number, step = 1): number[] {
  checkNumber('first', first);
  checkNumber('last', last);
  checkPositive('step', step);
  if (last < first) {
    throw new RangeError(`a range from ${first} to ${last} has no numbers; give a first that is not above the last`);
  }
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (count > MOST)
    throw new RangeError(`a range from ${first} to ${last} by ${step} has ${count} numbers; give a larger step`);
  return Array.from({ length: count }, (_, k) => Number((first + k * step).toPrecision(12)));
}
