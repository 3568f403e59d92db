import type { EntropyCurve } from '../curve.js';
import { logProbabilities } from './log-probabilities.js';

/**
 * How far two curves of any P are from falling on each other in E/P: ½ ∫ |ρ_a − ρ_b| d(E/P), with straight lines between the
 * levels of each, from 0 (they collapse) to 1. For curves of one P it is the total variation up to that interpolation.
 * @throws where a curve has fractional levels or no configurations.
 */
export function densityDistance(a: EntropyCurve, b: EntropyCurve): number {
  const [rhoA, rhoB] = [densityOf(a), densityOf(b)];
  const grid = [...new Set([...fractions(a), ...fractions(b)])].sort((x, y) => x - y);
  const difference = grid.map((x) => rhoA(x) - rhoB(x));
  let area = 0;
  for (let k = 1; k < grid.length; k++) {
    area += (grid[k] - grid[k - 1]) * meanAbsolute(difference[k - 1], difference[k]);
  }
  return area / 2;
}

function fractions({ patterns }: EntropyCurve): number[] {
  return Array.from({ length: patterns + 1 }, (_, energy) => energy / patterns);
}

/** ρ at any E/P, scaled so that the trapezoids between the levels have area 1. */
function densityOf(curve: EntropyCurve): (fraction: number) => number {
  const p = logProbabilities(curve).map(Math.exp);
  const { patterns } = curve;
  const area = 1 - (p[0] + p[patterns]) / 2;
  return (fraction) => {
    const place = fraction * patterns;
    // The grid holds k/P of both curves: what rounding leaves of a level's own place must not reach over the end.
    const below = Math.min(Math.floor(place), patterns - 1);
    return (patterns * (p[below] + (place - below) * (p[below + 1] - p[below]))) / area;
  };
}

/** The mean of |f| along a straight line from f = a to f = b. */
function meanAbsolute(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * Math.abs(a - b));
}
