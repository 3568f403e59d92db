/** ln 2cosh(x), for any x without overflow. */
export function logTwoCosh(x: number): number {
  return Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x)));
}
