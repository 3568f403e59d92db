import { checkCount, checkEach, checkNumbers, inWords } from '../check.js';

/** What theory needs of a data set; a `Dataset` is one. */
export interface LabelledData {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /** P × N inputs, pattern after pattern, in any unit. */
  readonly values: ArrayLike<number>;
  /** P labels, each −1 or +1. */
  readonly labels: ArrayLike<number>;
  /** Data with more classes than ±1 have no such theory. */
  readonly classes?: number;
}

/** @throws TypeError or RangeError unless shapes and labels fit. */
export function checkLabelledData(data: LabelledData): void {
  if (!data?.inputs) {
    throw new TypeError(
      `the data set is ${inWords(data)}; make one, as in randomPatterns({ inputs, patterns, seed }) or fromArrays(…)`,
    );
  }
  const { inputs, patterns, values, labels, classes } = data;
  if (classes !== undefined) {
    throw new RangeError(
      `the data set has ${classes} classes; the annealed prediction is for labels ±1, make the data without \`classes\``,
    );
  }
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkNumbers('values', values);
  if (values.length !== patterns * inputs) {
    throw new RangeError(`\`values\` has ${values.length} numbers; ${patterns} × ${inputs} need ${patterns * inputs}`);
  }
  const isLabel = (label: number) => label === 1 || label === -1;
  checkEach('labels', labels, isLabel, 'the annealed prediction needs labels −1 and +1');
  if (labels.length !== patterns) {
    throw new RangeError(`\`labels\` has ${labels.length} entries; give one for each of the ${patterns} patterns`);
  }
}
