import {
  checkCount,
  checkList,
  checkNumber,
  checkPositive,
  checkText,
  inWords,
  requireOptions,
} from '../base/check.js';
import { type Measured, measuredIn } from '../base/measured.js';

/** A number of a publication, and the same measured here. */
export interface PublishedNumber {
  /** What it is, for the table. */
  readonly quantity: string;
  /** The published value. */
  readonly paper: number;
  /**
   * The number of data sets of which the published value is the mean. Its error is then taken to be our `spread` from
   * one data set to another, over the square root of this number. Default: the published value has no error.
   */
  readonly paperDraws?: number;
  /**
   * The step between values that the published number can have: 1 for the energy of a peak, a whole number of errors. Its
   * rounding then adds an error of step/√12, the standard deviation within a step. Default: it is not rounded.
   */
  readonly paperStep?: number;
  /** Ours: a mean over data sets (`meanOf`, a row of `measureRuns`), or any number with its error. */
  readonly here: Measured;
}

/** A row of the table that `comparePublished` makes. */
export type ComparedNumber = {
  readonly quantity: string;
  readonly paper: number;
  readonly here: Measured;
  /** (here − paper) / error of the difference; NaN where nothing is known of that error. */
  readonly pull: number;
};

/**
 * Compares our numbers with published ones: rows for `toFrame`. A pull is the difference in units of its standard error,
 * which includes that of the published number as far as `paperDraws` says it. Two measurements of one quantity have
 * pulls between −2 and 2 in nineteen cases of twenty.
 *
 * @example
 * ```ts
 * import { comparePublished, meanOf, show, toFrame } from 'weightspace';
 *
 * const here = meanOf([2.51, 2.43, 2.55, 2.49]); // the same for four data sets
 * show(toFrame(comparePublished([{ quantity: 'peak of ρ', paper: 2.54, paperDraws: 1, here }])));
 * ```
 * @throws TypeError if `numbers` is not a list of such numbers, or if `here` is no number with its error.
 * @throws RangeError if a number is not finite, if `paperDraws` is not a whole number of at least 1, or if it is given and
 * `here` has no spread over data sets, or if `paperStep` is not above 0.
 */
export function comparePublished(numbers: readonly PublishedNumber[]): ComparedNumber[] {
  checkList('numbers', numbers, 'numbers, each { quantity, paper, here }');
  return numbers.map((number) => {
    requireOptions('comparePublished', number, ['quantity', 'paper', 'paperDraws', 'paperStep', 'here']);
    const { quantity, paper, paperDraws, paperStep, here } = number;
    checkText('quantity', quantity);
    checkNumber('paper', paper);
    const ours = measuredIn(here);
    if (ours === undefined) {
      throw new TypeError(`\`here\` is ${inWords(here)}; give a number with its error, or what \`meanOf\` returns`);
    }
    checkNumber('here', ours.value);
    const ofDraws = paperDraws === undefined ? 0 : spreadOf(here) / rootOf(paperDraws);
    if (paperStep !== undefined) checkPositive('paperStep', paperStep);
    const ofRounding = (paperStep ?? 0) / Math.sqrt(12);
    const error = Math.hypot(ours.error, ofDraws, ofRounding);
    return { quantity, paper, here, pull: error > 0 ? (ours.value - paper) / error : Number.NaN };
  });
}

function rootOf(draws: number): number {
  checkCount('paperDraws', draws, 'give the number of data sets of the published mean');
  return Math.sqrt(draws);
}

/** @throws RangeError if this is not a mean over data sets. */
function spreadOf(here: Measured): number {
  const { spread } = here as { readonly spread?: unknown };
  if (typeof spread === 'number') return spread;
  throw new RangeError('`paperDraws` is given, and `here` has no spread over data sets; give what `meanOf` returns');
}
