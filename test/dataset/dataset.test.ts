import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asItIs, gridPoints, inputsOf } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';

/** As it is documented, number by number. */
function checksum(values: Int32Array, scale: number, labels: Int8Array, classes?: number): string {
  const bytes = new DataView(new ArrayBuffer(4 * values.length + 8));
  values.forEach((value, k) => {
    bytes.setInt32(4 * k, value, true);
  });
  bytes.setFloat64(4 * values.length, scale, true);
  const hash = createHash('sha256').update(new Uint8Array(bytes.buffer)).update(labels);
  return (classes === undefined ? hash : hash.update(`${classes} classes`)).digest('hex');
}

test('the checksum is that of values, scale and labels, wherever they lie in memory', () => {
  expect(randomPatterns({ inputs: 7, patterns: 5, seed: 'kept' }).provenance.checksum).toBe(
    '042ef487ce3d968616ea1abed7b0607acf1c4dff02750dc7b31c2a9e17699eb7',
  );
  const numbers = fc.array(fc.integer({ min: -(2 ** 20), max: 2 ** 20 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(numbers, fc.constantFrom(1, 0.5, 3.7), fc.constantFrom(undefined, 2, 3), (row, scale, classes) => {
      const data = fromArrays([row.map((value) => value / scale)], [1], { scale, classes });
      expect(data.provenance.checksum).toBe(checksum(data.values, scale, data.labels, classes));
      const values = new Int32Array([7, ...data.values, 7]).subarray(1, -1);
      const labels = new Int8Array([7, 7, 7, 1]).subarray(3);
      expect(asItIs({ ...data, values, labels }).provenance).toBe(data.provenance);
    }),
  );
});

test('a pattern is a row of the data set, on the grid and in its own units', () => {
  const data = fromArrays(
    [
      [1, 2],
      [0.5, -1],
    ],
    [1, -1],
    { scale: 4 },
  );
  expect(gridPoints(data, 1)).toEqual(data.values.subarray(2));
  expect(gridPoints(data, 1).buffer).toBe(data.values.buffer);
  expect(inputsOf(data, 1)).toEqual(Float64Array.from(data.values.subarray(2), (value) => value / 4));
});
