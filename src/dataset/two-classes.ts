import type { Dataset } from './dataset.js';

/** P1 and P0 of a data set with labels ±1. Throws a sentence where its labels are classes. */
export function twoClasses({ classCounts, classes }: Dataset): { positive: number; negative: number } {
  if (!('positive' in classCounts)) {
    throw new RangeError(
      `the data set has ${classes} classes; this asks for labels ±1, make the data without \`classes\``,
    );
  }
  return classCounts;
}
