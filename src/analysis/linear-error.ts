import type { EntropyCurve } from '../curve.js';

/** A slope up to this does not let a level without an error bar spoil the error of the whole. */
const NEGLIGIBLE = 1e-6;

/**
 * One standard error of a number that changes by `slope(E)` per nat of S(E), with the errors of the levels taken as
 * independent: √Σ (slope · σ_E)². ∞ where it depends on a level whose error is not known; NaN for a curve without errors.
 */
export function linearError(curve: EntropyCurve, slope: (energy: number) => number): number {
  const { levels, entropy, standardError } = curve;
  if (standardError === undefined) return Number.NaN;
  let square = 0;
  for (let k = 0; k < levels.length; k++) {
    if (entropy[k] === -Infinity) continue;
    const factor = Math.abs(slope(levels[k]));
    if (standardError[k] === Infinity && factor <= NEGLIGIBLE) continue;
    square += factor === 0 ? 0 : (factor * standardError[k]) ** 2;
  }
  return Math.sqrt(square);
}
