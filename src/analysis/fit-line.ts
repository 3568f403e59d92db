import { checkList } from '../check.js';

/** A straight line y = intercept + slope · x. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** One standard error of the slope, from the scatter of the points about the line; NaN for two points. */
  readonly slopeError: number;
}

/**
 * The line of least squares through points of equal weight.
 * @throws where x and y differ in length, a number is not finite, or fewer than two x are different.
 */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  checkList('x', x, 'numbers');
  checkList('y', y, 'numbers');
  const [xs, ys] = [Array.from(x), Array.from(y)];
  if (xs.length !== ys.length)
    throw new RangeError(`there are ${xs.length} x and ${ys.length} y; give one y for each x`);
  if (![...xs, ...ys].every(Number.isFinite)) throw new RangeError('a point is not finite; leave it out');
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centreX, centreY] = [mean(xs), mean(ys)];
  const square = xs.reduce((sum, value) => sum + (value - centreX) ** 2, 0);
  if (!(square > 0)) throw new RangeError('a line needs points at two different x at least');
  const slope = xs.reduce((sum, value, k) => sum + (value - centreX) * (ys[k]! - centreY), 0) / square;
  const intercept = centreY - slope * centreX;
  const residual = xs.reduce((sum, value, k) => sum + (ys[k]! - intercept - slope * value) ** 2, 0);
  const slopeError = xs.length > 2 ? Math.sqrt(residual / (xs.length - 2) / square) : Number.NaN;
  return { slope, intercept, slopeError };
}
