/** @throws RangeError unless `value` is a whole number of at least 1. */
export function checkCount(name: string, value: number, reason: string): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`\`${name}\` is ${inWords(value)}; ${reason}`);
}

/** @throws RangeError unless `value` is a whole number from `low` to `high`. */
export function checkInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new RangeError(`\`${name}\` is ${inWords(value)}; give a whole number from ${low} to ${high}`);
  }
}

/** @throws RangeError unless `value` is a finite number above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new RangeError(`\`${name}\` is ${inWords(value)}; give a finite number above 0`);
  }
}

/** @throws RangeError unless `value` is a number from `low` to `high`. */
export function checkWithin(name: string, value: number, low: number, high: number): void {
  if (!(typeof value === 'number' && value >= low && value <= high)) {
    throw new RangeError(`\`${name}\` is ${inWords(value)}; give a number from ${low} to ${high}`);
  }
}

/** @throws TypeError unless `value` is one of `choices`. */
export function checkChoice(name: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === 'string' && choices.includes(value)) return;
  const quoted = choices.map((choice) => `'${choice}'`);
  const list = quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}` : quoted.join('');
  throw new TypeError(`\`${name}\` is ${inWords(value)}; choose ${list}`);
}

/** The names that an options object may have; of a union those of all its members. */
export type NameOf<Options> = Options extends unknown ? keyof Options & string : never;

/**
 * Checks that `options` is an object whose names are all in `known`: a misspelt option would otherwise be ignored silently.
 * `undefined` passes, as it does for a function all of whose options have defaults.
 *
 * @throws TypeError where `options` is not an object, and where a name is unknown, with the name that was probably meant.
 */
export function checkOptions<Options extends object>(
  of: string,
  options: Options | undefined,
  known: readonly NameOf<Options>[],
): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`the options of ${of} are ${inWords(options)}; give an object, as in { ${known[0]}: … }`);
  }
  for (const name of Object.keys(options)) {
    if ((known as readonly string[]).includes(name)) continue;
    const meant = known.find((one) => editDistance(name.toLowerCase(), one.toLowerCase()) <= 2);
    throw new TypeError(
      `${of} has no option \`${name}\`; ${meant === undefined ? `its options are ${known.join(', ')}` : `did you mean \`${meant}\`?`}`,
    );
  }
}

/** A value as an error quotes it: short, and never throwing. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value.slice(0, 80);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  return ArrayBuffer.isView(value) ? `a ${value.constructor.name}` : 'an object';
}

/** The letters to insert, leave out or change to make `b` of `a` (Levenshtein, 1966). */
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
