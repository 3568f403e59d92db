/** Terms this far (in nats) below the largest are left out: 4e-18 of it each. */
const negligible = 40;

/** Running sums ln Σ exp(x), one for each index, fed row by row: nothing under- or overflows. */
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
