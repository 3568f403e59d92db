import { checkCount, checkInteger, inWords, requireOptions } from '../../base/check.js';
import type { Dataset } from '../dataset.js';
import { PICTURE_OPTIONS, type PictureSampleOptions, pictureSample } from './sample.js';

export interface MnistPairOptions extends PictureSampleOptions {
  /** Two different classes 0 … 9: the first gets the label −1, the second +1. */
  readonly classes: readonly [negative: number, positive: number];
  /** P1, the number of pictures of the second class. Default: half of `patterns`, rounded down. */
  readonly positives?: number;
}

/**
 * Pictures of two classes of MNIST or Fashion-MNIST, 28 × 28 = 784 inputs each unless resized, drawn without
 * replacement and in random order (the paper's digit pairs: Mele et al., TMLR 2025). The files are found in the folder
 * that the environment variable WEIGHTSPACE_DATA names, or in `folder`; otherwise they are downloaded.
 *
 * @example
 * ```ts
 * import { mnistPair } from 'weightspace';
 *
 * // Drawn digits; without `source` those of MNIST, which are downloaded once.
 * const data = await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 78, positives: 39, seed: 'digits' });
 * console.log(data.inputs, data.patterns, data.classCounts);
 * ```
 * @throws TypeError if `classes` are not two different ones, `seed` is missing, or an option is unknown or of the wrong
 * type.
 * @throws RangeError if a class, a count or the size is out of range, or if a class has too few pictures.
 * @throws Error if a file is damaged.
 */
export async function mnistPair(options: MnistPairOptions): Promise<Dataset> {
  requireOptions('mnistPair', options, ['classes', 'positives', ...PICTURE_OPTIONS]);
  const { classes, patterns, positives = Math.floor(patterns / 2) } = options;
  if (!Array.isArray(classes) || classes.length !== 2 || classes[0] === classes[1]) {
    throw new TypeError(`\`classes\` is ${inWords(classes)}; give two different classes, for example [0, 1]`);
  }
  for (const digit of classes) checkInteger('classes', digit, 0, 9);
  checkCount('patterns', patterns, 'a data set needs at least 1');
  checkInteger('positives', positives, 0, patterns);
  const [negative, positive] = classes;
  const groups = [
    { digit: negative, count: patterns - positives, label: -1 },
    { digit: positive, count: positives, label: 1 },
  ];
  const parameters = { classes, patterns, positives };
  return pictureSample({ groups, caption: `${negative} and ${positive}`, parameters }, options);
}

export interface MnistClassesOptions extends PictureSampleOptions {
  /** Two or more different classes 0 … 9: the first gets the label 0, the next 1, and so on. Default: all ten. */
  readonly classes?: readonly number[];
}

/**
 * Pictures of several classes of MNIST or Fashion-MNIST, drawn as by `mnistPair` and labelled by class, for a network
 * with one output per class: `signNetwork([784, 20, 10])`. All classes have the same number of pictures; if `patterns`
 * is not a multiple, the first ones have one more.
 *
 * @example
 * ```ts
 * import { mnistClasses } from 'weightspace';
 *
 * // Drawn digits; without `source` those of MNIST, which are downloaded once.
 * const data = await mnistClasses({ source: 'drawn', classes: [0, 1, 2], patterns: 60, seed: 'digits' });
 * console.log(data.inputs, data.patterns, data.classCounts);
 * ```
 * @throws TypeError if `classes` are not two or more different ones, `seed` is missing, or an option is unknown or of
 * the wrong type.
 * @throws RangeError if a class, a count or the size is out of range, or if a class has too few pictures.
 * @throws Error if a file is damaged.
 */
export async function mnistClasses(options: MnistClassesOptions): Promise<Dataset> {
  requireOptions('mnistClasses', options, ['classes', ...PICTURE_OPTIONS]);
  const { classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], patterns } = options;
  if (!Array.isArray(classes) || classes.length < 2 || new Set(classes).size < classes.length) {
    throw new TypeError(
      `\`classes\` is ${inWords(classes)}; give two or more different classes, for example [0, 1, 2]`,
    );
  }
  for (const digit of classes) checkInteger('classes', digit, 0, 9);
  checkCount('patterns', patterns, 'a data set needs at least 1');
  const groups = classes.map((digit, label) => ({
    digit,
    label,
    count: Math.floor(patterns / classes.length) + (label < patterns % classes.length ? 1 : 0),
  }));
  const caption = classes.join(', ');
  return pictureSample({ groups, caption, classes: classes.length, parameters: { classes, patterns } }, options);
}
