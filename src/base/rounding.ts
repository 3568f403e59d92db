/** Margins such as 3/√N are rounded: this is more than their relative error, and less than half a point of any grid. */
const ROUNDING = 1e-12;

/** The largest whole number that is not above `value`, where a value within a relative 10⁻¹² of a whole number is one. */
export function tolerantFloor(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) <= ROUNDING * Math.abs(value) ? nearest : Math.floor(value);
}
