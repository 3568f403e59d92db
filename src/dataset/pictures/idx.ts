import { gunzipSync } from 'node:zlib';
import { REMEDY } from './data-files.js';

/** The content of an IDX file: unsigned bytes, in the order of its dimensions. */
export interface Idx {
  /** [60000, 28, 28] for images, [60000] for labels. */
  readonly dimensions: readonly number[];
  readonly bytes: Uint8Array;
}

const UNSIGNED_BYTES = 0x08;

/**
 * Reads a gzipped IDX file of unsigned bytes, the format of MNIST (http://yann.lecun.com/exdb/mnist): two zero bytes,
 * the type, the number of dimensions, the dimensions as big-endian 32-bit integers, the bytes. `fileName` is for error
 * messages.
 *
 * @throws Error if the file is not gzip, is not IDX, or does not have exactly the number of bytes that its dimensions
 * imply.
 */
export function readIdx(gzipBytes: Uint8Array, fileName: string): Idx {
  const file = gunzip(gzipBytes, fileName);
  const [rank, header] = [file[3] ?? 0, 4 + 4 * (file[3] ?? 0)];
  if (file.length < header || file[0] !== 0 || file[1] !== 0 || file[2] !== UNSIGNED_BYTES || rank === 0) {
    throw new Error(`${fileName} is not an IDX file of unsigned bytes; ${REMEDY}`);
  }
  const dimensions = Array.from({ length: rank }, (_, index) => file.readUInt32BE(4 + 4 * index));
  const expected = dimensions.reduce((product, dimension) => product * dimension, 1);
  const found = file.length - header;
  if (found !== expected) {
    throw new Error(
      `${fileName} says it holds ${dimensions.join(' × ')} = ${expected} bytes but holds ${found}; ${REMEDY}`,
    );
  }
  return { dimensions, bytes: file.subarray(header) };
}

function gunzip(gzipBytes: Uint8Array, fileName: string): Buffer {
  try {
    return gunzipSync(gzipBytes);
  } catch (cause) {
    throw new Error(`${fileName} is not a complete gzip file; ${REMEDY}`, { cause });
  }
}
