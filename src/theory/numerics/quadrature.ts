/** Points and weights of the standard Gaussian measure. */
export interface Grid {
  readonly z: Float64Array;
  readonly weight: Float64Array;
}

const grids = new Map<number, Grid>();

/**
 * ∫Dz f(z) with the standard Gaussian measure: the trapezoid rule on |z| ≤ 10, whose error falls exponentially with the
 * number of points where f is analytic. The default of 1001 points reaches full precision for functions that vary over
 * |Δz| ≥ 0.1; steeper ones need more.
 */
export function gaussianAverage(f: (z: number) => number, points = 1001): number {
  const { z, weight } = gridOf(points);
  let sum = 0;
  for (let k = 0; k < points; k++) sum += weight[k] * f(z[k]);
  return sum;
}

function gridOf(points: number): Grid {
  const known = grids.get(points);
  if (known) return known;
  const grid = gaussianGrid(points, 10);
  grids.set(points, grid);
  return grid;
}

/** The trapezoid rule of the standard Gaussian measure on |z| ≤ `reach`. */
export function gaussianGrid(points: number, reach: number): Grid {
  const step = (2 * reach) / (points - 1);
  const z = Float64Array.from({ length: points }, (_, k) => k * step - reach);
  return { z, weight: z.map((value) => (step * Math.exp((-value * value) / 2)) / Math.sqrt(2 * Math.PI)) };
}

/** 2∫Dz over z > 0, for even functions that have a kink or a jump at 0: the rule of Gauss and Legendre on 0 < z < 9. */
export function halfGaussianGrid(points: number): Grid {
  const { x, weight } = legendre(points);
  const z = x.map((value) => (9 / 2) * (value + 1));
  return { z, weight: weight.map((w, k) => (9 * w * Math.exp((-z[k] * z[k]) / 2)) / Math.sqrt(2 * Math.PI)) };
}

/** Zeros of the Legendre polynomial by Newton's method, and the weights of the rule on −1 < x < 1. */
export function legendre(points: number): { x: Float64Array; weight: Float64Array } {
  const x = new Float64Array(points);
  const weight = new Float64Array(points);
  for (let k = 0; k < points; k++) {
    let zero = Math.cos((Math.PI * (k + 0.75)) / (points + 0.5));
    let slope = 0;
    // Newton's method doubles the digits of a start that has three.
    for (let step = 0; step < 5; step++) {
      let [value, before] = [1, 0];
      for (let n = 1; n <= points; n++) [value, before] = [((2 * n - 1) * zero * value - (n - 1) * before) / n, value];
      slope = (points * (zero * value - before)) / (zero * zero - 1);
      zero -= value / slope;
    }
    x[k] = zero;
    weight[k] = 2 / ((1 - zero * zero) * slope * slope);
  }
  return { x, weight };
}

/** A quadrature rule for ∫Dz f(z). */
export interface Nodes {
  readonly z: Float64Array;
  /** ln of each node's weight, Gaussian density included. */
  readonly logWeight: Float64Array;
}

/** Where the integrand is steep and how far it reaches. */
export interface ProbitRange {
  /** The steepest factor is Φ(±(slope·z + offset)); 0 or more. */
  readonly slope: number;
  readonly offset: number;
  /** The number of factors Φ. */
  readonly factors: number;
  /** The integrand's maximum lies between `low` and `high`. */
  readonly low: number;
  readonly high: number;
}

/** e^(−8²/2) = 1e-14: how far to go beyond the maximum of a function that falls off at least as fast as a Gaussian. */
const margin = 8;

/**
 * Nodes for ∫Dz of a product of many probits Φ(±(slope·z + offset)), a function that is sharp near z = −offset/slope
 * and as wide as a Gaussian far from there. The trapezoid rule in t, z = −offset/slope + sinh(t)/slope, resolves both:
 * the number of nodes grows as ln(slope). Its step is 0.9 times the smallest width of the integrand in t (each factor's
 * Fisher information φ²/(ΦH), times 1 + x² for the map, stays below 0.9), which keeps the error near 1e-11.
 */
export function probitNodes({ slope, offset, factors, low, high }: ProbitRange): Nodes {
  const scale = 1 / Math.max(slope, 1e-3);
  const centre = -offset * scale;
  const start = low - margin - centre;
  const end = high + margin - centre;
  const farthest = Math.max(start * start, end * end);
  const first = Math.asinh(start / scale);
  const length = Math.asinh(end / scale) - first;
  const intervals = Math.ceil((length * Math.sqrt(scale * scale + 2 * farthest + 1.5 * factors)) / 0.9);
  const step = length / intervals;
  const t = Float64Array.from({ length: intervals + 1 }, (_, k) => first + k * step);
  const z = t.map((value) => centre + scale * Math.sinh(value));
  const logUnit = Math.log((step * scale) / Math.sqrt(2 * Math.PI));
  const logWeight = t.map((value, k) => logUnit + Math.log(Math.cosh(value)) - (z[k] * z[k]) / 2);
  return { z, logWeight };
}
