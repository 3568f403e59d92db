import { checkInteger } from '../check.js';

/** Classes that the labels of a data set have room for. */
const MAX_CLASSES = 128;

/** Throws a sentence unless this can be the number of classes of a data set. */
export function checkClasses(classes: number): void {
  checkInteger('classes', classes, 2, MAX_CLASSES);
}
