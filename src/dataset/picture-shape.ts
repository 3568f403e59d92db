import { checkCount } from '../check.js';

/** Rows and columns of a picture's pixels. */
export type PictureShape = readonly [height: number, width: number];

/** Throws a sentence unless the shape is two counts. `name` is the option's. */
export function checkShape(name: string, shape: PictureShape): void {
  if (!Array.isArray(shape) || shape.length !== 2) {
    throw new TypeError(`\`${name}\` is ${String(shape)}; give [height, width], for example [10, 10]`);
  }
  for (const side of shape) checkCount(name, side, 'a picture needs at least 1 pixel each way');
}

/** A square of all inputs. */
export function square(inputs: number): PictureShape {
  return [Math.sqrt(inputs), Math.sqrt(inputs)];
}

/** Throws a sentence unless height × width is `inputs`. */
export function checkHolds(shape: PictureShape, inputs: number): void {
  const [height, width] = shape;
  if (Number.isInteger(height) && Number.isInteger(width) && height * width === inputs) return;
  throw new RangeError(
    `${inputs} inputs do not make a picture of ${height} × ${width}; give a \`shape\` of [height, width]`,
  );
}
