import { inWords } from '../../base/check.js';

/**
 * Chebyshev coefficients, in y = 2t − 1 with t = 3.5 / (3.5 + x), of ln H(x) + x²/2 − ln t on 0 ≤ x < ∞. Without these
 * two factors the function is smooth up to x = ∞, so that 25 terms reach full precision.
 */
const coefficients = [
  -2.975866556709956, 0.7444254251236767, 0.05764721678477678, -0.005143027391297979, -0.002233023790506968,
  -1.18500827857914e-5, 9.94116765350439e-5, 7.1901926304053e-6, -4.9170992958743e-6, -6.177593392772e-7,
  2.639476461797e-7, 4.30638450874e-8, -1.515559083e-8, -2.7277151488e-9, 9.146649328e-10, 1.59022608e-10,
  -5.65007879e-11, -8.3507076e-12, 3.4443718e-12, 3.742408e-13, -1.976678e-13, -1.27103e-14, 9.9844e-15, 2.405e-16,
  -3.898e-16,
];

/**
 * The Gaussian tail H(x) = ∫ₓ^∞ Dz = ½ erfc(x/√2), to a relative error of about 1e-15 (x²/2): Φ(−x), with the Gaussian
 * distribution function Φ.
 *
 * @example
 * ```ts
 * import { gaussianTail } from 'weightspace';
 *
 * console.log(gaussianTail(1.96)); // 0.025
 * ```
 * @throws RangeError if `x` is not a number.
 */
export function gaussianTail(x: number): number {
  if (typeof x !== 'number' || Number.isNaN(x)) throw new RangeError(`\`x\` is ${inWords(x)}; give a number`);
  return x < 0 ? 1 - Math.exp(logUpperTail(-x)) : Math.exp(logUpperTail(x));
}

/** ln H(x) in nats, also where H itself would underflow (x > 38): −x²/2 − ln(x√2π) for large x. */
export function logGaussianTail(x: number): number {
  return x < 0 ? Math.log1p(-Math.exp(logUpperTail(-x))) : logUpperTail(x);
}

/** φ(x)/H(x), the slope of −ln H(x): 0 at −∞, about x for large x, to 1e-14 for any x. Its inverse is the Mills ratio. */
export function gaussianHazard(x: number): number {
  // For x ≥ 0 the factor e^(−x²/2) of both, which would lose all digits far out, is left out.
  if (x >= 0) return Math.exp(-logScaledTail(x) - LOG_ROOT);
  return Math.exp(-(x * x) / 2 - LOG_ROOT - logGaussianTail(x));
}

/** ln √(2π). */
const LOG_ROOT = Math.log(2 * Math.PI) / 2;

/** ln H(x) for x ≥ 0. */
function logUpperTail(x: number): number {
  return logScaledTail(x) - (x * x) / 2;
}

/** ln H(x) + x²/2 for x ≥ 0; the Chebyshev sum is evaluated by Clenshaw's recurrence. */
function logScaledTail(x: number): number {
  const t = 3.5 / (3.5 + x);
  const twice = 2 * (2 * t - 1);
  let next = 0;
  let afterNext = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const here = twice * next - afterNext + coefficients[k];
    afterNext = next;
    next = here;
  }
  return (twice * next + coefficients[0]) / 2 - afterNext + Math.log(t);
}
