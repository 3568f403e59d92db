import { expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { pictures } from '#src/dataset/pictures/pictures.js';

const data = fromArrays(
  [
    [0, 1, 2, 4],
    [-3, -3, 1, -1],
    [5, 5, 5, 5],
  ],
  [1, 1, -1],
);

test('each pattern becomes rows of grey levels from 0 to 1', () => {
  expect(pictures(data)).toEqual([
    [
      [0, 0.25],
      [0.5, 1],
    ],
    [
      [0, 0],
      [1, 0.5],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ]);
  expect(pictures(data, [1, 4])[0]).toEqual([[0, 0.25, 0.5, 1]]);
});

test('a shape that does not hold the inputs gives a sentence', () => {
  expect(() => pictures(data, [3, 2])).toThrow(
    /4 inputs do not make a picture of 3 × 2; give `shape` as \[height, width\]/,
  );
  expect(() => pictures(fromArrays([[1, 2, 3]], [1]))).toThrow(/3 inputs do not make a square picture/);
});
