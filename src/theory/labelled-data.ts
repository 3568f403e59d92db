import { checkCount } from '../check.js';

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

/** Throws a sentence unless shapes and labels fit. */
export function checkLabelledData({ inputs, patterns, values, labels, classes }: LabelledData): void {
  if (classes !== undefined) {
    throw new RangeError(
      `the data set has ${classes} classes; the annealed prediction is for labels ±1, make the data without \`classes\``,
    );
  }
  checkCount('inputs', inputs, 'a pattern needs at least 1');
  checkCount('patterns', patterns, 'a data set needs at least 1');
  if (values.length !== patterns * inputs) {
    throw new RangeError(`\`values\` has ${values.length} numbers; ${patterns} × ${inputs} need ${patterns * inputs}`);
  }
  if (labels.length !== patterns) {
    throw new RangeError(`\`labels\` has ${labels.length} entries; give one for each of the ${patterns} patterns`);
  }
  for (let mu = 0; mu < patterns; mu++) {
    if (labels[mu] !== 1 && labels[mu] !== -1) {
      throw new RangeError(`label ${mu} is ${labels[mu]}; the annealed prediction needs labels −1 and +1`);
    }
  }
}
