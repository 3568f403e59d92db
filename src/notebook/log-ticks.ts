/** Where a logarithmic scale from `low` to `high` has its ticks, and what they say. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** Above this many decades a scale shows powers of ten alone. */
const DECADES = 4;

/** The powers of ten of a logarithmic scale; up to four decades also 2 and 5 times them. */
export function logTicks(low: number, high: number): Ticks {
  const [first, last] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  if (decades.length <= DECADES) {
    const values = decades.flatMap((decade) => [1, 2, 5].map((digit) => Number(`${digit}e${decade}`)));
    return { values, labels: values.map(String) };
  }
  const shown = decades.filter((decade) => decade % Math.ceil(decades.length / 8) === 0);
  return {
    values: shown.map((decade) => Number(`1e${decade}`)),
    labels: shown.map((decade) => `10<sup>${String(decade).replace('-', '−')}</sup>`),
  };
}
