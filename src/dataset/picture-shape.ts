import { checkCount, inWords } from '../check.js';

/** Rows and columns of a picture's pixels. */
export type PictureShape = readonly [height: number, width: number];

/** Throws a sentence unless the shape is two counts. `name` is the option's. */
export function checkShape(name: string, shape: PictureShape): void {
  if (!Array.isArray(shape) || shape.length !== 2) {
    throw new TypeError(`\`${name}\` is ${inWords(shape)}; give [height, width], for example [10, 10]`);
  }
  for (const side of shape) checkCount(name, side, 'a picture needs at least 1 pixel each way');
}

/**
 * The shape of pictures of this many inputs: the one given as the option `name`, or a square.
 * @throws where height × width is not the number of inputs.
 */
export function shapeOf(inputs: number, name: string, given?: PictureShape): PictureShape {
  if (given !== undefined) checkShape(name, given);
  const side = Math.round(Math.sqrt(inputs));
  const [height, width] = given ?? [side, side];
  if (height * width === inputs) return [height, width];
  const picture = given === undefined ? 'a square picture' : `a picture of ${height} × ${width}`;
  throw new RangeError(`${inputs} inputs do not make ${picture}; give \`${name}\` as [height, width]`);
}
