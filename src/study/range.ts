import { checkPositive } from '../check.js';

/**
 * The numbers first, first + step, … up to last, both ends included where the steps fit: for the axes of a sweep. Whole
 * multiples of the step are added, so that 0 … 1.5 in steps of 0.1 ends at 1.5.
 * @throws where an end is not finite, the step is not above 0, or last lies below first.
 */
export function range(first: number, last: number, step = 1): number[] {
  checkPositive('step', step);
  if (!Number.isFinite(first) || !(last >= first && last < Infinity)) {
    throw new RangeError(`a range from ${first} to ${last} has no numbers; give a first that is not above the last`);
  }
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, k) => Number((first + k * step).toPrecision(12)));
}
