import type { Seed } from '../seed.js';

/** Height and width of every picture. */
export const PICTURE_SIDE = 28;

/** Pixels of a picture: N = 784. */
export const PIXELS = PICTURE_SIDE * PICTURE_SIDE;

/** Pictures that are drawn at a time: as many as a data set has room for. */
export const MOST_PICTURES = 100_000;

/** Grey pictures of ten classes, 28 × 28 pixels of 0 … 255 row by row, to draw samples from. */
export interface PictureSource {
  /** For captions: 'MNIST digits', 'drawn digits'. */
  readonly caption: string;
  /** Mean and standard deviation of the grey levels of all pixels. */
  readonly mean: number;
  readonly deviation: number;
  /** `count` different pictures of the class 0 … 9, chosen by the seed; fewer are the first of more. */
  draw(digit: number, count: number, seed: Seed): Uint8Array[];
}

/** Mean and standard deviation of grey levels; the sums are exact integers. */
export function greyStatistics(pixels: Uint8Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < pixels.length; index++) {
    const grey = pixels[index]!;
    sum += grey;
    squares += grey * grey;
  }
  const mean = sum / pixels.length;
  return { mean, deviation: Math.sqrt(squares / pixels.length - mean * mean) };
}
