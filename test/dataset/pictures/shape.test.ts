import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { resize, resizePictures } from '#src/dataset/pictures/shape.js';

const side = fc.integer({ min: 1, max: 12 });

function picture(height: number, width: number): Float64Array {
  const stream = randomStream('resize', `${height} ${width}`);
  return Float64Array.from({ length: height * width }, () => stream.uniform());
}

test('a grey plane stays what it is, in any size', () => {
  fc.assert(
    fc.property(side, side, side, side, (h, w, newH, newW) => {
      const plane = resize(new Float64Array(h * w).fill(0.3), [h, w], [newH, newW]);
      expect(plane).toHaveLength(newH * newW);
      for (const grey of plane) expect(grey).toBeCloseTo(0.3, 14);
    }),
  );
});

test('the same size changes nothing', () => {
  fc.assert(
    fc.property(side, side, (h, w) => {
      expect([...resize(picture(h, w), [h, w], [h, w])]).toEqual([...picture(h, w)]);
    }),
  );
});

test('rows and columns are treated alike', () => {
  const transpose = (values: Float64Array, h: number, w: number) =>
    Float64Array.from({ length: h * w }, (_, k) => values[(k % h) * w + Math.floor(k / h)]);
  fc.assert(
    fc.property(side, side, side, side, (h, w, newH, newW) => {
      const direct = transpose(resize(picture(h, w), [h, w], [newH, newW]), newH, newW);
      const turned = resize(transpose(picture(h, w), h, w), [w, h], [newW, newH]);
      direct.forEach((grey, k) => {
        expect(grey).toBeCloseTo(turned[k], 13);
      });
    }),
  );
});

// The weights of Pillow's bilinear filter: triangles of half-width 2 around 1 and 3, cut at the border.
test('four pixels become two by hand', () => {
  const [first, second] = resize([1, 10, 100, 1000], [1, 4], [1, 2]);
  expect(first).toBeCloseTo((3 * 1 + 3 * 10 + 1 * 100) / 7, 12);
  expect(second).toBeCloseTo((1 * 10 + 3 * 100 + 3 * 1000) / 7, 12);
});

test('two pixels become four by interpolation', () => {
  expect([...resize([0, 1], [1, 2], [1, 4])]).toEqual([0, 0.25, 0.75, 1]);
});

test('a data set of pictures in fewer pixels keeps labels and notice, and says its size', () => {
  const data = fromArrays([[1, 10, 100, 1000]], [-1], { notice: 'Stand-in.', source: 'lines', scale: 1 });
  const small = resizePictures(data, { from: [1, 4], to: [1, 2], scale: 7 });
  expect([...small.values]).toEqual([133, 3310]);
  expect([...small.labels]).toEqual([-1]);
  expect(small.provenance).toMatchObject({
    source: 'lines, 1 × 2 pixels',
    parameters: { size: [1, 2], shape: [1, 2], scale: 7 },
    notice: 'Stand-in.',
  });
});

test('digits drawn at 10 × 10 are the digits at 28 × 28, resized', async () => {
  const options = { classes: [0, 1], patterns: 6, seed: 's', source: 'drawn' } as const;
  const small = await mnistPair({ ...options, size: [10, 10], scale: 1000 });
  const same = resizePictures(await mnistPair({ ...options, scale: 2 ** 16 }), { to: [10, 10], scale: 1000 });
  expect(small).toMatchObject({ inputs: 100, provenance: { parameters: { size: [10, 10] } } });
  expect(small.labels).toEqual(same.labels);
  small.values.forEach((value, k) => {
    expect(Math.abs(value - same.values[k])).toBeLessThanOrEqual(1);
  });
});

test('shapes that are none give a sentence', async () => {
  const data = fromArrays([[1, 2, 3, 4]], [1]);
  expect(() => resizePictures(data, { to: [0, 2] })).toThrow('`to` is 0; a picture needs at least 1 pixel each way');
  expect(() => resizePictures(data, { to: [2] as unknown as [number, number] })).toThrow(
    '`to` is [2]; give [height, width]',
  );
  expect(() => resizePictures(data, { to: [1, 1], from: [3, 1] })).toThrow('4 inputs do not make a picture of 3 × 1');
  expect(() => resizePictures(fromArrays([[1, 2]], [1]), { to: [1, 1] })).toThrow(
    '2 inputs do not make a square picture',
  );
  const pair = { classes: [0, 1], patterns: 2, seed: 's', source: 'drawn' } as const;
  await expect(mnistPair({ ...pair, size: [10.5, 10] })).rejects.toThrow('`size` is 10.5');
  await expect(mnistPair({ ...pair, set: 'train' as 'test' })).rejects.toThrow(
    "`set` is train; choose 'training' or 'test'",
  );
});
