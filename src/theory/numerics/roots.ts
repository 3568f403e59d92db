/**
 * A zero of `f` between `low` and `high`, where f changes sign, by Chandrupatla's method (1997): inverse quadratic
 * interpolation where it is safe, bisection elsewhere. Stops within `tolerance` of the zero (default 1e-12, relative to
 * its size if that is above 1).
 *
 * @throws RangeError if f has the same sign at both ends, or if a value of f is not a number.
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 1e-12): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (!(fa * fb <= 0)) {
    throw new RangeError(
      `the function is ${fa} at ${low} and ${fb} at ${high}; give two ends at which its signs differ`,
    );
  }
  let fraction = 0.5;
  for (;;) {
    const x = a + fraction * (b - a);
    const fx = f(x);
    if (Number.isNaN(fx))
      throw new RangeError(`the function is not a number at ${x}; give ends between which it is defined`);
    const beyond = Math.sign(fx) === Math.sign(fa);
    const [c, fc] = beyond ? [a, fa] : [b, fb];
    if (!beyond) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const [best, fbest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const smallest = (tolerance * Math.max(1, Math.abs(best))) / 2 / Math.abs(b - a);
    if (smallest > 0.5 || fbest === 0) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const smooth = phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi;
    const guess = smooth ? interpolate(a, b, c, fa, fb, fc) : 0.5;
    fraction = Math.min(1 - smallest, Math.max(smallest, guess));
  }
}

/** Where the parabola x(f) through three points crosses f = 0, as a fraction of the way from a to b. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  return (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
}

/**
 * A solution of q = map(q), by iteration from `start` with damping ½ until q moves by less than 1e-13. If there are
 * several, it is the one that the iteration reaches.
 *
 * @throws Error if 20 000 steps are not enough; `what` names the problem in the message.
 */
export function fixedPoint(map: (q: number) => number, start: number, what: string): number {
  let q = start;
  for (let step = 0; step < 20_000 && q < Infinity; step++) {
    const move = (map(q) - q) / 2;
    q += move;
    if (Math.abs(move) < 1e-13) return q;
  }
  throw new Error(
    `the saddle point of ${what} did not converge: it stopped at overlap ${q}; try a smaller load or beta`,
  );
}

/** Where `f` is least between `low` and `high`, to within `tolerance`, by golden sections; f falls, then rises. */
export function findMinimum(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [left, right] = [b - golden * (b - a), a + golden * (b - a)];
  let [fLeft, fRight] = [f(left), f(right)];
  while (b - a > tolerance) {
    if (fLeft < fRight) {
      [b, right, fRight] = [right, left, fLeft];
      left = b - golden * (b - a);
      fLeft = f(left);
    } else {
      [a, left, fLeft] = [left, right, fRight];
      right = a + golden * (b - a);
      fRight = f(right);
    }
  }
  return (a + b) / 2;
}

export type Pair = readonly [number, number];

/**
 * A solution of (x, y) = map(x, y) by the secant method: each step goes to where the plane through the last three
 * residuals vanishes, or, where that leads outside or far away, half of the way to map(x, y). Ends when x and y move by
 * less than 1e-11.
 *
 * @throws Error if 500 steps are not enough; `what` names the problem in the message.
 */
export function fixedPair(
  map: (pair: Pair) => Pair,
  start: Pair,
  isInside: (pair: Pair) => boolean,
  what: string,
): Pair {
  let here = start;
  const past: { pair: Pair; residual: Pair }[] = [];
  for (let count = 0; count < 500; count++) {
    const residual = minus(map(here), here);
    if (Math.hypot(...residual) < 1e-11) return here;
    past.unshift({ pair: here, residual });
    past.length = Math.min(past.length, 3);
    const [x, y] = secantStep(past) ?? [Infinity, Infinity];
    const secant: Pair = [here[0] + x, here[1] + y];
    const halfway: Pair = [here[0] + residual[0] / 2, here[1] + residual[1] / 2];
    here = Math.hypot(x, y) < 0.3 && isInside(secant) ? secant : halfway;
  }
  throw new Error(`the saddle point of ${what} did not converge: it stopped at overlaps ${here.join(' and ')}`);
}

/** From the newest of three points to where a plane through their residuals vanishes. */
function secantStep(past: readonly { pair: Pair; residual: Pair }[]): Pair | undefined {
  if (past.length < 3) return undefined;
  const [{ residual: target }] = past;
  const [moved, before] = [minus(past[0].pair, past[1].pair), minus(past[1].pair, past[2].pair)];
  const [rise, riseBefore] = [minus(target, past[1].residual), minus(past[1].residual, past[2].residual)];
  const determinant = cross(rise, riseBefore);
  if (determinant === 0) return undefined;
  const a = -cross(target, riseBefore) / determinant;
  const b = -cross(rise, target) / determinant;
  return [a * moved[0] + b * before[0], a * moved[1] + b * before[1]];
}

function minus([a, b]: Pair, [c, d]: Pair): Pair {
  return [a - c, b - d];
}

function cross([a, b]: Pair, [c, d]: Pair): number {
  return a * d - b * c;
}
