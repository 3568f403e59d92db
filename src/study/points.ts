import { checkList, checkNumber, checkPositive, inWords, isList } from '../base/check.js';
import type { ProgressRow } from '../run/progress.js';

// The parameters of a sweep, and their combinations.

/** The most numbers of a range. */
const MOST_NUMBERS = 1e6;

/**
 * The numbers first, first + step, … up to last, both ends included if the steps fit: for the axes of a sweep. Whole
 * multiples of the step are added, so that 0 … 1.5 in steps of 0.1 ends at 1.5.
 *
 * @example
 * ```ts
 * import { range } from 'weightspace';
 *
 * console.log(range(0, 1.5, 0.5), range(1, 3)); // [0, 0.5, 1, 1.5] and [1, 2, 3]
 * ```
 * @throws RangeError if an end is not finite, the step is not above 0, `last` is below `first`, or there are more than
 * a million numbers.
 */
export function range(first: number, last: number, step = 1): number[] {
  checkNumber('first', first);
  checkNumber('last', last);
  checkPositive('step', step);
  if (last < first) {
    throw new RangeError(`a range from ${first} to ${last} has no numbers; give a \`last\` of at least \`first\``);
  }
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (count > MOST_NUMBERS)
    throw new RangeError(`a range from ${first} to ${last} by ${step} has ${count} numbers; give a larger step`);
  return Array.from({ length: count }, (_, k) => Number((first + k * step).toPrecision(12)));
}

/** A value of a parameter: a number, a text, or an object with a name, such as `named('tree', committee(…))`. */
export type AxisValue = string | number | { readonly name: string };

/** The values of each parameter, by name. */
export interface Axes {
  readonly [parameter: string]: readonly AxisValue[];
}

/** One value of each parameter. */
export type PointOf<A extends Axes> = { readonly [Parameter in keyof A]: A[Parameter][number] };

/**
 * Every combination of the parameters, the last one changing fastest.
 *
 * @throws TypeError if the parameters are not lists of numbers, strings and objects with a name.
 * @throws RangeError if a parameter has no values, or two different ones of the same name.
 */
export function pointsOf<A extends Axes>(axes: A): PointOf<A>[] {
  if (Object(axes) !== axes || isList(axes)) {
    throw new TypeError(`the parameters are ${inWords(axes)}; give an object of lists, as in { draw: [1, 2, 3] }`);
  }
  let points: { [parameter: string]: AxisValue }[] = [{}];
  for (const [parameter, values] of Object.entries(axes)) {
    checkList(parameter, values, 'values');
    if (values.length === 0) throw new RangeError(`\`${parameter}\` has no values; give at least one`);
    for (const value of values) checkValue(parameter, value);
    checkNames(parameter, values);
    points = points.flatMap((point) => Array.from(values, (value) => ({ ...point, [parameter]: value })));
  }
  return points as PointOf<A>[];
}

function checkValue(parameter: string, value: AxisValue): void {
  if (typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) || nameOf(value) !== '') return;
  const remedy =
    Object(value) === value
      ? "give it a name, as in named('tree', committee({ inputs: 9, hidden: 3, tree: true }))"
      : 'give numbers, strings, or objects with a name';
  throw new TypeError(`\`${parameter}\` has the value ${inWords(value)}; ${remedy}`);
}

/** Seeds are made of names, so that two things of one name would have the same. */
function checkNames(parameter: string, values: readonly AxisValue[]): void {
  const objects = new Map<string, AxisValue>();
  for (const value of values) {
    if (typeof value !== 'object') continue;
    const known = objects.get(value.name) ?? value;
    if (known !== value)
      throw new RangeError(`\`${parameter}\` has two values named '${value.name}'; give each its own name`);
    objects.set(value.name, value);
  }
}

/** The name of an object; empty if it has none. */
function nameOf(value: unknown): string {
  const name: unknown = typeof value === 'object' && value !== null && 'name' in value ? value.name : '';
  return typeof name === 'string' ? name : '';
}

/** A point as columns: objects by their names. */
export function inRow(point: object): ProgressRow {
  return Object.fromEntries(Object.entries(point).map(([parameter, value]) => [parameter, nameOf(value) || value]));
}

/**
 * A point in words: 'positives 9, draw 1'.
 *
 * @throws TypeError if `point` is not an object.
 */
export function describePoint(point: object): string {
  if (Object(point) !== point) {
    throw new TypeError(`the point is ${inWords(point)}; give an object, as in { positives: 9, draw: 1 }`);
  }
  return Object.entries(point)
    .map(([parameter, value]) => `${parameter} ${typeof value === 'string' ? value : nameOf(value) || inWords(value)}`)
    .join(', ');
}
