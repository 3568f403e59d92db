import { checkNumbers } from '../check.js';

/** The mean of repeated measurements. */
export interface Mean {
  readonly mean: number;
  /** One standard error of the mean: `spread` / √n. NaN for one value. */
  readonly standardError: number;
  /** One standard deviation of the values. NaN for one value. */
  readonly spread: number;
}

/**
 * The mean of the values with its standard error from their spread.
 * @throws where there is no value, or one is not a finite number.
 */
export function meanOf(values: ArrayLike<number>): Mean {
  checkNumbers('values', values);
  const { length } = values;
  if (length === 0) throw new RangeError('there are no values; a mean needs at least one');
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / length;
  const squares = Array.from(values).reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = Math.sqrt(squares / (length - 1));
  return { mean, standardError: spread / Math.sqrt(length), spread };
}
