import { gaussianTail } from './gaussian-tail.js';
import { legendre } from './quadrature.js';

const rule = legendre(32);

/**
 * Owen's T(h, tan ψ) = (1/2π) ∫₀^ψ exp(−h²/(2 cos²θ)) dθ for −π/2 ≤ ψ ≤ π/2: the probability that two independent
 * standard Gaussians lie in 0 < y < x tan ψ, x > h (Owen 1956, in terms of the angle). Accurate to 1e-15.
 */
export function owenT(h: number, angle: number): number {
  if (angle < 0) return -owenT(h, -angle);
  if (angle > Math.PI / 4) {
    // The integrand falls steeply near π/2. There the angle to the other axis is small (Owen's equation 2.3).
    const other = h * Math.tan(angle);
    const [p, q] = [gaussianTail(h), gaussianTail(other)];
    return (p + q) / 2 - p * q - owenT(other, Math.PI / 2 - angle);
  }
  let sum = 0;
  for (let k = 0; k < rule.x.length; k++) {
    const cosine = Math.cos((angle / 2) * (rule.x[k]! + 1));
    sum += rule.weight[k]! * Math.exp(-((h / cosine) ** 2) / 2);
  }
  return (angle * sum) / (4 * Math.PI);
}

/** Pr[x > −h, y > −h] for standard Gaussians x and y of correlation r, from −1 to 1. */
export function bothAboveGaussian(h: number, correlation: number): number {
  return Math.max(0, gaussianTail(-h) - 2 * owenT(h, Math.acos(correlation) / 2));
}
