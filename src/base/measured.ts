import { inWords } from './check.js';

/**
 * A number with its standard error, in any of the forms in which results have it: your own `{ value, error }`, what
 * `meanOf` and `measureRuns` return (the mean), what `densityPeak` returns (ρ at the peak), and what `lowEnergyShare`
 * returns (the logarithm of the share). An error that is absent, `null`, NaN or ∞ is unknown.
 */
export type Measured =
  | { readonly value: number; readonly error?: number | null | undefined }
  | { readonly mean: number; readonly standardError: number | null }
  | { readonly density: number; readonly standardError: number | null }
  | { readonly logShare: number; readonly standardError: number | null };

/** What the standard error of a result is that of. */
const OF_STANDARD_ERROR = ['mean', 'density', 'logShare'] as const;

/** A number and its error; NaN where the error is unknown. */
export interface ValueWithError {
  readonly value: number;
  readonly error: number;
}

/**
 * The number of a measurement and its error; `undefined` if this is no measurement.
 *
 * @throws RangeError if the error is below 0.
 */
export function measuredIn(item: unknown): ValueWithError | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const fields = item as { readonly [field: string]: unknown };
  const name = 'standardError' in fields ? OF_STANDARD_ERROR.find((one) => typeof fields[one] === 'number') : 'value';
  if (name === undefined || typeof fields[name] !== 'number') return undefined;
  const error = name === 'value' ? fields.error : fields.standardError;
  if (error !== undefined && error !== null && typeof error !== 'number') return undefined;
  if (typeof error === 'number' && error < 0) {
    throw new RangeError(`the error of ${inWords(fields[name])} is ${error}; give a number of at least 0`);
  }
  return { value: fields[name], error: Number.isFinite(error) ? (error as number) : Number.NaN };
}

/** The name of the column that holds the errors of another one. */
export function errorColumn(name: string): string {
  return `${name} ±`;
}
