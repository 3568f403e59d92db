/** A point of a pen's path: x to the right, y down; the digit is about 20 high. */
export type Point = readonly [x: number, y: number];

/** A smooth pen stroke through points; at a sharp corner one stroke ends and the next begins. */
export type Stroke = readonly Point[];

const path = (...numbers: number[]): Stroke =>
  Array.from({ length: numbers.length / 2 }, (_, index) => [numbers[2 * index]!, numbers[2 * index + 1]!]);

/** For each digit 0 … 9, the ways in which people write it, each a list of strokes. Written for this project. */
export const DIGIT_STROKES: readonly (readonly (readonly Stroke[])[])[] = [
  [
    [path(8, 0, 3, 2, 0, 9, 1, 16, 6, 20, 11, 17, 14, 10, 12, 3, 7, 0)],
    [path(9, 1, 4, 1, 0, 8, 1, 16, 6, 20, 12, 17, 15, 9, 12, 2, 6, 1)],
    [path(11, 2, 6, 1, 1, 6, 1, 14, 7, 19, 15, 17, 19, 10, 16, 3, 9, 0)],
  ],
  [
    [path(6, 0, 6, 10, 6, 20)],
    [path(7, 0, 6, 10, 6, 20)],
    [path(8, 0, 7, 7, 4, 14, 2, 20)],
    [path(3, 4, 7, 0), path(7, 0, 7, 10, 7, 20)],
  ],
  [
    [path(1, 5, 4, 1, 9, 0, 12, 4, 10, 9, 6, 14, 0, 19), path(0, 19, 6, 18.5, 13, 19)],
    [path(1, 4, 5, 0, 10, 1, 11, 6, 8, 12, 4, 17, 1, 18, 1, 15, 5, 15, 9, 18, 14, 18)],
  ],
  [
    [path(1, 2, 6, 0, 11, 2, 10, 6, 5, 9), path(5, 9, 10, 10, 12, 14, 9, 19, 4, 20, 0, 17)],
    [path(0, 1, 6, 0, 11, 1, 9, 5, 5, 8, 10, 11, 11, 16, 6, 20, 0, 19)],
  ],
  [
    [path(2, 0, 1, 6, 1, 10, 6, 11, 13, 9), path(12, 1, 11, 10, 10, 20)],
    [path(3, 1, 1, 6, 0, 10), path(0, 10, 6, 10, 12, 9), path(11, 0, 10.5, 10, 9, 20)],
    [path(11, 0, 6, 6, 0, 12), path(0, 12, 7, 12, 14, 11.5), path(11, 0, 10.5, 10, 10, 20)],
  ],
  [
    [path(12, 0, 8, 1, 3, 1), path(3, 1, 2, 5, 2, 8), path(2, 8, 7, 7, 11, 11, 10, 16, 6, 20, 0, 18)],
    [path(13, 0, 9, 0.5, 5, 1), path(5, 1, 4, 5, 3, 8), path(3, 8, 8, 9, 10, 13, 8, 18, 4, 20, 0, 19)],
  ],
  [
    [path(9, 0, 4, 5, 1, 12, 2, 18, 6, 20, 10, 17, 10, 12, 6, 11, 2, 15)],
    [path(7, 0, 3, 6, 1, 13, 3, 19, 8, 20, 12, 16, 10, 12, 5, 13, 2, 17)],
  ],
  [
    [path(0, 2, 6, 1.5, 12, 1), path(12, 1, 9, 9, 6, 20)],
    [path(0, 1, 6, 1, 12, 0), path(12, 0, 9, 8, 7, 20), path(4, 10, 8, 9.5, 13, 9)],
    [path(0, 4, 1, 1), path(1, 1, 6, 1, 12, 1), path(12, 1, 11, 9, 9, 20)],
  ],
  [
    [path(11, 3, 7, 0, 2, 3, 4, 8, 9, 12, 10, 17, 5, 20, 1, 16, 4, 11, 9, 7, 11, 2)],
    [path(7, 0, 3, 2, 2, 6, 6, 9, 10, 6, 10, 2, 6, 0), path(6, 9, 2, 12, 1, 17, 6, 20, 11, 17, 10, 12, 6, 9)],
  ],
  [
    [path(11, 3, 7, 0, 2, 3, 1, 8, 5, 10, 9, 8, 11, 3), path(11, 3, 11, 11, 9, 20)],
    [path(11, 2, 6, 0, 1, 4, 2, 9, 7, 9, 11, 4), path(11, 2, 12, 8, 11, 15, 7, 20, 2, 19)],
  ],
];
