/** @throws RangeError if `value` is not a whole number of at least 1. */
export function checkCount(name: string, value: number, reason: string): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`\`${name}\` is ${inWords(value)}; ${reason}`);
}

/** @throws RangeError if `value` is not a whole number from `low` to `high`. */
export function checkInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new RangeError(`\`${name}\` is ${inWords(value)}; give a whole number from ${low} to ${high}`);
  }
}

/** @throws RangeError if `value` is not a finite number above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new RangeError(`\`${name}\` is ${inWords(value)}; give a finite number above 0`);
  }
}

/** @throws RangeError if `value` is not a number from `low` to `high`. */
export function checkWithin(name: string, value: number, low: number, high: number): void {
  if (!(typeof value === 'number' && value >= low && value <= high)) {
    throw new RangeError(`\`${name}\` is ${inWords(value)}; give a number from ${low} to ${high}`);
  }
}

/** @throws RangeError if `value` is not a finite number. */
export function checkNumber(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`\`${name}\` is ${inWords(value)}; give a finite number`);
}

/** @throws TypeError if `value` is not true or false. */
export function checkFlag(name: string, value: boolean): void {
  if (typeof value !== 'boolean') throw new TypeError(`\`${name}\` is ${inWords(value)}; give true or false`);
}

/** @throws TypeError if `value` is not a string. */
export function checkText(name: string, value: string): void {
  if (typeof value !== 'string') throw new TypeError(`\`${name}\` is ${inWords(value)}; give a string`);
}

/** @throws TypeError if `value` is not a function. `example` shows one in the error. */
export function checkFunction(name: string, value: unknown, example: string): void {
  if (typeof value === 'function') return;
  throw new TypeError(`\`${name}\` is ${inWords(value)}; give a function, as in ${example}`);
}

/** @throws TypeError if `value` is not the signal of an AbortController. */
export function checkSignal(name: string, value: AbortSignal): void {
  if (typeof value?.aborted === 'boolean' && typeof value.addEventListener === 'function') return;
  throw new TypeError(`\`${name}\` is ${inWords(value)}; give an AbortSignal, as in new AbortController().signal`);
}

/** True for arrays and typed arrays of any realm: the cells of a notebook have their own `Array`. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

/** @throws TypeError if `values` is neither an array nor a typed array. `what` names its entries in the plural. */
export function checkList(name: string, values: ArrayLike<unknown>, what: string): void {
  if (!isList(values)) throw new TypeError(`\`${name}\` is ${inWords(values)}; give an array of ${what}`);
}

/**
 * @throws TypeError if `values` is not an array.
 * @throws RangeError if an entry is not a finite number.
 */
export function checkNumbers(name: string, values: ArrayLike<number>): void {
  checkEach(name, values, Number.isFinite, 'give finite numbers');
}

/**
 * `rule` is the remedy in the error: 'give finite numbers'.
 *
 * @throws TypeError if `values` is not an array.
 * @throws RangeError if an entry is not a number, or not a good one.
 */
export function checkEach(
  name: string,
  values: ArrayLike<number>,
  isGood: (value: number) => boolean,
  rule: string,
): void {
  checkList(name, values, 'numbers');
  for (let k = 0; k < values.length; k++) {
    if (typeof values[k] === 'number' && isGood(values[k]!)) continue;
    throw new RangeError(`\`${name}[${k}]\` is ${inWords(values[k])}; ${rule}`);
  }
}

/** @throws TypeError if `value` is not one of `choices`. */
export function checkChoice(name: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === 'string' && choices.includes(value)) return;
  const quoted = choices.map((choice) => `'${choice}'`);
  const list = quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}` : quoted.join('');
  throw new TypeError(`\`${name}\` is ${inWords(value)}; choose ${list}`);
}

/** The names that an options object may have; for a union, those of all its members. */
export type NameOf<Options> = Options extends unknown ? keyof Options & string : never;

/**
 * Checks that `options` is an object whose names are all in `known`: otherwise a misspelt option would be ignored
 * silently.
 *
 * @throws TypeError if `options` is not an object, or if a name is unknown; the error suggests the name that was
 * probably meant.
 */
export function requireOptions<Options extends object>(
  of: string,
  options: Options,
  known: readonly NameOf<Options>[],
): void {
  // A Date, a Map or a promise is an object too, but has no names to check.
  if (kindOf(options) !== 'Object') {
    throw new TypeError(`the options of ${of} are ${inWords(options)}; give an object, as in { ${known[0]}: … }`);
  }
  for (const name of Object.keys(options)) {
    if ((known as readonly string[]).includes(name)) continue;
    const meant = known.find((candidate) => editDistance(name.toLowerCase(), candidate.toLowerCase()) <= 2);
    throw new TypeError(
      `${of} has no option \`${name}\`; ${meant === undefined ? `its options are ${known.join(', ')}` : `did you mean \`${meant}\`?`}`,
    );
  }
}

/** Like `requireOptions`, for a function whose options all have defaults: `undefined` passes. */
export function checkOptions<Options extends object>(
  of: string,
  options: Options | undefined,
  known: readonly NameOf<Options>[],
): void {
  if (options !== undefined) requireOptions(of, options, known);
}

/** A value as an error message quotes it. Short; never throws. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value.slice(0, 80);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    const isShort = value.length <= 8 && value.every((entry) => Object(entry) !== entry);
    return isShort ? `[${value.map(inWords).join(', ')}]` : `an array of length ${value.length}`;
  }
  const kind = kindOf(value);
  if (kind === 'Promise') return 'a promise (put await before the call that returned it)';
  return kind === 'Object' ? 'an object' : `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** 'Object', 'Promise', 'Int32Array', …, for objects of any realm. */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** The number of letters to insert, delete or change to turn `a` into `b` (Levenshtein, 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      const change = row[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1);
      next.push(Math.min(change, row[k]! + 1, next[k - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
