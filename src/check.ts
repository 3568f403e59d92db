/** Throws a sentence unless `value` is a whole number of at least 1. */
export function checkCount(name: string, value: number, reason: string): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`\`${name}\` is ${String(value)}; ${reason}`);
}

/** Throws a sentence unless `value` is a whole number from `low` to `high`. */
export function checkInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new RangeError(`\`${name}\` is ${String(value)}; give a whole number from ${low} to ${high}`);
  }
}

/** Throws a sentence unless `value` is a finite number above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new RangeError(`\`${name}\` is ${String(value)}; give a finite number above 0`);
  }
}

/** Throws a sentence unless `value` is a number from `low` to `high`. */
export function checkWithin(name: string, value: number, low: number, high: number): void {
  if (!(typeof value === 'number' && value >= low && value <= high)) {
    throw new RangeError(`\`${name}\` is ${String(value)}; give a number from ${low} to ${high}`);
  }
}
