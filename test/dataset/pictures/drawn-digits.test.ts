import { expect, test } from 'vitest';
import { drawnDigits } from '#src/dataset/pictures/drawn-digits.js';
import { PIXELS } from '#src/dataset/pictures/source.js';

const digits = drawnDigits();
const classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The standardised mean picture of a class. */
function classMean(digit: number, seed: string): Float64Array {
  const drawings = digits.draw(digit, 200, seed);
  return Float64Array.from({ length: PIXELS }, (_, pixel) =>
    drawings.reduce((sum, picture) => sum + (picture[pixel]! - digits.mean) / digits.deviation / drawings.length, 0),
  );
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, index) => sum + x * b[index]!, 0);
const cosine = (a: Float64Array, b: Float64Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

test('a seed gives the same drawings again, fewer are the first of more, no two are alike', () => {
  for (const digit of classes) {
    const drawings = digits.draw(digit, 20, 's');
    expect(digits.draw(digit, 5, 's')).toEqual(drawings.slice(0, 5));
    expect(new Set(drawings.map(String)).size).toBe(20);
    expect(digits.draw(digit, 1, 't')[0]).not.toEqual(drawings[0]);
  }
});

test('drawings are white on black, soft at the edge, centred, with an empty border of at least one pixel', () => {
  for (const picture of classes.flatMap((digit) => digits.draw(digit, 50, 's'))) {
    expect(picture).toHaveLength(PIXELS);
    expect(Math.max(...picture)).toBe(255);
    expect(picture.some((grey) => grey > 0 && grey < 255)).toBe(true);
    const mass = picture.reduce((sum, grey) => sum + grey, 0);
    const along = (coordinate: (pixel: number) => number) =>
      picture.reduce((sum, grey, pixel) => sum + grey * coordinate(pixel), 0) / mass;
    expect(Math.abs(along((pixel) => pixel % 28) - 13.5)).toBeLessThan(1.5);
    expect(Math.abs(along((pixel) => Math.floor(pixel / 28)) - 13.5)).toBeLessThan(1.5);
  }
});

test('the ink is that of MNIST (mean 33.3, standard deviation 78.6) within a tenth', () => {
  expect(Math.abs(digits.mean / 33.3 - 1)).toBeLessThan(0.1);
  expect(Math.abs(digits.deviation / 78.6 - 1)).toBeLessThan(0.1);
});

test('the class means of 0 and 1 are the least alike, at the cosine 0.23 of MNIST within 0.08', () => {
  const means = classes.map((digit) => classMean(digit, 's'));
  const zeroOne = cosine(means[0]!, means[1]!);
  expect(Math.abs(zeroOne - 0.23)).toBeLessThan(0.08);
  for (const a of classes)
    for (const b of classes) expect(cosine(means[a]!, means[b]!)).toBeGreaterThan(zeroOne - 1e-9);
});

test('a class mean tells the digit: most new drawings are nearest to their own', () => {
  const means = classes.map((digit) => classMean(digit, 'means'));
  let right = 0;
  for (const digit of classes) {
    for (const picture of digits.draw(digit, 40, 'new')) {
      const standard = Float64Array.from(picture, (grey) => (grey - digits.mean) / digits.deviation);
      const cosines = means.map((mean) => cosine(mean, standard));
      if (cosines.indexOf(Math.max(...cosines)) === digit) right++;
    }
  }
  expect(right / 400).toBeGreaterThan(0.75);
});

test('a digit that is none, or no seed, gives a sentence', () => {
  expect(() => digits.draw(10, 1, 's')).toThrow(/`digit` is 10; give a whole number from 0 to 9/);
  expect(() => digits.draw(1, 1, '')).toThrow(/`seed` is empty/);
});
