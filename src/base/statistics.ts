/** The mean; NaN for no numbers. */
export function mean(values: ArrayLike<number>): number {
  return sum(values, (value) => value) / values.length;
}

/** The standard deviation of a sample, √[Σ (x − mean)² / (n − 1)]; NaN for a single number. */
export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  return Math.sqrt(sum(values, (value) => (value - centre) ** 2) / (values.length - 1));
}

function sum(values: ArrayLike<number>, term: (value: number) => number): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += term(values[k]!);
  return total;
}

/**
 * P(|t| < x) for Student's t with ν degrees of freedom, a whole number of at least 1 (Abramowitz and Stegun, 26.7.3 and
 * 26.7.4: finite sums in the angle θ = atan(x/√ν)).
 */
export function studentProbability(x: number, degreesOfFreedom: number): number {
  const angle = Math.atan(x / Math.sqrt(degreesOfFreedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degreesOfFreedom % 2;
  let term = odd === 1 ? cosine : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let k = 2 + odd; k < degreesOfFreedom; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2;
    sum += term;
  }
  return odd === 1 ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The x with P(|t| < x) = `probability`, by bisection. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 1];
  while (studentProbability(high, degreesOfFreedom) < probability) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentProbability(middle, degreesOfFreedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probabilities of a Gaussian within two and three standard deviations. */
const WITHIN_TWO = 0.9545;
const WITHIN_THREE = 0.9973;

/**
 * The factor by which to widen a standard error estimated from few samples, so that two and three of the widened errors
 * cover at least as much as two and three standard deviations of a Gaussian: 1.2 for 15 degrees of freedom, 1.5 for 7,
 * 3.1 for 3, 1 for many.
 */
export function studentWidth(degreesOfFreedom: number): number {
  const [two, three] = [WITHIN_TWO, WITHIN_THREE].map((probability) => studentQuantile(probability, degreesOfFreedom));
  return Math.max(1, two! / 2, three! / 3);
}
