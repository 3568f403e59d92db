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
