import { checkList, checkNumber, checkText, type NameOf, requireOptions } from '../base/check.js';
import { checkObject } from './check-arguments.js';
import type { PlotlyObject } from './figure.js';
import { nameText } from './typeset.js';

/** A value to compare with: a dashed vertical line. */
export interface ReferenceValue {
  /** For the legend. */
  readonly name: string;
  /** Where the line is, in the units of its axis. */
  readonly value: number;
}

const REFERENCE = ['name', 'value'] as const satisfies readonly NameOf<ReferenceValue>[];

/**
 * @throws TypeError unless `references` are names and values.
 * @throws RangeError if a value is not finite.
 */
export function checkReferences(references: readonly ReferenceValue[]): void {
  checkList('references', references, '{ name, value }');
  for (const reference of references) {
    checkObject('a reference', reference, 'give { name, value }');
    requireOptions('a reference', reference, REFERENCE);
    checkText('name', reference.name);
    checkNumber('value', reference.value);
  }
}

/** Vertical lines from one end to the other, dashed and dotted in turn. */
export function referenceTraces(
  references: readonly ReferenceValue[],
  ends: readonly [number, number],
  colourOf: (index: number) => string,
): PlotlyObject[] {
  return Array.from(references, ({ name, value }, k) => ({
    type: 'scatter',
    mode: 'lines',
    name: nameText(name),
    x: [value, value],
    y: [...ends],
    line: { color: colourOf(k), width: 1.5, dash: k % 2 === 0 ? 'dash' : 'dot' },
  }));
}
