/** Terms this far (in nats) below the largest are left out: each is at most 4e-18 of it. */
const negligible = 40;

/** Running sums ln Σ exp(x), one for each index, filled row by row without overflow or underflow. */
export class LogSums {
  readonly #largest: Float64Array;
  readonly #sum: Float64Array;

  constructor(size: number) {
    this.#largest = new Float64Array(size).fill(-Infinity);
    this.#sum = new Float64Array(size);
  }

  /** Adds exp(values[k] + shift) to the sum at start + k, for every k. */
  add(start: number, values: Float64Array, shift: number): void {
    const largest = this.#largest;
    const sum = this.#sum;
    for (let k = 0, index = start; k < values.length; k++, index++) {
      const value = values[k] + shift;
      const top = largest[index];
      if (!(value > top - negligible)) continue;
      if (value <= top) {
        sum[index] += Math.exp(value - top);
      } else {
        sum[index] = sum[index] * Math.exp(top - value) + 1;
        largest[index] = value;
      }
    }
  }

  /** ln Σ exp(x) at each index; −∞ where nothing was added. */
  values(): Float64Array {
    return this.#largest.map((largest, index) => largest + Math.log(this.#sum[index]));
  }
}

/**
 * ln C(n, k) for k = 0 … n, in nats. A sum of logarithms that are all ≥ 0, ln C(n, k) = Σ ln((n − i + 1)/i), i = 1 … k
 * ≤ n/2, so that no digits cancel as they would between log-gammas.
 */
export function logBinomials(n: number): Float64Array {
  const row = new Float64Array(n + 1);
  for (let k = 1; k <= n / 2; k++) row[k] = row[k - 1] + Math.log((n - k + 1) / k);
  for (let k = Math.floor(n / 2) + 1; k <= n; k++) row[k] = row[n - k];
  return row;
}

/** ln 2cosh(x), for any x without overflow. */
export function logTwoCosh(x: number): number {
  return Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x)));
}

/** n · x, with 0 · (−∞) = 0: the logarithm of the n-th power of a probability that may be 0. */
export function logPower(n: number, logProbability: number): number {
  return n === 0 ? 0 : n * logProbability;
}
