/** A result as read from JSON, not checked yet. */
export interface Stored {
  readonly format: string;
  readonly formatVersion: number;
  readonly [field: string]: unknown;
}

/** 'density of states', 'joint density of states', 'configurations'. */
export function kindOfResult(format: string): string {
  return format.replace('weightspace/', '').replaceAll('-', ' ');
}

export function damaged({ format }: Stored, what: string): TypeError {
  return new TypeError(`this ${kindOfResult(format)} is damaged: ${what}; compute it again`);
}

/** @throws TypeError if the field is not a whole number of at least 1. */
export function countIn(stored: Stored, field: string): number {
  const count = stored[field];
  if (Number.isSafeInteger(count) && (count as number) >= 1) return count as number;
  throw damaged(stored, `\`${field}\` should be a count`);
}

/** @throws TypeError if the field is not text. */
export function textIn(stored: Stored, field: string): string {
  const text = stored[field];
  if (typeof text === 'string') return text;
  throw damaged(stored, `\`${field}\` should be text`);
}

/**
 * The numbers of a field; `null` stands for `missing`, which JSON cannot write.
 *
 * @throws TypeError if they are not numbers, or if there are not `length` of them.
 */
export function numbersIn(stored: Stored, field: string, length: number, missing?: number): Float64Array {
  const entries = stored[field];
  if (!Array.isArray(entries) || entries.length !== length) {
    throw damaged(stored, `\`${field}\` should have ${length} entries`);
  }
  if (!entries.every((entry) => Number.isFinite(entry) || (entry === null && missing !== undefined))) {
    throw damaged(stored, `\`${field}\` has entries that are not numbers`);
  }
  return Float64Array.from(entries, (entry: number | null) => entry ?? missing!);
}
