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

/**
 * What a standard deviation that is known from few samples is widened by, so that at least 95 % of all errors lie within two
 * of the widened ones and 99 % within three, as with a Gaussian whose deviation is known: 1.07 for 15 degrees of freedom,
 * 1.95 for 3, 1 for many.
 */
export function studentWidth(degreesOfFreedom: number): number {
  return Math.max(1, studentQuantile(0.95, degreesOfFreedom) / 2, studentQuantile(0.99, degreesOfFreedom) / 3);
}
