import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readIdx } from '#src/dataset/pictures/idx.js';

const good = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60];
const zipped = (bytes: number[]) => gzipSync(Uint8Array.from(bytes));

test('reads dimensions and bytes', () => {
  const { dimensions, bytes } = readIdx(zipped(good), 'good.gz');
  expect(dimensions).toEqual([2, 3]);
  expect([...bytes]).toEqual([10, 20, 30, 40, 50, 60]);
});

test.each([
  ['not gzip', Uint8Array.from(good), /is not a complete gzip file; delete it and run `npm run data`/],
  ['empty', new Uint8Array(0), /is not a complete gzip file/],
  ['cut gzip', zipped(good).subarray(0, 20), /is not a complete gzip file/],
  ['damaged gzip', damaged(), /is not a complete gzip file/],
  ['no IDX', zipped([1, ...good]), /is not an IDX file of unsigned bytes; delete it/],
  ['floats', zipped(good.with(2, 0x0d)), /is not an IDX file of unsigned bytes/],
  ['nothing inside', zipped([]), /is not an IDX file of unsigned bytes/],
  ['cut header', zipped(good.slice(0, 7)), /is not an IDX file of unsigned bytes/],
  ['too short', zipped(good.slice(0, -1)), /says it holds 2 × 3 = 6 bytes but holds 5; delete it/],
  ['too long', zipped([...good, 1]), /says it holds 2 × 3 = 6 bytes but holds 7/],
  ['a huge promise', zipped(good.with(4, 255)), /says it holds .* but holds 6/],
])('%s gives a sentence that names the file', (_, bytes, sentence) => {
  expect(() => readIdx(bytes, 'some.gz')).toThrow(sentence);
  expect(() => readIdx(bytes, 'some.gz')).toThrow(/^some\.gz/);
});

function damaged(): Uint8Array {
  const bytes = Uint8Array.from(zipped(good));
  bytes[bytes.length - 6]! ^= 1;
  return bytes;
}
