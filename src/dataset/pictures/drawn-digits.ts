import { checkInteger } from '../../base/check.js';
import { randomStream, type Seed } from '../../base/seed.js';
import { drawDigit } from './draw-digit.js';
import { greyStatistics, MOST_PICTURES, PIXELS, type PictureSource } from './source.js';

/** The number of drawings of each digit in the set that defines mean and deviation. */
const REFERENCE_COUNT = 100;

/**
 * Digits drawn by weightspace: handwriting-like stand-ins for MNIST that need no file. Mean and deviation are those of
 * one fixed set of 1,000 drawings. The same seed draws the same pictures on every machine.
 */
export function drawnDigits(): PictureSource {
  reference ??= greyStatistics(referenceSet());
  return { caption: 'drawn digits', ...reference, draw };
}

let reference: { mean: number; deviation: number } | undefined;

function referenceSet(): Uint8Array {
  const pixels = new Uint8Array(10 * REFERENCE_COUNT * PIXELS);
  for (let digit = 0; digit < 10; digit++) {
    for (const [index, picture] of draw(digit, REFERENCE_COUNT, 'reference set of drawn digits').entries()) {
      pixels.set(picture, (digit * REFERENCE_COUNT + index) * PIXELS);
    }
  }
  return pixels;
}

function draw(digit: number, count: number, seed: Seed): Uint8Array[] {
  checkInteger('digit', digit, 0, 9);
  checkInteger('count', count, 0, MOST_PICTURES);
  const stream = randomStream(seed, `drawings of digit ${digit}`);
  return Array.from({ length: count }, () => drawDigit(digit, stream));
}
